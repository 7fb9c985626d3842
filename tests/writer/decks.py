"""Decks laid out by hand."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.base.units import Box, Insets, emu
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.chart import Drawing
from deck_builder.shapes import (
    AutoShape,
    Cell,
    ChartFrame,
    Connector,
    DeckProperties,
    DeckSection,
    Geometry,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.text.runs import Alignment, Bullet, Paragraph, ParagraphRole, Run
from deck_builder.theme.model import Anchor, Aspect, Fonts, Layout, Placeholder, Theme
from deck_builder.theme.palette import SLOTS, Color, Palette
from deck_builder.theme.text_style import Level, TextStyle
from deck_builder.writer.page import Drawings

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    b'<rect width="40" height="20" fill="#336699"/></svg>'
)
CHART = ChartSpec("bar", (Series("Sales", (1.0, 2.0, None)),), ("a", "b", "c"))
CHART_BOX = Box(emu(60), emu(130), emu(400), emu(240))
PROPERTIES = DeckProperties(
    title="Writing decks",
    author="Ada <ada@example.org>",
    language="en-GB",
    footer="Writing decks & more",
)


def png(width: int = 40, height: int = 20, color: bytes = b"\x33\x66\x99") -> bytes:
    """A picture of one colour (ISO/IEC 15948)."""
    rows = (b"\0" + color * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def line(text: str, **look: object) -> Paragraph:
    """A paragraph of one run."""
    return replace(Paragraph((Run(text),)), **look)


def bullet(text: str, level: int = 0) -> Paragraph:
    """An item of a bullet list."""
    return line(text, level=level, bullet=Bullet())


def numbered(number: int, text: str = "item", level: int = 0) -> Paragraph:
    """An item of a numbered list."""
    return line(text, level=level, bullet=Bullet(number))


def placeholder(theme: Theme, layout: str, name: str) -> Placeholder:
    """The layout's placeholder called `name`."""
    found = theme.layouts[layout].placeholder(name)
    assert found is not None
    return found


def filled(theme: Theme, layout: str, name: str, *paragraphs: Paragraph) -> TextBox:
    """A frame that fills a placeholder just as the layout has it."""
    found = placeholder(theme, layout, name)
    return TextBox(found.box, paragraphs, found.style, name, found.anchor, found.insets)


def own_box(style: TextStyle, *paragraphs: Paragraph, top: float = 130) -> TextBox:
    """A text frame of its own."""
    return TextBox(Box(emu(60), emu(top), emu(400), emu(110)), paragraphs, style)


def slide(
    theme: Theme, *shapes: Shape, title: str = "A title", layout: str = "content"
) -> LaidOutSlide:
    """A slide with a title, and with `shapes` below it."""
    return LaidOutSlide(layout, title, (filled(theme, layout, "title", line(title)), *shapes))


def deck(
    theme: Theme, *slides: LaidOutSlide, properties: DeckProperties = PROPERTIES
) -> LaidOutDeck:
    """A deck of `slides`."""
    return LaidOutDeck(slides, theme, properties)


def drawings_of(laid_out: LaidOutDeck) -> Drawings:
    """A drawing for each chart of a deck."""
    drawing = Drawing(svg=SVG, png=png())
    return {
        (frame.chart, frame.box.width, frame.box.height, theme.name): drawing
        for frame, theme in laid_out.charts()
    }


def plain_theme() -> Theme:
    """A theme that no designer touches, with a layout that has no title too."""
    styles = {
        "title": TextStyle("title", (Level(32.0),), 24.0, "major", bold=True),
        "body": TextStyle("body", _BODY, 12.0, bullet_color="accent"),
        "caption": TextStyle("caption", (Level(14.0),), 12.0, color="muted"),
        "footer": TextStyle("footer", (Level(12.0),), 12.0, color="muted"),
        "page": TextStyle("page", (Level(12.0),), 12.0, alignment="right"),
        "table": TextStyle("table", (Level(16.0),), 12.0),
        "code": TextStyle("code", (Level(14.0),), 12.0, "mono"),
    }
    layouts = {layout.role: layout for layout in _layouts(styles)}
    fonts = Fonts("Cambria", "Calibri", "Courier New")
    palette = Palette(dict(zip(SLOTS, _SCHEME, strict=True)), _COLORS)
    content = Box(emu(60), emu(130), emu(840), emu(340))
    return Theme(
        "plain",
        Aspect.WIDE,
        12_192_000,
        6_858_000,
        fonts,
        palette,
        styles,
        layouts,
        content,
        emu(24),
    )


