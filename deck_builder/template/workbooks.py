"""Embedded workbooks: the sheets that a chart shows, without all others and what is about them
(ECMA-376 part 1, chapter 18)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from deck_builder.package.guard import STRICT
from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import Element, parse
from deck_builder.template.xml import R, text, whole

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MAIN_TYPES = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in (
        "openxmlformats-officedocument.spreadsheetml.sheet",
        "openxmlformats-officedocument.spreadsheetml.template",
        "ms-excel.sheet.macroEnabled",
        "ms-excel.template.macroEnabled",
    )
)
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# What stays of a workbook, of a sheet and of a table, in relationships and elements.
_OF_BOOK = ("worksheet", "styles", "theme", "sharedStrings")
_IN_BOOK = (
    *("fileVersion", "workbookPr", "workbookProtection", "bookViews", "sheets", "definedNames"),
    *("calcPr", "oleSize"),
)
_OF_SHEET = ("table",)
_IN_SHEET = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
    *("sheetProtection", "autoFilter", "mergeCells", "conditionalFormatting", "dataValidations"),
    *("printOptions", "pageMargins", "pageSetup", "tableParts"),
)
_IN_TABLE = ("autoFilter", "tableColumns", "tableStyleInfo")
_OF_QUERIES = ("tableType", "connectionId", "queryTableFieldId", "comment")
_OF_DATA_TYPES = ("cm", "vm")
_WITH_FORMULAS = ("conditionalFormatting", "dataValidations")
_HIDDEN = ("hidden", "veryHidden")
_DEEPEST_NAME = 8
# Of references: a sheet, or a workbook in brackets, before an exclamation mark.
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^\s'!(),;:=+*/&<>^-]+))!")
_NAME = re.compile(r"[^\W\d][\w.\\]*")
_FORMULAS = ("f", "sqref")


def references_in(part: bytes) -> Iterator[str]:
    """Yield the references to cells that are in the formulas of a chart."""
    try:
        root = parse(part)
    except ValueError:
        return
    for element in root.iter("*"):
        if str(element.tag).rpartition("}")[2] in _FORMULAS and element.text:
            yield element.text


def is_workbook(package: OpenedFile) -> bool:
    """Whether a package is a workbook in XML."""
    return any(package.type(one) in _MAIN_TYPES for one in package.related("", "officeDocument"))


class _Book(Struct, frozen=True):
    """A workbook's own part, and its names with what they stand for."""

    root: Element
    names: dict[str, str]

    @property
    def sheets(self) -> list[Element]:
        return self.root.findall(f"{S}sheets/{S}sheet")

    def sheets_in(self, formula: str, depth: int = 0) -> Iterator[str]:
        """Yield the names of the sheets that a formula refers to, also by names, in lower case."""
        yield from _sheets_in(formula)
        if depth == _DEEPEST_NAME:
            return
        for word in _NAME.findall(formula):
            if word.lower() in self.names:
                yield from self.sheets_in(self.names[word.lower()], depth + 1)


def _sheets_in(formula: str) -> Iterator[str]:
    for quoted, plain in _REFERENCE.findall(formula):
        name = quoted.replace("''", "'") or plain
        # Several sheets may be named by the first and the last one.
        yield from name.rpartition("]")[2].lower().split(":")


def _is_outside(formula: str) -> bool:
    """Whether a formula refers to another workbook, whose name or number is in brackets."""
    return any("]" in quoted + plain for quoted, plain in _REFERENCE.findall(formula))


def cut_workbook(package: OpenedFile, main: str, references: Iterable[str]) -> bool:
    """Remove from a workbook, whose own part is `main`, the sheets that no reference leads to, and
    comments, connections, pivot tables, queries, pictures and notes about it; return whether that
    was possible. Without references, the sheet stays that is seen when it is opened. Formulas that
    lead to what is removed become their values."""
    if any(one.type.startswith(STRICT) for one in package.relations("")):
        return False
    root = package.tree(main)
    book = _Book(root, {text(one, "name").lower(): one.text or "" for one in _names(root)})
    kept = _kept_sheets(book, references)
    by_id = package.by_id(main)
    parts: list[str] = []
    for sheet in kept:
        relation = by_id.get(sheet.get(f"{R}id", ""))
        if relation is None or relation.external or package.type(relation.target) != _SHEET:
            return False
        parts.append(relation.target)
    lost = _cut_book(book, kept)
    package.keep(main, lambda one: one.kind in _OF_BOOK[1:] or one.target in parts)
    strings: set[int] = set()
    for part in dict.fromkeys(parts):
        package.keep(part, lambda one: one.kind in _OF_SHEET)
        _cut_sheet(package.tree(part), lost, set(package.by_id(part)))
        strings |= _strings_of(package.tree(part))
        for table in package.related(part, "table"):
            package.keep(table, lambda one: False)
            _cut_table(package.tree(table))
    for part in package.related(main, "sharedStrings"):
        _blank_strings(package.tree(part), strings)
    return True


