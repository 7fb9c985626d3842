"""The extended properties of the file, the time of its core properties, and the deck's sections."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from deck_builder.base.diagnostics import DeckError
from deck_builder.package.opc import CT, RT, Package, new_part, relate
from deck_builder.package.xml import DECLARATION, attribute
from deck_builder.shapes import DeckSection

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
SECTIONS_EXTENSION = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_DEFAULT_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_300_799
_DIGITS = frozenset("0123456789")

_APP = "/docProps/app.xml"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_SECTIONS = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def time_stamp(environment: Mapping[str, str]) -> datetime:
    """Return when the deck was made, in UTC: the seconds in `SOURCE_DATE_EPOCH`, else a fixed
    date, so that equal input makes equal files (reproducible-builds.org).

    Raises DeckError when the variable is no number of seconds.
    """
    value = environment.get(EPOCH_VARIABLE)
    if value is None:
        return _DEFAULT_TIME
    if not (0 < len(value) <= 12 and _DIGITS.issuperset(value) and int(value) <= _LAST_SECOND):
        raise DeckError(
            f"{EPOCH_VARIABLE} is ‘{value}’, not a number of seconds since 1970",
            "set it to a whole number such as 1700000000, or unset it",
        )
    return datetime.fromtimestamp(int(value), UTC)


def add_extended_properties(package: Package, counts: str = "") -> None:
    """Add `docProps/app.xml` with these elements of `counts`, and nothing in it that only
    PowerPoint could know."""
    content = (
        f'{DECLARATION}<Properties xmlns="{_EXTENDED}"><Application>deck-builder</Application>'
        f"{counts}</Properties>"
    )
    part = new_part(package, _APP, CT.OFC_EXTENDED_PROPERTIES, content.encode())
    relate(package, RT.EXTENDED_PROPERTIES, part)


def section_list(talk: str, sections: Sequence[DeckSection], slide_ids: Sequence[int]) -> str:
    """Return the sections of the slide sorter; slides before the first one are a section called
    `talk`. The same deck has the same ids."""
    named = list(sections)
    if named[0].first > 0:
        named.insert(0, DeckSection(talk, 0))
    ends = [section.first for section in named[1:]] + [len(slide_ids)]
    items = (
        _section(number, section.name, slide_ids[section.first : end])
        for number, (section, end) in enumerate(zip(named, ends, strict=True))
    )
    return f'<p14:sectionLst xmlns:p14="{_SECTIONS}">{"".join(items)}</p14:sectionLst>'


def _section(number: int, name: str, slide_ids: Sequence[int]) -> str:
    name = attribute(" ".join(name.split()))
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"deck-builder:section/{number}/{name}")
    slides = "".join(f'<p14:sldId id="{slide_id}"/>' for slide_id in slide_ids)
    return (
        f'<p14:section name="{name}" id="{{{str(identity).upper()}}}">'
        f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>"
    )
