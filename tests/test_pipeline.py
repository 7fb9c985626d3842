"""The line as a whole: from a talk on disk to the bytes of its deck."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from deck_builder.base.diagnostics import DeckError, Diagnostic, Severity, stops
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DECK_FILE
from deck_builder.pipeline import compose_deck, lay_out_deck, read_outline, write_deck
from tests.talks import notes_of, shown_on

ERROR = Diagnostic("a", Severity.ERROR, "a")
WARNING = Diagnostic("b", Severity.WARNING, "b")
NOTE = Diagnostic("c", Severity.NOTE, "c")
SECTIONS = {
    "01.md": "# One\n\n## First\n\n![what it shows](picture.png)\n\n- a\n",
    "02.md": "# Two\n\n## Second\n\n- b\n\n::: notes\nSaid\n:::\n",
}


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / DECK_FILE).write_text(
        "title: A talk\ntheme: night\nprogress: false\n", encoding="utf-8"
    )
    for name, text in SECTIONS.items():
        (folder / name).write_text(text, encoding="utf-8")
    Image.new("RGB", (40, 20)).save(folder / "picture.png")
    return folder


def test_stages_give_what_the_next_one_takes(talk: Path) -> None:
    outline = read_outline(talk, Options())
    settings, deck = compose_deck(talk, Options()).value
    laid_out = lay_out_deck(talk, Options())
    assert outline.diagnostics == laid_out.diagnostics == ()
    assert settings == outline.value.deck
    assert [section.name for section in deck.sections] == ["One", "Two"]
    assert [slide.title for slide in laid_out.value.slides] == [
        *("A talk", "One", "First", "Two", "Second"),
    ]
    assert [section.first for section in laid_out.value.sections] == [1, 3]
    assert "what it shows" in shown_on(laid_out.value.slides[2])
    assert notes_of(laid_out.value.slides[4]) == "Said"


def test_every_slide_and_note_is_in_the_file(talk: Path) -> None:
    data = write_deck(lay_out_deck(talk, Options()).value)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    slides = [name for name in names if name.startswith("ppt/slides/slide")]
    assert len(slides) == 5
    assert len([name for name in names if name.startswith("ppt/notesSlides/notesSlide")]) == 1
    assert any(name.startswith("ppt/media/") for name in names)


def test_the_theme_can_be_another_one(talk: Path) -> None:
    assert lay_out_deck(talk, Options()).value.theme.name == "night"
    assert lay_out_deck(talk, Options(theme="paper")).value.theme.name == "paper"


def test_a_theme_that_does_not_exist_stops_when_it_is_asked_for(talk: Path) -> None:
    with pytest.raises(DeckError, match="there is no theme ‘papper’"):
        lay_out_deck(talk, Options(theme="papper"))


def test_a_theme_that_does_not_exist_is_reported_when_the_talk_names_it(talk: Path) -> None:
    (talk / DECK_FILE).write_text(
        "title: A talk\ntheme: nigth\nprogress: false\n", encoding="utf-8"
    )
    checked = lay_out_deck(talk, Options())
    (found,) = checked.diagnostics
    assert (found.code, found.line, found.column) == ("unknown-theme", 2, 8)
    assert found.hint == "did you mean ‘night’?"
    assert len(checked.value.slides) == 5


def test_a_theme_file_is_found_beside_the_talk(talk: Path) -> None:
    (talk / "own.yaml").write_text("extends: night\n", encoding="utf-8")
    (talk / DECK_FILE).write_text("title: A talk\ntheme: own.yaml\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert checked.diagnostics == ()
    assert checked.value.theme.name == "own"


def test_a_theme_file_is_found_beside_a_talk_that_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("extends: night\n", encoding="utf-8")
    talk = tmp_path / "talk.md"
    talk.write_text("---\ntheme: own.yaml\n---\n\n## One\n\n- a\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert checked.diagnostics == ()
    assert checked.value.theme.name == "own"


@pytest.mark.parametrize("place", ["talk", ".", "work", "work/assets"])
def test_pictures_are_looked_for_upwards_and_in_the_project(
    talk: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = talk.parent / "work"
    (work / "assets").mkdir(parents=True)
    # The talk reads below the top of its repository.
    (talk.parent / ".git").mkdir()
    monkeypatch.chdir(work)
    picture = (talk / "picture.png").rename(talk.parent / place / "picture.png")
    assert lay_out_deck(talk, Options()).diagnostics == ()
    picture.unlink()
    (found,) = lay_out_deck(talk, Options()).diagnostics
    assert (found.code, Path(found.path).name, found.line) == ("missing-file", "01.md", 5)


def test_problems_of_all_stages_are_found_at_once(talk: Path) -> None:
    (talk / DECK_FILE).write_text("title: A talk\nauhtor: A\n", encoding="utf-8")
    text = "## A {layout=none}\n\n![b](none.png)\n\n::: c\n:::\n\n[d](#none)\n\n~~~\n"
    (talk / "01.md").write_text(text, encoding="utf-8")
    found = {one.code for one in lay_out_deck(talk, Options()).diagnostics}
    assert found == {
        *("unknown-key", "unknown-layout", "missing-file", "unknown-div", "broken-link"),
        "unclosed-fence",
    }


@pytest.mark.parametrize(
    ("diagnostics", "strict", "expected"),
    [
        ((), False, False),
        ((), True, False),
        ((NOTE,), True, False),
        ((WARNING,), False, False),
        ((WARNING,), True, True),
        ((WARNING, ERROR), False, True),
        ((ERROR,), True, True),
    ],
)
def test_errors_stop_and_warnings_do_when_strict(
    diagnostics: tuple[Diagnostic, ...], strict: bool, expected: bool
) -> None:
    assert stops(diagnostics, strict) is expected
