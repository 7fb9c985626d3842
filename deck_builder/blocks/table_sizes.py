"""How wide the columns of a table have to be, and how high its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.units import EMU_PER_POINT, USUAL_INSETS, Box, emu
from deck_builder.blocks.image import ImageBlock
from deck_builder.blocks.sparkline import Sparkline
from deck_builder.blocks.table_cells import PictureCell, Row
from deck_builder.shapes import Cell, Shape, TableFrame
from deck_builder.text.fit import measure
from deck_builder.text.runs import Alignment, Paragraph
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle

CELL_MARGIN = USUAL_INSETS.left
CELL_PADDING = USUAL_INSETS.top
_SLACK = 1.03
# Between numbers at the right of their column and text at the left of the next one, in em.
_APART = 1.2
# The indent of a level of a list, as a factor of the type size.
_INDENT = 0.9
_BULLETS = ("•", "–")
_DEPTH = 5
_PICTURE_GAP = emu(4)
# The rows of a table with pictures are together about as high as a slide, each within these bounds.
_LEAST_PICTURE, _MOST_PICTURE = emu(40), 0.34
_PICTURES_SHARE = 0.85
_TEXT_ROW = emu(30)
# A picture whose size the author gives may take so much of a slide.
_MOST_OF_SLIDE = 0.7

# A table gets so many times the width that its texts need, unless that is most of the slide.
_ROOMY, _MOST_OF_WIDTH = 1.5, 0.65
# The columns of the grid, and those that a narrower table may have.
_COLUMNS = 12
_SHARES = (6, 8, 12)

Width = Callable[[Sequence[Paragraph]], float]


def listed(style: TextStyle) -> TextStyle:
    """Return a style with the marks and indents of lists."""
    level = style.level(0)
    indent = emu(level.size * _INDENT)
    levels = (
        replace(level, margin=indent * (depth + 1), indent=-indent, bullet=_BULLETS[depth % 2])
        for depth in range(_DEPTH)
    )
    return replace(style, levels=tuple(levels))


def cell_width(em: float, style: TextStyle) -> int:
    """Return the width in EMU of a cell whose text is `em` wide."""
    return int(em * _SLACK * style.level(0).size * EMU_PER_POINT) + 2 * CELL_MARGIN


def air(style: TextStyle) -> int:
    """Return a row's room above and below its text beyond the cell's own margins: for a table, that
    is what the style's space between paragraphs means."""
    return emu(style.level(0).space_before)


def sides_of(cell: Cell) -> int:
    """Return the room at both sides of the text of a cell, in EMU."""
    return 2 * CELL_MARGIN + cell.lead + cell.trail


def flush_sides(header: Sequence[Row], rows: Sequence[Row], theme: Theme) -> tuple[bool, bool]:
    """Return whether text stands at the very edge of its table, at the beginning and at the end:
    where nothing is filled, a margin would only move it out of line with the title."""
    look = theme.table
    if look.foreign or look.band or (header and look.header_fill):
        return False, False
    first = any(row[0].fill for row in (*header, *rows))
    last = any(
        cell.fill and at + cell.columns == len(row)
        for row in (*header, *rows)
        for at, cell in enumerate(row)
    )
    return not first, not last


def leads(rows: Sequence[Row], style: TextStyle) -> tuple[int, ...]:
    """Return by how much later the text of each column begins, in EMU: one that follows numbers,
    which stand at the right, keeps a distance from them."""
    lead = max(0, emu(_APART * style.level(0).size) - 2 * CELL_MARGIN)
    columns = list(zip(*rows, strict=True))
    ends = list(map(_stands_right, columns))
    return tuple(
        lead if at and ends[at - 1] and _stands_left(column) else 0
        for at, column in enumerate(columns)
    )


def _stands_right(column: Sequence[Cell]) -> bool:
    shown = [cell for cell in column if not cell.is_merged and _has_words(cell)]
    return bool(shown) and all(map(_ends_right, shown))


def _ends_right(cell: Cell) -> bool:
    """Whether the words of a cell are at its right, where those of right-to-left scripts begin."""
    if cell.alignment is None:
        return all(paragraph.rtl for paragraph in cell.paragraphs if paragraph.text.strip())
    return cell.alignment is Alignment.RIGHT


def _stands_left(column: Sequence[Cell]) -> bool:
    """Whether all text of a column stands where it begins, and nothing covers more places."""
    begins = (None, Alignment.LEFT)
    return not any(
        cell.alignment not in begins or cell.is_merged or cell.is_covered for cell in column
    )


