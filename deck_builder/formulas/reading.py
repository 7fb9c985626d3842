"""LaTeX as MathML, of which latex2mathml makes some twenty elements."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from deck_builder.formulas.latex import DEEPEST, LONGEST, depth, normalized

# The number of children of elements that latex2mathml may give more.
_ARGUMENTS = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}


class FormulaError(ValueError):
    """A formula that cannot be read; the message says why."""


def read_mathml(latex: str) -> Element:
    """Return the formula in `latex` as MathML without references. Raises FormulaError."""
    if not latex:
        raise FormulaError("it is empty")
    if len(latex) > LONGEST:
        raise FormulaError("it is too long")
    if depth(latex) > DEEPEST:
        raise FormulaError("it is nested too deeply")
    from latex2mathml import exceptions
    from latex2mathml.converter import convert_to_element

    known = tuple(vars(exceptions)[name] for name in vars(exceptions) if name.endswith("Error"))
    try:
        root = convert_to_element(normalized(latex))
    except known as error:
        raise FormulaError(_reason(type(error).__name__)) from None
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise FormulaError("its braces or arguments do not match") from error
    except (AttributeError, StopIteration) as error:
        raise FormulaError("an argument is missing") from error
    _clean(root)
    return root


def _reason(name: str) -> str:
    """`ExtraLeftOrMissingRightError` in words."""
    words = re.findall(r"[A-Z][a-z]+", name.removesuffix("Error"))
    return " ".join(words).lower()


def _clean(root: Element) -> None:
    """Resolve character references. Raises FormulaError for a command that was left unread."""
    for element in list(root.iter()):
        _regroup(element)
        text = element.text or ""
        if text.startswith("\\") and len(text) > 1:
            raise FormulaError(f"unknown command {text}")
        if text == "&" and element.tag == "mi":
            raise FormulaError("an & is outside a table")
        element.text = html.unescape(text)
        # `\mathrm` of one letter differs from a plain letter by the reference alone.
        if element.tag == "mi" and text.startswith("&#x") and element.text.isascii():
            element.set("mathvariant", "normal")


def _regroup(element: Element) -> None:
    """Group a base that latex2mathml leaves in pieces: a matrix with its brackets."""
    surplus = len(element) - _ARGUMENTS.get(element.tag, len(element))
    if surplus <= 0:
        return
    base = Element("mrow")
    base.extend(element[: surplus + 1])
    for child in list(base):
        element.remove(child)
    element.insert(0, base)