def _names(root: Element) -> list[Element]:
    return root.findall(f"{S}definedNames/{S}definedName")


def _kept_sheets(book: _Book, references: Iterable[str]) -> list[Element]:
    """The sheets that references lead to; without any, the one that is seen."""
    wanted = {name for one in references for name in book.sheets_in(one)}
    sheets = book.sheets
    kept = [one for one in sheets if text(one, "name").lower() in wanted]
    if kept:
        return kept
    view = book.root.find(f"{S}bookViews/{S}workbookView")
    active = whole(view, "activeTab")
    shown = [one for one in sheets if one.get("state") not in _HIDDEN]
    return sheets[active : active + 1] or shown[:1] or sheets[:1]


class _Lost(Struct, frozen=True):
    """What formulas may not refer to any more: all sheets but those `kept`, and the names that
    have gone; both in lower case."""

    kept: frozenset[str]
    names: frozenset[str]

    def is_in(self, formula: str) -> bool:
        """Whether a formula refers to it, or to another workbook."""
        if _is_outside(formula) or any(one not in self.kept for one in _sheets_in(formula)):
            return True
        return any(word.lower() in self.names for word in _NAME.findall(formula))


def _cut_book(book: _Book, kept: list[Element]) -> _Lost:
    """Leave only the sheets that are kept in the workbook's own part."""
    root, sheets = book.root, book.sheets
    numbers = {str(sheets.index(one)): str(at) for at, one in enumerate(kept)}
    known = frozenset(text(one, "name").lower() for one in kept)
    if all(one.get("state") in _HIDDEN for one in kept):
        _drop_attributes(kept[0], ("state",))
    _keep_children(root, _IN_BOOK)
    for sheet in sheets:
        if sheet not in kept:
            _remove(sheet)
    for view in root.iter(f"{S}workbookView"):
        _drop_attributes(view, ("activeTab", "firstSheet"))
    gone: set[str] = set()
    outer = _Lost(known, frozenset())
    for name in _names(root):
        local = name.get("localSheetId")
        formula = name.text or ""
        if (local and local not in numbers) or "!" not in formula or outer.is_in(formula):
            gone.add(text(name, "name").lower())
            _remove(name)
            continue
        if local:
            name.set("localSheetId", numbers[local])
        _drop_attributes(name, ("comment", "description", "help", "customMenu", "statusBar"))
    for names in root.findall(f"{S}definedNames"):
        if not len(names):
            _remove(names)
    left = {text(one, "name").lower() for one in _names(root)}
    return _Lost(known, frozenset(gone - left))


def _cut_sheet(root: Element, lost: _Lost, relations: set[str]) -> None:
    _keep_children(root, _IN_SHEET)
    for element in root.iter("*"):
        for key in [key for key in element.attrib if str(key).startswith(R)]:
            if element.get(key) not in relations:
                del element.attrib[key]
    for kind in _WITH_FORMULAS:
        for element in root.findall(f"{S}{kind}"):
            if any("!" in str(one) for one in element.itertext()):
                _remove(element)
    for cell in root.iter(f"{S}c"):
        _drop_attributes(cell, _OF_DATA_TYPES)
    formulas = [one for one in root.iter(f"{S}f") if lost.is_in(one.text or "")]
    shared = {text(one, "si") for one in formulas if one.get("t") == "shared"}
    formulas += [one for one in root.iter(f"{S}f") if one.get("si") in shared]
    for formula in dict.fromkeys(formulas):
        _remove(formula)


def _cut_table(root: Element) -> None:
    _keep_children(root, _IN_TABLE)
    for element in root.iter("*"):
        _drop_attributes(element, _OF_QUERIES)
    for column in list(root.iter(f"{S}calculatedColumnFormula", f"{S}xmlColumnPr")):
        _remove(column)


def _strings_of(root: Element) -> set[int]:
    """The numbers of the shared strings that are in the cells of a sheet."""
    values = (cell.find(f"{S}v") for cell in root.iter(f"{S}c") if cell.get("t") == "s")
    return {int(one.text or 0) for one in values if one is not None and (one.text or "").isdigit()}


def _blank_strings(root: Element, used: set[int]) -> None:
    """Empty the strings that no cell has; the numbers of the others do not change."""
    for number, item in enumerate(root.findall(f"{S}si")):
        if number not in used:
            for child in list(item):
                item.remove(child)
            item.append(item.makeelement(f"{S}t", {}))
    _drop_attributes(root, ("count", "uniqueCount"))
    for extension in root.findall(f"{S}extLst"):
        _remove(extension)


def _keep_children(root: Element, names: tuple[str, ...]) -> None:
    kept = {f"{S}{name}" for name in names}
    for child in list(root):
        if child.tag not in kept:
            root.remove(child)
    for element in list(root.iter(f"{S}extLst")):
        _remove(element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _drop_attributes(element: Element, names: Iterable[str]) -> None:
    for name in names:
        if name in element.attrib:
            del element.attrib[name]
