"""`deck-builder lsp`, as an editor sees it over pipes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from deck_builder.cli import main
from tests.lsp.client import Editor
from tests.lsp.talk import FIRST, SECOND, SETTINGS, written

LOUD = FIRST.replace(".incremental", ".loud")


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    with Editor(written(tmp_path)) as found:
        yield found


def stretch(one: Any) -> tuple[int, int, int, int]:
    place = one.get("range", one)
    start, end = place["start"], place["end"]
    return start["line"], start["character"], end["line"], end["character"]


def changed(editor: Editor, edit: Any) -> dict[str, str]:
    """The files with the changes of an edit, by their names."""
    found = {}
    for uri, edits in edit["changes"].items():
        name = uri.removeprefix(editor.folder.as_uri() + "/")
        lines = (editor.folder / name).read_text(encoding="utf-8").split("\n")
        for one in sorted(edits, key=stretch, reverse=True):
            line, start, last, end = stretch(one)
            assert line == last
            lines[line] = lines[line][:start] + one["newText"] + lines[line][end:]
        found[name] = "\n".join(lines)
    return found


def test_a_session(editor: Editor) -> None:
    editor.open("01-see.md", LOUD)
    [problem] = editor.until_codes("01-see.md", "unknown-class")
    assert problem["severity"] == 2
    assert problem["message"] == "unknown class ‘.loud’ on a heading"
    assert stretch(problem) == (2, 24, 2, 28)

    items = editor.about("completion", "01-see.md", 2, 28)["items"]
    assert ".cards" in [one["textEdit"]["newText"] for one in items]
    [action] = editor.of_file(
        "codeAction", "01-see.md", range=problem["range"], context={"diagnostics": [problem]}
    )
    assert action["title"] == "Remove the attribute"
    assert action["kind"] == "quickfix"
    [edit] = action["edit"]["changes"][editor.uri("01-see.md")]
    assert (stretch(edit), edit["newText"]) == ((2, 15, 2, 29), "{#twice}")

    editor.change("01-see.md", LOUD.replace(" .loud", ""))
    editor.until_codes("01-see.md")
    symbols = editor.of_file("documentSymbol", "01-see.md")
    assert [one["name"] for one in symbols[0]["children"]] == ["Twice a day"]
    assert editor.leave() == 0


def test_problems_come_with_a_place_in_every_file_of_the_talk(editor: Editor) -> None:
    editor.open("deck.yaml", SETTINGS + "tranition: fade\n")
    [found] = editor.until_codes("deck.yaml", "unknown-key")
    assert stretch(found) == (8, 0, 8, 9)
    editor.change("deck.yaml", SETTINGS)
    editor.until_codes("deck.yaml")
    editor.open("02-why.md", SECOND.replace("## The moon", "## The sun"))
    [other] = editor.until_codes("01-see.md", "broken-link")
    assert "#the-moon" not in other["message"]
    editor.tell("textDocument/didClose", {"textDocument": {"uri": editor.uri("02-why.md")}})
    editor.until_codes("01-see.md")


def test_a_talk_of_which_nothing_is_open_has_no_problems(editor: Editor) -> None:
    for name in ("01-see.md", "never-saved.md", "deck.yaml"):
        text = SETTINGS + "tranition: fade\n" if name == "deck.yaml" else LOUD
        editor.open(name, text)
        editor.until_told(name, 1)
        assert editor.problems[editor.uri(name)]
        editor.tell("textDocument/didClose", {"textDocument": {"uri": editor.uri(name)}})
        editor.until_codes(name)


@pytest.mark.parametrize("name", ["a%00b.md", "a\ud800.md", f"{'y' * 300}.md"])
def test_a_name_that_no_file_can_have_keeps_nothing_from_being_checked(
    name: str, editor: Editor
) -> None:
    document = {"uri": f"{editor.folder.as_uri()}/{name}", "languageId": "markdown", "version": 0}
    editor.tell("textDocument/didOpen", {"textDocument": {**document, "text": "# A {.loud}\n"}})
    editor.open("01-see.md", LOUD)
    editor.until_codes("01-see.md", "unknown-class")
    assert editor.leave() == 0


def test_a_readme_is_no_talk(editor: Editor) -> None:
    text = "## A {.loud}\n\n[a](#nowhere)\n"
    editor.open("shared/README.md", text)
    editor.open("shared/other.md", text)
    editor.until_codes("shared/other.md", "unknown-class", "broken-link")
    assert editor.uri("shared/README.md") not in editor.problems


def test_columns_are_counted_as_the_editor_does(editor: Editor) -> None:
    editor.open("01-see.md", "## A\n\n😀😀 [a](#nope)\n")
    [found] = editor.until_codes("01-see.md", "broken-link")
    assert stretch(found) == (2, 5, 2, 15)
    items = editor.about("completion", "01-see.md", 2, 10)["items"]
    ids = [one for one in items if one["label"] == "#the-moon"]
    assert stretch(ids[0]["textEdit"]) == (2, 9, 2, 10)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 9), ("utf-32", 3), ("utf-16", 5)])
def test_columns_are_counted_as_agreed(tmp_path: Path, encoding: str, column: int) -> None:
    capabilities = {"general": {"positionEncodings": [encoding]}}
    with Editor(written(tmp_path), capabilities=capabilities) as editor:
        assert editor.server["capabilities"]["positionEncoding"] == encoding
        editor.open("01-see.md", "## A\n\n😀😀 [a](#nope)\n")
        [found] = editor.until_codes("01-see.md", "broken-link")
        assert stretch(found)[1] == column


def test_definitions_lead_to_files(editor: Editor) -> None:
    editor.open("01-see.md", FIRST)
    [place] = editor.about("definition", "01-see.md", 6, 16)
    assert place["uri"] == editor.uri("shared/more.md")
    found = editor.about("definition", "01-see.md", 4, 8)
    assert [(one["uri"], stretch(one)) for one in found] == [
        (editor.uri("deck.yaml"), (2, 12, 2, 15)),
        (editor.uri("deck.yaml"), (6, 16, 6, 19)),
    ]


def test_a_name_is_changed_in_all_files(editor: Editor) -> None:
    editor.open("01-see.md", FIRST)
    place = editor.about("prepareRename", "01-see.md", 4, 8)
    assert stretch(place) == (4, 7, 4, 10)
    edit = editor.about("rename", "01-see.md", 4, 8, newName="water")
    files = changed(editor, edit)
    assert sorted(files) == ["01-see.md", "deck.yaml", "shared/more.md"]
    assert files["01-see.md"] == FIRST.replace("{{ sea }}", "{{ water }}")
    assert files["deck.yaml"] == SETTINGS.replace("sea:", "water:")


def test_a_name_that_cannot_be_is_an_error_with_a_reason(editor: Editor) -> None:
    editor.open("01-see.md", FIRST)
    answer = editor.about("rename", "01-see.md", 4, 8, newName="1 a")
    assert answer == "‘1 a’ is not the name of a variable"


def test_folds(editor: Editor) -> None:
    editor.open("01-see.md", FIRST)
    found = editor.of_file("foldingRange", "01-see.md")
    assert [(one["startLine"], one["endLine"]) for one in found] == [(0, 10), (2, 10), (8, 10)]


def test_explanations_are_plain_where_the_editor_shows_no_markdown(tmp_path: Path) -> None:
    with Editor(written(tmp_path), capabilities={}) as editor:
        editor.open("deck.yaml", SETTINGS)
        found = editor.about("hover", "deck.yaml", 1, 2)["contents"]
        assert found["kind"] == "plaintext"
        assert found["value"].startswith("theme: the look")


@pytest.mark.parametrize(("name", "shows"), [("Visual Studio Code", True), ("Neovim", False)])
def test_an_editor_that_can_shows_the_slide(tmp_path: Path, name: str, shows: bool) -> None:
    with Editor(written(tmp_path), clientInfo={"name": name}) as editor:
        editor.open("01-see.md", LOUD)
        editor.until_codes("01-see.md", "unknown-class")
        editor.until_told("01-see.md", 2)
        said = editor.about("hover", "01-see.md", 2, 6)["contents"]["value"]
        assert said.startswith("**Slide 2** for pilots: 0:08")
        assert ("](data:image/svg+xml;base64," in said) == shows


def test_a_change_on_the_disk_is_seen(tmp_path: Path) -> None:
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    with Editor(written(tmp_path), capabilities=watching) as editor:
        editor.open("01-see.md", FIRST)
        editor.open("02-why.md", SECOND + "\n[a](#b)\n")
        editor.until_codes("02-why.md", "broken-link")
        [asked] = [one for one in editor.asked if one["method"] == "client/registerCapability"]
        [registration] = asked["params"]["registrations"]
        assert registration["method"] == "workspace/didChangeWatchedFiles"
        (tmp_path / "shared" / "more.md").write_text("[c](#d)\n", encoding="utf-8")
        changes = [{"uri": editor.uri("shared/more.md"), "type": 2}]
        editor.tell("workspace/didChangeWatchedFiles", {"changes": changes})
        editor.until_codes("shared/more.md", "broken-link")


def test_the_server_outlives_what_it_cannot_answer(editor: Editor) -> None:
    nothing = {"uri": "untitled:one"}
    place = {"line": 0, "character": 0}
    for method in ("completion", "hover", "definition", "documentSymbol", "foldingRange"):
        params = {"textDocument": nothing, "position": place}
        assert editor.ask(f"textDocument/{method}", params) is None, method
    params = {"textDocument": {"uri": "untitled:one"}, "position": place, "newName": "a"}
    assert editor.ask("textDocument/rename", params) is None
    document = {"uri": "untitled:one", "languageId": "markdown", "version": 0, "text": "a"}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    # Behind the last line and the last column, in a file that is not there.
    for method in ("completion", "hover", "definition"):
        editor.about(method, "none.md", 9, 9)
    editor.open("01-see.md", LOUD)
    for method in ("completion", "hover", "definition"):
        editor.about(method, "01-see.md", 999, 999)
        editor.about(method, "01-see.md", 2, 999)
    assert "error" not in str(editor.ask("textDocument/nothing", {}))[:5]
    editor.until_codes("01-see.md", "unknown-class")
    assert editor.leave() == 0


def test_a_fault_is_logged_and_the_server_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deck_builder.cli import language_server, protocol
    from deck_builder.outline.options import Options

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(language_server, "proposals", broken)
    server = language_server.server_for(Options())
    asked: dict[str, Any] = server.protocol.fm.features
    from lsprotocol import types

    params = types.CompletionParams(
        types.TextDocumentIdentifier((tmp_path / "a.md").as_uri()), types.Position(0, 0)
    )
    monkeypatch.setattr(type(server), "positions", protocol.Positions())
    assert asked[types.TEXT_DOCUMENT_COMPLETION](params) is None


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["lsp"])
    assert result.exit_code == 1
    assert "pygls is not installed" in result.stderr
    assert "deck-builder[lsp]" in result.stderr


def test_options_of_talks_count(tmp_path: Path) -> None:
    with Editor(written(tmp_path), "--stdio", "-D", "tide=high") as editor:
        editor.open("01-see.md", "## A\n\n{{ tide }} {{ ebb }}\n")
        [found] = editor.until_codes("01-see.md", "unknown-variable")
        assert "‘ebb’" in found["message"]


def test_nothing_is_imported_for_it_by_other_commands() -> None:
    assert "pygls" not in sys.modules or "deck_builder.cli.language_server" in sys.modules
