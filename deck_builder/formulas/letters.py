"""Characters of mathematics: what they are, and their other forms (Unicode, chapter 22)."""

from __future__ import annotations

import unicodedata
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
_DIRECT = {
    ("script", "B"): "ℬ",
    ("script", "E"): "ℰ",
    ("script", "F"): "ℱ",
    ("script", "H"): "ℋ",
    ("script", "I"): "ℐ",
    ("script", "L"): "ℒ",
    ("script", "M"): "ℳ",
    ("script", "R"): "ℛ",
    ("script", "e"): "ℯ",
    ("script", "g"): "ℊ",
    ("script", "o"): "ℴ",
    ("fraktur", "C"): "ℭ",
    ("fraktur", "H"): "ℌ",
    ("fraktur", "I"): "ℑ",
    ("fraktur", "R"): "ℜ",
    ("fraktur", "Z"): "ℨ",
    ("double-struck", "C"): "ℂ",
    ("double-struck", "H"): "ℍ",
    ("double-struck", "N"): "ℕ",
    ("double-struck", "P"): "ℙ",
    ("double-struck", "Q"): "ℚ",
    ("double-struck", "R"): "ℝ",
    ("double-struck", "Z"): "ℤ",
    ("italic", "h"): "ℎ",
    ("italic", "ı"): "𝚤",
    ("italic", "ȷ"): "𝚥",
}
# Where the capital A, the small a, the capital alpha, the small alpha and 0 of an alphabet stand.
_ALPHABETS = {
    "bold": (0x1D400, 0x1D41A, 0x1D6A8, 0x1D6C2, 0x1D7CE),
    "italic": (0x1D434, 0x1D44E, 0x1D6E2, 0x1D6FC, 0),
    "bold-italic": (0x1D468, 0x1D482, 0x1D71C, 0x1D736, 0x1D7CE),
    "script": (0x1D49C, 0x1D4B6, 0, 0, 0),
    "fraktur": (0x1D504, 0x1D51E, 0, 0, 0),
    "double-struck": (0x1D538, 0x1D552, 0, 0, 0x1D7D8),
    "sans-serif": (0x1D5A0, 0x1D5BA, 0, 0, 0x1D7E2),
    "sans-serif-italic": (0x1D608, 0x1D622, 0, 0, 0x1D7E2),
    "monospace": (0x1D670, 0x1D68A, 0, 0, 0x1D7F6),
}
_RANGES = (("A", "Z"), ("a", "z"), ("Α", "Ω"), ("α", "ω"), ("0", "9"))
# Letters that follow omega in the Greek alphabets of mathematics.
_VARIANTS = "∂ϵϑϰϕϱϖ"
_SUPERSCRIPTS = str.maketrans("0123456789+−-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans(
    "0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)


def in_alphabet(text: str, alphabet: str) -> str:
    """Return `text` in an alphabet called as in MathML (`mathvariant`); characters that it lacks
    stay as they are."""
    return "".join(_letter(character, alphabet) for character in text)


@lru_cache(maxsize=2048)
def _letter(character: str, alphabet: str) -> str:
    direct = _DIRECT.get((alphabet, character))
    if direct is not None:
        return direct
    starts = _ALPHABETS.get(alphabet)
    if starts is None:
        return character
    for (first, last), start in zip(_RANGES, starts, strict=True):
        if start and first <= character <= last:
            return chr(start + ord(character) - ord(first))
    if starts[3] and character in _VARIANTS:
        return chr(starts[3] + 25 + _VARIANTS.index(character))
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
    """Return `text` in superscript characters, None when there is one that has no such form."""
    return _translated(text, _SUPERSCRIPTS)


def subscript(text: str) -> str | None:
    """Return `text` in subscript characters, None when there is one that has no such form."""
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


def is_binary(text: str) -> bool:
    """Whether `text` is a sign between two operands."""
    return text in _BINARY
