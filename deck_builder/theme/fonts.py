"""The fonts of a theme file: families by name, and font files that the user names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deck_builder.assets import MISSING_FILE
from deck_builder.base import inputs
from deck_builder.base.diagnostics import OUTSIDE_ROOT, Collector, Problem, Severity
from deck_builder.base.fields import Fields
from deck_builder.base.yaml import WRONG_TYPE, Value
from deck_builder.fonts import FontFile, is_known, open_font, widened
from deck_builder.theme.model import Fonts

UNKNOWN_FONT = Problem(
    "unknown-font",
    Severity.WARNING,
    "the widths of ‘{family}’ are not known; text is fitted as if it were a wide font",
    "name its font file under ‘files’ of ‘fonts’",
)
BAD_FONT = Problem(
    "bad-font",
    Severity.ERROR,
    "‘{name}’ cannot be read as a font",
    "use a TrueType or OpenType file (.ttf, .otf)",
)

_DEFAULTS = {"major": "Calibri", "minor": "Calibri", "mono": "Courier New"}
_LOOKS = {
    "regular": (False, False),
    "bold": (True, False),
    "italic": (False, True),
    "bold-italic": (True, True),
}
# Bold faces are up to 8 % wider than their regular ones, italics no wider.
_BOLDER = 1.08

Files = dict[tuple[str, bool, bool], FontFile]


def read_fonts(fields: Fields, collector: Collector) -> Fonts:
    """Return the fonts of a theme; those without known widths are reported."""
    named = {role: fields.take(role) for role in _DEFAULTS}
    files = _files(fields.take("files"), collector)
    scripts = _scripts(fields.group("scripts"))
    families = {
        role: _family(role, value, files, collector) or _DEFAULTS[role]
        for role, value in named.items()
    }
    fields.finish()
    return Fonts(families["major"], families["minor"], families["mono"], files, scripts)


def _scripts(fields: Fields) -> dict[str, tuple[str, str]]:
    """The families of headings and of text for each script."""
    scripts = {}
    for script in [name for name, _ in fields]:
        match [value.text for value in fields.texts(script)]:
            case [str(family)]:
                scripts[script] = family, family
            case [str(major), str(minor)]:
                scripts[script] = major, minor
            case _:
                fields.wrong(script, "the name of a font, or [that of headings, that of text]")
    fields.finish()
    return scripts


def _family(
    role: str,
    value: Value | None,
    files: Mapping[tuple[str, bool, bool], FontFile],
    found: Collector,
) -> str:
    if value is None:
        return ""
    family = value.text
    if not family:
        found.report(WRONG_TYPE, value.span, key=role, expected="the name of a font", hint="")
        return ""
    if not is_known(family) and (family, False, False) not in files:
        found.report(UNKNOWN_FONT, value.span, family=family)
    return family


def _files(value: Value | None, collector: Collector) -> Files:
    files: Files = {}
    if value is None or value.content is None:
        return files
    if value.mapping is None:
        expected = "families with their files"
        collector.report(WRONG_TYPE, value.span, key="files", expected=expected, hint="")
        return files
    for family, looks in value.mapping.items():
        if looks.mapping is None:
            looks = Value({"regular": looks}, looks.span)
        files |= _looks(family, Fields(looks, f"the files of ‘{family}’", collector), collector)
    return files


def _looks(family: str, fields: Fields, collector: Collector) -> Files:
    """The four faces of a family, those without a file estimated from the regular one."""
    named = {look: fields.take(look) for look in _LOOKS}
    fields.finish()
    if named["regular"] is None:
        fields.wrong("regular", "the file of the regular font")
        return {}
    opened = {look: _opened(value, collector) for look, value in named.items() if value}
    regular = opened.get("regular")
    if regular is None:
        return {}
    files = {}
    for look, (bold, italic) in _LOOKS.items():
        own = opened.get(look) or (opened.get("bold") if bold else None)
        files[family, bold, italic] = own or (widened(regular, _BOLDER) if bold else regular)
    return files


def _opened(value: Value, collector: Collector) -> FontFile | None:
    name = value.text or ""
    folder = Path(value.span.source.path).parent
    paths = [root / name for root in (folder, Path())]
    path = next((path for path in paths if inputs.exists(str(path))), None)
    if path is None and inputs.is_outside(str(paths[0])):
        collector.report(OUTSIDE_ROOT, value.span, name=name)
        return None
    if path is None:
        hint = f"looked in {folder.as_posix()}"
        collector.report(MISSING_FILE, value.span, name=name, hint=hint)
        return None
    try:
        return open_font(path)
    except (OSError, ValueError):
        collector.report(BAD_FONT, value.span, name=name)
        return None
