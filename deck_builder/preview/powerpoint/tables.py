"""Tables of PowerPoint files, by their own looks and those of their style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.color import shaded
from deck_builder.base.units import USUAL_INSETS
from deck_builder.package.xml import Element, parse
from deck_builder.preview.geometry import rectangle
from deck_builder.preview.marks import Mark, Part, Path, Rect
from deck_builder.preview.powerpoint.colors import Tone
from deck_builder.preview.powerpoint.fills import Fill, Stroke, fill_in, filled, line_of, stroked
from deck_builder.preview.powerpoint.frames import Text, cell_text
from deck_builder.preview.powerpoint.looks import Cascade
from deck_builder.preview.powerpoint.places import Place
from deck_builder.preview.powerpoint.sheet import Sheet
from deck_builder.template.cleaning import main_part
from deck_builder.template.xml import A, child, children, flag, text, whole

_MARGINS = {
    "marL": USUAL_INSETS.left,
    "marT": USUAL_INSETS.top,
    "marR": USUAL_INSETS.right,
    "marB": USUAL_INSETS.bottom,
}
_SIDES = {"L": "left", "R": "right", "T": "top", "B": "bottom"}
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
_BOLD = (
    f'<a:lstStyle xmlns:a="{A.strip("{}")}">'
    + "".join(f'<a:lvl{at}pPr><a:defRPr b="1"/></a:lvl{at}pPr>' for at in range(1, 10))
    + "</a:lstStyle>"
).encode()


class _Cell(Struct, frozen=True):
    """A cell with its row, its column and how many of each it takes."""

    row: int
    column: int
    rows: int
    columns: int
    element: Element


class CellLook(Struct, frozen=True):
    """How a style shows a cell."""

    fill: Fill | None = None
    color: Tone | None = None
    bold: bool = False
    lines: tuple[tuple[str, Stroke], ...] = ()


def table_parts(table: Element, place: Place, sheet: Sheet, part: str, alt: str) -> Iterator[Part]:
    """Yield the cells of a table whose upper left corner is that of `place`."""
    drawer = _Drawer(table, place, sheet, part)
    marks = tuple(drawer.grid())
    yield Part(marks, place.rect, alt=alt)
    yield from drawer.texts()


def ruled(look: CellLook, rect: Rect) -> Iterator[Mark]:
    """Yield the lines around a cell in `rect`."""
    right, bottom = rect.x + rect.width, rect.y + rect.height
    ends = {
        "left": (rect.x, rect.y, rect.x, bottom),
        "right": (right, rect.y, right, bottom),
        "top": (rect.x, rect.y, right, rect.y),
        "bottom": (rect.x, bottom, right, bottom),
    }
    for name, stroke in look.lines:
        x, y, end, below = ends[name]
        data = f"M{x:.2f} {y:.2f}L{end:.2f} {below:.2f}"
        yield stroked(Path(data), stroke)


class _Drawer:
    def __init__(self, table: Element, place: Place, sheet: Sheet, part: str) -> None:
        self._sheet = sheet
        self._part = part
        self._rows = list(children(table, f"{A}tr"))
        length = sheet.position.length
        grid = list(children(child(table, f"{A}tblGrid"), f"{A}gridCol"))
        self._widths = [length(whole(one, "w")) for one in grid]
        self._cells = list(self._all())
        style = TableStyle(sheet, child(table, f"{A}tblPr"))
        self._bold = parse(_BOLD)
        size = len(self._rows), len(self._widths)
        self._looks = {
            (cell.row, cell.column): style.look(cell.row, cell.column, *size)
            for cell in self._cells
        }
        self._lefts = [place.rect.x + x for x in accumulate(self._widths, initial=0.0)]
        heights = self._heights([length(whole(row, "h")) for row in self._rows])
        self._tops = [place.rect.y + y for y in accumulate(heights, initial=0.0)]

    def _all(self) -> Iterator[_Cell]:
        for number, row in enumerate(self._rows):
            for column, cell in enumerate(children(row, f"{A}tc")):
                if flag(cell, "hMerge") or flag(cell, "vMerge"):
                    continue
                free = len(self._widths) - column
                if free < 1:
                    self._sheet.miss("a cell beside its table")
                    continue
                rows = min(max(1, whole(cell, "rowSpan", 1)), len(self._rows) - number)
                columns = min(max(1, whole(cell, "gridSpan", 1)), free)
                yield _Cell(number, column, rows, columns, cell)

    def _heights(self, heights: list[float]) -> list[float]:
        """The heights of rows with room for their text."""
        for cell in self._cells:
            if cell.rows == 1:
                wide = sum(self._widths[cell.column : cell.column + cell.columns])
                needed, _ = self._text(cell, Rect(0.0, 0.0, wide, 0.0))
                heights[cell.row] = max(heights[cell.row], needed)
        return heights

    def _rect(self, cell: _Cell) -> Rect:
        x, y = self._lefts[cell.column], self._tops[cell.row]
        right = self._lefts[cell.column + cell.columns]
        return Rect(x, y, right - x, self._tops[cell.row + cell.rows] - y)

    def _look(self, cell: _Cell) -> CellLook:
        return self._looks[cell.row, cell.column]

    def grid(self) -> Iterator[Mark]:
        """Yield the fills and lines of the cells."""
        for cell in self._cells:
            own = fill_in(child(cell.element, f"{A}tcPr"), self._sheet, self._part)
            fill = own or self._look(cell).fill
            yield from filled(rectangle, Place(self._rect(cell)), fill, None)
        for cell in self._cells:
            yield from self._lines(cell)

    def _lines(self, cell: _Cell) -> Iterator[Mark]:
        settings, look = child(cell.element, f"{A}tcPr"), self._look(cell)
        lines = dict(look.lines)
        for side, name in _SIDES.items():
            own = child(settings, f"{A}ln{side}")
            if own is not None and fill_in(own, self._sheet, self._part) is not None:
                stroke = line_of(own, self._sheet)
                lines.pop(name, None)
                if stroke is not None:
                    lines[name] = stroke
        yield from ruled(replace(look, lines=tuple(lines.items())), self._rect(cell))

    def texts(self) -> Iterator[Part]:
        """Yield the text of each cell."""
        for cell in self._cells:
            yield from self._text(cell, self._rect(cell))[1]

    def _text(self, cell: _Cell, rect: Rect) -> tuple[float, Iterator[Part]]:
        """How high a cell must be for its text, and the text in `rect`."""
        settings = child(cell.element, f"{A}tcPr")
        left, top, right, bottom = (
            self._sheet.position.length(whole(settings, name, usual))
            for name, usual in _MARGINS.items()
        )
        body = child(cell.element, f"{A}txBody")
        if body is None:
            return 0.0, iter(())
        look = self._look(cell)
        own, defaults = child(body, f"{A}lstStyle"), self._sheet.defaults
        bold = self._bold if look.bold else None
        styles = (one for one in (own, bold) if one is not None)
        found = Text(body, (), self._part, look.color)
        cascade = Cascade(tuple(styles), () if defaults is None else (defaults,))
        room = Rect(
            rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom
        )
        height, parts = cell_text(found, cascade, room, text(settings, "anchor"), self._sheet)
        return height + top + bottom, parts


class TableStyle:
    """The style of a table on a page: one of the file, or the one that PowerPoint gives to new
    tables. `settings` are the `a:tblPr` of the table."""

    def __init__(self, sheet: Sheet, settings: Element | None) -> None:
        self._sheet = sheet
        self._settings = settings
        name = child(settings, f"{A}tableStyleId")
        self._id = (name.text or "") if name is not None else _PLAIN
        self._part = next(iter(sheet.package.related(main_part(sheet.package), "tableStyles")), "")
        styles = sheet.package.tree(self._part) if self._part else None
        self._found = next(
            (one for one in children(styles, f"{A}tblStyle") if one.get("styleId") == self._id),
            None,
        )

    def _has(self, name: str) -> bool:
        return flag(self._settings, name) or False

    def _names(self, row: int, column: int, rows: int, columns: int) -> Iterator[str]:
        """The parts of a style that a cell belongs to, the most special first."""
        if row == 0 and self._has("firstRow"):
            yield "firstRow"
        if row == rows - 1 and self._has("lastRow"):
            yield "lastRow"
        if column == 0 and self._has("firstCol"):
            yield "firstCol"
        if column == columns - 1 and self._has("lastCol"):
            yield "lastCol"
        if self._has("bandRow"):
            yield "band2H" if (row - self._has("firstRow")) % 2 else "band1H"
        if self._has("bandCol"):
            yield "band2V" if (column - self._has("firstCol")) % 2 else "band1V"
        yield "wholeTbl"

    def look(self, row: int, column: int, rows: int, columns: int) -> CellLook:
        """Return how a cell looks."""
        names = list(self._names(row, column, rows, columns))
        if self._found is None:
            return self._usual(names)
        fill, color, bold = None, None, False
        lines: dict[str, Stroke] = {}
        for name in reversed(names):
            part = child(self._found, f"{A}{name}")
            looks, letters = child(part, f"{A}tcStyle"), child(part, f"{A}tcTxStyle")
            fill = self._fill(looks) or fill
            color = self._sheet.colors.tone(letters) or color
            bold = text(letters, "b") == "on" or bold
            lines |= self._lines(looks, (row, column, rows, columns))
        return CellLook(fill, color, bold, tuple(lines.items()))

    def _fill(self, looks: Element | None) -> Fill | None:
        found = fill_in(child(looks, f"{A}fill"), self._sheet, self._part)
        reference = child(looks, f"{A}fillRef")
        return found or (self._sheet.colors.tone(reference) if reference is not None else None)

    def _lines(self, looks: Element | None, at: tuple[int, int, int, int]) -> dict[str, Stroke]:
        row, column, rows, columns = at
        borders = child(looks, f"{A}tcBdr")
        sides = {
            "left": "left" if column == 0 else "insideV",
            "right": "right" if column == columns - 1 else "insideV",
            "top": "top" if row == 0 else "insideH",
            "bottom": "bottom" if row == rows - 1 else "insideH",
        }
        found = {}
        for side, name in sides.items():
            for one in (side, name):
                border = child(borders, f"{A}{one}")
                reference = child(border, f"{A}lnRef")
                tone = self._sheet.colors.tone(reference)
                stroke = line_of(child(border, f"{A}ln"), self._sheet, None, tone)
                if stroke is not None and (one == name or name.startswith("inside")):
                    found[side] = stroke
        return found

    def _usual(self, names: Sequence[str]) -> CellLook:
        """The style ‘Medium Style 2’, which need not be in the file."""
        colors = self._sheet.colors
        if self._id in (_PLAIN, _GRID):
            line = Stroke(Tone(colors.named("tx1")), 1.0)
            sides = tuple((side, line) for side in _SIDES.values())
            return CellLook(lines=sides if self._id == _GRID else ())
        white = Tone(colors.named("lt1"))
        line = Stroke(white, 1.0)
        lines = tuple((side, line) for side in _SIDES.values())
        accent = colors.named("accent1")
        if {"firstRow", "lastRow", "firstCol", "lastCol"} & set(names):
            return CellLook(Tone(accent), white, True, lines)
        share = 0.4 if {"band1H", "band1V"} & set(names) else 0.2
        return CellLook(Tone(shaded(accent, 1.0, share)), Tone(colors.named("dk1")), False, lines)