_BODY = (
    Level(24.0, 10.0, emu(20), -emu(20), "•"),
    Level(20.0, 5.0, emu(40), -emu(20), "–"),
)
_SCHEME = (
    *("101010", "FFFFFF", "505050", "EEEEEE", "B03020", "206060"),
    *("B07A12", "44577A", "6F7B3C", "84506B", "206060", "6E4A63"),
)
_COLORS = {
    "text": Color("tx1"),
    "background": Color("bg1"),
    "muted": Color("tx2"),
    "surface": Color("bg2"),
    "rule": Color("bg2", 85),
    "accent": Color("accent1"),
}


def _layouts(styles: dict[str, TextStyle]) -> Iterator[Layout]:
    def place(name: str, kind: str, idx: int, style: str, top: float, height: float) -> Placeholder:
        box = Box(emu(60), emu(top), emu(840), emu(height))
        return Placeholder(name, kind, idx, box, styles[style])

    title = place("title", "title", 0, "title", 30, 80)
    footer = replace(place("footer", "ftr", 11, "footer", 500, 20), box=Box(0, 0, 100, 100))
    number = replace(place("slide-number", "sldNum", 12, "page", 500, 20), box=Box(900, 0, 9, 9))
    margin = (footer, number)
    opening = place("title", "ctrTitle", 0, "title", 150, 120)
    subtitle = place("subtitle", "subTitle", 1, "caption", 300, 100)
    body = place("body", "", 1, "body", 130, 340)
    picture = place("picture", "pic", 1, "caption", 130, 300)
    caption = place("caption", "body", 2, "caption", 440, 40)
    yield Layout("title", "Title Slide", "title", (opening, subtitle))
    yield Layout("content", "Title and Content", "obj", (title, body, *margin))
    yield Layout("title-only", "Title Only", "titleOnly", (title, *margin))
    yield Layout("picture-caption", "Picture & Caption", "", (title, picture, caption, *margin))
    yield Layout("closing", "Closing", "", (opening, subtitle), inverted=True)
    yield Layout("bare", "Bare", "", (body, *margin))


def every_shape(theme: Theme) -> LaidOutDeck:
    """A deck with everything that a slide can hold."""
    slides = (
        _opening(theme),
        _lists(theme),
        _runs(theme),
        _frames(theme),
        _pictures(theme),
        _table(theme),
        _chart(theme),
        _closing(theme),
    )
    sections = (DeckSection("Text & runs", 1), DeckSection("Frames", 3))
    return LaidOutDeck(slides, theme, PROPERTIES, sections)


def _opening(theme: Theme) -> LaidOutSlide:
    shapes = (
        filled(theme, "title", "title", line("Writing decks")),
        filled(theme, "title", "subtitle", line("From the waist\nto PowerPoint"), line("Ada")),
    )
    return LaidOutSlide("title", "Writing decks", shapes, anchors=("start",))


def _lists(theme: Theme) -> LaidOutSlide:
    body = filled(
        theme,
        "content",
        "body",
        bullet("A bullet"),
        bullet("one inside it", 1),
        line("which goes on", level=1, bullet=Bullet(shown=False)),
        numbered(1, "First"),
        bullet("with a bullet", 1),
        numbered(2, "Second"),
        line("A paragraph between."),
        numbered(3, "Third"),
        numbered(4, "Fourth"),
        line("Done", bullet=Bullet(checked=True)),
        line("To do", bullet=Bullet(checked=False)),
    )
    notes = (
        line("Say hello."),
        Paragraph((Run("Be "), Run("brief", bold=True), Run(" and "), Run("print()", code=True))),
        bullet("one"),
        bullet("inside", 1),
        numbered(1, "first"),
        numbered(2, "second"),
        Paragraph((Run("source", link="https://example.org/a b?q=“x”"),)),
    )
    fitted = replace(body, style=body.style.scaled(0.8))
    return replace(slide(theme, fitted, title="Lists"), notes=notes, anchors=("lists",))


