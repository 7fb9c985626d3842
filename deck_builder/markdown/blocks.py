"""Block tokens folded to nodes."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import BLOCKS, MARKS, PARAGRAPH
from deck_builder.base.source import Source, Span
from deck_builder.markdown import block_problems, latex_commands, text_cells
from deck_builder.markdown.braces import (
    Opening,
    attributes_in,
    attributes_of,
    div_opening,
    ending_braces,
    fence_opening,
    has_braces_on_all_lines,
    heading_braces,
    match_braces,
)
from deck_builder.markdown.comments import block_nodes, unclosed_at
from deck_builder.markdown.dialect import Document, is_plain
from deck_builder.markdown.inlines import fold_inlines, fold_plain
from deck_builder.markdown.lifted import hold_for_data, is_condition, lift_from_callout
from deck_builder.markdown.line_blocks import KEEPS_LINES, with_lines_kept
from deck_builder.markdown.node import NO_ATTRIBUTES, Attributes, Node, in_language
from deck_builder.markdown.places import (
    Place,
    line_bounds,
    place_after,
    place_of,
    place_of_heading,
)
from deck_builder.markdown.text_cells import CellReader
from deck_builder.markdown.tokens import CLOSING, OPENING, WITH_TEXT, info_of, kind_of

# Lists and quotes have bounds of their own; see `dialect`.
_DEEPEST = 60
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_NO_OPENING = Opening()


def fold_blocks(source: Source, document: Document, collector: Collector) -> tuple[Node, ...]:
    """Return the nodes of the blocks of `document`, which is the text of `source`."""
    return _Fold(source, document, collector).nodes()


class _Frame(Struct):
    """An open container: its first token, and its nodes so far."""

    token: Token
    nodes: list[Node]
    attributes: Attributes = NO_ATTRIBUTES
    header: bool = False
    checked: bool | None = None
    reported: bool = False
    marks: list[tuple[str, Span]] = field(default_factory=list)


class _Fold:
    """Walks along the block tokens with a stack of open containers."""

    def __init__(self, source: Source, document: Document, collector: Collector) -> None:
        self._source = source
        self._document = document
        self._collector = collector
        root = Token("document_open", "", 1, map=[0, len(source.line_starts)])
        self._frames = [_Frame(root, [])]
        self._opening = root
        self._row_cursor = 0
        self._longest = PARAGRAPH.most
        self._marks = 0
        self._most_marks = MARKS.left

    def nodes(self) -> tuple[Node, ...]:
        BLOCKS.count(len(self._document.blocks), span=self._span(self._opening))
        # Each token goes when it has been read: they take more memory than the nodes.
        waiting = self._document.blocks[::-1]
        self._document.blocks.clear()
        while waiting:
            token = waiting.pop()
            leaf = _LEAVES.get(token.type)
            if leaf is not None:
                leaf(self, token)
            elif token.nesting > 0:
                self._open(token)
            else:
                self._close(token)
        self._close_divs()
        MARKS.count(self._marks)
        return tuple(self._frames[0].nodes)

    def _open(self, token: Token) -> None:
        if token.type in WITH_TEXT:
            self._opening = token
        elif token.type in OPENING:
            self._frames.append(_Frame(token, []))
            if token.type == "tr_open":
                self._row_cursor = line_bounds(self._source, _lines(token)[0])[0]

    def _close(self, token: Token) -> None:
        if token.type not in CLOSING:
            return
        kind = kind_of(token)
        self._close_divs()
        frame = self._frames.pop()
        if kind == "row" and not frame.header:
            if is_condition(frame.nodes[0], self._span(frame.token).text):
                self._frames[-1].attributes = frame.nodes[0].attributes
                return
            # The header defines the number of cells; the marker of a list may be before it.
            self._keep_extra_cells(frame)
        if kind == "quote":
            frame.attributes = lift_from_callout(frame.nodes)
        if kind == "item":
            self._frames[-1].marks.append((frame.token.info, self._span(frame.token)))
        start, info = int(frame.token.attrs.get("start", 1)), info_of(frame.token)
        if kind == "ordered_list" and all(not one.attributes.pairs for one in frame.nodes):
            block_problems.check_numbers(frame.marks, start, info, self._collector)
        self._add(
            Node(
                kind,
                tuple(frame.nodes),
                start=start,
                attributes=frame.attributes,
                info=info,
                header=frame.header,
                checked=frame.checked,
                span=self._span(frame.token),
            )
        )

    def _add(self, node: Node) -> None:
        self._frames[-1].nodes.append(node)

    def _span(self, token: Token) -> Span:
        first, last = token.map or (0, 0)
        return self._source.lines_span(first, last)

    def _first_line(self, token: Token, marker: str = "") -> Span:
        """Return the first line of `token`, from `marker` on."""
        line = _lines(token)[0]
        begin, end = line_bounds(self._source, line)
        return Span(self._source, max(begin, self._source.text.find(marker, begin, end)), end)

    def _keep_extra_cells(self, frame: _Frame) -> None:
        """Add to the last cell what the table rule of GitHub Flavored Markdown drops."""
        span = self._span(frame.token)
        extra = block_problems.extra_cells(span.text, len(frame.nodes))
        words = " | ".join(extra)
        left, braces = ending_braces(words)
        in_row = place_of(self._source, words, _lines(frame.token)[0])
        if braces and not left:
            frame.nodes[-1] = replace(frame.nodes[-1], attributes=attributes_in(braces, in_row))
        elif words:
            found = self._source.text.find(extra[0], self._row_cursor, span.end)
            place = span.at(found - span.start, len(words)) if found >= 0 else span
            self._collector.report(block_problems.EXTRA_CELLS, place, words=words)
            children = frame.nodes[-1].children + self._inlines(f" | {words}", in_row)
            frame.nodes[-1] = replace(frame.nodes[-1], children=children)

    def _inline(self, token: Token) -> None:
        match kind_of(self._opening):
            case "paragraph":
                self._paragraph(token)
            case "heading":
                self._heading(token)
            case "term":
                self._term(token)
            case _:
                self._cell(token)

    def _inlines(self, text: str, place: Place, *, is_by_lines: bool = False) -> tuple[Node, ...]:
        if len(text) > self._longest:
            block_problems.check_paragraph(text, place.span(0, len(text)))
        if is_plain(text):
            nodes = fold_plain(text, place)
            self._marks += len(nodes) - 1
        else:
            tokens = self._document.inlines(text)
            self._marks += len(tokens)
            nodes = fold_inlines(tokens, place, text, is_by_lines=is_by_lines)
        if self._marks > self._most_marks:
            raise MARKS.error("the talk", None, place.span(0, len(text)))
        return nodes

    def _paragraph(self, token: Token) -> None:
        text = token.content
        frame = self._frames[-1]
        if frame.token.type == "list_item_open" and not frame.nodes:
            task = _TASK.match(text)
            if task:
                frame.checked = task[1] != " "
                text = text[task.end() :]
        place = place_of(self._source, text, _lines(token)[0])
        is_by_lines, attributes = False, NO_ATTRIBUTES
        if "}" in text:
            is_by_lines = has_braces_on_all_lines(text)
            kept, condition = ("", NO_ATTRIBUTES) if is_by_lines else self._ending(text, place)
            # Conditions alone are for nothing, which is reported.
            if kept:
                text, attributes = kept, condition
            hold_for_data(frame.nodes, text, attributes)
        if frame.token.type == "list_item_open" and not frame.nodes:
            frame.attributes, attributes = attributes, NO_ATTRIBUTES
        content = self._inlines(text, place, is_by_lines=is_by_lines)
        if token.meta.get(KEEPS_LINES):
            content = tuple(map(with_lines_kept, content))
        kind, span = kind_of(self._opening), self._span(token)
        self._add(Node(kind, content, attributes=attributes, span=span))

    def _ending(self, text: str, place: Place) -> tuple[str, Attributes]:
        """Cut the attributes off the end of a text."""
        text, braces = ending_braces(text)
        return text, attributes_in(braces, place)

    def _term(self, token: Token) -> None:
        line = _lines(token)[0]
        place = place_of(self._source, token.content, line)
        text, attributes = self._ending(token.content, place)
        content, span = self._inlines(text, place), self._source.lines_span(line, line + 1)
        self._add(Node(kind_of(self._opening), content, attributes=attributes, span=span))

    def _heading(self, token: Token) -> None:
        opening = self._opening
        place = place_of_heading(self._source, token.content, opening.markup, _lines(opening)[0])
        text, braces = heading_braces(token.content)
        self._add(
            Node(
                kind_of(opening),
                self._inlines(text, place),
                attributes=attributes_in(braces, place),
                level=int(opening.tag[1:]),
                span=self._span(opening),
            )
        )

    def _cell(self, token: Token) -> None:
        self._frames[-1].header = self._opening.type == "th_open"
        text = token.content
        place = place_after(self._source, text, _lines(token)[0], self._row_cursor)
        if text:
            self._row_cursor = place.span(0, len(text)).end
        align = str(self._opening.attrs.get("style", "")).rpartition(":")[2]
        text, attributes = self._ending(text, place)
        content, span = self._inlines(text, place), self._span(token)
        self._add(
            Node(kind_of(self._opening), content, attributes=attributes, align=align, span=span)
        )

    def _fence(self, token: Token) -> None:
        first, last = _lines(token)
        # The lines between the fences; one more when the closing fence is missing.
        if token.content.count("\n") != last - first - 2:
            block_problems.report_unclosed(self._collector, self._span(token), token.markup)
        opening = fence_opening(unescapeAll(token.info))
        attributes = NO_ATTRIBUTES
        if opening.braces:
            place = self._found(opening.attributed, token)
            attributes = attributes_of(opening.braces, place)
        self._code(token, opening, attributes)

    def _code(
        self, token: Token, opening: Opening = _NO_OPENING, attributes: Attributes = NO_ATTRIBUTES
    ) -> None:
        self._add(
            Node(
                kind_of(token),
                text=token.content.removesuffix("\n"),
                attributes=attributes,
                title=opening.rest,
                info=opening.name,
                span=self._span(token),
            )
        )

    def _found(self, text: str, token: Token) -> Span:
        """Return the span of `text` on the first line of `token`, else that of the line."""
        line = self._first_line(token)
        found = self._source.text.find(text, line.start, line.end)
        return line if found < 0 else Span(self._source, found, found + len(text))

    def _abbreviation(self, token: Token) -> None:
        span = self._span(token)
        self._add(Node(kind_of(token), text=token.info, title=token.content, span=span))

    def _text_table(self, token: Token) -> None:
        def blocks(part: Source, found: Collector) -> tuple[Node, ...]:
            return fold_blocks(part, self._document.part(f"{part.text}\n"), found)

        reader = CellReader(self._source, self._collector, self._inlines, blocks)
        self._add(reader.table(token.meta[text_cells.ROWS], self._span(token)))

    def _include(self, token: Token) -> None:
        span = self._found(token.content, token)
        self._add(Node(kind_of(token), target=token.content, span=span))

    def _leaf(self, token: Token) -> None:
        place = place_of(self._source, token.info, token.meta.get("line", 0))
        attributes = attributes_in(match_braces(token.info, 0), place)
        span = self._span(token)
        self._add(Node(kind_of(token), text=token.content, attributes=attributes, span=span))

    def _command(self, token: Token) -> None:
        span = self._span(token)
        self._add(Node(kind_of(token), text=token.content, info=token.info, span=span))

    def _html(self, token: Token) -> None:
        html = token.content
        span = self._span(token)
        BLOCKS.count(html.count("<"), span=span)
        if unclosed_at(html) >= 0:
            begin = max(0, unclosed_at(span.text))
            rest = span.at(begin, len(span.text) - begin)
            block_problems.report_unclosed(self._collector, rest, block_problems.COMMENT)
        self._frames[-1].nodes.extend(block_nodes(html, span))

    def _open_div(self, token: Token) -> None:
        too_deep = len(self._frames) > _DEEPEST
        frame = _Frame(token, self._frames[-1].nodes if too_deep else [])
        self._frames.append(frame)
        opening = div_opening(token.info)
        if opening is None:
            frame.reported = True
            place = self._found(token.info, token)
            self._collector.report(block_problems.BAD_DIV, place, words=token.info)
            text = Node("text", text=token.info, span=place)
            self._add(Node("paragraph", (text,), span=self._span(token)))
        else:
            place = self._found(opening.attributed, token)
            frame.attributes = attributes_of(opening.braces, place, opening.name)

    def _close_div(self, token: Token) -> None:
        if self._frames[-1].token.type == "div_open":
            self._end_div(_lines(token)[1])
        else:
            self._collector.report(block_problems.STRAY_DIV_END, self._first_line(token, ":::"))

    def _close_divs(self) -> None:
        """Close the divs that are still open at the end of their container."""
        if self._frames[-1].token.type != "div_open":
            return
        last = self._last_line()
        while self._frames[-1].token.type == "div_open":
            frame = self._frames[-1]
            if not frame.reported:
                self._collector.report(
                    block_problems.UNCLOSED_DIV, self._first_line(frame.token, ":::")
                )
            self._end_div(max(last, _lines(frame.token)[1]))

    def _last_line(self) -> int:
        """Return the line after the innermost list, quote or document that is open."""
        return next(
            _lines(frame.token)[1]
            for frame in reversed(self._frames)
            if frame.token.type != "div_open"
        )

    def _end_div(self, last: int) -> None:
        frame = self._frames.pop()
        if frame.nodes is self._frames[-1].nodes:
            return
        span = self._source.lines_span(_lines(frame.token)[0], last)
        nodes = in_language(frame.nodes, frame.attributes)
        self._add(Node(kind_of(frame.token), nodes, attributes=frame.attributes, span=span))


# Functions rather than bound methods, which would keep the fold and all its tokens alive until the
# garbage collector runs.
_LEAVES: dict[str, Callable[[_Fold, Token], None]] = {
    "inline": _Fold._inline,
    "fence": _Fold._fence,
    "code_block": _Fold._code,
    "html_block": _Fold._html,
    "abbreviation": _Fold._abbreviation,
    "hr": _Fold._leaf,
    "include": _Fold._include,
    text_cells.TOKEN: _Fold._text_table,
    "formula_block": _Fold._leaf,
    latex_commands.TOKEN: _Fold._command,
    "div_open": _Fold._open_div,
    "div_close": _Fold._close_div,
}


def _lines(token: Token) -> tuple[int, int]:
    """Return the first line of `token` and the line after its last, counted from 0."""
    first, last = token.map or (0, 0)
    return first, last
