"""The talk under `outlines/`, as each of its audiences gets it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import Checked, Severity
from deck_builder.outline.options import Options
from deck_builder.pipeline import audiences_of, lay_out_deck, read_outline, write_deck
from deck_builder.shapes import LaidOutDeck
from deck_builder.timing.plan import plan_of
from tests.writer.opened import Opened

ROOT = Path(__file__).parents[1]
TALK = ROOT / "outlines" / "rust-vs-go"
# Each phrase is for those that it stands beside, and for nobody else.
PHRASES = {
    "": ("half an hour",),
    "engineers": ("starves the rest", "the lock owns the data", "A typo in a query"),
    "executives": ("Every choice sends you a bill", "quarter of an hour", "your board"),
    "students": ("Four words open every door", "waiter who walks round", "two cooks"),
}
EVERY = pytest.mark.parametrize("audience", PHRASES)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@cache
def built(audience: str) -> Checked[LaidOutDeck]:
    return lay_out_deck(TALK, Options(audience=audience))


@cache
def text_of(audience: str) -> str:
    """Everything that a person can read in the file."""
    opened = Opened(write_deck(built(audience).value))
    parts = (opened.xml(name) for name in opened.names if name.endswith(".xml"))
    return "\n".join("".join(map(str, part.itertext())) for part in parts)


def test_phrases_are_for_every_audience() -> None:
    assert {"", *audiences_of(TALK, Options())} == set(PHRASES)


@EVERY
def test_nothing_is_wrong_with_it(audience: str) -> None:
    found = built(audience).diagnostics
    assert {one.severity for one in found} <= {Severity.NOTE}


@EVERY
def test_it_fills_its_minutes(audience: str) -> None:
    plan = plan_of(built(audience).value)
    assert 0.95 * plan.budget <= round(plan.seconds, 1) <= plan.budget


@EVERY
def test_some_slides_are_in_stock(audience: str) -> None:
    codes = [one.code for one in built(audience).diagnostics]
    assert 2 <= codes.count("no-time") <= 6


@pytest.mark.parametrize(
    ("audience", "minutes"),
    [("executives", 10), ("engineers", 20), ("engineers", 60), ("students", 15)],
)
def test_it_goes_into_other_times(audience: str, minutes: float) -> None:
    checked = lay_out_deck(TALK, Options(audience=audience, minutes=minutes))
    assert {one.severity for one in checked.diagnostics} <= {Severity.NOTE}
    assert round(plan_of(checked.value).seconds, 1) <= 60 * minutes


@EVERY
def test_only_executives_see_no_code(audience: str) -> None:
    outline = read_outline(TALK, Options(audience=audience)).value
    blocks = repr([slide.blocks for slide in outline.slides])
    has_code = re.search(r"\bCode\(|code=True", blocks) is not None
    assert has_code == (audience != "executives")


@EVERY
def test_it_says_what_is_for_its_audience_and_nothing_else(audience: str) -> None:
    said = {
        whose: [phrase in text_of(audience) for phrase in phrases]
        for whose, phrases in PHRASES.items()
    }
    assert said == {whose: [whose == audience] * len(phrases) for whose, phrases in PHRASES.items()}
