"""Typing slips that are shown as they are written: one case a kind, and what only resembles it."""

from __future__ import annotations

import pytest

from tests.talks import outline_of

SLIPS = {
    "items without blanks": ("1.Look\n2.Listen", "items of a list"),
    "bullets without blanks": ("-Look\n-Listen", "items of a list"),
    "dashes from a word processor": ("–Look\n–Listen", "items of a list"),
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
    "TOML": ('+++\ntitle = "A"\n+++', "settings in TOML"),
    "JSON": ('{\n"title": "A"\n}', "JSON"),
    "a second caption": ("Table: One\n\n| a |\n|---|\n| 1 |\n\n: Two", "a second caption"),
    "a note of MkDocs": ('!!! note "Title"\n    Words', "a note of another program"),
    "a line of MDX": ("import X from './x'", "a line of a program"),
    "a command of Hugo": ('{{< figure src="a.png" >}}', "a command of another program"),
    "a tag of Jinja": ("{% if x %}yes{% endif %}", "a command of another program"),
    "a table of contents": ("[TOC]", "a table of contents"),
    "the size of a picture": ("![a](dots.png =100x200)", "a picture with its size"),
    "stars before a letter": ("**「Words」**words", "strong text"),
    "stars without an end": ("Some **strong words", "strong text"),
    "a link without an end": ("See [words](https://example.org", "a link"),
    "a task without an item": ("[ ] Look", "a task"),
    "a task without its blank": ("- [ ]Look", "a task"),
    "an empty task": ("- [] Look", "a task"),
    "an item under words": ("- a\n\n  words\n       - b", "an item of a list in another"),
    "an item with two stars": ("* a\n** b", "an item of a list in another"),
    "notes of remark": ("Words\n\n???\n\nMore", "the beginning of speaker notes"),
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
        "– Look\n– Listen",
        "• Look\n• Listen",
        r"\[Words\] (https://example.org)",
        "a::b and ::",
        "[me@example.org] and [@] and `[@doe2020]`",
        "It's '''so'''",
        "Words (see [1]) (and more)",
        "The set {a, b} and {x=1}, {} and {.5}",
        "| a | b |\n|---|---|\n| `{.x}` | {a} |",
        r"\{.x}",
        "[Words]{.accent}",
        "Use **kwargs and **/a",
        r"\*\*words\*\*x",
        "++ and +++",
        "and {} and [x] here",
        "important from 'a'",
        "Is it??? Yes!!! It is",
    ],
)
def test_other_text_is_not(text: str) -> None:
    assert not outline_of(f"# A\n\n{text}\n").diagnostics


MISREAD = {
    "a product of numbers": ("2*3*4 = 24", "*3*"),
    "a product of names": ("so a*b*c", "*b*"),
    "a sum of products": ("3*x + 4*y", "*x + 4*"),
    "a special name": ("call __main__ first", "__main__"),
    "a file with a special name": ("in __about__.py", "__about__"),
    "a path": (r"in C:\new\*.txt now", r"C:\new\*.txt"),
    "a path with braces": (r"C:\Users\{name}", r"C:\Users\{name}"),
    "a path of a network": (r"in \\server\share now", r"\\server\share"),
    "variables of a shell": ("in $HOME/$USER now", "$HOME/$"),
    "prices": ("from $5 each to a total$", "$5 each to a total$"),
    "a product of words in parentheses": ("so (a)*(b)*(c)", "*(b)*"),
    "a product in strong text": ("so **2*3*4**", "*3*"),
    "a product in a link": ("[2*3*4](https://example.org)", "*3*"),
    "a path that begins with a sign": (r"in C:\_new now", r"C:\_new"),
    "a product in a cell": ("| a |\n|---|\n| 2*3*4 |", "*3*"),
}


@pytest.mark.parametrize(("text", "written"), MISREAD.values(), ids=MISREAD)
def test_signs_that_are_hardly_meant_as_markup_are_said(text: str, written: str) -> None:
    (found,) = outline_of(f"# A\n\n{text}\n").diagnostics
    assert found.code == "read-as-markup"
    assert f"‘{written}’" in found.message
    assert found.span
    assert found.span.text == written


@pytest.mark.parametrize(
    "text",
    [
        "un*frigging*believable and *words*",
        "__strong__ words",
        "2 * 3 * 4 and `2*3*4` and 2\\*3\\*4",
        r"C:\Users\me and `C:\new\*.txt` and a\*",
        "$n$th and $k$-means and $x$, $5x + 3$ and $5$",
        "It costs $5 and $10.",
        "the lines $AB$s, the $N2$th",
        "他*不*去。",
        r"Of a:\*b\*, f(*args)*g(*more)*h",
        "5*, 6* and *both* (*a*)",
    ],
)
def test_what_is_meant_as_markup_is_read_in_silence(text: str) -> None:
    assert outline_of(f"# A\n\n{text}\n").diagnostics == ()
