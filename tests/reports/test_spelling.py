"""Names of files and others that differ in capitals alone are suggested."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from deck_builder.base.diagnostics import suggestion
from deck_builder.base.spelling import spelt_on_disk
from deck_builder.cli import main


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("assets").mkdir()
    Image.new("RGB", (30, 20)).save("assets/logo.png")
    for name in ("days.csv", "code.py", "more.md", "film.mp4", "deck.pptx", "own.yaml"):
        Path("assets", name).write_text("")
    Path("t.md").write_text("## A\n\n- a\n")
    Path("talk").mkdir()
    Path("talk/01.md").write_text("## A\n\n- a\n")
    if Path("ASSETS").exists():
        pytest.skip("capitals do not count here")


def said(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    return done.output


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![a](assets/Logo.PNG)", "assets/logo.png"),
        ("![a](Assets/logo.png)", "assets/logo.png"),
        ("![a](ASSETS/LOGO.PNG)", "assets/logo.png"),
        ("![a](Logo.png)", "logo.png"),
        ("![a](Film.MP4)", "film.mp4"),
        ("```chart bar\ndata: assets/Days.CSV\n```", "assets/days.csv"),
        ("```{.python file=Assets/Code.py}\n```", "assets/code.py"),
        ("{{< include Assets/More.md >}}", "assets/more.md"),
        ("{{< include assets/Deck.pptx#1 >}}", "assets/deck.pptx"),
    ],
)
def test_files_of_a_talk(text: str, found: str) -> None:
    Path("t.md").write_text(f"## A\n\n{text}\n")
    assert f"hint: did you mean ‘{found}’? Capitals count" in said("check", "t.md")


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("check Talk/01.md", "talk/01.md"),
        ("build talk/01.MD", "talk/01.md"),
        ("outline TALK/01.md -o new", "talk/01.md"),
        ("check t.md --theme assets/Own.yaml", "assets/own.yaml"),
        ("check t.md --template Assets/deck.pptx", "assets/deck.pptx"),
        ("batch talk/01.md --data assets/DAYS.csv", "assets/days.csv"),
        ("diff assets/DECK.pptx talk/01.md", "assets/deck.pptx"),
        ("doctor assets/Deck.PPTX", "assets/deck.pptx"),
        ("template inspect assets/Deck.PPTX", "assets/deck.pptx"),
    ],
)
def test_files_of_a_command(command: str, found: str) -> None:
    assert f"did you mean ‘{found}’? Capitals count" in said(*command.split())


def test_two_of_one_name_are_none() -> None:
    Path("assets/Logo.png").write_text("")
    assert spelt_on_disk(Path("assets/LOGO.png")) is None


def test_accents_may_be_composed_in_another_way() -> None:
    name = "Größe.csv"
    Path(unicodedata.normalize("NFD", name)).write_text("")
    found = spelt_on_disk(Path(unicodedata.normalize("NFC", name)))
    assert found in (None, Path(unicodedata.normalize("NFD", name)))


def test_what_is_spelt_right_is_not_another_name() -> None:
    assert spelt_on_disk(Path("assets/logo.png")) is None
    assert spelt_on_disk(Path("assets/none.png")) is None


def test_other_names() -> None:
    assert suggestion("PAPER", ["paper", "night"]) == "did you mean ‘paper’?"
    assert suggestion("staff", ["Staff", "STAFFS"]) == "did you mean ‘Staff’?"
