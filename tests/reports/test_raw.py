"""What is for other programs: raw code and fences, commands of LaTeX. It is left out, and reported;
what only looks like it stays."""

from __future__ import annotations

import pytest

from deck_builder.article.definitions import definitions_of
from deck_builder.article.items import items_of
from deck_builder.article.pieces import pieces_of
from deck_builder.base.source import Source
from deck_builder.blocks import List, Pause
from tests.talks import blocks_of, outline_of

RAW, WORDS, COMMAND, LOOKS = "raw-left-out", "raw-words", "command-left-out", "looks-like"

CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "a raw fence": ("```{=latex}\n\\vspace{3mm}\n```\n\nx", ["x"], [RAW]),
    "a raw fence with words": ("```{=html}\n<p>Hello</p>\n```\n\nx", ["x"], [WORDS]),
    "a raw picture": ("```{=latex}\n\\begin{tikzpicture}\n```\n\nx", ["x"], [WORDS]),
    "a raw element": ("```{=html}\n<img src='a.png'>\n```\n\nx", ["x"], [WORDS]),
    "a style sheet": ("```{=html}\n<style>p {color: red}</style>\n```\n\nx", ["x"], [RAW]),
    "Open XML": ("```{=openxml}\n<w:p><w:br/></w:p>\n```\n\nx", ["x"], [RAW]),
    "raw code": (r"a `\newpage`{=latex} b", ["a b"], [RAW]),
    "raw code with words": ("a `<b>words</b>`{=html} b", ["a b"], [WORDS]),
    "raw code alone": ("`<br>`{=html}\n\nx", ["x"], [RAW]),
    "braces that are text": ("`a`{= b}, `c` {=d}", ["a{= b}, c {=d}"], []),
    "a command alone": ("a\n\n\\newpage\n\nb", ["a", "b"], [COMMAND]),
    "a command with numbers": ("\\vspace*{1cm}\n\nb", ["b"], [COMMAND]),
    "several on a line": ("\\newpage \\thispagestyle{empty} % here\n\nb", ["b"], [COMMAND]),
    "a command under a line": ("a\n\\clearpage\nb", ["a", "b"], [COMMAND]),
    "a command in a line": (r"a \hfill b", ["a b"], [COMMAND]),
    "a command before a line": (r"\noindent a", ["a"], [COMMAND]),
    "a line break": (r"a\newline b", ["a\nb"], []),
    "a path": (r"C:\small\tiny and a\small.txt", [r"C:\small\tiny and a\small.txt"], []),
    "in code": (r"`\newpage`", [r"\newpage"], []),
    "an escaped one": (r"\\newpage", [r"\newpage"], []),
    "a longer word": (r"\pagebreaks", [r"\pagebreaks"], []),
    "LaTeX with words": (r"a \textbf{b}", [r"a \textbf{b}"], [LOOKS]),
    "an environment": ("\\begin{a}\nx\n\\end{a}", [r"\begin{a} x \end{a}"], [LOOKS]),
}


@pytest.mark.parametrize(("text", "expected", "codes"), CASES.values(), ids=CASES)
def test_what_is_for_others(text: str, expected: list[str], codes: list[str]) -> None:
    checked = outline_of(f"# A\n\n{text}\n")
    (slide,) = checked.value.slides
    assert [one.text for block in slide.blocks for one in block.text or ()] == expected
    assert [one.code for one in checked.diagnostics] == codes


@pytest.mark.parametrize("text", ["a\n\n\\pause\n\nb", "a\n\\pause\nb", "a\n\n. . .\n\nb"])
def test_a_pause_on_a_line_of_its_own(text: str) -> None:
    first, pause, second = blocks_of(text)
    assert isinstance(pause, Pause)
    assert (first.plain(), second.plain()) == ("a", "b")


def test_a_pause_between_items() -> None:
    first, pause, second = blocks_of("1. a\n\\pause\n2. b")
    assert isinstance(first, List)
    assert isinstance(pause, Pause)
    assert isinstance(second, List)
    assert [one.bullet and one.bullet.number for one in second.paragraphs] == [2]


def test_a_pause_in_a_line_is_said() -> None:
    (found,) = outline_of("# A\n\na \\pause b\n").diagnostics
    assert found.hint == "for a pause, give it a line of its own, outside of lists"


def test_an_article_keeps_pauses_and_commands() -> None:
    text = "# A\n\nWords here.\n\n\\pause\n\n\\newpage\n\nMore words.\n"
    pieces = pieces_of(Source("a.md", text))
    items = items_of(pieces, definitions_of(pieces))
    assert [one.piece.text for one in items] == [
        *("# A", "Words here.", "\\pause", "\\newpage", "More words."),
    ]


def test_words_behind_quotes_that_end_too_early_are_said() -> None:
    text = "# A\n\n<p>Words <b title='a 'b' c'>bold</b></p>\n"
    found = [one.message for one in outline_of(text).diagnostics if one.code == "raw-html"]
    assert found == [
        "the words from ‘b'’ on in this tag are no attributes, and are shown nowhere",
    ]
