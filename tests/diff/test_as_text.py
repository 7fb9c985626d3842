from __future__ import annotations

import json

from deck_builder.diff import DeckChanges, compare_decks
from deck_builder.diff.as_json import json_changes
from deck_builder.diff.as_text import COLORED, text_changes
from tests.diff.decks import a_deck, a_slide

OLD = a_deck(a_slide("Alpha", "apples of the garden", "pears"), a_slide("Beta", "boats"))
NEW = a_deck(a_slide("Beta", "boats"), a_slide("Alpha", "apples in the garden", "plums"))


def test_colours() -> None:
    red, green, strong = "\x1b[31m", "\x1b[32m", "\x1b[1m"
    struck, bold, end = "\x1b[31;9m", "\x1b[32;1m", "\x1b[0m"
    assert text_changes(compare_decks(OLD, NEW), COLORED) == (
        f"{strong}1 slide changed, 1 moved{end}\n\n"
        f"{strong}moved    slide 1 (was slide 2): Beta{end}\n\n"
        f"{strong}changed  slide 2: Alpha{end}\n  text:\n"
        f"    ~ apples {struck}of{end}{bold}in{end} the garden\n"
        f"    {red}-{end} {red}pears{end}\n    {green}+{end} {green}plums{end}\n"
    )


def test_what_could_move_a_cursor_is_not_shown() -> None:
    old, new = a_deck(a_slide("A", "one two")), a_deck(a_slide("A", "one \x1b[2Jthree"))
    assert "\x1b" not in text_changes(compare_decks(old, new))


def test_long_texts_are_shown_around_their_changes() -> None:
    before, behind = "before it " * 30, " behind it" * 30
    old, new = (a_deck(a_slide("A", f"{before}{word}{behind}")) for word in ("cat", "dog"))
    assert text_changes(compare_decks(old, new)).splitlines()[-1] == (
        "  text: … it before it before it before it [-cat-]{+dog+}"
        " behind it behind it behind it behind …"
    )


def test_json() -> None:
    found = json.loads(json_changes(compare_decks(OLD, a_deck(a_slide("Beta", "boats")))))
    assert found == {
        "changed": 0,
        "added": 0,
        "removed": 1,
        "moved": 0,
        "deck": [],
        "slides": [
            {
                "old": {"numbers": [1], "title": "Alpha"},
                "new": None,
                "moved": False,
                "changes": [
                    {
                        "part": "text",
                        "name": "",
                        "lines": [
                            {
                                "kind": "removed",
                                "level": 0,
                                "old-level": 0,
                                "pieces": [{"op": "removed", "text": text}],
                            }
                            for text in ("apples of the garden", "pears")
                        ],
                    }
                ],
            }
        ],
    }


def test_json_of_nothing() -> None:
    assert json.loads(json_changes(DeckChanges())) == {
        "changed": 0,
        "added": 0,
        "removed": 0,
        "moved": 0,
        "deck": [],
        "slides": [],
    }
