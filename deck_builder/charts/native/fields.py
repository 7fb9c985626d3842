"""Labels whose words follow the workbook: fields of PowerPoint 2013 and later.

Each has the text that it shows, for programs that do not know it (MS-ODRAWXML 2.24).
"""

from __future__ import annotations

from deck_builder.charts.native.parts import Labels, points
from deck_builder.charts.native.sheet import Column, reference
from deck_builder.charts.native.style import Style
from deck_builder.package.xml import text

CELLS, X_VALUE = "CELLRANGE", "XVALUE"
"""The cell of a range that belongs to a point; and its number on the horizontal axis."""
NO_LEADERS = '<c:showLeaderLines val="0"/>'
"""What is in the labels of a series from which no lines lead to the labels."""
_SPACE = "http://schemas.microsoft.com/office/drawing/2012/chart"
_OF_LABELS = f'uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="{_SPACE}"'
_OF_SERIES = f'uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" xmlns:c15="{_SPACE}"'
_ID = "{7A1C5B2E-3F64-4D08-9E15-6B0C2D8A4F01}"


def with_field(kind: str, shown: str, labels: Labels, style: Style, place: str = "") -> str:
    """Return the content of a label with a field of a `kind` that shows a text now, in the look of
    `labels`, at its own `place`."""
    words = style.words(text(shown), labels.color, labels.bold, labels.size)
    run, _, rest = words.partition("<a:r>")
    content = rest.replace("</a:r>", "</a:fld>", 1)
    field = f'{run}<a:fld id="{_ID}" type="{kind}">{content}'
    has_range = int(kind == CELLS)
    more = (
        f"<c:extLst><c:ext {_OF_LABELS}>"
        f'<c15:showDataLabelsRange val="{has_range}"/></c:ext></c:extLst>'
    )
    return labels.xml(style, place, own=field) + more


def range_of_cells(column: Column, at: int = 0) -> str:
    """Return what a series has at its end whose labels are the cells of a `column`, which is the
    first one or has another number."""
    return (
        f"<c:extLst><c:ext {_OF_SERIES}><c15:datalabelsRange>"
        f"<c15:f>{reference(at, len(column.cells))}</c15:f><c15:dlblRangeCache>"
        f"{points(column.cells)}</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
    )
