"""Cells of tables: from nodes and texts to a grid in which every place has a cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import ALL_CELLS, PARAGRAPH, TABLE_CELLS
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.blocks.base import Reader
from deck_builder.blocks.image import ImageBlock
from deck_builder.blocks.lists import item_paragraphs
from deck_builder.blocks.nested_tables import without_nested
from deck_builder.blocks.sparkline import Sparkline, is_sparkline
from deck_builder.markdown import LISTS, Node, holds_inline, walk
from deck_builder.markdown.spans import count_cells, has_spans, placed_cells
from deck_builder.shapes import Cell
from deck_builder.text.runs import Alignment, Paragraph, Run, plain_text, runs_of
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.palette import Palette

Row = tuple[Cell, ...]
Rows = tuple[Row, ...]

EMPTY = Cell((Paragraph(()),))
COVERED = Cell((Paragraph(()),), is_covered=True)
_ALIGNMENTS = {
    "": None,
    "left": Alignment.LEFT,
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
}
_GROUPS = ".,'\u00a0\u2009\u202f "
# Possessive, or it would take minutes to find that what follows many digits is no number.
_AMOUNT = f"[$€£¥₹]?[{_GROUPS}]*+\\d[\\d{_GROUPS}]*+(?<!')"
_NUMBER = late(
    f"(?:[<>≤≥≈~]\\s*)?[-+−–]?{_AMOUNT}(?:\\s*±\\s*{_AMOUNT})?"
    "\\s*(?:%|‰|×|x|°?[a-zA-Z]{1,3}|thousand|million|billion|Mio\\.|Mrd\\.)?\\s*[€$£¥₹]?|[-–—]"
)


class PictureCell(Cell, frozen=True):
    """A cell with pictures or sparklines over it, above its text or, when that is at the top, below
    it."""

    pictures: tuple[ImageBlock | Sparkline, ...] = ()


def grid_of(table: Node, reader: Reader) -> tuple[Rows, Rows]:
    """Return the header rows and the other rows of a table. A heading over several columns is
    centred; header rows without any content are left out."""
    table = without_nested(table)
    rows = table.children
    _check_size(count_cells(rows), table.span)
    header = sum(row.header for row in rows)
    declared = [cell.align for row in rows[:1] for cell in row.children]
    if has_spans(rows):
        grid = _merged_grid(rows, header, reader)
        header = sum(
            row.header for row, cells in zip(rows, placed_cells(rows), strict=True) if cells
        )
        declared = []
    else:
        count = max((len(row.children) for row in rows), default=0)
        cells = (tuple(_cell(cell, row.header, reader) for cell in row.children) for row in rows)
        grid = tuple((*row, *(EMPTY,) * (count - len(row))) for row in cells)
    head = tuple(row for row in grid[:header] if not _is_blank(row))
    return numbers_right(head, grid[header:], declared)


def grid_of_texts(
    header: Sequence[str], rows: Collection[Sequence[str]], span: Span | None
) -> tuple[Rows, Rows]:
    """Return the header row and the other rows of plain texts; each has as many as the header.
    Raises LimitError when there are too many cells in the talk, or one is too long."""
    _check_size(len(header) * (1 + len(rows)), span)
    longest = max((len(text) for row in (header, *rows) for text in row), default=0)
    PARAGRAPH.check(longest, "a cell of the table", span)
    cells = tuple(_texts(row, span) for row in rows)
    return numbers_right((_texts(header, span),), cells)


def _check_size(cells: int, span: Span | None) -> None:
    TABLE_CELLS.check(cells, "the table", span)
    ALL_CELLS.count(cells, span=span)


def _texts(row: Sequence[str], span: Span | None) -> Row:
    return tuple(Cell((Paragraph((Run(text),) if text else (), span=span),)) for text in row)


def _merged_grid(rows: Sequence[Node], header: int, reader: Reader) -> Rows:
    """The cells of rows of which some cover several places; a column or row in which none begins
    is left out."""
    placed = placed_cells(rows)
    cells = [cell for row in placed for cell in row]
    columns = {column: at for at, column in enumerate(sorted({one.column for one in cells}))}
    numbers = {row: at for at, row in enumerate(sorted({one.row for one in cells}))}
    grid = [[EMPTY] * len(columns) for _ in numbers]
    for one in cells:
        # A heading ends with the header, which is repeated on each slide.
        end = min(one.row + one.rows, header) if one.row < header else one.row + one.rows
        down = [numbers[row] for row in range(one.row, end) if row in numbers]
        across = [columns[column] for column in one.covered_columns if column in columns]
        for row in down:
            for column in across:
                grid[row][column] = COVERED
        cell = _cell(one.node, one.row < header, reader)
        cell = replace(cell, rows=len(down), columns=len(across))
        grid[down[0]][across[0]] = cell
    return tuple(tuple(row) for row in grid)


def _cell(node: Node, is_header: bool, reader: Reader) -> Cell:
    alignment = _ALIGNMENTS[node.align]
    if is_header and node.columns > 1 and alignment is None:
        alignment = Alignment.CENTER
    strong = node.header and not is_header
    anchor = Anchor(node.valign) if node.valign else Anchor.MIDDLE
    images = _images(node)
    if not images:
        paragraphs = tuple(_paragraphs(node))
        return Cell(paragraphs, alignment, anchor=anchor, strong=strong)
    pictures = tuple(
        Sparkline.parse(image, reader) or ImageBlock.from_node(image, reader) for image in images
    )
    bare = _without_images(node)
    captions = [
        Paragraph(one.caption, span=one.span)
        for one in pictures
        if isinstance(one, ImageBlock) and one.caption
    ]
    words = [one for one in (*_paragraphs(bare), *captions) if one.text]
    if words:
        anchor = Anchor.BOTTOM if _begins_with_image(node) else Anchor.TOP
    return PictureCell(
        tuple(words) or (Paragraph((), span=node.span),),
        alignment,
        anchor=anchor,
        strong=strong,
        pictures=tuple(
            replace(one, caption=()) if isinstance(one, ImageBlock) else one for one in pictures
        ),
    )


def _paragraphs(node: Node) -> Iterator[Paragraph]:
    """The paragraphs of a cell: one, or those of the blocks in it."""
    if holds_inline(node):
        yield Paragraph(runs_of(node.children), span=node.span)
        return
    for child in node.children:
        if child.kind == "math_block":
            yield Paragraph(runs_of((child,)), span=child.span)
        elif child.kind == "caption":
            yield Paragraph(runs_of(child.children), span=child.span)
        elif child.kind in LISTS:
            item = Node("item", (child,), span=child.span)
            # The list has no item above it.
            yield from list(item_paragraphs(item, None, -1))[1:]
        else:
            yield from item_paragraphs(Node("item", (child,), span=child.span), None, 0)


def _images(node: Node) -> tuple[Node, ...]:
    return tuple(one for one in walk(node.children) if _is_picture(one))


def _is_picture(node: Node) -> bool:
    return node.kind == "image" or is_sparkline(node)


def _without_images(node: Node) -> Node:
    if not node.children:
        return node
    children = (_without_images(child) for child in node.children if not _is_picture(child))
    return replace(node, children=tuple(children))


def _begins_with_image(node: Node) -> bool:
    parts = (one for one in walk(node.children) if _is_picture(one) or one.text.strip())
    first = next(parts, None)
    return first is not None and _is_picture(first)


def _is_blank(row: Row) -> bool:
    """Whether a row has no content, nor a cell that is also in another one."""
    return not any(
        cell.rows > 1
        or cell.is_covered
        or isinstance(cell, PictureCell)
        or any(paragraph.text.strip() for paragraph in cell.paragraphs)
        for cell in row
    )


def numbers_right(header: Rows, rows: Rows, declared: Sequence[str] = ()) -> tuple[Rows, Rows]:
    """Return `header` and `rows` with each column aligned right that has nothing but numbers in
    `rows`, and no alignment `declared`."""
    columns = set()
    for index, column in enumerate(zip(*rows, strict=True)):
        cells = [cell for cell in column if cell.columns == 1]
        texts = [plain_text(cell.paragraphs).strip() for cell in cells]
        is_numeric = any(texts) and all(_NUMBER().fullmatch(text) for text in texts if text)
        if is_numeric and not any(declared[index : index + 1]):
            columns.add(index)
    if not columns:
        return header, rows
    return _aligned_right(header, columns), _aligned_right(rows, columns)


def _aligned_right(rows: Rows, columns: Set[int]) -> Rows:
    return tuple(
        tuple(
            replace(cell, alignment=Alignment.RIGHT)
            if index in columns and cell.columns == 1 and not cell.is_covered
            else cell
            for index, cell in enumerate(row)
        )
        for row in rows
    )


def bold(row: Row) -> Row:
    """Return a row as headers are set, whatever its runs say."""
    return tuple(map(_bold_cell, row))


def legible(header: Rows, theme: Theme) -> Rows:
    """Return a header without colours that cannot be read on the fill of the theme's headers."""
    fill = theme.table.header_fill
    if not fill:
        return header
    ground = theme.palette.hex(fill)
    return tuple(
        tuple(_legible_cell(cell, ground, theme.palette) for cell in row) for row in header
    )


