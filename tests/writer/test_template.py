"""Templates: their parts hold together, and PowerPoint would see what the theme says."""

from __future__ import annotations

import io
import posixpath
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pptx
import pytest
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from deck_builder.base.units import Box, Insets
from deck_builder.theme.file import load_theme, theme_names
from deck_builder.theme.model import Aspect, Layout, Placeholder, Theme
from deck_builder.writer.master import color_mapping_override
from deck_builder.writer.template import table_style_id
from tests.writer.opened import build_template, template_entries

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
MASTER = "ppt/slideMasters/slideMaster1.xml"

PAPER = load_theme("paper").value


def layout_part(theme: Theme, layout: Layout) -> str:
    """The name of the part that holds a layout in the template of one theme."""
    number = list(theme.layouts).index(layout.role) + 1
    return f"ppt/slideLayouts/slideLayout{number}.xml"


every_theme = pytest.mark.parametrize(
    "theme",
    [load_theme(name, aspect).value for name in theme_names() for aspect in Aspect],
    ids=lambda theme: f"{theme.name}-{theme.aspect.value}",
)


def _parts(*themes: Theme) -> dict[str, bytes]:
    return dict(template_entries(*themes))


def layout_roots(theme: Theme) -> Iterator[tuple[str, etree._Element]]:
    """The layouts' roles and parts."""
    parts = _parts(theme)
    for role, layout in theme.layouts.items():
        yield role, etree.fromstring(parts[layout_part(theme, layout)])


def test_equal_themes_give_equal_bytes() -> None:
    assert build_template(PAPER) == build_template(replace(PAPER))


@every_theme
def test_relations_and_content_types_name_the_parts_there_are(theme: Theme) -> None:
    parts = _parts(theme)
    types = etree.fromstring(parts.pop("[Content_Types].xml"))
    typed = {found.get("PartName", "") for found in types if found.tag.endswith("Override")}
    stored = {f"/{name}" for name in parts if not name.endswith(".rels")}
    related = set()
    for name in [name for name in parts if name.endswith(".rels")]:
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in etree.fromstring(parts[name]):
            target = posixpath.join("/", folder, relation.get("Target", ""))
            related.add(posixpath.normpath(target))
    assert typed == stored
    assert related == stored


@every_theme
def test_references_are_relations_of_their_part(theme: Theme) -> None:
    parts = _parts(theme)
    used = 0
    for name, content in parts.items():
        folder, file = posixpath.split(name)
        wanted = re.findall(rb'r:id="(\w+)"', content)
        if wanted:
            relations = etree.fromstring(parts[f"{folder}/_rels/{file}.rels"])
            known = {relation.get("Id", "").encode() for relation in relations}
            assert set(wanted) <= known
            used += len(wanted)
    # The master, the notes master, and the layouts.
    assert used == 2 + len(theme.layouts)


def test_master_and_layouts_are_numbered_apart() -> None:
    parts = _parts(PAPER)
    tags = rb'<p:sld(?:Master|Layout)Id id="(\d+)"'
    found = re.findall(tags, parts["ppt/presentation.xml"]) + re.findall(tags, parts[MASTER])
    numbers = [int(number) for number in found]
    assert numbers == list(range(2**31, 2**31 + 1 + len(PAPER.layouts)))


@every_theme
def test_shapes_of_a_part_are_numbered_apart(theme: Theme) -> None:
    for name, content in _parts(theme).items():
        numbers = re.findall(rb'<p:cNvPr id="(\d+)"', content)
        assert len(set(numbers)) == len(numbers), name


@every_theme
def test_colours_are_the_themes_by_reference(theme: Theme) -> None:
    literal = {name for name, content in _parts(theme).items() if b"srgbClr" in content}
    assert literal == {"ppt/theme/theme1.xml", "ppt/theme/theme2.xml"}


@every_theme
def test_python_pptx_opens_it_at_its_size(theme: Theme) -> None:
    presentation = pptx.Presentation(io.BytesIO(build_template(theme)))
    assert (presentation.slide_width, presentation.slide_height) == (theme.width, theme.height)
    assert [layout.name for layout in presentation.slide_layouts] == [
        layout.name for layout in theme.layouts.values()
    ]
    assert len(presentation.slides) == 0


