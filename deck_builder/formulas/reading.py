"""LaTeX as MathML, of which latex2mathml makes some twenty elements."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from deck_builder.base.limits import FORMULA_LENGTH
from deck_builder.formulas.arrays import take_marks
from deck_builder.formulas.latex import DEEPEST, depth, normalized
from deck_builder.formulas.macros import expanded, is_definition
from deck_builder.formulas.reasons import FormulaError, unknown_command

# Delimiters by their code points.
_DELIMITERS = {r"\{": "7B", r"\}": "7D", r"\|": "2016", r"\backslash": "5C"}
# The number of children of elements that latex2mathml may give more.
_ARGUMENTS = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}


def read_mathml(latex: str) -> Element:
    """Return the formula in `latex` as MathML without references. Raises FormulaError."""
    if is_definition(latex):
        latex = expanded(latex, {}).strip()
    if not latex:
        raise FormulaError("it is empty")
    longest = FORMULA_LENGTH.most
    if len(latex) > longest:
        raise FormulaError("it is too long")
    if depth(latex) > DEEPEST:
        raise FormulaError("it is nested too deeply")
    from latex2mathml import exceptions
    from latex2mathml.converter import convert_to_element

    known = tuple(vars(exceptions)[name] for name in vars(exceptions) if name.endswith("Error"))
    text = normalized(latex)
    if len(text) > 4 * longest or depth(text) > 2 * DEEPEST:
        raise FormulaError("it is too long")
    try:
        root = convert_to_element(text)
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
        if element.tag == "mo":
            text = _delimiter(element, text)
        if text.startswith("\\") and len(text) > 1:
            raise unknown_command(text[1:])
        if text == "&" and element.tag == "mi":
            raise FormulaError("an & is outside a table")
        element.text = html.unescape(text)
        # `\mathrm` of one letter differs from a plain letter by the reference alone.
        if element.tag == "mi" and text.startswith("&#x") and element.text.isascii():
            element.set("mathvariant", "normal")
    take_marks(root)


def _delimiter(element: Element, text: str) -> str:
    """The sign of a bracket that has a size or grows, which latex2mathml may leave as a command."""
    is_sized = "minsize" in element.attrib
    if is_sized and text == ".":
        return ""
    if is_sized or "form" in element.attrib:
        text = {"<": "⟨", ">": "⟩"}.get(html.unescape(text), text)
    if is_sized and text.startswith("\\") and len(text) > 1:
        from latex2mathml.symbols_parser import convert_symbol

        symbol = _DELIMITERS.get(text) or convert_symbol(text)
        return f"&#x{symbol};" if symbol else text
    return text


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
