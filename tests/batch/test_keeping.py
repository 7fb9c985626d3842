"""A deck is made again when something that it was made from has changed, and only then."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from deck_builder.batch.job import Job, Outcome, finished, make
from deck_builder.batch.keeping import Keeper
from deck_builder.batch.store import Store
from deck_builder.outline.options import Options
from tests.batch.project import FONTS, MORE, OUTLINE, SETTINGS, THEME, picture, write_project


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A talk with an input of every kind, in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITY", "Bern")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write_project()


JOB = Job(Path("talk"), Path("out.pptx"), Options(environment=("CITY",)))


def build(job: Job, keeper: Keeper | None) -> Outcome:
    found = keeper and keeper.find(job)
    deck = found or make(job)
    if keeper and found is None:
        keeper.keep(job, deck)
    return finished(job, deck, 0.0, cached=found is not None)


def built(job: Job = JOB, keeper: Keeper | None = None) -> bool:
    """Whether the deck was made anew; what comes out is right in any case."""
    outcome = build(job, keeper or Keeper(Store(Path("store"))))
    assert outcome.written, outcome.diagnostics
    kept = job.output.read_bytes()
    fresh = build(replace(job, output=Path("fresh.pptx")), None)
    assert kept == Path("fresh.pptx").read_bytes()
    assert (outcome.figures, outcome.diagnostics, outcome.size) == (
        fresh.figures,
        fresh.diagnostics,
        fresh.size,
    )
    return not outcome.cached


def test_an_unchanged_talk_is_not_made_again() -> None:
    assert built()
    assert not built()
    for path in Path().rglob("*"):
        path.touch()
    Path("talk/notes.txt").write_text("mine")
    Path("elsewhere.md").write_text("## Mine")
    assert not built()


def test_what_is_said_comes_back_with_its_place() -> None:
    first, second = (build(JOB, Keeper(Store(Path("store")))) for _ in range(2))
    assert (first.cached, second.cached) == (False, True)
    (found,) = second.diagnostics
    assert (found.code, found.path, found.line, found.column) == ("unknown-class", "more.md", 1, 11)
    assert found.span
    assert found.span.text == first.diagnostics[0].span.text  # type: ignore[union-attr]


def written(name: str, text: str) -> Callable[[], object]:
    return lambda: Path(name).write_text(text)


def edited_in_the_same_tick() -> None:
    path = Path("assets/sales.csv")
    state = path.stat()
    path.write_text(path.read_text().replace("7", "9"))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def another_font() -> None:
    # A new file: matplotlib still has the earlier one open.
    shutil.copy(FONTS / "Caladea-Regular.ttf", "font.ttf")
    Path("font.ttf").replace("talk/font.ttf")


@pytest.mark.parametrize(
    "change",
    {
        "outline": written("talk/01.md", f"{OUTLINE}\nMore.\n"),
        "settings": written("talk/deck.yaml", SETTINGS.replace("Deck", "Other")),
        "variable": written("talk/deck.yaml", SETTINGS.replace("Here", "There")),
        "include": written("more.md", MORE + "- two\n"),
        "include found earlier": written("talk/more.md", "## Other\n\n- two\n"),
        "picture": lambda: picture("assets/square.png", "blue"),
        "picture found earlier": lambda: picture("talk/square.png", "red"),
        "data in the same tick": edited_in_the_same_tick,
        "code": written("talk/code.py", "print(2)\n"),
        "theme": written("talk/mine.yaml", THEME + "footer: Mine\n"),
        "font": another_font,
        "a new section": written("talk/02.md", "## Second\n\n- a\n"),
        "a renamed section": lambda: Path("talk/01.md").rename("talk/02.md"),
        "environment": lambda: os.environ.update(CITY="Basel"),
        "date": lambda: os.environ.update(SOURCE_DATE_EPOCH="1700000000"),
    }.items(),
    ids=lambda change: change[0],
)
def test_a_change_makes_it_anew(
    change: tuple[str, Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built()
    # So that they are set back.
    monkeypatch.setenv("CITY", "Bern")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    change[1]()
    again = built(), built()
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    assert again == (True, False)


@pytest.mark.parametrize(
    "options",
    [
        Options(theme="night"),
        Options(variables=(("place", "Elsewhere"),)),
        Options(flatten=True),
        Options(clock=True),
        Options(minutes=5.0),
        Options(surplus="drop"),
    ],
)
def test_other_options_are_another_deck(options: Options) -> None:
    other = replace(JOB, options=replace(options, environment=("CITY",)))
    assert built()
    assert built(other)
    assert not built()
    assert not built(other)


def test_an_audience_is_another_deck() -> None:
    Path("talk/deck.yaml").write_text(f"{SETTINGS}audiences: {{a: {{}}, b: {{}}}}\n")
    one, other = (replace(JOB, options=replace(JOB.options, audience=name)) for name in "ab")
    assert built(one)
    assert built(other)
    assert not built(one)


def test_another_version_makes_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert built()
    monkeypatch.setattr("deck_builder.batch.keeping.fingerprint", lambda: "another")
    assert built()


def test_going_back_and_forth_makes_nothing_anew() -> None:
    before = Path("more.md").read_text()
    assert built()
    Path("more.md").write_text(before + "- two\n")
    assert built()
    Path("more.md").write_text(before)
    assert not built()


def test_a_store_can_move_with_its_project(monkeypatch: pytest.MonkeyPatch) -> None:
    assert built()
    shutil.copytree(Path(), "../copy")
    monkeypatch.chdir("../copy")
    assert not built()
    Path("talk/code.py").write_text("print(3)\n")
    assert built()


def test_what_is_wrong_is_looked_at_again() -> None:
    Path("assets/sales.csv").unlink()
    outcomes = [build(JOB, Keeper(Store(Path("store")))) for _ in range(2)]
    assert [(outcome.written, outcome.cached) for outcome in outcomes] == [(False, False)] * 2
    Path("assets/sales.csv").write_text("Year,Sales\n2023,5\n")
    assert built()


def test_warnings_stop_a_kept_deck_too() -> None:
    assert built()
    outcome = build(replace(JOB, strict=True), Keeper(Store(Path("store"))))
    assert (outcome.cached, outcome.written) == (True, False)


@pytest.mark.parametrize("at", [0, 1])
def test_a_damaged_store_is_no_harm(at: int) -> None:
    assert built()
    entries = sorted(Path("store").glob("??/*"), key=lambda path: path.stat().st_size)
    held = entries[at].read_bytes()
    entries[at].write_bytes(held[:-1] + bytes([held[-1] ^ 1]))
    assert built()
    assert not built()


def test_rebuilding_makes_it_anew_and_keeps_it() -> None:
    assert built()
    assert built(keeper=Keeper(Store(Path("store")), rebuild=True))
    assert not built()
