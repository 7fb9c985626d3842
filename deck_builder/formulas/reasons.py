"""Why formulas cannot be read."""

from __future__ import annotations

_HINTS = {
    "ce": r"write chemistry as \mathrm{H_2O} \rightarrow",
    "framebox": r"write \boxed",
    **dict.fromkeys(
        ("SI", "si", "qty", "unit", "num"), r"write units as 3\,\mathrm{m/s}, with \, for the gap"
    ),
    **dict.fromkeys(("ref", "eqref", "cite"), "refer to equations outside the formula"),
    **dict.fromkeys(("url", "href"), "put links outside the formula"),
}


class FormulaError(ValueError):
    """A formula that cannot be read; the message says why."""


def unknown_command(name: str) -> FormulaError:
    r"""Return the error for the command `name`, without its backslash."""
    hint = _HINTS.get(name)
    return FormulaError(rf"unknown command \{name}" + (f" ({hint})" if hint else ""))
