"""A page of a talk: what is on it, how it is told, and that it needs nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from PIL import Image

from deck_builder.handout.page import Arrangement, Handout, handout_page
from deck_builder.handout.pictures import PagePicture
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck
from tests.drafts import WORD, talks
from tests.handout.parsed import Page, assert_sound, parsed
from tests.talks import laid_out, notes_of, shown_on

REFERENCE = Path("outlines/rust-vs-go")
TALK = """\
---
title: Day & <night>
subtitle: Why
author: Ada
date: 2026-06-21
progress: false
---

# What we see

## Two things {#two}

- a [link](https://example.org/x?a=1&b=2)
- a [jump](#numbers)

::: notes
Say *this*, see [that](mailto:ada@example.org).
:::

## A spare one {.hidden}

> [!WARNING]
> Never look into the sun.

# Why it is so

## Numbers {#numbers}

| City | Hours |
|------|------:|
| Oslo |    18 |

## Code

```python
if a < b: return "c"
```

## Later {.appendix}

$$E = mc^2$$
"""
PLAIN = Handout()
PIXEL = PagePicture(b"RIFF", 16, 9)


def deck_of(text: str, folder: Path) -> LaidOutDeck:
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    checked = lay_out_deck(talk, Options(flatten=True))
    assert checked.diagnostics == ()
    return checked.value


@pytest.fixture
def deck(tmp_path: Path) -> LaidOutDeck:
    return deck_of(TALK, tmp_path)


def page_of(deck: LaidOutDeck, handout: Handout = PLAIN) -> Page:
    page = parsed(handout_page(deck, handout))
    assert_sound(page)
    return page


def pictured(deck: LaidOutDeck) -> Handout:
    return Handout(pictures=(PIXEL,) * len(deck.slides))


def texts(page: Page, *names: str) -> list[str]:
    return [" ".join(one.text.split()) for one in page.named(*names)]


def test_the_title_slide_is_the_head(deck: LaidOutDeck) -> None:
    page = page_of(deck)
    assert texts(page, "h1", "title") == ["Day & <night>", "Day & <night>"]
    assert texts(page, "hgroup") == ["Day & <night>WhyAda · 2026-06-21"]
    assert page.named("header")[0].attributes["id"] == "slide-1"
    assert page.named("html")[0].attributes == {"lang": "en"}


def test_sections_and_slides_have_headings_in_order(deck: LaidOutDeck) -> None:
    page = page_of(deck)
    assert texts(page, "h2", "h3") == [
        "Contents",
        *("2What we see", "3Two things", "4A spare one hidden"),
        *("5Why it is so", "6Numbers", "7Code"),
        *("Appendix", "8Later appendix"),
    ]


def test_contents_lead_to_every_slide(deck: LaidOutDeck) -> None:
    page = page_of(deck)
    listed = [one.attributes["href"] for one in page.named("a") if "nav" in one.path]
    assert listed == [
        *("#slide-2", "#slide-3", "#slide-4"),
        *("#slide-5", "#slide-6", "#slide-7", "#slide-8", "#slide-8"),
    ]


def test_an_agenda_without_notes_is_the_contents(tmp_path: Path) -> None:
    sections = "\n".join(f"# Part {name}\n\n## Slide {name}\n\nText\n" for name in "abcd")
    deck = deck_of(f"---\ntitle: T\n---\n\n{sections}", tmp_path)
    assert deck.slides[1].layout == "agenda"
    page = page_of(deck)
    assert "slide-2" not in page.values("id")
    assert "slide-3" in page.values("id")
    spoken = replace(deck.slides[1], notes=deck.slides[2].shapes[0].paragraphs)  # type: ignore[union-attr]
    page = page_of(replace(deck, slides=(deck.slides[0], spoken, *deck.slides[2:])))
    assert "slide-2" in page.values("id")


def test_slides_as_text(deck: LaidOutDeck) -> None:
    page = page_of(deck)
    assert not page.named("img")
    assert texts(page, "th", "td") == ["City", "Hours", "Oslo", "18"]
    assert [one.attributes for one in page.named("th")] == [
        {"scope": "col"},
        {"class": "right", "scope": "col"},
    ]
    assert [one.text for one in page.named("pre")] == ['if a < b: return "c"']
    callout = page.of_class("callout")
    assert [one.text for one in callout] == ["WarningNever look into the sun."]
    assert callout[0].attributes["style"] == "--bar:var(--accent2)"
    assert [one.attributes["display"] for one in page.named("math")] == ["block"]
    links = [one.attributes["href"] for one in page.named("a") if "nav" not in one.path]
    assert links == ["https://example.org/x?a=1&b=2", "#slide-6", "mailto:ada@example.org"]


def test_notes_stand_beside_their_slide(deck: LaidOutDeck) -> None:
    notes = page_of(deck).of_class("notes")
    assert [(one.text, one.attributes["aria-label"]) for one in notes] == [
        ("Say this, see that.", "Notes")
    ]
    assert page_of(deck, Handout(notes=False)).of_class("notes") == []


@pytest.mark.parametrize(
    ("handout", "blank"),
    [
        (Handout(), 6),
        (Handout(notes=False), 7),
        (Handout(Arrangement.GRID), 7),
    ],
)
def test_there_is_room_for_own_notes_where_there_are_none(
    deck: LaidOutDeck, handout: Handout, blank: int
) -> None:
    page = page_of(deck, handout)
    assert len(page.of_class("lines")) == blank
    assert len(page.of_class(f"layout-{handout.arrangement.value}")) == 1


def test_slides_as_pictures_have_their_words_behind_them(deck: LaidOutDeck) -> None:
    page = page_of(deck, pictured(deck))
    assert [one.attributes["alt"] for one in page.named("img")] == [
        f"Slide {number}: {slide.title}" for number, slide in enumerate(deck.slides, 1)
    ]
    assert set(page.values("src")) == {"data:image/webp;base64,UklGRg=="}
    details = page.named("details")
    assert details[0].text == "Text of the slidea linka jump"
    assert len(details) == 5
    assert texts(page, "summary") == ["Text of the slide"] * 5
    listed = [one for one in page.named("a") if "ul" in one.path and "details" not in one.path]
    shown = [one.attributes["href"] for one in listed if "nav" not in one.path]
    assert shown == ["https://example.org/x?a=1&b=2", "#slide-6"]
    assert [one.text for one in page.of_class("address")] == ["https://example.org/x?a=1&b=2"]


def test_pictures_and_charts_are_inside_the_page(tmp_path: Path) -> None:
    Image.new("RGB", (3000, 2000), "#8FBCC4").save(tmp_path / "june.png")
    text = (
        "## A\n\n![The sun high](june.png)\n\n## B\n\n![](june.png){.decorative}\n\n"
        "## C\n\n```chart bar\ndata: {a: 1, b: 2}\n```\n\n- words beside it\n"
    )
    deck = deck_of(text, tmp_path)
    images = page_of(deck).named("img")
    assert [one.attributes["alt"] for one in images[:2]] == ["The sun high", ""]
    assert [(one.attributes["src"] or "")[:23] for one in images] == [
        *("data:image/webp;base64,",) * 2,
        "data:image/svg+xml;base",
    ]
    assert "2" in (images[2].attributes["alt"] or "")
    told = page_of(deck, pictured(deck)).of_class("described")
    assert [one.text for one in told] == [one.attributes["alt"] for one in images[::2]]


def test_columns_stand_side_by_side(tmp_path: Path) -> None:
    columns = (f"::: column\n### {name}\n- {name}\n:::\n" for name in ("One", "Two"))
    text = f"## A\n\n:::: columns\n{''.join(columns)}::::\n"
    page = page_of(deck_of(text, tmp_path))
    found = page.of_class("columns")
    assert [one.text for one in found] == ["OneOneTwoTwo"]
    assert re.fullmatch(r"--columns:(\d+)fr \1fr", found[0].attributes["style"] or "")


def test_a_page_in_another_language_and_direction(tmp_path: Path) -> None:
    text = (
        "---\nlanguage: ar\n---\n\n## سلام\n\nنص\n\n```python\na = 1\n```\n\n"
        "::: notes\nOnly this\n:::\n"
    )
    page = page_of(deck_of(text, tmp_path))
    assert page.named("html")[0].attributes == {"lang": "ar", "dir": "rtl"}
    assert page.named("pre")[0].attributes["dir"] == "ltr"
    assert page.of_class("notes")[0].attributes["aria-label"] == "ملاحظات"
    assert [one.attributes for one in page.named("p") if one.text == "Only this"] == [
        {"dir": "ltr"}
    ]


def test_what_an_author_wrote_is_never_markup(tmp_path: Path) -> None:
    wild = "</style></title><script>alert(1)</script>"
    text = (
        f"---\ntitle: '{wild}'\nauthor: '\"><b>'\n---\n\n"
        f"# `{wild}`\n\n## `{wild}`\n\n[a](<javascript:alert(1)>) `{wild}`\n\n"
        f"::: notes\n`{wild}`\n:::\n"
    )
    page = page_of(deck_of(text, tmp_path))
    assert page.named("title")[0].text == wild
    assert wild in page.of_class("notes")[0].text
    assert len(page.named("style")) == 1


def test_the_paper_is_the_printers_unless_it_is_named(deck: LaidOutDeck) -> None:
    assert "size: letter;" in handout_page(deck, Handout(paper="letter"))
    assert not re.search(r"[{;] size:", handout_page(deck, Handout()))


def test_equal_decks_are_equal_pages(tmp_path: Path) -> None:
    one, other = (lay_out_deck(REFERENCE, Options(flatten=True)).value for _ in range(2))
    assert handout_page(one, Handout()) == handout_page(other, Handout())
    page_of(one, pictured(one))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(talks())
def test_every_word_of_a_deck_is_on_its_page(text: str) -> None:
    deck = laid_out(text).value
    page = page_of(deck)
    page_of(deck, pictured(deck))
    said = page.named("html")[0].text + " ".join(page.values("alt"))
    missing = {
        word
        for slide in deck.slides
        for word in WORD.findall(f"{shown_on(slide)}\n{notes_of(slide)}")
        if word not in said
    }
    assert missing == set()