class Seen(Struct, frozen=True):
    """What a placeholder looks like by the rules of inheritance: box, frame and levels."""

    type: str
    idx: int
    box: Box
    insets: Insets
    anchor: str
    levels: tuple[tuple[object, ...], ...]


def seen(placeholder: etree._Element, master: etree._Element) -> Seen:
    """Read a layout's placeholder with what it has from the master."""
    reference = placeholder.find(f".//{P}ph")
    assert reference is not None
    kind = reference.get("type", "")
    above = _in_master(master, kind)
    frame = _one(placeholder, f".//{A}bodyPr")
    place = placeholder.find(f".//{A}xfrm")
    offset, extent = _one(above, f".//{A}xfrm") if place is None else place
    return Seen(
        type=kind,
        idx=int(reference.get("idx", "0")),
        box=Box(*_lengths(offset, "x", "y"), *_lengths(extent, "cx", "cy")),
        insets=Insets(*(int(frame.get(f"{side}Ins", "")) for side in "ltrb")),
        anchor=frame.get("anchor", ""),
        levels=tuple(_level(number, placeholder, above, master) for number in range(1, 6)),
    )


def _lengths(element: etree._Element, first: str, second: str) -> tuple[int, int]:
    return int(element.get(first, "")), int(element.get(second, ""))


def _one(element: etree._Element, path: str) -> etree._Element:
    found = element.find(path)
    assert found is not None
    return found


def _in_master(master: etree._Element, kind: str) -> etree._Element:
    wanted = {"ctrTitle": "title", "title": "title", "ftr": "ftr", "sldNum": "sldNum"}
    path = f".//{P}ph[@type='{wanted.get(kind, 'body')}']/../../.."
    return _one(master, path)


def _level(
    number: int, placeholder: etree._Element, above: etree._Element, master: etree._Element
) -> tuple[object, ...]:
    kind = _one(above, f".//{P}ph").get("type", "")
    styles = {"title": "titleStyle", "body": "bodyStyle"}.get(kind, "otherStyle")
    chain = (
        _one(master, f".//{P}{styles}"),
        *(_one(e, f".//{A}lstStyle") for e in (above, placeholder)),
    )
    said: dict[str, object] = {}
    for source in chain:
        level = source.find(f"{A}lvl{number}pPr")
        if level is not None:
            said.update(_said(level))
    names = ("sz", "b", "i", "algn", "marL", "indent", "lnSpc", "spcBef", "bullet", "color", "face")
    return tuple(said.get(name) for name in names)


def _said(level: etree._Element) -> dict[str, object]:
    said: dict[str, object] = {str(name): value for name, value in level.attrib.items()}
    for child in level:
        match etree.QName(child).localname:
            case "lnSpc" | "spcBef" as name:
                said[name] = child[0].get("val")
            case "buChar":
                said["bullet"] = child.get("char")
            case "buNone":
                said["bullet"] = ""
            case "defRPr":
                said.update({str(name): value for name, value in child.attrib.items()})
                for look in child:
                    if look.tag == f"{A}solidFill":
                        said["color"] = look[0].get("val")
                    elif look.tag == f"{A}latin":
                        said["face"] = look.get("typeface")
    return said


def expected(placeholder: Placeholder, theme: Theme) -> Seen:
    """What the theme says of a placeholder, in the file's words."""
    style = placeholder.style
    face = {"major": "+mj-lt", "minor": "+mn-lt"}.get(style.font, theme.fonts.mono)
    depths = range(1 if placeholder.type in ("title", "ctrTitle", "ftr", "sldNum") else 5)
    return Seen(
        type=placeholder.type,
        idx=placeholder.idx,
        box=placeholder.box,
        insets=placeholder.insets,
        anchor={"top": "t", "middle": "ctr", "bottom": "b"}[placeholder.anchor.value],
        levels=tuple(
            (
                f"{level.size * 100:.0f}",
                f"{style.bold:d}",
                f"{style.italic:d}",
                {"left": "l", "center": "ctr", "right": "r"}[style.alignment],
                f"{level.margin}",
                f"{level.indent}",
                f"{style.line_spacing * 100_000:.0f}",
                f"{level.space_before * 100:.0f}",
                level.bullet,
                theme.palette.color(style.color).slot,
                face,
            )
            for level in map(style.level, depths)
        ),
    )


