"""`deck-builder outline`: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main

ARTICLE = """# Ice

## On the lake

![A lake](img/lake.png){.decorative}

The lake freezes in December, and the ferries stop. Nobody in the town finds that strange after so
many years of it, and the children are glad to skate to school again.

| Year | Days of ice |
|------|------------:|
| 2021 |          98 |
| 2022 |          91 |
| 2023 |          77 |
"""
TEXT = """\
01-ice.md: 2 slides, 13 words on them, 10 moved to the notes, {}

moved to the notes:
  ice.md:7 -> The lake freezes in December, and the ferries stop (10 words)

charts proposed, to be confirmed:
  ice.md:10 -> The lake freezes in December, and the ferries stop: line

build it with: deck-builder build talks/ice
""".format("1 chart proposed, 1 table, 1 picture")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an article and its picture, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("img").mkdir()
    Path("img/lake.png").write_bytes(b"a picture")
    Path("ice.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["outline", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def files(folder: str) -> dict[str, bytes]:
    paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_talk_is_written_with_its_pictures() -> None:
    result = run("ice.md", "-o", "talks/ice")
    assert result.exit_code == 0
    assert list(files("talks/ice")) == ["01-ice.md", "deck.yaml", "img/lake.png"]
    assert [path.name for path in Path("talks").iterdir()] == ["ice"]


def test_what_was_done_is_told() -> None:
    assert run("ice.md", "-o", "talks/ice").stdout == TEXT


def test_what_was_done_as_json() -> None:
    told = json.loads(run("ice.md", "-o", "talk", "--format", "json").stdout)
    assert told["sections"][0]["file"] == "01-ice.md"
    slide = "The lake freezes in December, and the ferries stop"
    assert told["shifts"] == [{"path": "ice.md", "line": 7, "slide": slide, "words": 10}]
    assert told["charts"][0]["kind"] == "line"


def test_a_talk_stays_the_same() -> None:
    run("ice.md", "-o", "one")
    result = run("one", "-o", "two")
    assert result.exit_code == 0
    assert "moved" not in result.stdout.split("\n", 1)[1]
    assert files("one") == files("two")


def test_a_confirmed_chart_is_a_chart() -> None:
    run("ice.md", "-o", "talk")
    path = Path("talk/01-ice.md")
    before, _, rest = path.read_text(encoding="utf-8").partition("<!-- confirm")
    chart, _, after = rest.partition("\n")[2].partition("-->")
    path.write_text(before + chart + after, encoding="utf-8")
    Path("talk/img/lake.png").unlink()
    path.write_text(path.read_text("utf-8").replace("![A lake](img/lake.png){.decorative}", "Ice"))
    result = CliRunner().invoke(main, ["build", "--strict", "talk", "-o", "talk.pptx"])
    assert result.stderr == ""
    assert result.exit_code == 0


def test_what_is_there_is_not_overwritten() -> None:
    Path("talk").mkdir()
    Path("talk/mine.md").write_text("mine", encoding="utf-8")
    result = run("ice.md", "-o", "talk")
    assert result.exit_code == 1
    assert "‘talk’ already exists" in result.stderr
    assert "--force" in result.stderr
    assert files("talk") == {"mine.md": b"mine"}


def test_force_replaces_the_files_of_the_talk_alone() -> None:
    Path("talk").mkdir()
    Path("talk/mine.md").write_text("mine", encoding="utf-8")
    Path("talk/01-ice.md").write_text("old", encoding="utf-8")
    assert run("ice.md", "-o", "talk", "--force").exit_code == 0
    assert files("talk")["mine.md"] == b"mine"
    assert files("talk")["01-ice.md"].startswith(b"## On the lake")


def test_a_file_in_the_way_stays() -> None:
    Path("talk").write_text("mine", encoding="utf-8")
    assert run("ice.md", "-o", "talk", "--force").exit_code == 1
    assert Path("talk").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("text", "code"),
    [("```\nnever closed\n", "unclosed-fence"), ("", "empty-talk")],
)
def test_an_article_with_errors_is_not_turned(text: str, code: str) -> None:
    Path("ice.md").write_text(text, encoding="utf-8")
    result = run("ice.md", "-o", "talk")
    assert result.exit_code == 1
    assert f"[{code}]" in result.stderr
    assert not Path("talk").exists()


def test_no_article() -> None:
    result = run("none.md", "-o", "talk")
    assert result.exit_code == 1
    assert "there is no file or folder ‘none.md’" in result.stderr
