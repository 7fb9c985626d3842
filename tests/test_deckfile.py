"""Talks on disk, and their settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.diagnostics import Collector, DeckError, Severity
from deck_builder.base.source import Source, Span
from deck_builder.outline.settings import DECK_FILE, DeckFile, read_front_matter, read_settings
from deck_builder.outline.talk import find_talks, read_talk


def settings(text: str) -> DeckFile:
    """The settings in `text`, in which nothing may be wrong."""
    collector = Collector()
    deck = read_settings(Source(DECK_FILE, text), 0, len(text), DECK_FILE, collector)
    assert collector.found == []
    return deck


def problems(text: str) -> list[tuple[int, int, str]]:
    collector = Collector()
    read_settings(Source(DECK_FILE, text), 0, len(text), DECK_FILE, collector)
    return [(found.line, found.column, found.code) for found in collector.found]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A talk of two sections, with a page that is none."""
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / DECK_FILE).write_text("title: A talk\n", encoding="utf-8")
    for name in ("02-second.md", "01-first.md", "README.md"):
        (folder / name).write_text(f"## {name}\n", encoding="utf-8")
    return folder


def names(path: Path) -> list[str]:
    (found, _) = read_talk(path).value
    return [Path(source.path).name for source in found.outlines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", DeckFile()),
        ("# nothing\n", DeckFile()),
        ("title: A: b\n".replace("A: b", "'A: b'"), DeckFile(title="A: b")),
        ("author: [Ada, Ben]\n", DeckFile(author="Ada, Ben")),
        ("date: 2026-06-21\n", DeckFile(date="2026-06-21")),
        ("title: 2026\n", DeckFile(title="2026")),
        ("lang: de\n", DeckFile(language="de")),
        ("language: fr\nlang: de\n", DeckFile(language="fr")),
        ("language:\n", DeckFile()),
        ("aspect: '4:3'\nminutes: 12.5\n", DeckFile(aspect="4:3", minutes=12.5)),
        ("slide-numbers: false\nagenda: true\n", DeckFile(slide_numbers=False, agenda=True)),
        ("agenda: false\n", DeckFile(agenda=False)),
        ("slide-level: 3\nprose: keep\n", DeckFile(slide_level=3, prose="keep")),
        ("sections: 01.md\n", DeckFile(sections=("01.md",))),
        ("title:\nfooter: ''\n", DeckFile()),
        (
            "words-per-minute: 120\nseconds-per-slide: 0\nclock: true\n",
            DeckFile(words_per_minute=120, seconds_per_slide=0, clock=True),
        ),
    ],
)
def test_settings(text: str, expected: DeckFile) -> None:
    assert settings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: A\n", (1, 1, "unknown-key")),
        ("title: A\ntitle: B\n", (2, 1, "repeated-key")),
        ("title: [A]\n", (1, 8, "wrong-type")),
        ("- a\n", (1, 1, "not-a-mapping")),
        ("a\n", (1, 1, "not-a-mapping")),
        ("title: 'A\n", (1, 8, "bad-yaml")),
        ("minutes: soon\n", (1, 10, "out-of-range")),
        ("minutes: 0\n", (1, 10, "out-of-range")),
        ("words-per-minute: 0\n", (1, 19, "out-of-range")),
        ("seconds-per-slide: -1\n", (1, 20, "out-of-range")),
        ("clock: 3\n", (1, 8, "wrong-type")),
        ("slide-level: 0\n", (1, 14, "out-of-range")),
        ("slide-level: true\n", (1, 14, "out-of-range")),
        ("slide-level: 2.5\n", (1, 14, "out-of-range")),
        ("aspect: 16:10\n", (1, 9, "wrong-type")),
        ("prose: shorten\n", (1, 8, "wrong-type")),
        ("agenda: 3\n", (1, 9, "wrong-type")),
        ("sections: {a: b}\n", (1, 11, "wrong-type")),
    ],
)
def test_problem(text: str, expected: tuple[int, int, str]) -> None:
    assert problems(text) == [expected]


def test_a_bad_value_leaves_the_others() -> None:
    text = "title: A\nminutes: soon\nfooter: B\n"
    deck = read_settings(Source(DECK_FILE, text), 0, len(text), DECK_FILE, Collector())
    assert deck == DeckFile(title="A", footer="B")


def test_an_unknown_key_is_only_a_warning_in_front_matter() -> None:
    text = "title: A\nlayout: post\nminutes: soon\n"
    checked = read_front_matter(Span(Source("talk.md", text), 0, len(text)))
    assert checked.value == DeckFile(title="A")
    assert {found.code: found.severity for found in checked.diagnostics} == {
        "unknown-key": Severity.WARNING,
        "out-of-range": Severity.ERROR,
    }


def test_hint_names_the_key_that_is_meant() -> None:
    collector = Collector()
    read_settings(Source(DECK_FILE, "auhtor: A\n"), 0, 10, DECK_FILE, collector)
    assert [found.hint for found in collector.found] == ["did you mean ‘author’?"]


def test_sections_are_in_the_order_of_their_names(talk: Path) -> None:
    assert names(talk) == ["01-first.md", "02-second.md"]


def test_sections_are_as_listed(talk: Path) -> None:
    (talk / DECK_FILE).write_text("sections: [02-second.md, README.md]\n", encoding="utf-8")
    assert names(talk) == ["02-second.md", "README.md"]


def test_a_section_that_is_not_there_is_named(talk: Path) -> None:
    text = "title: A\nsections:\n  - 01-first.md\n  - 02-secnod.md\n"
    (talk / DECK_FILE).write_text(text, encoding="utf-8")
    checked = read_talk(talk)
    (found,) = checked.diagnostics
    assert (found.code, found.line, found.column) == ("missing-section", 4, 5)
    assert found.hint == "did you mean ‘02-second.md’?"
    assert len(checked.value[0].outlines) == 1


def test_a_folder_is_a_talk_with_a_name(talk: Path) -> None:
    found, deck = read_talk(talk).value
    assert (found.name, found.folder, deck.title) == ("talk", talk, "A talk")
    assert found.settings is not None


def test_a_file_is_a_talk_with_a_name(talk: Path) -> None:
    found, deck = read_talk(talk / "01-first.md").value
    assert (found.name, found.folder, deck) == ("01-first", talk, DeckFile())
    assert found.settings is None


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("tlak", "there is no file or folder", "did you mean ‘talk’?"),
        ("nothing/like/this", "there is no file or folder", ""),
        ("talk/01-first.md/x", "cannot be read", ""),
        ("", "is not a talk: it has no deck.yaml", "it holds talks: name one of them"),
    ],
)
def test_no_talk(talk: Path, name: str, message: str, hint: str) -> None:
    with pytest.raises(DeckError, match=message) as caught:
        read_talk(talk.parent / name)
    assert hint in caught.value.hint


def test_talks_are_folders_with_settings_and_files(talk: Path) -> None:
    root = talk.parent
    (root / "empty").mkdir()
    for name in ("b.md", "a.md", "readme.md", "c.txt"):
        (root / name).write_text("", encoding="utf-8")
    assert [path.name for path in find_talks(root)] == ["a.md", "b.md", "talk"]
