"""Typing slips that are shown as they are written: one case a kind, and what only resembles it."""

from __future__ import annotations

import pytest

from tests.talks import outline_of

SLIPS = {
    "items without blanks": ("1.Look\n2.Listen", "items of a list"),
    "bullets without blanks": ("-Look\n-Listen", "items of a list"),
    "dashes from a word processor": ("– Look\n– Listen", "items of a list"),
    "a blank in a link": ("[Words] (https://example.org)", "a link or a picture"),
    "a blank in a picture": ("![Words] (dots.png)", "a link or a picture"),
    "blanks inside stars": ("This is ** strong ** here", "strong text"),
    "two colons": ("::notes\n\nWords\n\n::", "a div"),
    "quotes for a fence": ("'''python\nx\n'''", "code"),
    "a pause in an item": ("- Look\n\n  . . .\n\n- Listen", "a pause"),
    "LaTeX": (r"Some \emph{words}", "LaTeX"),
    "a link that runs a script": ("[Words](javascript:alert(1))", "a link"),
    "a citation": ("As shown [@doe2020, p. 3].", "a citation"),
    "a citation among words": ("As shown [see @doe2020; @roe].", "a citation"),
    "attributes behind a blank": ("Words {.accent} and more", "attributes"),
    "attributes at the end": ("Words {.x}", "attributes"),
    "attributes of an item": ("- Words {.x #y}", "attributes"),
    "attributes in a header cell": ("| a | b {.x} |\n|---|---|\n| 1 | 2 |", "attributes"),
    "attributes in a cell": ("| a | b |\n|---|---|\n| 1 | 2 {width=3} |", "attributes"),
    "attributes of a term": ("Term {.x}\n:   Words", "attributes"),
    "attributes in a quote": ('> Words {title="a b"}', "attributes"),
    "a group of LaTeX": (r"{\small words}", "LaTeX"),
}


@pytest.mark.parametrize(("text", "what"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_said(text: str, what: str) -> None:
    (found,) = outline_of(f"# A\n\n{text}\n").diagnostics
    assert (found.code, found.message) == (
        *("looks-like", f"this looks like {what}, and is shown as it is written"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "-5 degrees\n\n-h shows the help",
        "3.Oktober",
        "2 ** 3 ** 4",
        "— Hello\n— Good day",
        r"\[Words\] (https://example.org)",
        "a::b and ::",
        "[me@example.org] and [@] and `[@doe2020]`",
        "It's '''so'''",
        r"C:\Users\{name}",
        "Words (see [1]) (and more)",
        "The set {a, b} and {x=1}, {} and {.5}",
        "| a | b |\n|---|---|\n| `{.x}` | {a} |",
        r"\{.x}",
        "[Words]{.accent}",
    ],
)
def test_other_text_is_not(text: str) -> None:
    assert not outline_of(f"# A\n\n{text}\n").diagnostics
