"""A copy withholds what its original withholds, holds no file that the talk may not read, and
replaces nothing."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.article.conversion import convert_path, write_copy
from deck_builder.base.diagnostics import DeckError, Severity
from deck_builder.cli import main
from deck_builder.dialects.registry import DIALECTS
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.attacks.test_dialects import NO_YAML, PLACES, SECRET, talk

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a talk's folder, which is the working directory."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def convert(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ("convert", *arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def says(path: Path, audience: str, name: str = "") -> bool | None:
    """Whether the deck of an audience says the secret; None when there is none."""
    try:
        laid_out = lay_out_deck(path, Options(audience=audience, written_as=name))
        if any(one.severity is Severity.ERROR for one in laid_out.diagnostics):
            return None
        deck = write_deck(laid_out.value)
    except DeckError:
        return None
    with zipfile.ZipFile(io.BytesIO(deck)) as parts:
        return any(SECRET.encode() in parts.read(part) for part in parts.namelist())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", [one.name for one in DIALECTS if one.name not in NO_YAML])
def test_a_condition_is_kept(name: str, place: str) -> None:
    """What only `a` may see is in the deck of `a`, and in no other."""
    Path("pic.png").write_bytes(PIXEL)
    Path("part.md").write_text(f"# {SECRET}\n\n{SECRET}\n", encoding="utf-8")
    path = Path("talk.md")
    path.write_text(talk(name, PLACES[place]), encoding="utf-8")
    if convert("talk.md", "-o", "copy", "--from", name).exit_code:
        assert not Path("copy").exists()
        return
    for audience in ("a", "b"):
        assert says(Path("copy"), audience) == says(path, audience, name)


@pytest.mark.parametrize("target", ["../secret.png", "/etc/hostname", "link.png", ".hidden/a.png"])
def test_no_file_from_outside(target: str, project: Path) -> None:
    (project.parent / "secret.png").write_bytes(PIXEL)
    (project / ".hidden").mkdir()
    (project / ".hidden" / "a.png").write_bytes(PIXEL)
    os.symlink(project.parent / "secret.png", "link.png")
    Path("talk.md").write_text(f"---\nmarp: true\n---\n\n# One\n\n![]({target})\n")
    assert convert("talk.md", "-o", "copy").exit_code == 1
    assert convert("talk.md", "-o", "copy", "--draft").exit_code == 0
    copied = {path.name for path in Path("copy").rglob("*") if path.is_file()}
    assert copied == {"deck.yaml", "slides.md"}


def test_files_stay_in_the_copy(project: Path) -> None:
    """A name that leads upwards is another one in the copy."""
    (project / "pictures").mkdir()
    (project / "pictures" / "a.png").write_bytes(PIXEL)
    (project / "talks").mkdir()
    Path("talks/talk.md").write_text("---\nmarp: true\n---\n\n# One\n\n![](../pictures/a.png)\n")
    assert convert("talks/talk.md", "-o", "copies/one").exit_code == 0
    assert Path("copies/one/assets/a.png").read_bytes() == PIXEL
    assert "](assets/a.png)" in Path("copies/one/slides.md").read_text()
    assert sorted(path.name for path in Path("copies").iterdir()) == ["one"]


@pytest.mark.parametrize("name", ["deck.yaml", "slides.md", "DECK.YAML"])
def test_no_file_takes_the_place_of_the_talk(name: str) -> None:
    """Code is shown from a file that is called as one of the copy is."""
    Path(name).write_text("secret: 1\n")
    Path("talk.md").write_text(f"---\nmarp: true\n---\n\n# One\n\n```yaml {{file={name}}}\n```\n")
    assert convert("talk.md", "-o", "copy").exit_code == 0
    assert "secret" not in Path("copy/deck.yaml").read_text()
    assert "# One" in Path("copy/slides.md").read_text()


def test_nothing_that_differs_is_replaced() -> None:
    Path("talk.md").write_text("---\nmarp: true\n---\n\n# One\n\ntext\n")
    assert convert("talk.md", "-o", "copy").exit_code == 0
    assert convert("talk.md", "-o", "copy").exit_code == 0
    Path("copy/slides.md").write_text("mine\n")
    result = convert("talk.md", "-o", "copy")
    assert result.exit_code == 1
    assert "differs" in result.stderr
    assert Path("copy/slides.md").read_text() == "mine\n"
    assert convert("talk.md", "-o", "copy", "--force").exit_code == 0
    assert "# One" in Path("copy/slides.md").read_text()


def test_nothing_is_written_among_other_files() -> None:
    Path("talk.md").write_text("---\nmarp: true\n---\n\n# One\n\ntext\n")
    Path("notes").mkdir()
    Path("notes/mine.txt").write_text("mine")
    assert convert("talk.md", "-o", "notes").exit_code == 1
    assert [path.name for path in Path("notes").iterdir()] == ["mine.txt"]


def test_the_talk_itself_is_not_replaced() -> None:
    Path("talk").mkdir()
    Path("talk/slides.md").write_text("---\nmarp: true\n---\n\n# One\n\ntext\n")
    assert convert("talk/slides.md", "-o", "talk", "--force").exit_code == 1
    assert Path("talk/slides.md").read_text().startswith("---\nmarp")


def test_no_link_leads_out(project: Path) -> None:
    """A link in the folder of the copy is not written through."""
    outside = project.parent / "outside.md"
    outside.write_text("mine\n")
    Path("copy").mkdir()
    os.symlink(outside, "copy/slides.md")
    Path("talk.md").write_text("---\nmarp: true\n---\n\n# One\n\ntext\n")
    assert convert("talk.md", "-o", "copy", "--force").exit_code == 1
    assert outside.read_text() == "mine\n"


def test_a_huge_picture_is_refused(project: Path) -> None:
    with Path("huge.png").open("wb") as file:
        file.truncate(1 << 33)
    Path("talk.md").write_text("---\nmarp: true\n---\n\n# One\n\n![](huge.png)\n")
    assert convert("talk.md", "-o", "copy").exit_code == 1
    assert not Path("copy").exists()


def test_a_condition_that_is_not_understood_is_refused() -> None:
    text = f"---\nmarp: true\naudiences: {{a: {{}}}}\n---\n\n# One\n\n{SECRET} {{audiences=a}}\n"
    Path("talk.md").write_text(text)
    checked = convert_path(Path("talk.md"), Options())
    assert checked.value is None


def test_deep_and_long_texts_end() -> None:
    """Each block is read again several times, which must not multiply."""
    deep = "".join(f"{'  ' * depth}- <b>a</b>\\\n{'  ' * depth}  b\n" for depth in range(18))
    lines = "\n".join(f"a{number} <i>b</i> c" for number in range(400))
    Path("talk.md").write_text(f"---\nmarp: true\n---\n\n# One\n\n{deep}\n\n---\n\n{lines}\n")
    assert convert("talk.md", "-o", "copy").exit_code == 0


def test_an_include_that_differs_by_audience_is_refused() -> None:
    """What the talk as such includes is not for who is shown something else."""
    Path("part-inside.md").write_text(f"# In\n\n{SECRET}\n")
    Path("part-outside.md").write_text("# Out\n\ntext\n")
    settings = "variables: {who: inside}\naudiences: {a: {variables: {who: outside}}}\n"
    body = "# One\n\ntext\n\n---\n\n{{< include part-{{ who }}.md >}}\n"
    Path("talk.md").write_text(f"---\nmarp: true\n{settings}---\n\n{body}")
    assert convert("talk.md", "-o", "copy", "--from", "marp", "--draft").exit_code == 1
    result = convert("talk.md", "-o", "copy", "--from", "marp")
    assert result.exit_code == 1
    assert "varying-include" in result.stderr
    assert not Path("copy").exists()


def test_an_unknown_setting_of_an_audience_is_left_out() -> None:
    """It has the name of a setting of the talk as a whole, which stays."""
    settings = "audiences: {a: {title: A, sections: [x], tags: 1}, b: {}}\n"
    body = f"# One\n\ntext\n\n---\n\n# Two {{audience=a}}\n\n{SECRET}\n"
    Path("talk.md").write_text(f"---\nmarp: true\n{settings}---\n\n{body}")
    assert convert("talk.md", "-o", "copy", "--from", "marp").exit_code == 0
    assert "tags" not in Path("copy/deck.yaml").read_text()
    assert (says(Path("copy"), "a"), says(Path("copy"), "b")) == (True, False)


@pytest.mark.parametrize("program", ["from: slidev", "title: Own"])
def test_sections_from_outside_are_in_the_copy(program: str) -> None:
    """A copy reads nothing of the talk that it was made from."""
    Path("one.md").write_text("# One\n\ntext\n")
    Path("two.md").write_text("# Two\n\nmore\n")
    Path("talk").mkdir()
    Path("talk/deck.yaml").write_text(f"{program}\nsections: [../one.md, ../two.md]\n")
    assert convert("talk", "-o", "copy").exit_code == 0
    assert "../" not in Path("copy/deck.yaml").read_text()
    texts = [path.read_text() for path in sorted(Path("copy").rglob("*.md"))]
    assert [text[text.index("# ") :] for text in texts] == ["# One\n\ntext\n", "# Two\n\nmore\n"]


def test_a_copy_is_not_read_as_the_other_program_s() -> None:
    Path("talk").mkdir()
    Path("talk/slides.md").write_text("# One\n\ntext\n")
    Path("talk/deck.yaml").write_text("{title: T, from: slidev, sections: [slides.md]}\n")
    assert convert("talk", "-o", "copy").exit_code == 0
    assert Path("copy/deck.yaml").read_text() == "title: T\nsections:\n  - slides.md\n"


@pytest.mark.parametrize("place", ["assets", "slides.md/mine.txt"])
def test_nothing_is_written_when_not_all_can_be(place: str) -> None:
    """A file is where a folder is to be, or a folder where a file is to be."""
    files = {"deck.yaml": b"new", "01-one.md": b"new", "assets/a.png": PIXEL, "slides.md": b"new"}
    for name in ("copy/deck.yaml", "copy/01-one.md", f"copy/{place}"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("mine")
    with pytest.raises(DeckError):
        write_copy(Path("copy"), files, force=True)
    assert {path.read_text() for path in Path("copy").rglob("*") if path.is_file()} == {"mine"}
