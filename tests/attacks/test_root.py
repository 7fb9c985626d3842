"""A talk reads below its root only, whatever it says, whatever links are there, and by whatever
command; and nobody learns what is outside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.inputs import OutsideRootError
from deck_builder.base.roots import Roots, roots_of
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from tests.attacks.canary import CANARY, make_machine
from tests.attacks.places import PLACES, names_outside, write

FONT = Path(__file__).parents[2] / "deck_builder/fonts/data/files/Carlito-Regular.ttf"
# Generous, as machines of CI are slow.
SECONDS = 60


PLAIN = Options()


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with files of others beside a repository, which is the working directory."""
    make_machine(tmp_path)
    monkeypatch.chdir(tmp_path / "repository")
    return tmp_path


def codes(text: str, options: Options = PLAIN) -> list[str]:
    """The codes of what is wrong with a talk."""
    found = lay_out_deck(write("outlines/talk.md", text), options).diagnostics
    assert CANARY not in "".join(one.message + one.hint for one in found)
    return [one.code for one in found]


# Where a root is.


def root_in(path: str) -> str:
    return os.path.relpath(roots_of(Path(path)).folders[-1], os.getcwd())


@pytest.mark.parametrize(
    ("talk", "root"),
    [
        ("outlines/talk.md", "."),
        ("outlines/talk", "."),
        ("deep/in/it/talk.md", "."),
        ("talk.md", "."),
        ("nested/talk/talk.md", "nested"),
        ("../plain/outlines/a/talk", "../plain"),
        ("../plain/outlines/talk.md", "../plain"),
        ("../plain/talk.md", "../plain"),
        ("../plain/folder/talk.md", "../plain/folder"),
        ("../plain/folder", "../plain/folder"),
        ("../plain/folder/.", "../plain/folder"),
    ],
)
def test_where_the_root_is(talk: str, root: str) -> None:
    for folder in ("outlines/talk", "deep/in/it", "nested/talk", "nested/.git"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    for folder in ("../plain/outlines/a/talk", "../plain/folder"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    assert root_in(talk) == root


def test_a_whole_disk_is_no_root_by_itself() -> None:
    assert roots_of(Path("/talk.md")).folders == ()
    assert roots_of(Path("/outlines/talk.md")).folders == ("/outlines",)
    assert roots_of(Path("/talk.md"), ["/"]).folders == ("/",)


# What is below it.


@pytest.fixture
def roots() -> Roots:
    return roots_of(write("outlines/talk.md", ""))


@pytest.mark.parametrize(
    "path",
    [
        "../elsewhere/secret.md",
        "outlines/../../elsewhere/secret.md",
        "outlines/none/../../../elsewhere/secret.md",
        "/etc/passwd",
        "//etc/passwd",
        "/",
        "..",
        "../repository2/file",
        "/proc/self/environ",
        "/dev/stdin",
        "/dev/fd/0",
        "outlines/link.md",
        "outlines/folder/secret.md",
        "outlines/folder/../elsewhere/secret.md",
        "outlines/folder/../repository/outlines/talk.md",
        "outlines/hop.md",
        "outlines/hop2/secret.md",
        "outlines/up/elsewhere/secret.md",
        ".git/config",
        "outlines/.hidden",
        "\u200c.git/config",
        "outlines/to-git",
        "outlines/to-hidden",
    ],
)
def test_what_is_outside(roots: Roots, path: str, machine: Path) -> None:
    make_links(machine)
    assert roots.real_path(path) is None
    with inputs.within(roots):
        assert inputs.is_outside(path)
        assert not inputs.exists(path)
        assert not inputs.is_file(Path(path))
        assert inputs.names_in(Path(path)) == ()
        for read in (inputs.read_bytes, inputs.on_disk, inputs.open_file):
            with pytest.raises(OutsideRootError):
                read(Path(path))


def make_links(machine: Path) -> None:
    elsewhere, outlines = machine / "elsewhere", Path("outlines")
    (outlines / "link.md").symlink_to(elsewhere / "secret.md")
    (outlines / "folder").symlink_to(elsewhere)
    (outlines / "hop.md").symlink_to("hop1.md")
    (outlines / "hop1.md").symlink_to("../../elsewhere/secret.md")
    (outlines / "hop2").symlink_to("hop3")
    (outlines / "hop3").symlink_to(elsewhere, target_is_directory=True)
    (outlines / "up").symlink_to("../..")
    (outlines / ".hidden").write_text(CANARY)
    (outlines / "to-git").symlink_to("../.git/config")
    (outlines / "to-hidden").symlink_to(".hidden")
    (outlines / "inner.md").symlink_to("talk.md")
    (outlines / "top").symlink_to("..")
    (outlines / "absolute.md").symlink_to(Path("outlines/talk.md").resolve())


@pytest.mark.parametrize(
    "path",
    [
        "outlines/talk.md",
        "outlines/../outlines/talk.md",
        "./outlines//talk.md",
        "../repository/outlines/talk.md",
        "outlines/inner.md",
        "outlines/absolute.md",
        "outlines/top/outlines/talk.md",
        "outlines/top/outlines/top/outlines/inner.md",
    ],
)
def test_what_is_inside(roots: Roots, path: str, machine: Path) -> None:
    make_links(machine)
    real = str(Path("outlines/talk.md").resolve())
    assert roots.real_path(path) == real
    assert roots.real_path(str(Path(path).absolute())) == real
    with inputs.within(roots):
        assert inputs.is_file(Path(path))


def test_links_without_an_end_are_no_file(roots: Roots, machine: Path) -> None:
    Path("outlines/a.md").symlink_to("b.md")
    Path("outlines/b.md").symlink_to("a.md")
    # A chain longer than what is followed, whose end is outside.
    for number in range(60):
        Path(f"outlines/{number}").symlink_to(str(number + 1))
    Path("outlines/60").symlink_to(machine / "elsewhere")
    with inputs.within(roots):
        for path in (
            "outlines/a.md",
            "outlines/0",
            "outlines/0/secret.md",
            "outlines/19/secret.md",
        ):
            assert not inputs.exists(path)
            with pytest.raises(OSError, match=r"Too many|outside"):
                inputs.read_bytes(Path(path))


def test_nothing_outside_is_looked_at(
    roots: Roots, monkeypatch: pytest.MonkeyPatch, machine: Path
) -> None:
    """What is asked of the system is the same whether there is something or not."""
    make_links(machine)
    asked: list[str] = []

    def spied(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def spy(path: object, *rest: object, **more: object) -> object:
            asked.append(os.path.abspath(os.fspath(path)))  # type: ignore[call-overload]
            return real(path, *rest, **more)

        return spy

    for name in ("stat", "lstat", "readlink", "open", "listdir", "scandir"):
        monkeypatch.setattr(os, name, spied(name))
    with inputs.within(roots):
        for path in ("../elsewhere/secret.md", "outlines/folder/x", "../elsewhere/../repository"):
            assert inputs.is_outside(path)
    assert asked
    assert not [path for path in asked if path.startswith(str(machine / "elsewhere"))]


# What a talk may name.


@pytest.mark.parametrize("place", PLACES)
def test_no_place_reads_outside(place: str, machine: Path) -> None:
    form, file = PLACES[place]
    (Path("outlines") / "tone.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    options = Options(audience="a" if place == "audience" else "")
    for name in names_outside(machine, file):
        if "%" in name and place in (
            "theme",
            "template",
            "kept",
            "audience",
            "style",
            "bibliography",
        ):
            # Settings are no Markdown.
            continue
        found = lay_out_deck(write("outlines/talk.md", form.format(name)), options).diagnostics
        wrong = [one for one in found if one.code == "outside-root"]
        assert wrong, (name, found)
        assert all(one.span for one in wrong)
        assert "--root" in wrong[0].hint


@pytest.mark.parametrize("place", PLACES)
def test_every_place_reads_inside(place: str, machine: Path) -> None:
    """So that the test above shows something."""
    form, file = PLACES[place]
    (Path("outlines") / "tone.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    shutil.copy(machine / "elsewhere" / file, "outlines")
    options = Options(audience="a" if place == "audience" else "")
    talk = write("outlines/talk.md", form.format(file))
    found = lay_out_deck(talk, options).diagnostics
    assert not [one for one in found if one.severity.value == "error"], found


@pytest.mark.parametrize("place", PLACES)
def test_nobody_learns_what_is_outside(place: str, machine: Path) -> None:
    form, file = PLACES[place]
    options = Options(audience="a" if place == "audience" else "")
    said = []
    for name in (f"../../elsewhere/{file}", f"../../elsewhere/none-{file[6:]}"):
        found = lay_out_deck(write("outlines/talk.md", form.format(name)), options).diagnostics
        said.append([(one.code, one.message.replace(name, ""), one.hint) for one in found])
    assert said[0] == said[1]


def test_a_hint_names_nothing_outside() -> None:
    (found,) = lay_out_deck(
        write("outlines/talk.md", "## A\n\n![a](none/../../../elsewhere/secrets.png)\n"), Options()
    ).diagnostics
    assert found.code == "outside-root"
    assert "secret.png" not in found.hint


def test_an_include_reads_below_the_root_of_the_talk() -> None:
    write("shared/part.md", "## A\n\n![a](../../elsewhere/secret.png)\n")
    assert codes("{{< include ../shared/part.md >}}\n") == ["outside-root"]


@pytest.mark.parametrize(
    "theme",
    [
        "background: {picture: ../../elsewhere/secret.png}",
        "logo: {file: ../../elsewhere/secret.png}",
        "fonts: {minor: Mine, files: {Mine: ../../elsewhere/secret.ttf}}",
    ],
)
def test_a_theme_reads_below_the_root_of_the_talk(theme: str) -> None:
    write("outlines/mine.yaml", f"extends: paper\n{theme}\n")
    assert "outside-root" in codes("---\ntheme: mine.yaml\n---\n\n## A\n\n- a\n")


def test_settings_and_sections_that_are_links(machine: Path) -> None:
    elsewhere = machine / "elsewhere"
    write("outlines/a/deck.yaml", "title: A\nsections: [../../../elsewhere/secret.md]\n")
    write("outlines/b/deck.yaml", "title: B\n")
    Path("outlines/b/01.md").symlink_to(elsewhere / "secret.md")
    (found,) = (
        one
        for one in lay_out_deck(Path("outlines/a"), Options()).diagnostics
        if one.code == "outside-root"
    )
    assert (found.path, found.line) == ("outlines/a/deck.yaml", 2)
    (found,) = (
        one
        for one in lay_out_deck(Path("outlines/b"), Options()).diagnostics
        if one.code == "outside-root"
    )
    assert found.path == "outlines/b/01.md"
    Path("outlines/c").mkdir()
    Path("outlines/c/deck.yaml").symlink_to(elsewhere / "secret.yaml")
    Path("outlines/d").symlink_to(elsewhere)
    Path("outlines/e.md").symlink_to(elsewhere / "secret.md")
    for talk in ("outlines/c", "outlines/d", "outlines/e.md"):
        with pytest.raises(DeckError) as raised:
            lay_out_deck(Path(talk), Options())
        assert raised.value.code == "outside-root"


def test_a_hidden_section_is_left_out() -> None:
    write("outlines/a/deck.yaml", "title: A\n")
    write("outlines/a/01.md", "## A\n\n- a\n")
    write("outlines/a/._01.md", "## B\n\n- b\n")
    checked = lay_out_deck(Path("outlines/a"), Options())
    assert checked.diagnostics == ()
    assert "B" not in [slide.title for slide in checked.value.slides]


# What the command line names.


def test_a_wider_root(machine: Path) -> None:
    text = "## A\n\n![a](../../elsewhere/secret.png)\n"
    assert codes(text) == ["outside-root"]
    assert codes(text, Options(roots=("../elsewhere",))) == []
    assert codes(text, Options(roots=("..",))) == []
    assert codes(text, Options(roots=(str(machine),))) == []
    assert codes(text, Options(roots=("outlines",))) == ["outside-root"]
    write("../other/x", "")
    assert codes(text, Options(roots=("../other",))) == ["outside-root"]


def test_a_wider_root_that_is_a_link(machine: Path) -> None:
    Path("brand").symlink_to(machine / "elsewhere")
    text = "## A\n\n![a](../brand/secret.png)\n"
    assert codes(text) == ["outside-root"]
    assert codes(text, Options(roots=("brand",))) == []


def test_a_talk_in_a_folder_that_is_reached_by_a_link(machine: Path) -> None:
    write("outlines/talk.md", "## A\n\n![a](a.png)\n")
    shutil.copy("../elsewhere/secret.png", "outlines/a.png")
    (machine / "short").symlink_to(machine / "repository" / "outlines")
    for path in (machine / "short" / "talk.md", Path("../short/talk.md")):
        assert lay_out_deck(path, Options()).diagnostics == ()


def test_a_template_and_a_theme_of_the_command_line(machine: Path) -> None:
    talk = write("outlines/talk.md", "## A\n\n- a\n")
    write("../brand/logo.png", "")
    shutil.copy("../elsewhere/secret.png", "../brand/logo.png")
    write("../brand/themes/mine.yaml", "extends: paper\nlogo: {file: logo.png}\n")
    shutil.copy("../brand/logo.png", "../brand/themes/logo.png")
    for options in (
        Options(template="../elsewhere/secret.pptx"),
        Options(template=str(machine / "elsewhere/secret.pptx")),
        Options(theme="../brand/themes/mine.yaml"),
        Options(theme=str(machine / "brand/themes/mine.yaml")),
    ):
        found = lay_out_deck(talk, options).diagnostics
        assert not [one for one in found if one.severity.value == "error"], found


def test_a_theme_of_the_command_line_opens_its_folder_to_no_talk() -> None:
    shutil.copytree("../elsewhere", "../brand")
    write("../brand/mine.yaml", "extends: paper\n")
    text = "## A\n\n![a](../../brand/secret.png)\n"
    assert codes(text, Options(theme="../brand/mine.yaml")) == ["outside-root"]


@pytest.mark.parametrize(
    "options", [Options(template="corp.pptx"), Options(theme="mine.yaml")], ids=["pptx", "yaml"]
)
def test_what_is_named_is_no_link_out_of_the_root(machine: Path, options: Options) -> None:
    """The name is the user's word, but where it leads is a stranger's."""
    Path("corp.pptx").symlink_to(machine / "elsewhere" / "secret.pptx")
    Path("mine.yaml").symlink_to(machine / "elsewhere" / "secret.yaml")
    with pytest.raises(DeckError) as raised:
        lay_out_deck(write("outlines/talk.md", "## A\n\n- a\n"), options)
    assert raised.value.code == "outside-root"


def test_the_home_of_the_user_is_not_looked_up(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(machine / "elsewhere"))
    assert codes("## A\n\n![a](~/secret.png)\n") == ["missing-file"]
    assert codes("## A\n\n![a]($HOME/secret.png)\n") == ["missing-file"]
