"""Blocks, outlines and slides spelled out in a few lines each, to be compared in cases.

Runs look much as in Markdown: **bold**, *italic*, ~~strike~~, __underline__, `code`, [link](to).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck_builder.blocks import (
    Block,
    Callout,
    Caption,
    Chart,
    Code,
    Columns,
    Definitions,
    Group,
    ImageBlock,
    ImageRow,
    List,
    Number,
    Prose,
    Quote,
    SubHeading,
    Table,
)
from deck_builder.blocks.image import Size
from deck_builder.blocks.stack import Passage
from deck_builder.outline import Outline, OutlineSection, OutlineSlide
from deck_builder.shapes import Cell
from deck_builder.slides import Deck, FlowRegion, Slide, TextRegion
from deck_builder.text.runs import Alignment, Bullet, Paragraph, ParagraphRole, Run
from deck_builder.variants import ListVariant

_ALIGNED = {None: "", Alignment.LEFT: "", Alignment.CENTER: "^", Alignment.RIGHT: ">"}


def spelled_outline(outline: Outline) -> str:
    """Return sections and slides, with their blocks and notes."""
    deck = outline.deck
    lines = [f"talk {deck.title}"] if deck.title else []
    lines += [f"  {line.words}" for line in outline.lines]
    for section in outline.sections:
        lines += _section(section)
    return "".join(f"{line}\n" for line in lines)


def spelled_slides(deck: Deck) -> str:
    """Return the slides of a deck, with their regions and notes."""
    lines: list[str] = []
    names = {section.first: section.name for section in deck.sections}
    for number, slide in enumerate(deck.slides):
        if number in names:
            lines.append(f"== {names[number]}")
        lines += _slide(slide)
    return "".join(f"{line}\n" for line in lines)


def spelled_blocks(blocks: Iterable[Block]) -> str:
    """Return blocks, one or several lines each."""
    return "".join(f"{line}\n" for block in blocks for line in _block(block))


def inline(runs: Iterable[Run]) -> str:
    """Return runs on one line."""
    return "".join(map(_run, runs)).replace("\n", "⏎")


def _run(run: Run) -> str:
    text = run.text
    if run.note:
        return f"[^{inline(run.note)}]"
    if run.code:
        text = f"`{text}`"
    for is_on, mark in (
        (run.italic, "*"),
        (run.bold, "**"),
        (run.strike, "~~"),
        (run.underline, "__"),
        (run.superscript, "^"),
        (run.subscript, "~"),
    ):
        if is_on:
            text = f"{mark}{text}{mark}"
    looks = [name for name in (run.color, run.highlight) if name]
    looks += ["smallcaps"] if run.small_caps else []
    if looks:
        text = f"{text}{{{' '.join(looks)}}}"
    if run.lang:
        text = f"{text}@{run.lang}"
    return f"[{text}]({run.link})" if run.link else text


def _section(section: OutlineSection) -> Iterator[str]:
    yield f"section{section.level or ''} {inline(section.title)}{_id(section.id)}".rstrip()
    yield from _indented(_notes(section.notes))
    for slide in section.slides:
        yield from _indented(_outline_slide(slide))


def _outline_slide(slide: OutlineSlide) -> Iterator[str]:
    choices = "".join(f" {value}" for value in (slide.layout, slide.prose) if value)
    yield f"slide{choices} {inline(slide.title)}{_id(slide.id)}".rstrip()
    for block in slide.blocks:
        yield from _indented(_block(block))
    yield from _indented(_notes(slide.notes))


def _slide(slide: Slide) -> Iterator[str]:
    yield f"{slide.layout}: {inline(slide.title)}".rstrip()
    for region in slide.regions:
        yield f"  {region.name}"
        match region:
            case TextRegion():
                yield from _indented(map(_paragraph, region.paragraphs), 2)
            case FlowRegion():
                for block in region.blocks:
                    yield from _indented(_block(block), 2)
    yield from _indented(_notes(slide.notes))


def _notes(notes: Iterable[Paragraph]) -> Iterator[str]:
    for paragraph in notes:
        yield f"notes {_paragraph(paragraph)}"


def _id(name: str) -> str:
    return f" #{name}" if name else ""


def _indented(lines: Iterable[str], depth: int = 1) -> Iterator[str]:
    for line in lines:
        yield "  " * depth + line


def _paragraph(paragraph: Paragraph) -> str:
    mark = "" if paragraph.bullet is None else f"{_mark(paragraph.bullet)} "
    role = "" if paragraph.role is ParagraphRole.BODY else f"({paragraph.role.value}) "
    return f"{'  ' * paragraph.level}{mark}{role}{inline(paragraph.runs)}".rstrip()


def _mark(bullet: Bullet) -> str:
    if not bullet.shown:
        return " "
    if bullet.checked is not None:
        return "[x]" if bullet.checked else "[ ]"
    return "•" if bullet.number is None else bullet.label


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose() | Caption():
            yield from map(_paragraph, block.paragraphs)
        case SubHeading():
            yield f"{'#' * block.level} {inline(block.runs)}{_id(block.anchor)}"
        case List() | Definitions():
            yield from map(_paragraph, block.paragraphs)
        case Table():
            yield from (f"| {_row(row)} | header" for row in block.header)
            yield from (f"| {_row(row)} |" for row in block.rows)
        case Code():
            yield f"code {block.language}".rstrip()
            yield from _indented("".join(run.text for run in line) for line in block.lines)
        case Quote():
            yield from (f"> {_paragraph(paragraph)}" for paragraph in block.paragraphs)
            if block.attribution:
                yield f"> -- {inline(block.attribution)}"
        case Number():
            yield f"number {_paragraph(block.figure)}"
            yield from _indented(map(_paragraph, block.explanation))
        case ImageBlock():
            yield _image(block)
        case Chart():
            yield f"chart {block.outline.spec.kind if block.outline else 'unreadable'}"
        case _:
            yield from _parts(block)


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Columns():
            yield "columns"
            for column in block.columns:
                yield f"  column {column.share or ''}".rstrip()
                for inner in column.blocks:
                    yield from _indented(_block(inner), 2)
        case Passage():
            for inner in block.blocks:
                yield from _block(inner)
        case Callout():
            yield f"{block.kind} {inline(block.title)}"
            for inner in block.blocks:
                yield from _indented(_block(inner))
        case Group():
            yield "group"
            for inner in block.blocks:
                yield from _indented(_block(inner))
        case ImageRow():
            yield "row"
            yield from _indented(map(_image, block.images))
        case ListVariant():
            yield block.name
            for item in block.items:
                label = f"{item.label} | " if item.label else ""
                term = f"{inline(item.term)} | " if item.term else ""
                yield f"  {label}{term}{inline(item.text)}"
        case _:
            yield type(block).__name__.lower()
            yield from _indented(block.plain().split("\n"))


def _row(cells: Iterable[Cell]) -> str:
    return " | ".join(
        _ALIGNED[cell.alignment] + "⏎".join(map(_paragraph, cell.paragraphs)) for cell in cells
    )


def _image(image: ImageBlock) -> str:
    words = [f"image {image.target} ‘{image.alt}’"]
    if image.caption:
        words.append(f"caption ‘{inline(image.caption)}’")
    for name, size in (("width", image.width), ("height", image.height)):
        if size:
            words.append(f"{name}={_size(size)}")
    return " ".join(words)


def _size(size: Size) -> str:
    return f"{size.amount:.0%}" if size.relative else f"{size.amount:.0f}"
