"""What is promised of every article, whatever is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from deck_builder.article import Written, outline_article, outline_talk
from deck_builder.base.diagnostics import Collector, has_errors
from deck_builder.base.source import Source
from deck_builder.markdown import parse_markdown
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DECK_FILE, read_settings
from deck_builder.pipeline import read_outline
from tests.drafts import WORD, talks

promised = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

_SENTENCES = (
    *("§ § §.", "§ § § § § § §.", "§ is § § § § and § § § § § §.", "§ § §? § § §.", "§ § § §!"),
    *("If § § § §, § § § § § § § § § § § § §.", "§ § § § § § — § § § § § § § § § § §."),
    *("**§ §.** § § § §.", "*§ § §. § §* § §.", "[§ § § § §. § §](https://example.org/a.b) § § §."),
    *("§ `a. B` § [§ § §][one] § §.", "§ § § § § § §[^n].", "<b>§ § § § § § §. § §</b> § § § §."),
    *("§ 24%, § 13% and § 30% § § §.", "§ § § &amp; § § \\* § § §.", "$x. Y$ § § § § § § § § §."),
)
_OTHERS = (
    *("- § § §\n- § § §", "> § § § §", "---", "<!-- § -->", "```\n§ § §\n\n§\n```", "    § §"),
    *("| § | § |\n|---|---|\n| § | 12 |\n| § | 14 |\n| § | 19 |", "![§](none.png)"),
    *("<details>\n\n§ § §\n\n</details>", ":::\u0020notes\n§ § §\n:::", "§\n:   § § §"),
    *("1. § § §\n2. § § §\n3. § § §", "$$\nx\n$$", "*[§]: § §", "Title §\n-------"),
)
_ENDS = "\n\n[one]: https://example.org/one\n[two]: https://example.org/§\n\n[^n]: § § §.\n"


def articles() -> SearchStrategy[str]:
    """Return a strategy of articles, each of whose words is `w1x`, `w2x` …"""
    return st.lists(_parts(), min_size=1, max_size=14).map(
        lambda parts: _numbered("\n\n".join(parts) + _ENDS)
    )


def _numbered(text: str) -> str:
    first, *rest = text.split("§")
    return first + "".join(f"w{number}x{part}" for number, part in enumerate(rest, 1))


@st.composite
def _parts(draw: DrawFn) -> str:
    match draw(st.integers(0, 9)):
        case 0 | 1:
            words = draw(st.sampled_from(("§ §", "§: § § §", "§ `§` §", "§ § #")))
            return f"{'#' * draw(st.integers(1, 4))} {words}"
        case 2:
            return draw(st.sampled_from(_OTHERS))
        case 3:
            items = draw(st.lists(_paragraphs(), min_size=1, max_size=9))
            return "\n".join(f"- {item}" for item in items)
        case _:
            return draw(_paragraphs())


def _paragraphs() -> SearchStrategy[str]:
    gaps = st.sampled_from((" ", " ", "\n  "))
    sentences = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=6)
    return st.builds(lambda some, gap: gap.join(some), sentences, gaps)


def again(written: Written) -> Written:
    """Return what the talk becomes that an article became."""
    named = dict(written.files)
    text = named.pop(DECK_FILE)
    collector = Collector()
    source = Source(DECK_FILE, text)
    deck = read_settings(source, 0, len(text), DECK_FILE, collector)
    assert collector.found == []
    return outline_talk(source, deck, [(name, Source(name, one)) for name, one in named.items()])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("talks")


@promised
@given(article=articles() | talks())
def test_no_word_is_lost(article: str) -> None:
    source = Source("article.md", article)
    assume(not has_errors(parse_markdown(source).diagnostics))
    words = set(WORD.findall("\n".join(text for _, text in outline_article(source).files)))
    assert [word for word in WORD.findall(article) if word not in words] == []


@promised
@given(article=articles() | talks())
def test_what_was_made_stays(article: str) -> None:
    source = Source("article.md", article)
    assume(not has_errors(parse_markdown(source).diagnostics))
    written = outline_article(source)
    assert again(written).files == written.files


@promised
@given(article=articles())
def test_what_was_made_reads_without_errors(article: str, folder: Path) -> None:
    for name, text in outline_article(Source("article.md", article)).files:
        (folder / name).write_text(text, encoding="utf-8")
    found = read_outline(folder, Options()).diagnostics
    for path in folder.iterdir():
        path.unlink()
    codes = {one.code for one in found if one.code not in ("missing-file", "empty-talk")}
    assert not re.search("unclosed|stray|yaml|key", " ".join(codes))
