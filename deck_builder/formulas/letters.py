"""Characters of mathematics: what they are, and their other forms (Unicode, chapter 22)."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

OPENINGS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌈": "⌉", "⌊": "⌋"}
"""Brackets that open, with those that close them."""
BARS = frozenset("|‖∥∣")
"""Brackets that open and close alike."""
BIG = frozenset("∑∏∐∫∬∭⨌∮∯∰⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆")
"""Large operators."""
ADDITIVE = frozenset("+−±∓∪⊕")
"""Operators that end what a large operator applies to."""
PUNCTUATION = frozenset(",;")
SMALL_SPACE = "\u2009"
MEDIUM_SPACE = "\u2005"
WIDE_SPACE = "\u2003"

_BINARY = ADDITIVE | frozenset("×÷·⋅∗∘∙•⊗⊖⊙∧∨∩∖⊎⊓⊔⋆⋄△∆")
_RELATIONS = frozenset("=<>≔≕≜∈∉∋∌∝∣∥⊥⊢⊨⊩∼")
_NO_RELATIONS = frozenset("∀∃∄∅∂∇∞∠∡∢√∛∜∎∐∏∑−∓∔∕∖∗∘∙∧∨∩∪∴∵⊕⊖⊗⊘⊙⊚⊛⊜⊝⊞⊟⊠⊡⊤⋀⋁⋂⋃⋄⋅⋆⋮⋯⋰⋱⊓⊔")
# The names in Unicode of the alphabets of MathML, and of those that have what these lack.
_ALPHABETS = {
    "bold": ("BOLD",),
    "italic": ("ITALIC",),
    "bold-italic": ("BOLD ITALIC", "BOLD"),
    "script": ("SCRIPT",),
    "fraktur": ("FRAKTUR", "BLACK-LETTER"),
    "double-struck": ("DOUBLE-STRUCK",),
    "sans-serif": ("SANS-SERIF",),
    "sans-serif-italic": ("SANS-SERIF ITALIC", "SANS-SERIF"),
    "monospace": ("MONOSPACE",),
}
_ENDS = (*OPENINGS.values(), *"!′″‴°∞")
_NOT_IN_NAMES = re.compile("LATIN |GREEK |LUNATE |LETTER ")
_SUPERSCRIPTS = str.maketrans("0123456789+−-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans(
    "0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)


def in_alphabet(text: str, alphabet: str) -> str:
    """Return `text` in an alphabet named as in MathML (`mathvariant`); characters that it lacks
    are unchanged."""
    return "".join(_letter(character, alphabet) for character in text)


@lru_cache(maxsize=2048)
def _letter(character: str, alphabet: str) -> str:
    if (character, alphabet) == ("h", "italic"):
        return "\N{PLANCK CONSTANT}"
    if not character.isalnum() and character != "∂":
        return character
    name = _NOT_IN_NAMES.sub("", unicodedata.name(character, ""))
    for style in _ALPHABETS.get(alphabet, ()):
        for known in (f"MATHEMATICAL {style} {name}", f"{style} {name}"):
            with suppress(KeyError):
                found = unicodedata.lookup(known)
                # A Latin alpha is not the Greek one.
                if unicodedata.decomposition(found) == f"<font> {ord(character):04X}":
                    return found
    return character


def plain_letters(text: str) -> str:
    """Return `text` with the letters of mathematical alphabets as ordinary ones, which every font
    has; those outside the first plane of Unicode only."""
    return "".join(
        unicodedata.normalize("NFKC", character)
        if "\U0001d400" <= character <= "\U0001d7ff"
        else character
        for character in text
    )


def superscript(text: str) -> str | None:
    """Return `text` in superscript characters, None when one of them has no such form."""
    return _translated(text, _SUPERSCRIPTS)


def subscript(text: str) -> str | None:
    """Return `text` in subscript characters, None when one of them has no such form."""
    return _translated(text, _SUBSCRIPTS)


def _translated(text: str, table: dict[int, int]) -> str | None:
    known = all(ord(character) in table for character in text)
    return text.translate(table) if known else None


def is_relation(text: str) -> bool:
    """Whether `text` is one sign between two sides: equality, order, membership, an arrow."""
    if len(text) != 1:
        return False
    if text in _RELATIONS or "\u2190" <= text <= "\u21ff" or "\u27f0" <= text <= "\u27ff":
        return True
    is_sign = "\u2200" <= text <= "\u22ff" or "\u2a7d" <= text <= "\u2ae0"
    return is_sign and text not in _NO_RELATIONS and text not in BIG


def ends_operand(text: str) -> bool:
    """Whether `text` ends with a letter, a number, a closing bracket or a mark after one of these.
    The name of a function stands apart from that."""
    return text[-1:].isalnum() or text[-1:] in _ENDS


def is_binary(text: str) -> bool:
    """Whether `text` is a sign between two operands."""
    return text in _BINARY
