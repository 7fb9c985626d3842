"""Answers for editors as the values of the Language Server Protocol, version 3.17."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from lsprotocol import types
from pygls import uris

from deck_builder.api.editing.model import Edit, Fold, Help, Kind, Place, Proposal, Symbol
from deck_builder.base.diagnostics import Diagnostic, Severity
from deck_builder.base.source import Source

UTF16 = types.PositionEncodingKind.Utf16
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_KINDS: Mapping[Kind, types.CompletionItemKind] = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "class": types.CompletionItemKind.Class,
    "name": types.CompletionItemKind.Value,
    "file": types.CompletionItemKind.File,
    "folder": types.CompletionItemKind.Folder,
    "icon": types.CompletionItemKind.Constant,
    "variable": types.CompletionItemKind.Variable,
    "id": types.CompletionItemKind.Reference,
}


class Positions:
    """Places in texts as an editor counts them: lines from 0, and in each line the units of an
    `encoding`."""

    def __init__(self, encoding: str | None = None) -> None:
        self._codec = {
            types.PositionEncodingKind.Utf8: "utf-8",
            types.PositionEncodingKind.Utf32: "utf-32-le",
        }.get(types.PositionEncodingKind(encoding or UTF16), "utf-16-le")
        self._width = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[self._codec]

    def position(self, source: Source, offset: int) -> types.Position:
        """Return an offset in a text as the editor counts it."""
        line, column = source.position(min(offset, len(source.text)))
        start = source.line_starts[line - 1]
        return types.Position(line - 1, self._units(source.text[start : start + column - 1]))

    def stretch(self, source: Source, start: int, end: int) -> types.Range:
        """Return a stretch of a text as the editor counts it."""
        return types.Range(self.position(source, start), self.position(source, max(start, end)))

    def offset(self, source: Source, position: types.Position) -> int:
        """Return the offset of a position in a text; the end of the line when it is behind it."""
        starts = source.line_starts
        if position.line >= len(starts):
            return len(source.text)
        start = starts[position.line]
        line = source.text[start:].partition("\n")[0]
        if line.isascii():
            return start + min(position.character, len(line))
        units = line.encode(self._codec, "surrogatepass")[: position.character * self._width]
        return start + len(units.decode(self._codec, "ignore"))

    def _units(self, text: str) -> int:
        if text.isascii():
            return len(text)
        return len(text.encode(self._codec, "surrogatepass")) // self._width


def uri_of(path: str) -> str:
    """Return the address of the file at `path`."""
    return uris.from_fs_path(os.path.abspath(path)) or ""


def diagnostic(found: Diagnostic, positions: Positions) -> types.Diagnostic:
    """Return a problem for an editor."""
    span = found.span
    place = types.Range(types.Position(0, 0), types.Position(0, 0))
    if span is not None:
        place = positions.stretch(span.source, span.start, span.end)
    return types.Diagnostic(
        place,
        found.message_and_hint,
        _SEVERITIES[found.severity],
        found.code,
        source="deck-builder",
    )


def completion(
    found: Iterable[Proposal], source: Source, positions: Positions
) -> types.CompletionList:
    """Return proposals for an editor, in their order."""
    items = [
        types.CompletionItem(
            one.label,
            kind=_KINDS[one.kind],
            detail=one.detail or None,
            documentation=one.about or None,
            sort_text=f"{number:05}",
            filter_text=one.text,
            text_edit=types.TextEdit(positions.stretch(source, one.start, one.end), one.text),
        )
        for number, one in enumerate(found)
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def location(place: Place, source: Source, positions: Positions) -> types.Location:
    """Return a place in the file `source` for an editor."""
    return types.Location(uri_of(place.path), positions.stretch(source, place.start, place.end))


def workspace_edit(
    edits: Iterable[Edit], sources: Mapping[str, Source], positions: Positions
) -> types.WorkspaceEdit:
    """Return changes of the files `sources`, by their paths, for an editor."""
    changes: dict[str, list[types.TextEdit]] = {}
    for one in edits:
        stretch = positions.stretch(sources[one.path], one.start, one.end)
        changes.setdefault(uri_of(one.path), []).append(types.TextEdit(stretch, one.text))
    return types.WorkspaceEdit(changes=dict(changes))


def hover(found: Help, source: Source, positions: Positions, is_markdown: bool) -> types.Hover:
    """Return what is said of a word for an editor."""
    text = found.text
    if found.picture:
        text += f"\n\n![the slide]({found.picture})"
    kind = types.MarkupKind.Markdown if is_markdown else types.MarkupKind.PlainText
    plain = text if is_markdown else text.replace("**", "").replace("`", "")
    stretch = positions.stretch(source, found.start, found.end)
    return types.Hover(types.MarkupContent(kind, plain), stretch)


def symbol(found: Symbol, source: Source, positions: Positions) -> types.DocumentSymbol:
    """Return a section or a slide for an editor."""
    return types.DocumentSymbol(
        found.name,
        types.SymbolKind.Namespace if found.is_section else types.SymbolKind.Object,
        positions.stretch(source, found.start, max(found.end, found.heading.end)),
        positions.stretch(source, found.heading.start, found.heading.end),
        detail=found.detail or None,
        children=[symbol(one, source, positions) for one in found.children],
    )


def folding(found: Fold) -> types.FoldingRange:
    """Return lines that can be folded for an editor."""
    kind = types.FoldingRangeKind.Comment if found.is_comment else types.FoldingRangeKind.Region
    return types.FoldingRange(found.first, found.last, kind=kind)
