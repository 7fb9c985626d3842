"""Small faults of a template are put right; what is left of them is said, and stops nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.doctor.examine import examine
from deck_builder.doctor.quick import examine_parts
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.template.package import open_package, read_bytes
from deck_builder.template.read import read_template
from deck_builder.writer.deck import refuse_faults
from tests.doctor.decks import parts_of
from tests.template.made import changed, plain, saved, used, written
from tests.writer.opened import Opened
from tests.written import problem_rows

LAYOUT = "ppt/slideLayouts/slideLayout2.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
TALK = "## One\n\n- a\n\n::: notes\nSay this.\n:::\n\n| a |\n|---|\n| 1 |\n"


def put(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A file with something else in the parts whose names have a pattern."""
    return changed(
        data, lambda one, content: content.replace(old, new) if re.search(name, one) else content
    )


def built(folder: Path, template: bytes) -> Opened:
    path = written(folder, template)
    talk = folder / "talk.md"
    talk.write_text(TALK, encoding="utf-8")
    return Opened(write_deck(lay_out_deck(talk, Options(template=str(path))).value))


NO_MASTER = b'Target="../slideMasters/slideMaster1.xml"'
FAULTS = {
    "a layout of no master": ("Layout2.xml.rels", NO_MASTER, b'Target="none.xml"'),
    "a layout of a list": ("Layout2.xml.rels", NO_MASTER, b'Target="/_rels/.rels"'),
    "a layout of a layout": ("Layout2.xml.rels", NO_MASTER, b'Target="slideLayout3.xml"'),
    "two masters of one theme": ("notesMaster1.xml.rels", b"theme2.xml", b"theme1.xml"),
    "two relations of one id": ("slideLayout2.xml.rels", b"</Rel", b"%s</Rel" % NO_MASTER),
    "ids that are there twice": (r"slideMaster1\.xml$", b'id="2147483650"', b'id="2147483651"'),
    "an id that is none": (r"slideMaster1\.xml$", b'id="2147483650"', b'id="12"'),
    "a name that nobody knows": (r"presentation\.xml$", b"notesMasterId ", b"NotesMasterId "),
    "properties that are broken": (r"presProps\.xml$", b"<p:", b"<p"),
    "a layout called a theme": ("Content_Types", b"slideLayout+xml", b"theme+xml"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_put_right(tmp_path: Path, name: str) -> None:
    part, old, new = FAULTS[name]
    if name == "two relations of one id":
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster"
        new = b'<Relationship Id="rId1" Type="%s" %s/></Rel' % (kind, NO_MASTER)
    data = put(used(), part, old, new)
    assert data != used()
    assert built(tmp_path, data).problems == []


def test_names_with_backslashes(tmp_path: Path) -> None:
    def renamed(data: bytes) -> bytes:
        parts = parts_of(data)
        return written_as({name.replace("/", "\\"): content for name, content in parts.items()})

    assert built(tmp_path, renamed(saved(plain()))).problems == []


def written_as(parts: dict[str, bytes]) -> bytes:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_fault_that_is_left_is_said(tmp_path: Path) -> None:
    odd = '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="²" cy="1"/></a:xfrm></p:spPr>'
    data = put(saved(plain()), LAYOUT, b"<p:spPr/>", odd.encode())
    path = written(tmp_path, data)
    talk = tmp_path / "talk.md"
    talk.write_text(TALK, encoding="utf-8")
    checked = lay_out_deck(talk, Options(template=str(path)))
    assert [row[2:] for row in problem_rows(checked.diagnostics)] == [("warning", "template-fault")]
    (found,) = checked.diagnostics
    assert "‘corporate.pptx’ has a fault of its own in ppt/slideLayouts/slideLayout2.xml" in (
        found.message
    )
    assert "open the template in PowerPoint" in found.hint
    assert [one.code for one in examine(write_deck(checked.value))][:1] == ["bad-number"]


def test_only_other_faults_than_the_template_s_stop_a_build() -> None:
    template = put(saved(plain()), MASTER, b'r:id="rId1"', b'r:id="rId99"')
    parts = parts_of(template)
    with pytest.raises(DeckError, match="the deck has a fault in ppt/slideMasters"):
        refuse_faults(examine_parts(parts.items()))
    refuse_faults(examine_parts(parts.items()), template)
    worse = parts | {"ppt/slides/slide1.xml": b"<p:sld"}
    with pytest.raises(DeckError, match=r"the deck has a fault in ppt/slides/slide1\.xml"):
        refuse_faults(examine_parts(worse.items()), template)


def test_a_deck_of_any_size_is_looked_at() -> None:
    # More tags than the doctor reads of a file that it does not know.
    root = b'<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    slide = root + b"<p:x/>" * 1_600_000 + b"</p:sld>"
    parts = parts_of(saved(plain())) | {"ppt/a.xml": slide, "ppt/b.xml": slide}
    refuse_faults(examine_parts(parts.items()), None)


def test_a_folder_or_a_device_is_no_template(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(DeckError, match="is not a file") as caught:
            read_bytes(path)
        assert caught.value.hint


def test_a_link_to_itself_is_no_template(tmp_path: Path) -> None:
    path = tmp_path / "round.pptx"
    path.symlink_to(path)
    with pytest.raises(DeckError, match="there is no template"):
        read_bytes(path)


def test_more_than_a_million_elements_are_too_many() -> None:
    data = put(saved(plain()), LAYOUT, b"<p:spTree>", b"<p:spTree>" + b"<a:x/>" * 1_000_001)
    with pytest.raises(DeckError, match="too large"):
        open_package(data, "many.pptx").tree(LAYOUT)


def test_thousands_of_placeholders(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != LAYOUT:
            return content
        shape = re.search(rb"<p:sp>.*?</p:sp>", content, re.DOTALL)
        assert shape
        return content.replace(shape[0], shape[0] * 5_000, 1)

    path = written(tmp_path, changed(saved(plain()), change))
    title = read_template(path).value.layouts["content"].placeholder("title")
    assert title is not None
    assert title.real
