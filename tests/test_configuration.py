"""The settings of a project and of a user, and what takes precedence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main

USER, PROJECT, TALK, AUDIENCE, LINE = "user", "project", "talk", "audience", "command line"
THEMES = {USER: "night", PROJECT: "swiss", TALK: "folio", AUDIENCE: "studio", LINE: "console"}
MINUTES = {USER: 5, PROJECT: 10, TALK: 15, AUDIENCE: 20, LINE: 25}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    (folder / "outlines" / "tides").mkdir(parents=True)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DECK_BUILDER_CONFIG", str(tmp_path / "user.toml"))
    write_talk("title: Tides\n")
    return folder


def write_talk(settings: str, text: str = "# One\n\n## A\n\n- b\n") -> None:
    Path("outlines/tides/deck.yaml").write_text(settings)
    Path("outlines/tides/01.md").write_text(text)


def user(text: str) -> None:
    Path("../user.toml").write_text(text)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def settings(*arguments: str) -> dict[str, tuple[Any, str]]:
    result = run("config", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    names = [".".join(filter(None, (row["command"], row["key"]))) for row in rows]
    return {name: (row["value"], row["from"]) for name, row in zip(names, rows, strict=True)}


LADDER = (USER, PROJECT, TALK, AUDIENCE, LINE)
CASES = [tuple(LADDER[: count + 1]) for count in range(len(LADDER))]
CASES += [(USER, TALK), (PROJECT, AUDIENCE), (USER, LINE), (PROJECT, LINE), (USER, AUDIENCE)]


@pytest.mark.parametrize("given", CASES, ids=" < ".join)
def test_what_takes_precedence(given: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    said = {one: f"theme = '{THEMES[one]}'\nminutes = {MINUTES[one]}\n" for one in (USER, PROJECT)}
    if USER in given:
        user(said[USER])
    if PROJECT in given:
        Path("deck-builder.toml").write_text(said[PROJECT])
    own = f"theme: {THEMES[TALK]}\nminutes: {MINUTES[TALK]}\n" if TALK in given else ""
    changes = f"{{theme: {THEMES[AUDIENCE]}, minutes: {MINUTES[AUDIENCE]}}}"
    special = changes if AUDIENCE in given else "{}"
    write_talk(f"title: Tides\n{own}audiences: {{all: {special}}}\n")
    options = ["--theme", THEMES[LINE], "--minutes", str(MINUTES[LINE])] if LINE in given else []
    seen = watched(monkeypatch, "build", "outlines/tides", "--audience", "all", *options)
    assert seen == (THEMES[given[-1]], MINUTES[given[-1]])


def watched(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[str, float]:
    """Run a build, and return the theme and the minutes that it has."""
    from deck_builder.slides import compose

    seen: list[tuple[str, float]] = []

    def looked(outline: Any, theme: Any) -> Any:
        seen.append((outline.deck.theme, outline.deck.minutes))
        return compose(outline, theme)

    monkeypatch.setattr("deck_builder.pipeline.compose", looked)
    result = run(*arguments, "-o", "out.pptx")
    assert result.exit_code == 0, result.output
    return seen[0]


def test_a_template_or_a_theme_of_the_talk_stands_for_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("deck-builder.toml").write_text("template = 'none.pptx'\n")
    write_talk("title: Tides\ntheme: night\n")
    assert watched(monkeypatch, "build", "outlines/tides")[0] == "night"


def test_variables_are_joined() -> None:
    Path("deck-builder.toml").write_text("[define]\ncity = 'Bristol'\nsea = 'Severn'\n")
    write_talk("title: Tides\nvariables: {sea: Elbe}\n", "# One\n\n## {{city}}, {{sea}}\n\n- b\n")
    shown = run("show", "--stage", "outline", "outlines/tides").stdout
    assert "Bristol, Elbe" in shown


def test_options_have_the_settings_as_defaults() -> None:
    write_talk("title: Tides\n", "# One\n\n## A\n\nSee [there](#none).\n")
    Path("deck-builder.toml").write_text("strict = true\n[build]\noutput = 'dist'\n")
    assert run("build").exit_code == 1
    Path("deck-builder.toml").write_text(
        "strict = true\n[build]\noutput = 'dist'\nstrict = false\n"
    )
    assert run("build").exit_code == 0
    assert Path("dist/tides.pptx").is_file()
    assert run("check").exit_code == 1


def test_values_are_shown_as_toml_without_control_characters() -> None:
    user("store-size = 1048576\n")
    Path("deck-builder.toml").write_text('define = {a = "\\u001b]0;x\\u0007\\u009b\\n\\"q"}\n')
    write_talk("title: Tides\nminutes: 12.345678\n")
    shown = run("config", "outlines/tides").stdout
    assert "store-size = 1048576 " in shown
    assert "minutes = 12.345678 " in shown
    assert r'define = {a = "\u001b]0;x\u0007�\n\"q"}' in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


def test_the_nearest_file_of_the_project_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("deck-builder.toml").write_text("theme = 'night'\n[build]\noutput = 'dist'\n")
    monkeypatch.chdir("outlines/tides")
    assert settings()["theme"] == ("night", "../../deck-builder.toml:1")
    assert run("build").exit_code == 0
    assert Path("../../dist/tides.pptx").is_file()
    Path("pyproject.toml").write_text("[tool.deck-builder]\ntheme = 'swiss'\n")
    assert settings()["theme"] == ("swiss", "pyproject.toml:2")
    # A file for others is not ours.
    Path("pyproject.toml").write_text("[tool.other]\ntheme = 'swiss'\n")
    assert settings()["theme"][0] == "night"


def test_nothing_above_the_project_is_read() -> None:
    Path("../deck-builder.toml").write_text("theme = 'night'\n")
    assert settings()["theme"] == ("", "default")


def test_each_value_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("../pictures").mkdir()
    user("theme = 'night'\nquiet = true\nroot = ['pictures']\n")
    Path("deck-builder.toml").write_text("\ntheme = 'swiss'\n\n[check]\nstrict = true\n")
    write_talk("title: Tides\nminutes: 15\n")
    monkeypatch.setenv("DECK_BUILDER_STORE", "kept")
    found = settings("outlines/tides")
    assert found["theme"] == ("swiss", "deck-builder.toml:2")
    assert found["check.strict"] == (True, "deck-builder.toml:5")
    assert found["minutes"] == (15, "outlines/tides/deck.yaml:2")
    assert found["store"] == ("kept", "environment DECK_BUILDER_STORE")
    assert found["root"] == (["../pictures"], "../user.toml:3")
    assert found["quiet"] == (True, "../user.toml:2")
    assert found["width"] == (1920, "default")
    shown = run("config").stdout
    assert 'theme = "swiss" ' in shown
    assert "audience" not in found


WRONG = [
    ("them = 'night'", "no option ‘them’", "theme"),
    ("[buidl]\nstrict = true", "no command ‘buidl’", "build"),
    ("[check]\noutput = 'x'", "no option ‘output’ of ‘check’", ""),
    ("strict = 'yes'", "‘strict’ is true or false", ""),
    ("minutes = 'long'", "‘minutes’: 'long' is not a valid float", ""),
    ("charts = 'painted'", "‘charts’: ", ""),
    ("define = 'a=b'", "‘define’ is a table", ""),
    ("define = {'a b' = 1}", "‘a b’ is not a name", ""),
    ("slides = '3'", "‘slides’ is no setting", "command line"),
    ("theme = ", "is not TOML", ""),
    ("theme = ['night']", "‘theme’ has a value of another kind", ""),
    ("minutes = 2020-01-01", "‘minutes’ has a value of another kind", ""),
    (f"minutes = {'1' * 400}", "‘minutes’: the number is too large", ""),
    ("[batch]\njobs = inf", "‘jobs’: the number is too large", ""),
    ("output = 'a\\u0000b'".replace("'", '"'), "is not the name of a file", ""),
    ("output = 'a\\u001b]0;b'".replace("'", '"'), "is not the name of a file", ""),
    ("theme = 'a\\u0000.yaml'".replace("'", '"'), "is not the name of a file", ""),
    ("define = {a = false}", "‘a’ is not a name", ""),
]


@pytest.mark.parametrize(("text", "message", "hint"), WRONG, ids=[one[0] for one in WRONG])
def test_a_wrong_setting_has_a_place(text: str, message: str, hint: str) -> None:
    Path("deck-builder.toml").write_text(f"# ours\n{text}\n")
    result = run("build")
    assert result.exit_code == 1
    assert message in result.stderr
    assert "[bad-configuration]" in result.stderr
    assert result.stderr.startswith(("deck-builder.toml:2:", "deck-builder.toml:3:"))
    assert hint in result.stderr
    assert not Path("output").exists()


ODD = (
    (f"minutes = {'1' * 5000}\n".encode(), "is not TOML"),
    (f"a = {'[' * 5000}\n".encode(), "is not TOML"),
    (b"output = 'Pr\xe4sentation'\n", "is not UTF-8"),
)


@pytest.mark.parametrize(("data", "message"), ODD, ids=("digits", "brackets", "latin 1"))
def test_a_file_that_cannot_be_taken_apart_is_a_problem(data: bytes, message: str) -> None:
    Path("deck-builder.toml").write_bytes(data)
    result = run("build")
    assert result.exit_code == 1
    assert message in result.stderr
    assert "[bad-configuration]" in result.stderr


def test_what_is_wrong_elsewhere_in_the_file_of_other_programs_is_theirs() -> None:
    for text in ("tool = 3\n", "[[tool]]\na = 1\n", f"a = {'1' * 5000}\n", "a = \n"):
        Path("pyproject.toml").write_text(text)
        assert run("build").exit_code == 0, text
    Path("pyproject.toml").write_text("[tool]\ndeck-builder = 3\n")
    assert "pyproject.toml:2:1: error: ‘tool.deck-builder’ is not a table" in run("build").stderr


def test_a_home_that_cannot_be_looked_into_has_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    is_file = Path.is_file

    def refused(path: Path) -> bool:
        if path.name == "user.toml":
            raise PermissionError(13, "Permission denied")
        return is_file(path)

    user("strict = true\n")
    monkeypatch.setattr(Path, "is_file", refused)
    assert settings()["strict"] == (False, "default")


def test_a_file_that_cannot_be_read_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    Path("deck-builder.toml").write_text("strict = true\n")
    monkeypatch.setattr("deck_builder.cli.config_files.read_source", refused)
    result = run("build")
    assert result.exit_code == 1
    assert "‘deck-builder.toml’ cannot be read: Permission denied" in result.stderr


WIDENING = (
    *("root = ['/']", "env = ['HOME']", "allow-remote = true", "allow-private = true"),
    *("limit = ['slides=none']", "editor = 'rm'", "host = '0.0.0.0'", "store = 'x'"),
    *("allow-remote-variables = true", "scheduler = 'tcp://x'", "force = true"),
    *("template = '/etc/brand.pptx'", "output = '../out'", "theme = '../x.yaml'"),
)


@pytest.mark.parametrize("text", WIDENING)
def test_a_project_cannot_widen_what_is_read_written_or_run(text: str) -> None:
    Path("deck-builder.toml").write_text(f"{text}\n")
    result = run("build")
    assert result.exit_code == 1
    assert result.stderr.startswith("deck-builder.toml:1:1: error: ")
    assert not Path("output").exists()


def test_a_project_can_forbid_what_the_user_allows() -> None:
    user("allow-remote = true\n")
    assert settings()["allow-remote"][0] is True
    Path("deck-builder.toml").write_text("allow-remote = false\n")
    assert settings()["allow-remote"] == (False, "deck-builder.toml:1")


def test_a_user_can_set_limits() -> None:
    user("limit = ['slides=1']\n")
    write_talk("title: Tides\n", "# One\n\n## A\n\n- b\n\n## C\n\n- d\n")
    assert "limit" in run("build").stderr
    assert run("build", "--limit", "slides=100").exit_code == 0


def test_a_file_that_is_a_link_is_not_read(project: Path) -> None:
    secret = project.parent / "secret.toml"
    secret.write_text("[secret]\nword = 'x'\n")
    Path("deck-builder.toml").symlink_to(secret)
    assert run("build").exit_code == 0


def test_an_empty_variable_means_no_file_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    user("theme = 'night'\n")
    assert settings()["theme"][0] == "night"
    monkeypatch.setenv("DECK_BUILDER_CONFIG", "")
    assert settings()["theme"] == ("", "default")