def with_sides(rows: Sequence[Row], sides: Sequence[tuple[int, int]]) -> tuple[Row, ...]:
    """Return `rows` with more room at the left and at the right of the text of each column, in
    EMU."""
    return tuple(
        tuple(
            replace(cell, lead=lead, trail=trail) if (lead or trail) else cell
            for cell, lead, trail in (
                (cell, sides[at][0], sides[at + cell.columns - 1][1]) for at, cell in enumerate(row)
            )
        )
        for row in rows
    )


def column_widths(rows: Sequence[Row], width: Width, spanning: int) -> list[float]:
    """Return the largest `width` of the texts in each column. A cell over several columns widens
    them evenly where it has to be wider than they are, if it is in the first `spanning` rows."""
    widths = [
        width([one for cell in column if cell.columns == 1 for one in cell.paragraphs])
        for column in zip(*rows, strict=True)
    ]
    wide = [
        (cell.columns, at, cell)
        for row in rows[:spanning]
        for at, cell in enumerate(row)
        if cell.columns > 1
    ]
    for count, at, cell in sorted(wide, key=lambda one: one[:2]):
        lack = width(cell.paragraphs) - sum(widths[at : at + count])
        if lack > 0:
            widths[at : at + count] = [one + lack / count for one in widths[at : at + count]]
    return widths


