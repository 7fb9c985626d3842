"""Native charts in a package (ECMA-376 part 1, section 14.2.1): each with its workbook."""

from __future__ import annotations

from deck_builder.package.names import Names
from deck_builder.package.opc import CT, RT, Package, Part, new_part, relate


class ChartParts:
    """Puts charts into `package`; `names` are those of its parts."""

    __slots__ = ("_names", "_package")

    def __init__(self, package: Package, names: Names) -> None:
        self._package = package
        self._names = names

    def part(self, xml: bytes, workbook: bytes) -> Part:
        """Return a new part with the XML of a chart, whose only relationship leads to the
        workbook."""
        name = self._names.numbered("/ppt/charts/chart", ".xml")
        chart = new_part(self._package, name, CT.DML_CHART, xml)
        sheet = self._names.numbered("/ppt/embeddings/Microsoft_Excel_Sheet", ".xlsx")
        relate(chart, RT.PACKAGE, new_part(self._package, sheet, CT.SML_SHEET, workbook))
        return chart