@every_theme
def test_placeholders_inherit_what_the_theme_says(theme: Theme) -> None:
    master = etree.fromstring(_parts(theme)[MASTER])
    for role, root in layout_roots(theme):
        shapes = [shape for shape in root.iter(f"{P}sp") if shape.find(f".//{P}ph") is not None]
        real = (found for found in theme.layouts[role].placeholders if found.real)
        wanted = [expected(found, theme) for found in real]
        found = [
            replace(shown, levels=shown.levels[: len(want.levels)])
            for shown, want in zip((seen(shape, master) for shape in shapes), wanted, strict=True)
        ]
        assert found == wanted


@every_theme
def test_decorations_come_first_and_are_passed_over_by_screen_readers(theme: Theme) -> None:
    for role, root in layout_roots(theme):
        drawn = [shape.find(f".//{P}ph") is None for shape in root.iter(f"{P}sp")]
        count = len(theme.layouts[role].decorations)
        assert drawn == [True] * count + [False] * (len(drawn) - count)
        assert len(list(root.iter(DECORATIVE))) == count


@every_theme
def test_inverted_layouts_swap_what_the_master_maps(theme: Theme) -> None:
    master = etree.fromstring(_parts(theme)[MASTER])
    mapped = _one(master, f"{P}clrMap").get("tx1")
    assert mapped == ("lt1" if theme.palette.dark else "dk1")
    for role, root in layout_roots(theme):
        swapped = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        shown = mapped if swapped is None else swapped.get("tx1")
        assert (shown != mapped) == theme.layouts[role].inverted


def test_slides_repeat_the_override_of_their_layout() -> None:
    section, content = PAPER.layouts["section"], PAPER.layouts["content"]
    override = color_mapping_override(section, PAPER.palette)
    assert 'bg1="dk1" tx1="lt1"' in override
    # What is visited is a link as well.
    assert 'hlink="lt1" folHlink="lt1"' in override
    assert "masterClrMapping" in color_mapping_override(content, PAPER.palette)


def test_links_change_colour_where_text_and_background_do_not() -> None:
    night = load_theme("night").value
    override = color_mapping_override(night.layouts["section"], night.palette)
    assert 'bg1="dk1" tx1="lt1"' in override
    assert 'hlink="dk1" folHlink="dk1"' in override


@every_theme
def test_table_style_is_the_default_one(theme: Theme) -> None:
    styles = etree.fromstring(_parts(theme)["ppt/tableStyles.xml"])
    assert styles.get("def") == table_style_id(theme)
    assert [style.get("styleId") for style in styles] == [table_style_id(theme)]


def test_table_style_id_is_made_from_the_themes_name() -> None:
    made = uuid.uuid5(uuid.NAMESPACE_URL, "deck-builder/table-style/paper")
    assert table_style_id(PAPER) == f"{{{made}}}".upper()


def test_notes_are_printed_black_on_white() -> None:
    parts = _parts(load_theme("night").value)
    colors = etree.fromstring(parts["ppt/theme/theme2.xml"])
    mapping = _one(etree.fromstring(parts["ppt/notesMasters/notesMaster1.xml"]), f"{P}clrMap")
    assert (mapping.get("bg1"), mapping.get("tx1")) == ("lt1", "dk1")
    shades = {slot: _one(colors, f".//{A}{slot}")[0].get("val") for slot in ("lt1", "dk1")}
    assert shades == {"lt1": "FFFFFF", "dk1": "000000"}


def own_theme(tmp_path: Path) -> Theme:
    """A theme with a logo, and a picture twice as wide as high behind its slides."""
    Image.new("RGB", (300, 100), "#336699").save(tmp_path / "logo.png")
    Image.new("RGB", (400, 200), "#99AABB").save(tmp_path / "wall.jpg")
    file = tmp_path / "own.yaml"
    text = "extends: paper\nlogo: {file: logo.png}\nbackground: {picture: wall.jpg, shade: 70}\n"
    file.write_text(text, encoding="utf-8")
    checked = load_theme(file)
    assert checked.diagnostics == ()
    return checked.value


