"""Sections of one or two slides have no slide of their own, and lose nothing."""

from __future__ import annotations

import pytest

from deck_builder.shapes import LaidOutDeck, TextBox
from deck_builder.slides import Deck, lay_out
from deck_builder.text.runs import plain_runs
from deck_builder.theme.file import base_theme, theme_names
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, deck_of, notes_of

TALK = "---\ntitle: Talk\nagenda: false\n{}---\n\n"
ONE = "## First\n\n- a\n\n"
REST = "# Rest\n\n## A\n\n- a\n\n## B\n\n- b\n\n## C\n\n- c\n"


def composed(text: str, settings: str = "") -> Deck:
    return deck_of(TALK.format(settings) + text).value


def titles(deck: Deck) -> list[str]:
    return [plain_runs(slide.title) for slide in deck.slides]


def names(deck: LaidOutDeck) -> list[str]:
    """The names of sections on the slides."""
    texts = (shape for slide in deck.slides for shape in slide.head if isinstance(shape, TextBox))
    return [shape.paragraphs[0].text for shape in texts]


def test_a_short_section_has_none() -> None:
    deck = composed(f"# Short\n\n{ONE}{REST}")
    assert titles(deck) == ["Talk", "First", "Rest", "A", "B", "C"]
    assert [(one.name, one.first) for one in deck.sections] == [("Short", 1), ("Rest", 2)]


@pytest.mark.parametrize("name", theme_names())
def test_its_name_is_on_its_slides(name: str) -> None:
    shown = lay_out(composed(f"# Short\n\n{ONE}{REST}"), a_theme(name)).value
    assert names(shown)[0].endswith("Short")


def test_links_to_it_lead_to_its_first_slide() -> None:
    deck = composed(f"# Short {{#s}}\n\n{ONE}{REST}")
    assert {"s", "short", "first"} <= set(deck.slides[1].anchors)


def test_the_time_that_it_was_given_is_that_of_its_first_slide() -> None:
    deck = composed(f"# Short {{minutes=2}}\n\n## First {{seconds=30}}\n\n- a\n\n{REST}")
    assert deck.slides[1].seconds == 150


@pytest.mark.parametrize(
    "head",
    [
        "# Short\n\n::: notes\nSaid.\n:::\n\n",
        "# Short {background=accent1}\n\n",
        "# Short {.hidden}\n\n",
        "# Short {transition=fade}\n\n",
        "# Short ^[a note]\n\n",
        "# Short $x^2$\n\n",
        "# [Short](https://example.org)\n\n",
        "# Short and " + "long " * 20 + "\n\n",
    ],
)
def test_what_says_more_than_a_name_stays(head: str) -> None:
    deck = composed(f"{head}{ONE}{REST}")
    assert titles(deck)[1].startswith("Short")
    assert len(deck.slides) == 7


@pytest.mark.parametrize(
    "first",
    [
        "## First {layout=closing}\n\na\n\n",
        "## First {background=accent1}\n\n- a\n\n",
        "## First {.appendix}\n\n- a\n\n",
        "## First {.hidden}\n\n- a\n\n",
    ],
)
def test_it_stays_before_a_slide_that_does_not_name_it(first: str) -> None:
    assert "Short" in titles(composed(f"# Short\n\n{first}{REST}"))


def test_a_section_without_slides_stays() -> None:
    assert "Short" in titles(composed(f"# Short\n\n{REST}"))


def test_sections_in_a_section_count() -> None:
    inner = "## In\n\n### A\n\n- a\n\n## Inner\n\n### B\n\n- b\n\n### C\n\n- c\n\n"
    deck = composed(f"# Long\n\n{inner}", "slide-level: 3\n")
    assert titles(deck) == ["Talk", "Long", "A", "B", "C"]


@pytest.mark.parametrize("settings", ["progress: false\n", ""])
def test_themes_that_do_not_name_sections_have_all_slides(settings: str) -> None:
    deck = composed(f"# Short\n\n{ONE}# Other\n\n{ONE}{REST}", settings)
    shown = lay_out(deck, base_theme(Aspect.WIDE)).value
    assert [slide.title for slide in shown.slides[:5]] == [
        *("Talk", "Short", "First", "Other", "First")
    ]
    assert [one.first for one in shown.sections] == [1, 3, 5]
    anchors = [anchor for slide in shown.slides for anchor in slide.anchors]
    assert anchors.count("short") == 1


def test_its_notes_stay_in_place() -> None:
    text = f"# Short\n\n::: notes\nSaid.\n:::\n\n{ONE}{REST}"
    shown = lay_out(composed(text), a_theme("paper")).value
    assert [notes_of(slide) for slide in shown.slides][:3] == ["", "Said.", ""]
