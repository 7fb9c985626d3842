"""What may be wrong with the blocks of a text, and what is lost of them."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_block.table import escapedSplit

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.limits import PARAGRAPH
from deck_builder.base.numerals import PLAIN, label
from deck_builder.base.patterns import late
from deck_builder.base.source import Span

UNCLOSED_DIV = Problem(
    "unclosed-div", Severity.ERROR, "this div is never closed", "close it with a line :::"
)
STRAY_DIV_END = Problem(
    "stray-div-end", Severity.WARNING, "no div is open here", "remove the colons"
)
BAD_DIV = Problem(
    "bad-div",
    Severity.WARNING,
    "a div opens with a name or with attributes, not with ‘{words}’",
    "write ::: name or ::: {{.name key=value}}",
)
UNCLOSED_FENCE = Problem(
    "unclosed-fence",
    Severity.ERROR,
    "this code block is never closed, and takes the text up to line {last}",
    "close it with a line {markup}",
)
COMMENT = "<!--"
UNCLOSED_COMMENT = Problem(
    "unclosed-comment",
    Severity.ERROR,
    "this comment is never closed, and hides the text up to line {last}",
    "close it with -->",
)
EXTRA_CELLS = Problem(
    "extra-cells",
    Severity.WARNING,
    "‘{words}’ is past the table's last column and is added to it",
    "add a column to the table's first line, or write \\| for a bar in the text",
)

OTHER_NUMBER = Problem(
    "other-number",
    Severity.WARNING,
    "this item is shown as ‘{shown}’, not ‘{written}’: a list counts up from its first number",
    "number the items one after the other; a list that counts down is written <ol reversed>",
)

TITLE_DROPPED = Problem(
    "title-dropped", Severity.WARNING, "the title of {what} is shown nowhere", "{hint}"
)

# A picture in the text, which is no words.
_PICTURE = late(r"data:[\w/+.;=-]*,[\w/+=%-]*")


def report_unclosed(found: Collector, block: Span, markup: str) -> None:
    """Report the code or comment that `markup` opens and nothing closes: all that it takes is the
    place, and the message names its last line."""
    text = block.text.rstrip()
    begin = max(0, text.find(markup))
    problem = UNCLOSED_COMMENT if markup == COMMENT else UNCLOSED_FENCE
    last = block.line + text.count("\n")
    found.report(problem, block.at(begin, len(text) - begin), markup=markup, last=last)


def extra_cells(row: str, count: int) -> list[str]:
    """Return the texts of the cells in the line of a table that are past the first `count`."""
    if row.count("|") < count:
        return []
    cells = escapedSplit(row.strip(" \t>"))
    extra = (cell.strip() for cell in cells[count + (cells[0] == "") :])
    return list(filter(None, extra))


def check_numbers(
    written: Sequence[tuple[str, Span]], start: int, style: str, found: Collector
) -> None:
    """Report the first item of a list numbered in `style` from `start` on that is `written` with
    another number than it will have. That all have the same number is usual."""
    if len({number for number, _ in written}) == 1:
        return
    for shown, (number, span) in enumerate(written, start):
        if number and int(number) != shown:
            mark = label(int(number), style or PLAIN)
            begin = len(span.text) - len(span.text.lstrip(" \t>"))
            place = span.at(begin, len(mark))
            found.report(OTHER_NUMBER, place, shown=label(shown, style or PLAIN), written=mark)
            return


def check_paragraph(text: str, span: Span) -> None:
    """Raise LimitError for a text that is too long to be laid out, apart from its pictures."""
    length = len(_PICTURE().sub("", text))
    if length > PARAGRAPH.most:
        raise PARAGRAPH.error("this text", length, span, "break it up")