def row_heights(
    rows: Sequence[Row], widths: Sequence[int], style: TextStyle, theme: Theme, picture: int
) -> tuple[int, ...]:
    """Return the heights of `rows` in EMU, with pictures at most `picture` high. A cell over
    several rows makes them evenly higher where it has to be higher than they are."""
    heights = []
    tall: list[tuple[int, int, int]] = []
    padding = 2 * (CELL_PADDING + air(style))
    for number, row in enumerate(rows):
        inner = 0
        for at, cell in enumerate(row):
            wide = widths[at] if cell.columns == 1 else sum(widths[at : at + cell.columns])
            wide -= sides_of(cell)
            height = cell_height(cell, wide, style, theme, picture)
            if cell.rows == 1:
                inner = max(inner, height)
            else:
                tall.append((cell.rows, number, height + padding))
        heights.append(inner + padding)
    least = measure((Paragraph(()),), CELL_MARGIN, style, theme.fonts).height + padding
    heights = [max(least, height) for height in heights] if tall else heights
    for count, number, height in sorted(tall):
        lack = height - sum(heights[number : number + count])
        for at in range(number, number + count) if lack > 0 else ():
            heights[at] += -(-lack // count)
    return tuple(heights)


def cell_height(cell: Cell, width: int, style: TextStyle, theme: Theme, picture: int) -> int:
    """Return the height in EMU of what stands in a cell, within its margins `width` wide."""
    text = measure(cell.paragraphs, width, style, theme.fonts).height
    if not isinstance(cell, PictureCell):
        return text
    high = max((size[1] for size in _sizes(cell, width, theme, picture)), default=0)
    return high if not _has_words(cell) else high + _PICTURE_GAP + text


def pictures_height(cell: Cell, width: int, theme: Theme, picture: int) -> int:
    """Return how high the pictures over a cell are, in EMU."""
    if not isinstance(cell, PictureCell):
        return 0
    return max((size[1] for size in _sizes(cell, width, theme, picture)), default=0) + _PICTURE_GAP


def picture_limit(rows: Sequence[Row], theme: Theme) -> int:
    """Return how high pictures may be in a table of these rows, in EMU; 0 without pictures."""
    count = sum(any(isinstance(cell, PictureCell) for cell in row) for row in rows)
    if not count:
        return 0
    height = theme.content.height
    share = (int(height * _PICTURES_SHARE) - _TEXT_ROW * (len(rows) - count)) // count
    return min(int(height * _MOST_PICTURE), max(_LEAST_PICTURE, share - 2 * CELL_PADDING))


def picture_widths(rows: Sequence[Row], theme: Theme, picture: int, width: int) -> list[int]:
    """Return how wide each column in a table of this `width` wants to be for its pictures."""
    room = width // max(1, len(rows[0]) if rows else 1)
    found = [0] * (len(rows[0]) if rows else 0)
    for row in rows if picture else ():
        for at, cell in enumerate(row):
            if isinstance(cell, PictureCell) and cell.columns == 1:
                sizes = _sizes(cell, room, theme, picture)
                wide = sum(size[0] for size in sizes) + _PICTURE_GAP * (len(sizes) - 1)
                found[at] = max(found[at], min(room, wide + sides_of(cell)))
    return found


def placed_pictures(frame: TableFrame, theme: Theme, picture: int) -> Iterator[Shape]:
    """Yield the pictures of a table, each over its cell."""
    y = frame.box.y
    for number, (row, height) in enumerate(zip(frame.rows, frame.heights, strict=True)):
        x = frame.box.x
        for at, (cell, width) in enumerate(zip(row, frame.widths, strict=True)):
            if isinstance(cell, PictureCell):
                wide = sum(frame.widths[at : at + cell.columns]) - sides_of(cell)
                high = sum(frame.heights[number : number + cell.rows])
                room = Box(x + cell.insets.left, y, wide, high)
                yield from _over(cell, room, theme, picture)
            x += width
        y += height


def _over(cell: PictureCell, room: Box, theme: Theme, picture: int) -> Iterator[Shape]:
    sizes = _sizes(cell, room.width, theme, picture)
    total = sum(size[0] for size in sizes) + _PICTURE_GAP * (len(sizes) - 1)
    high = max(size[1] for size in sizes)
    spare = max(0, room.width - total)
    shares = {Alignment.CENTER: spare // 2, Alignment.RIGHT: spare}
    x = room.x + (shares.get(cell.alignment, 0) if cell.alignment else 0)
    y = _top(cell, room, high)
    for image, (width, height) in zip(cell.pictures, sizes, strict=True):
        box = Box(x, y + (high - height) // 2, width, height)
        yield from image.place(box, theme).shapes
        x += width + _PICTURE_GAP


def _top(cell: PictureCell, room: Box, high: int) -> int:
    """Where pictures begin: opposite the text, or where a cell without text has its content."""
    anchor = cell.anchor
    if _has_words(cell):
        anchor = Anchor.BOTTOM if anchor is Anchor.TOP else Anchor.TOP
    match anchor:
        case Anchor.TOP:
            return room.y + CELL_PADDING
        case Anchor.MIDDLE:
            return room.y + (room.height - high) // 2
        case Anchor.BOTTOM:
            return room.bottom - CELL_PADDING - high


def _sizes(cell: PictureCell, width: int, theme: Theme, picture: int) -> list[tuple[int, int]]:
    """The widths and heights of the pictures of a cell, which share its width."""
    count = len(cell.pictures)
    share = max(1, (width - _PICTURE_GAP * (count - 1)) // count)
    return [_size(image, share, theme, picture) for image in cell.pictures]


def _size(image: ImageBlock | Sparkline, width: int, theme: Theme, picture: int) -> tuple[int, int]:
    high = picture
    if image.width or image.height:
        high = int(theme.content.height * _MOST_OF_SLIDE)
    return image.shown_size(Box(0, 0, width, high))


def _has_words(cell: Cell) -> bool:
    return any(paragraph.text for paragraph in cell.paragraphs)


def shown_width(needed: int, width: int, theme: Theme) -> int:
    """Return how wide a table is that needs less than the `width` it may have, in EMU: one of a few
    short columns is not stretched over the slide, but ends where columns of the grid do."""
    wanted = int(needed * _ROOMY)
    if max(wanted, theme.content.width // 2) >= width * _MOST_OF_WIDTH:
        return width
    return next((one for one in _ends(theme) if wanted <= one <= width), width)


def _ends(theme: Theme) -> Iterator[int]:
    """The widths in EMU of half of the slide, two thirds of it and the whole, without gutters."""
    whole = theme.content.width + theme.gap
    return (whole * share // _COLUMNS - theme.gap for share in _SHARES)


def spread(base: Sequence[int], width: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Share what `base` leaves of `width` among the columns; the last one takes the remainder."""
    total, room = sum(shares) or 1, width - sum(base)
    widths = [low + room * share // total for low, share in zip(base, shares, strict=True)]
    return (*widths[:-1], width - sum(widths[:-1])) if widths else ()


def compressed(widths: Sequence[int], room: int) -> list[int]:
    """Return `widths` with the widest made equal, so that all go into `room`."""
    left, most = room, 0
    for count, width in zip(range(len(widths), 0, -1), sorted(widths), strict=True):
        most = left // count
        if width > most:
            break
        left -= width
    return [min(width, most) for width in widths]
