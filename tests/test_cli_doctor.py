"""`deck-builder doctor`: what is said of each file, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main
from tests.doctor.decks import Put, changed, good_deck

DUPLICATE = Put("ppt/slides/slide4.xml", '<p:cNvPr id="4"', '<p:cNvPr id="3"')
UNDEFINED = Put("ppt/slides/slide3.xml", 'r:id="rId2"', 'r:id="rIdundefined"')


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A good deck, an odd one and a bad one in a folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    good = good_deck(tmp_path)
    for name, data in {
        "good.pptx": good,
        "odd.pptx": changed(good, DUPLICATE),
        "sub/bad.PPTX": changed(good, UNDEFINED),
        "sub/~$bad.pptx": b"a lock",
        "sub/notes.txt": b"no deck",
    }.items():
        path = tmp_path / "decks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["doctor", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_healthy_deck_is_said_on_one_line() -> None:
    result = run("decks/good.pptx")
    assert (result.exit_code, result.stdout) == (0, "decks/good.pptx: healthy\n")


def test_what_is_odd_is_no_error() -> None:
    result = run("decks/odd.pptx")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "decks/odd.pptx: ppt/slides/slide4.xml: warning: two shapes have the id 3 "
        "[duplicate-shape-id]",
        "  at /p:sld/p:cSld/p:spTree/p:sp[2]/p:nvSpPr/p:cNvPr",
        "  hint: give each its own id; PowerPoint changes one of them",
        "decks/odd.pptx: healthy, 1 warning",
    ]


def test_a_folder_means_all_decks_in_it() -> None:
    result = run("decks")
    assert result.exit_code == 1
    summaries = [line for line in result.stdout.splitlines() if line.count(": ") == 1]
    assert [line for line in summaries if line.startswith("decks")] == [
        "decks/good.pptx: healthy",
        "decks/odd.pptx: healthy, 1 warning",
        "decks/sub/bad.PPTX: 1 error",
    ]


def test_json_has_an_object_for_each_file() -> None:
    result = run("decks/good.pptx", "decks/sub/bad.PPTX", "none.pptx", "--format", "json")
    assert result.exit_code == 1
    good, bad, none = json.loads(result.stdout)
    assert good == {"path": "decks/good.pptx", "healthy": True, "findings": []}
    assert (bad["healthy"], none["healthy"]) == (False, False)
    assert bad["findings"] == [
        {
            "part": "ppt/slides/slide3.xml",
            "place": "",
            "severity": "error",
            "code": "missing-relation",
            "message": "the part uses relationship ‘rIdundefined’, which it does not have",
            "hint": "list it among the part’s relationships, or remove what uses it",
        }
    ]


def test_no_file_and_no_deck_are_wrong_usage() -> None:
    assert run().exit_code == 2
    Path("empty").mkdir()
    result = run("empty")
    assert result.exit_code == 2
    assert "there are no decks under ‘empty’" in result.stderr
