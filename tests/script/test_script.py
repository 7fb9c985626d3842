"""The speaker's script in each of its forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from deck_builder.base.source import Source
from deck_builder.markdown import Node, parse_markdown
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DeckFile
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck, LaidOutSlide
from deck_builder.speaker.script.html import html_script, teleprompter
from deck_builder.speaker.script.markdown import markdown_script
from deck_builder.speaker.script.script import Script, script_of
from deck_builder.speaker.script.text import text_script
from deck_builder.text.runs import Paragraph, Run
from tests.drafts import WORD, talks
from tests.script.pages import Page
from tests.talks import a_theme, laid_out

STARTER = Path(__file__).parents[2] / "deck_builder" / "gallery" / "starter" / "talk"
NOTES = """Say **this**, *that* and `x = 1`. [pause 5s] Go to [the end](#end).

1. first
   - nested
   - [x] done

   more
2. second

```python
def f():

    return "<a>"
```

A line\\
broken, and [a page](https://example.org/?a=1&b=2).
"""
TALK = f"""# Part {{seconds=10 transition=fade}}

## One & \\<two> {{.incremental seconds=70}}

- a
- b

::: notes
{NOTES}
:::

## The end {{#end .hidden}}

- c

## Spare {{.appendix}}

- d
"""


def script(text: str = TALK, **values: str) -> Script:
    settings = DeckFile(title=r"Talk \*1\*", agenda=False, minutes=5, **values)  # type: ignore[arg-type]
    return script_of(laid_out(text, deck=settings).value)


def noted(notes: str) -> Script:
    return script(f"# Part {{transition=fade}}\n\n## One\n\n- a\n\n::: notes\n{notes}\n:::\n")


def slide_notes(notes: str) -> str:
    """The notes of a slide, as Markdown."""
    whole = markdown_script(noted(notes))
    return whole.split("### 3. One\n\n")[1].split("\n\n", 1)[1].rstrip("\n")


def test_markdown() -> None:
    assert markdown_script(script()) == (
        "# Talk \\*1\\*\n\n"
        "1:28 to speak, may take 5:00\n\n"
        "## 1. Talk \\*1\\*\n\n`0:00 · 0:08`\n\n"
        "## Part (1:20)\n\n"
        "### 2. Part\n\n`0:08 · 0:10`\n\n"
        "### 3. One \\& \\<two\\>\n\n`0:18 · 1:10` · 2 clicks\n\n"
        "Say **this**, *that* and `x = 1`. [pause 5s] Go to the end (slide 4).\n\n"
        "1. first\n\n   - nested\n   - [x] done\n\n   more\n\n2. second\n\n"
        '```\ndef f():\n\n    return "<a>"\n```\n\n'
        "A line\\\nbroken, and [a page](<https://example.org/?a=1&b=2>).\n\n"
        "### 4. The end\n\nhidden\n\n"
        "## Appendix\n\n"
        "### 5. Spare\n\nappendix\n"
    )


def test_text() -> None:
    assert text_script(script()).split("\n\n\n")[0] == (
        "Talk *1*\n========\n1:28 to speak, may take 5:00\n\n"
        "1. Talk *1*\n    0:00 · 0:08\n\n"
        "Part  1:20\n----------\n\n"
        "2. Part\n    0:08 · 0:10\n\n"
        "3. One & <two>\n    0:18 · 1:10  [2 clicks]\n\n"
        "    Say *this*, *that* and x = 1. [pause 5s] Go to the end (slide 4).\n\n"
        "    1. first\n       - nested\n       [x] done\n       more\n    2. second\n\n"
        '      def f():\n\n          return "<a>"\n\n'
        "    A line\n"
        "    broken, and a page (https://example.org/?a=1&b=2).\n\n"
        "4. The end\n    [hidden]\n\n"
        "Appendix\n--------\n\n"
        "5. Spare\n    [appendix]\n"
    )


def test_html() -> None:
    text = html_script(script())
    page = Page(text)
    assert page.problems == []
    assert text.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">\n')
    assert page.ids == [f"slide-{number}" for number in range(1, 6)]
    assert page.links == ["#slide-4", "https://example.org/?a=1&b=2"]
    for part in (
        "<h1>Talk *1*</h1>",
        '<h2>Part <span class="time">1:20</span></h2>',
        '<h3><span class="number">3</span> One &amp; &lt;two&gt;</h3>',
        '<span class="time">0:18 · 1:10</span> <span class="cue">2 clicks</span>',
        "<strong>this</strong>, <em>that</em> and <code>x = 1</code>.",
        '<span class="pause">[pause 5s]</span>',
        '<ol>\n<li>first\n<ul>\n<li>nested\n</li>\n<li class="task">☑ done\n</li>\n</ul>\n'
        "<p>more</p>\n</li>\n<li>second\n</li>\n</ol>",
        '<pre dir="ltr"><code>def f():\n\n    return "&lt;a&gt;"</code></pre>',
        "A line<br>broken",
        '<article id="slide-4" class="skipped">',
    ):
        assert part in text


def test_a_teleprompter_shows_what_is_said() -> None:
    settings = DeckFile(title="Talk", agenda=False)
    text = teleprompter(script_of(laid_out(TALK, deck=settings).value, skipped=False))
    page = Page(text)
    assert page.problems == []
    assert page.ids == ["slide-1", "slide-2", "slide-3"]
    assert "background: #000" in text
    assert "Appendix" not in page.words


@pytest.mark.parametrize(
    ("language", "rtl"),
    [("en", False), ("he", True), ("ar-EG", True), ("az-Arab-IR", True), ("ur-Latn", False)],
)
def test_the_page_has_the_talks_language(language: str, rtl: bool) -> None:
    text = html_script(script(language=language))
    page = Page(text)
    assert page.problems == []
    assert page.marks[0] == ("html", {"lang": language, "dir": "rtl" if rtl else "ltr"})
    english = [mark for _, mark in page.marks if mark.get("lang") == "en"]
    assert bool(english) is True
    assert ('<p dir="ltr">Say' in text) is rtl


def test_a_paragraph_says_its_direction() -> None:
    text = html_script(noted("שלום\n\nHello\n\n- שלום\n\n[bonjour]{lang=fr}"))
    assert '<p dir="rtl">שלום</p>\n<p>Hello</p>' in text
    assert '<li dir="rtl">שלום' in text
    assert '<span lang="fr">bonjour</span>' in text


@pytest.mark.parametrize(
    "notes",
    [
        "a\\*b\\_c \\`d\\` \\[e](f) [g] (h) \\<i> \\&amp; \\# j",
        "\\[pause 5s](f) [pause 5s], [pause 5s] [one](https://example.org)",
        "[a \\] b](https://example.org/)",
        "\\# no heading\n\n1\\. no list\n\n\\- no list\n\n\\+ none\n\n\\> no quote",
        "one\\\n\\# two\\\n3\\) three",
        "**all.**",
        "*a*b**c**d",
        "a**b.**c",
        "**日本。**語",
        "***both***",
        "~~gone~~.",
        "`` a`b `` and ``` `` ```",
        "H~2~O, x^2^ and ++under++",
        "-- and ... and \\--- \\=== \\***",
        "[**bold** link](https://example.org/a%20(b)?x=<y>)",
        "- a\n\n  b\n- c\n  1. d\n  2. e",
        "10. ten\n11. eleven\n\n    more",
        "- [ ] to do\n- [x] done",
        "1. a\n\n- b\n\n1. c",
        "- - a\n  - b",
        "`````\n~~~\n```x\n````\n`````",
    ],
)
def test_markdown_says_what_the_notes_say(notes: str) -> None:
    again = slide_notes(slide_notes(notes))
    assert again == slide_notes(notes)
    assert _words(slide_notes(notes)) == _words(notes)


def _words(text: str) -> list[str]:
    return "".join(_texts(parse_markdown(Source("notes.md", text)).value)).split()


def _texts(node: Node) -> list[str]:
    inner = [text for child in node.children for text in _texts(child)]
    is_apart = node.kind in ("paragraph", "heading", "list_item", "code", "break", "soft_break")
    return [" " if is_apart else "", node.text, *inner]


def of_notes(*runs: Run) -> Script:
    slide = LaidOutSlide("title-only", "A\x1b[2J", (), (Paragraph(runs),), ("a",))
    return script_of(LaidOutDeck((slide,), a_theme()))


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "data:text/html,x", "file:///x", "http://[", "#no", "other.md"],
)
def test_a_link_that_leads_nowhere_safe_is_text(target: str) -> None:
    found = of_notes(Run("words", link=target))
    page = Page(html_script(found))
    assert (page.problems, page.links) == ([], [])
    assert markdown_script(found).endswith("\n\nwords\n")
    assert text_script(found).endswith("    words\n")


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("#a", "#slide-1"),
        ("HTTP://example.org/a b", "http://example.org/a%20b"),
        ('https://example.org/"><b>', "https://example.org/%22%3E%3Cb%3E"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
    ],
)
def test_a_link_is_written_safely(target: str, shown: str) -> None:
    found = of_notes(Run("words", link=target))
    page = Page(html_script(found))
    assert (page.problems, page.links) == ([], [shown])
    written = "words (slide 1)" if shown == "#slide-1" else f"[words](<{shown}>)"
    assert markdown_script(found).endswith(f"\n\n{written}\n")


def test_control_characters_are_not_written() -> None:
    found = of_notes(Run("x\x07y\ud800z"))
    for text in (markdown_script(found), text_script(found), html_script(found)):
        assert not {"\x1b", "\x07", "\ud800"} & set(text)
        assert "x\N{REPLACEMENT CHARACTER}y\N{REPLACEMENT CHARACTER}z" in text


def test_the_starter_is_a_page() -> None:
    checked = lay_out_deck(STARTER, Options())
    page = Page(html_script(script_of(checked.value)))
    assert page.problems == []
    assert "Everything else follows from this." in page.words


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(talks())
def test_every_word_of_the_notes_is_in_the_script(text: str) -> None:
    deck = laid_out(text).value
    found = script_of(deck)
    page = Page(html_script(found))
    assert page.problems == []
    said = {word for slide in deck.slides for one in slide.notes for word in WORD.findall(one.text)}
    for written in (page.words, markdown_script(found), text_script(found)):
        assert said <= set(WORD.findall(written))
