"""Letters, numbers and signs of MathML as atoms."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from deck_builder.formulas.elements import text_of
from deck_builder.formulas.letters import MEDIUM_SPACE, in_alphabet
from deck_builder.formulas.tree import Atom, Look


def sign_of(element: Element) -> Atom:
    """Return the letter, number or sign that an element is, in its alphabet."""
    text = text_of(element)
    variant = element.get("mathvariant", "")
    if text == "~":
        return Atom("∼")
    if text == "mod" and element.tag == "mo":
        return Atom(f"{MEDIUM_SPACE}mod{MEDIUM_SPACE}")
    if element.tag == "mi" and len(text) == 1 and not variant:
        variant = "italic" if _is_slanted(text) else ""
    if variant == "italic":
        return Atom(text, Look.ITALIC)
    return Atom(in_alphabet(text, variant))


def _is_slanted(letter: str) -> bool:
    """Whether a single letter is set in italics: all but the capitals of Greek."""
    return letter.isalpha() and letter < "\u2100" and not "\u0391" <= letter <= "\u03a9"
