"""What may be wrong with the blocks of a text."""

from __future__ import annotations

import re

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.limits import PARAGRAPH
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
    "this code block is never closed",
    "close it with a line {markup}",
)
UNCLOSED_COMMENT = Problem(
    "unclosed-comment", Severity.ERROR, "this comment is never closed", "close it with -->"
)
EXTRA_CELLS = Problem(
    "extra-cells",
    Severity.WARNING,
    "‘{words}’ is past the table's last column and is added to it",
    "add a column to the table's first line, or write \\| for a bar in the text",
)

# A picture in the text, which is no words.
_PICTURE = re.compile(r"data:[\w/+.;=-]*,[\w/+=%-]*")


def check_paragraph(text: str, span: Span) -> None:
    """Raise LimitError for a text that is too long to be laid out, apart from its pictures."""
    length = len(_PICTURE.sub("", text))
    if length > PARAGRAPH.most:
        raise PARAGRAPH.error("this text", length, span, "break it up")
