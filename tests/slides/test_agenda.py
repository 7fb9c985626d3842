"""An agenda of the author's own is not followed by another one."""

from __future__ import annotations

import pytest

from deck_builder.shapes import TextBox
from tests.talks import deck_of, laid_out

PARTS = "".join(f"# {name}\n\n## About {name}\n\n- {name}\n\n" for name in ("One", "Two", "Three"))


def made(text: str) -> tuple[list[str], list[str]]:
    """The layouts of the slides, and the codes of what is reported."""
    checked = deck_of(text)
    return [slide.layout for slide in checked.value.slides], [
        one.code for one in checked.diagnostics
    ]


@pytest.mark.parametrize(
    "own",
    [
        "## Agenda\n\n- This\n- And that\n",
        "## Outline\n\n1. One\n2. Two\n3. Three\n",
        "## Table of contents\n\n| One | 5 min |\n|---|---|\n| Two | 6 min |\n",
        "## Where we are going\n\n- One\n- Two\n",
        "## Today\n\n1. [One](#one)\n2. **Two**\n3. Questions\n",
        "## Welcome\n\n- Hello\n\n## Plan\n\n- 1) One.\n- 2) Three:\n",
        "# Agenda\n\n## Today\n\n- This\n- And that\n",
        "---\nlanguage: de\n---\n\n## Gliederung\n\n- Anfang\n- Ende\n",
        "---\nlanguage: fr\n---\n\n## Sommaire\n\n- Début\n- Fin\n",
    ],
)
def test_own_agenda(own: str) -> None:
    layouts, codes = made(f"{own}\n{PARTS}")
    assert "agenda" not in layouts
    assert codes == ["own-agenda"]


@pytest.mark.parametrize(
    "other",
    [
        "",
        "## Welcome\n\n- One thing\n- Two things\n",
        "## One of them\n\n- One\n",
        "---\nagenda: true\n---\n\n## Agenda\n\n- One\n- Two\n",
        "## Agenda {.hidden}\n\n- One\n- Two\n",
    ],
)
def test_no_own_agenda(other: str) -> None:
    layouts, codes = made(f"{other}\n{PARTS}")
    assert layouts.count("agenda") == 1
    assert codes == []


def test_many_sections_are_listed_in_two_columns() -> None:
    def agenda(count: int) -> list[list[str]]:
        talk = "".join(f"# Part {n}\n\n## About {n}\n\n- {n}\n\n" for n in range(1, count + 1))
        slide = next(one for one in laid_out(talk).value.slides if one.layout == "agenda")
        texts = [one for one in slide.shapes if isinstance(one, TextBox)]
        return [[line.text.split()[-1] for line in one.paragraphs] for one in texts[1:]]

    names = [str(n) for n in range(1, 10)]
    assert agenda(8) == [names[:8]]
    assert agenda(9) == [names[:5], names[5:]]


def test_far_behind_it_is_a_summary() -> None:
    layouts, codes = made(f"{PARTS}# End\n\n## Summary\n\n- One\n- Two\n- Three\n")
    assert layouts[0] == "agenda"
    assert codes == []


def test_a_talk_that_wants_none_says_nothing() -> None:
    assert made(f"---\nagenda: false\n---\n\n## Agenda\n\n- One\n\n{PARTS}")[1] == []


def test_links_to_our_agenda_lead_to_the_own_one() -> None:
    checked = deck_of(f"## Agenda\n\n- One\n- Two\n\n{PARTS}")
    anchors = [slide.anchors for slide in checked.value.slides]
    assert sum("agenda" in some for some in anchors) == 1
