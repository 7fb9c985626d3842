"""Letters of Arabic in the forms that they have in a word."""

from __future__ import annotations

import pytest

from deck_builder.fonts import symbols_face
from deck_builder.fonts.joining import joined


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("\u0628", "\ufe8f"),
        ("\u0628\u0628\u0628", "\ufe91\ufe92\ufe90"),
        # Alef joins only the letter before it.
        ("\u0628\u0627\u0628", "\ufe91\ufe8e\ufe8f"),
        # A mark parts no word, the sign against joining does.
        ("\u0628\u064e\u0628", "\ufe91\u064e\ufe90"),
        ("\u0628\u200c\u0628", "\ufe8f\u200c\ufe8f"),
        ("\u0628\u0640", "\ufe91\u0640"),
        # Lam and alef are one sign.
        ("\u0644\u0627", "\ufefb"),
        ("\u0628\u0644\u0623", "\ufe91\ufef8"),
        ("\u067e\u06cc", "\ufb58\ufbfd"),
        ("abc 12 \u05d0\u05d1", "abc 12 \u05d0\u05d1"),
        ("", ""),
    ],
)
def test_forms(text: str, forms: str) -> None:
    found = joined(text)
    assert len(found) == len(text)
    assert "".join(found) == forms


@pytest.mark.parametrize("bold", [False, True])
def test_every_form_of_the_alphabet_has_a_width(bold: bool) -> None:
    advances = symbols_face(bold).advances
    letters = [chr(code) for code in (*range(0x621, 0x63B), *range(0x641, 0x64B))]
    assert all(form in advances for letter in letters for form in joined(letter * 3))
