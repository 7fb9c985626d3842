"""What PowerPoint's equations show otherwise than LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.formulas import tree
from deck_builder.formulas.elements import is_color
from deck_builder.formulas.parse import parse

SPLIT_RULES = Problem(
    "split-rules",
    Severity.NOTE,
    "lines between the rows of an array have gaps between its columns in PowerPoint",
    "nothing need be done; for whole lines, use a table",
)
FORMULA_COLOR = Problem(
    "formula-color",
    Severity.WARNING,
    "the color ‘{name}’ is not known in formulas, and black is used",
    "use a name such as red or blue, or RRGGBB: \\textcolor{{#2E7D32}}{{x}}",
)
COLOR_BOX = Problem(
    "formula-box",
    Severity.WARNING,
    "PowerPoint's equations have no background: \\{name} is shown without its color",
    "color the letters with \\textcolor, or frame them with \\boxed",
)

_RULES = ("line", "rule")
_COLOR = re.compile(r"\\(?:text)?color\s*\{([^{}]*)\}")
_BOX = re.compile(r"\\(f?colorbox)(?![a-zA-Z])")


def losses(latex: str) -> Iterator[tuple[Problem, str]]:
    """Yield what the formula in `latex`, which can be read, loses; with the name that each is
    about."""
    if "color" in latex:
        for name in dict.fromkeys(_COLOR.findall(latex)):
            if not is_color(name):
                yield FORMULA_COLOR, name
        for name in dict.fromkeys(_BOX.findall(latex)):
            yield COLOR_BOX, name
    if any(word in latex for word in _RULES) and _has_inner_rules(parse(latex)):
        yield SPLIT_RULES, ""


def _has_inner_rules(part: object) -> bool:
    """Whether there is a table in `part` with a line between two of its rows."""
    if isinstance(part, tree.Table) and any(0 < one.above < len(part.rows) for one in part.rules):
        return True
    if isinstance(part, tuple):
        return any(map(_has_inner_rules, part))
    fields = getattr(part, "__struct_fields__", ())
    return any(_has_inner_rules(getattr(part, name)) for name in fields)