def test_pictures_of_layouts_are_parts_that_they_share(tmp_path: Path) -> None:
    parts = _parts(own_theme(tmp_path))
    media = {name: data for name, data in parts.items() if name.startswith("ppt/media/")}
    # The title slide comes first, and in it the background.
    assert media == {
        "ppt/media/theme1.jpeg": (tmp_path / "wall.jpg").read_bytes(),
        "ppt/media/theme2.png": (tmp_path / "logo.png").read_bytes(),
    }


def test_pictures_of_layouts_are_relations_of_their_parts(tmp_path: Path) -> None:
    theme = own_theme(tmp_path)
    parts = _parts(theme)
    counts = {}
    for role, layout in theme.layouts.items():
        folder, file = posixpath.split(layout_part(theme, layout))
        embedded = set(re.findall(rb'r:embed="(\w+)"', parts[f"{folder}/{file}"]))
        relations = etree.fromstring(parts[f"{folder}/_rels/{file}.rels"])
        kinds = {found.get("Id", "").encode(): found.get("Type", "") for found in relations}
        assert embedded == {name for name, kind in kinds.items() if kind.endswith("/image")}
        counts[role] = len(embedded)
    # Section and closing have a background of their own.
    assert counts == {role: 1 if role in ("section", "closing") else 2 for role in theme.layouts}


def test_background_picture_is_cut_to_the_slides_shape(tmp_path: Path) -> None:
    theme = own_theme(tmp_path)
    layout = theme.layouts["content"]
    root = etree.fromstring(_parts(theme)[layout_part(theme, layout)])
    cut = _one(root, f".//{P}bg//{A}srcRect")
    # 16:9 of 2:1 is eight ninths of its width: an eighteenth goes at each side.
    assert (cut.get("l"), cut.get("r")) == ("5556", "5556")
    shade = _one(root, f".//{P}sp//{A}solidFill/{A}schemeClr")
    assert shade.get("val") == "bg1"
    assert _one(shade, f"{A}alpha").get("val") == "70000"


NIGHT = load_theme("night").value


def test_template_of_two_themes_has_two_masters() -> None:
    presentation = pptx.Presentation(io.BytesIO(build_template(PAPER, NIGHT)))
    names = [
        [layout.name for layout in master.slide_layouts] for master in presentation.slide_masters
    ]
    assert names == [[layout.name for layout in theme.layouts.values()] for theme in (PAPER, NIGHT)]


def test_two_masters_have_ids_themes_and_table_styles_of_their_own() -> None:
    parts = _parts(PAPER, NIGHT)
    tags = rb'<p:sld(?:Master|Layout)Id id="(\d+)"'
    found = [number for content in parts.values() for number in re.findall(tags, content)]
    assert len(found) == len(set(found)) == 2 + len(PAPER.layouts) + len(NIGHT.layouts)
    themes = {
        re.findall(rb"theme\d+\.xml", content)[-1]
        for name, content in parts.items()
        if re.fullmatch(r"ppt/(slide|notes)Masters/_rels/.*", name)
    }
    assert themes == {b"theme1.xml", b"theme2.xml", b"theme3.xml"}
    styles = etree.fromstring(parts["ppt/tableStyles.xml"])
    assert [one.get("styleId") for one in styles] == [table_style_id(PAPER), table_style_id(NIGHT)]


def test_words_of_a_decoration_are_drawn_without_being_read_out() -> None:
    theme = load_theme("swiss").value
    layout = theme.layouts["quote"]
    root = etree.fromstring(_parts(theme)[layout_part(theme, layout)])
    drawn = next(shape for shape in root.iter(f"{P}sp") if shape.find(f".//{P}ph") is None)
    assert _one(drawn, f".//{A}t").text == "“"
    assert _one(drawn, f".//{A}defRPr").get("sz") == "24000"
    assert drawn.find(f".//{DECORATIVE}") is not None
