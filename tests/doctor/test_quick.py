"""What every build looks at before it replaces a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.doctor.quick import examine_parts
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck
from deck_builder.writer.deck import refuse_faults
from tests.doctor.decks import Add, Change, Put, parts_of

LIST = "ppt/slides/slide3.xml"
FAULTS: dict[str, tuple[Change, list[str]]] = {
    "a use of no relation": (Put(LIST, 'r:id="rId2"', 'r:id="rId9"'), ["missing-relation"]),
    "two shapes of one id": (
        Put(LIST, '<p:cNvPr id="4"', '<p:cNvPr id="3"'),
        ["duplicate-shape-id"],
    ),
    "an animation of no shape": (Put("ppt/slides/", 'spid="3"', 'spid="44"'), ["timing-target"]),
    "an element that is not closed": (Put(LIST, "<a:p>", "<a:x><a:p>"), ["broken-xml"]),
    "a prefix of no namespace": (Put(LIST, "<a:p>", "<a:p><x:y/>"), ["broken-xml"]),
    "a control character": (Put(LIST, "<a:t>one", "<a:t>o\x07ne"), ["broken-xml"]),
    "a part for nothing": (Add("ppt/media/left.png", b"\x89PNG\r\n\x1a\n"), ["unused-part"]),
    "a strange slide in a section": (
        Put("ppt/presentation", '<p14:sldId id="258"/>', '<p14:sldId id="999"/>'),
        ["section-slides", "section-slides"],
    ),
}


def test_a_good_deck_has_nothing(deck: bytes) -> None:
    assert examine_parts(parts_of(deck).items()) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, deck: bytes) -> None:
    change, codes = FAULTS[name]
    parts = parts_of(deck)
    change(parts)
    assert [found.code for found in examine_parts(parts.items())] == codes


def test_two_parts_of_one_name(deck: bytes) -> None:
    parts = [*parts_of(deck).items(), (LIST, parts_of(deck)[LIST])]
    assert [found.code for found in examine_parts(parts)] == ["duplicate-part"]


def test_a_fault_stops_the_build_and_is_the_program_s(deck: bytes) -> None:
    parts = parts_of(deck)
    FAULTS["a use of no relation"][0](parts)
    with pytest.raises(DeckError, match=rf"the deck has a fault in {LIST}: .*‘rId9’") as caught:
        refuse_faults(examine_parts(parts.items()))
    assert "fault of deck-builder" in caught.value.hint
    assert "is untouched" in caught.value.hint


def test_what_is_only_odd_does_not_stop_it(deck: bytes) -> None:
    parts = parts_of(deck)
    FAULTS["a part for nothing"][0](parts)
    refuse_faults(examine_parts(parts.items()))


def built(tmp_path: Path) -> LaidOutDeck:
    talk = tmp_path / "talk.md"
    talk.write_text("## One\n\n- a\n", encoding="utf-8")
    return lay_out_deck(talk, Options()).value


def test_every_build_is_looked_at(tmp_path: Path) -> None:
    assert examine_parts(parts_of(write_deck(built(tmp_path))).items()) == ()