def _runs(theme: Theme) -> LaidOutSlide:
    looks = (
        Run("bold", bold=True),
        Run(" italic", italic=True),
        Run(" strike", strike=True),
        Run(" under", underline=True),
        Run(" x"),
        Run("2", superscript=True),
        Run(" H"),
        Run("2", subscript=True),
        Run("O "),
        Run("code", code=True),
        Run(" accent", color="accent"),
        Run(" Straße", lang="de-DE"),
    )
    links = (
        Run("web", link="https://example.org/?a=1&b=2#top"),
        Run(" mail", link="mailto:ada@example.org"),
        Run(" ahead", link="#end"),
        Run(" back", link="#start"),
        Run(" nowhere", link="#nowhere"),
        Run(" unsafe", link="javascript:alert(1)"),
    )
    body = filled(
        theme,
        "content",
        "body",
        line("A heading", role=ParagraphRole.HEADING),
        Paragraph(looks),
        Paragraph(links),
        line("In the middle", alignment=Alignment.CENTER, space_before=24.0),
        line("two\nlines <&>"),
        line("Somebody", role=ParagraphRole.ATTRIBUTION),
    )
    return slide(theme, body, title="Runs")


def _frames(theme: Theme) -> LaidOutSlide:
    code = replace(
        own_box(theme.styles["code"], line("def f(x):"), line("    return x"), top=270),
        insets=Insets(emu(12), emu(9), emu(12), emu(9)),
        fill="surface",
        line="rule",
        geometry=Geometry.ROUNDED_RECTANGLE,
        anchor=Anchor.MIDDLE,
    )
    body = theme.styles["body"]
    return slide(
        theme,
        AutoShape(Box(emu(60), emu(250), emu(400), emu(4)), "accent"),
        own_box(body, line("A box"), bullet("with a bullet"), numbered(1, "and a number")),
        code,
        AutoShape(Box(emu(600), emu(270), emu(60), emu(60)), "", "accent2", Geometry.ELLIPSE),
        Connector(Box(emu(600), emu(270), emu(60), emu(60)), "rule", 2.25),
        title="Frames",
        layout="title-only",
    )


def _pictures(theme: Theme) -> LaidOutSlide:
    box = placeholder(theme, "picture-caption", "picture").box
    return slide(
        theme,
        Picture(box, Image(png(), "png", 40, 20), "Blue & wide", "picture"),
        filled(theme, "picture-caption", "caption", line("A caption")),
        Picture(Box(0, 0, emu(40), emu(20)), Image(png(), "png", 40, 20), ""),
        Picture(Box(emu(800), 0, emu(40), emu(20)), Image(SVG, "svg", 40, 20, png()), "A drawing"),
        title="Pictures",
        layout="picture-caption",
    )


def _table(theme: Theme) -> LaidOutSlide:
    def cell(text: str, alignment: Alignment = Alignment.LEFT) -> Cell:
        return Cell((line(text),) if text else (), alignment)

    right = Alignment.RIGHT
    rows = (
        (cell("Name"), cell("Value", right), cell("Note", Alignment.CENTER)),
        (cell("first"), cell("12.4", right), Cell((bullet("one"), bullet("two")))),
        (cell("second"), cell("7", right), cell("")),
    )
    height = emu(theme.styles["table"].level(0).size * 1.25 + 7.2)
    table = TableFrame(
        Box(emu(60), emu(140), emu(600), height * 4),
        (emu(200), emu(150), emu(250)),
        (height, height * 2, height),
        rows,
        theme.styles["table"],
        alt="Names and values",
    )
    return slide(theme, table, title="A table", layout="title-only")


def _chart(theme: Theme) -> LaidOutSlide:
    return slide(
        theme,
        ChartFrame(CHART_BOX, CHART, "Sales: a 1, b 2"),
        title="A chart",
        layout="title-only",
    )


def _closing(theme: Theme) -> LaidOutSlide:
    shapes = (filled(theme, "closing", "subtitle", line("ada@example.org")),)
    return LaidOutSlide("closing", "Thank you", shapes, anchors=("end",))