def _legible_cell(cell: Cell, ground: str, palette: Palette) -> Cell:
    if not any(run.color for paragraph in cell.paragraphs for run in paragraph.runs):
        return cell
    paragraphs = (
        replace(paragraph, runs=tuple(_legible_run(run, ground, palette) for run in paragraph.runs))
        for paragraph in cell.paragraphs
    )
    return replace(cell, paragraphs=tuple(paragraphs))


def _legible_run(run: Run, ground: str, palette: Palette) -> Run:
    if not run.color or contrast(palette.hex(run.color), ground) >= LEAST_CONTRAST:
        return run
    return replace(run, color="")


def with_bold_headings(row: Row) -> Row:
    """Return a row with its heading as it is set."""
    if not any(cell.strong for cell in row):
        return row
    return tuple(_bold_cell(cell) if cell.strong else cell for cell in row)


def _bold_cell(cell: Cell) -> Cell:
    return replace(cell, paragraphs=tuple(map(_heading, cell.paragraphs)))


def _heading(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, bold=True) for run in paragraph.runs))


def has_text(cell: Cell) -> bool:
    """Return whether there are words in a cell."""
    return any(paragraph.text for paragraph in cell.paragraphs)


def without_pictures(cell: Cell) -> Cell:
    """Return a cell with its text alone."""
    if not isinstance(cell, PictureCell):
        return cell
    return Cell(*(getattr(cell, name) for name in Cell.__struct_fields__))


def resolved_cell(cell: Cell, assets: Assets, found: Collector) -> Cell:
    """Return a cell with its pictures read."""
    if not isinstance(cell, PictureCell):
        return cell
    read = (one.resolve(assets, found) for one in cell.pictures)
    return replace(
        cell, pictures=tuple(one for one in read if isinstance(one, ImageBlock | Sparkline))
    )
