"""What commands write: never over what they have read, never in place of a device, and with nothing
left behind."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.base import reads, streams, unfinished
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import replace_file
from deck_builder.cli import main
from deck_builder.outline.talk import deck_name
from tests.attacks.commands import PACKAGE_FOLDER, SECONDS, TALK, run

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="as Unix has it")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a talk, a data file and a deck, which is the working one."""
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(TALK, encoding="utf-8")
    Path("data.json").write_text('[{"a": "x", "b": 1}]', encoding="utf-8")
    Path("chart.md").write_text("## A\n\n```chart bar\ndata: data.json\n```\n", encoding="utf-8")
    Path("section").mkdir()
    Path("section/deck.yaml").write_text("title: T\n", encoding="utf-8")
    Path("section/01-one.md").write_text("## One\n\n- a\n", encoding="utf-8")
    assert command("build", "talk.md", "-o", "deck.pptx").exit_code == 0
    Path("imports.md").write_text("## A\n\n- a\n\n{{< include deck.pptx >}}\n", encoding="utf-8")
    return tmp_path


def command(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def contents() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


OVERWRITING = (
    ("script talk.md -o {}", "talk.md"),
    ("handout talk.md --pictures none -o {}", "talk.html"),
    ("build imports.md -o {}", "deck.pptx"),
    ("build talk.md --template deck.pptx -o {}", "deck.pptx"),
    ("batch talk.md --report markdown={}", "talk.md"),
    ("batch section --report markdown={}", "section/01-one.md"),
    ("batch chart.md --report json={}", "data.json"),
    ("batch talk.md --data data.json -o out/{{{{a}}}}.pptx --report json={}", "data.json"),
    ("rehearse chart.md -o {}", "data.json"),
    ("template gallery deck.pptx -o {}", "deck.pptx"),
)


def itself(name: str) -> str:
    return name


def by_a_link(name: str) -> str:
    link = Path(f"link{Path(name).suffix}")
    link.symlink_to(name)
    return str(link)


def by_a_hard_link(name: str) -> str:
    link = Path(f"hard{Path(name).suffix}")
    os.link(name, link)
    return str(link)


def by_a_folder(name: str) -> str:
    Path("elsewhere").symlink_to(".")
    return f"elsewhere/{name}"


@UNIX
@pytest.mark.parametrize("way", [itself, by_a_link, by_a_hard_link, by_a_folder])
@pytest.mark.parametrize(("line", "name"), OVERWRITING)
def test_what_was_read_is_not_overwritten(line: str, name: str, way: Callable[[str], str]) -> None:
    if name == "talk.html":
        # A talk may have any name.
        Path(name).write_text(TALK, encoding="utf-8")
        line = line.replace("talk.md", name)
    target = way(name)
    before = contents()
    result = command(*line.format(target).split())
    assert result.exit_code in (1, 2)
    assert "was read, and is not overwritten" in " ".join(result.stderr.split())
    after = contents()
    assert {path: after[path] for path in before} == before


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_batch_does_not_overwrite_what_its_processes_have_read() -> None:
    Path("output").mkdir()
    Path("deck.pptx").rename("output/imports.pptx")
    text = "## A\n\n- a\n\n{{< include output/imports.pptx >}}\n"
    Path("imports.md").write_text(text, encoding="utf-8")
    before = Path("output/imports.pptx").read_bytes()
    for _ in range(2):
        # The second time, the deck is in the store.
        result = command("batch", "imports.md")
        assert result.exit_code == 1
        assert "was read, and is not overwritten" in result.stderr
        assert Path("output/imports.pptx").read_bytes() == before


def test_a_talk_is_not_turned_into_itself() -> None:
    before = contents()
    result = command("outline", "section", "-o", "section", "--force")
    assert result.exit_code == 1
    assert "was read, and is not overwritten" in result.stderr
    assert contents() == before


@UNIX
def test_a_folder_does_not_replace_a_pipe() -> None:
    Path("new").mkdir()
    os.mkfifo("new/deck.yaml")
    result = command("outline", "talk.md", "-o", "new", "--force")
    assert result.exit_code == 1
    assert "is no regular file" in result.stderr
    assert stat.S_ISFIFO(Path("new/deck.yaml").stat().st_mode)
    assert [path.name for path in Path("new").iterdir()] == ["deck.yaml"]


def test_an_output_is_written_again() -> None:
    for line in ("build talk.md", "script talk.md -o a.md", "rehearse talk.md", "batch talk.md"):
        assert [command(*line.split()).exit_code for _ in range(2)] == [0, 0]


def test_another_file_of_the_same_number_may_be_overwritten() -> None:
    """The number of a file that was removed is given to the next one."""
    with reads.remembered():
        reads.note("talk.md")
        Path("talk.md").rename("other.md")
        assert reads.name_of_read(Path("other.md")) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("build talk.md -o a.txt", "neither a folder nor a .pptx file"),
        ("build talk.md -o talk.md", "neither a folder nor a .pptx file"),
        ("batch talk.md -o a.pptx", "ends like a file"),
        ("batch talk.md --report json=a.xml", "must end in .json"),
        ("batch talk.md --report sarif=a.md", "must end in .sarif or .json"),
        ("batch talk.md --report json=a.json --report sarif=a.json", "have the same file"),
        ("handout talk.md -o a.md", "must end in .html or .pdf"),
        ("new a.md", "ends like a file"),
        ("outline talk.md -o a.md", "ends like a file"),
        ("rehearse talk.md -o talk.md", "must end in .json"),
        ("script talk.md -o a.pptx", "must end in .md, .markdown, .html, .htm or .txt"),
        ("script talk.md --format html -o a.md", "must end in .html or .htm"),
        ("script talk.md --teleprompter -o a.txt", "must end in .html or .htm"),
        ("template gallery deck.pptx -o a.potx", "must end in .pptx"),
        ("template new -o a.md", "must end in .pptx or .potx"),
        ("themes --gallery talk.md", "must end in .pptx"),
    ],
)
def test_an_output_ends_as_what_it_is(line: str, said: str) -> None:
    before = contents()
    result = command(*line.split())
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert contents() == before


def test_a_script_is_what_its_name_says() -> None:
    for name, start in (("a.html", "<!DOCTYPE html>"), ("a.txt", "T\n="), ("a.md", "# T")):
        assert command("script", "talk.md", "-o", name).exit_code == 0
        assert Path(name).read_text(encoding="utf-8").startswith(start)


def null_device(path: Path) -> Path:
    """Make the device that takes everything; only root can do that."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except (AttributeError, OSError):
        pytest.skip("devices cannot be made here")
    return path


@pytest.mark.parametrize(
    "line",
    [
        "batch talk.md --report json={}",
        "build talk.md -o {}",
        "handout talk.md --pictures none -o {}",
        "script talk.md -o {}",
        "template new -o {}",
        "themes --theme paper --gallery {}",
    ],
)
def test_a_device_is_written_to_and_not_replaced(folder: Path, line: str) -> None:
    device = null_device(folder / "null")
    by_a_link("null")
    for name in ("null", "link"):
        assert command(*line.format(name).split()).exit_code == 0
        assert stat.S_ISCHR(device.stat().st_mode)
    assert Path("link").is_symlink()


@UNIX
def test_sockets_and_disks_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        result = command("script", "talk.md", "-o", "socket")
    assert (result.exit_code, stat.S_ISSOCK(Path("socket").stat().st_mode)) == (1, True)
    assert "it is no regular file" in result.stderr


@UNIX
def test_a_pipe_is_written_to() -> None:
    os.mkfifo("pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()))
    reader.start()
    result = command("build", "talk.md", "-o", "pipe")
    reader.join(SECONDS)
    assert result.exit_code == 0
    assert got == [Path("deck.pptx").read_bytes()]
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


@UNIX
def test_a_pipe_is_not_waited_for_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "OPEN_SECONDS", 0.2)
    monkeypatch.setattr(streams, "STALL_SECONDS", 0.2)
    os.mkfifo("pipe")
    with pytest.raises(DeckError, match="a pipe that no program reads"):
        replace_file(Path("pipe"), b"data")
    reading = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(DeckError, match="takes nothing more"):
            replace_file(Path("pipe"), b"data" * 100_000)
    finally:
        os.close(reading)


@UNIX
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link.md"])
def test_standard_output_is_continued(folder: Path, name: str) -> None:
    """Also when it is a file: it is not replaced, and not begun again."""
    Path("link.md").symlink_to("/dev/stdout")
    if not os.path.exists(name):
        pytest.skip("not on this system")
    expected = run(("script", "talk.md")).stdout
    with open("out.txt", "w+b") as out:
        out.write(b"before\n")
        out.flush()
        assert run(("script", "talk.md", "-o", name), stdout=out).stderr == f"{name}\n"
        out.write(b"after\n")
    assert Path("out.txt").read_text(encoding="utf-8") == f"before\n{expected}after\n"


def test_long_names_are_shortened_and_stay_apart() -> None:
    long = "n" * 240
    for name in (f"{long}-one.md", f"{long}-two.md"):
        Path(name).write_text(TALK.replace("T", name), encoding="utf-8")
    result = command("build", f"{long}-one.md", f"{long}-two.md")
    assert result.exit_code == 0
    names = [path.name for path in Path("output").iterdir()]
    assert len(names) == 2
    assert all(len(name) < 230 and name.startswith("n" * 150) for name in names)
    for line in ("handout --pictures none", "rehearse", "batch"):
        assert command(*line.split(), f"{long}-one.md").exit_code == 0


def test_long_values_of_rows_are_shortened_and_stay_apart() -> None:
    rows = "".join(f"{'ü' * 200}{end}\n" for end in ("a", "b"))
    Path("rows.csv").write_text(f"name\n{rows}", encoding="utf-8")
    result = command("batch", "talk.md", "--data", "rows.csv", "-o", "out/{{ name }}.pptx")
    assert result.exit_code == 0
    assert len(list(Path("out").iterdir())) == 2


def test_short_names_stay_as_they_are() -> None:
    assert deck_name(Path("talk.md"), "pub", "night") == "talk-pub-night"


KILLED = """
import os, signal, sys
from pathlib import Path
from deck_builder.base import files, unfinished
os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "file":
    files.replace_file(Path("out.bin"), b"data")
with unfinished.unfinished_folder(Path()) as folder:
    (folder / "a").write_bytes(b"data")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def leftovers() -> list[str]:
    return [path.name for path in Path().iterdir() if path.name.startswith(".deck-builder-")]


@UNIX
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_run_left_is_removed_next_time(kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, kind],
        env={**os.environ, "PYTHONPATH": PACKAGE_FOLDER},
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert len(leftovers()) == 1
    unfinished.remove_leftovers(Path())
    assert leftovers() == []


@pytest.fixture
def held() -> Iterator[Path]:
    """A file that another process is writing."""
    code = (
        "import sys; from pathlib import Path; from deck_builder.base import unfinished\n"
        "with unfinished.unfinished_folder(Path()) as folder:\n"
        "    print(folder, flush=True); sys.stdin.read()"
    )
    writing = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": PACKAGE_FOLDER},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writing.stdout
    yield Path(writing.stdout.readline().strip())
    writing.communicate(timeout=SECONDS)


@UNIX
def test_what_a_run_is_writing_stays(held: Path) -> None:
    unfinished.remove_leftovers(Path())
    assert held.is_dir()


@UNIX
def test_what_is_not_ours_stays(folder: Path) -> None:
    name = ".deck-builder-0123456789abcdef.tmp"
    for other in (name[:-1], f"{name}x", f"x{name}", ".deck-builder-0123456789ABCDEF.tmp"):
        Path(other).write_bytes(b"mine")
    (folder / "sub").mkdir()
    Path("sub", name).write_bytes(b"deeper")
    Path(name).symlink_to("talk.md")
    before = sorted(folder.rglob("*"))
    unfinished.remove_leftovers(folder)
    assert sorted(folder.rglob("*")) == before
    Path(name).unlink()
    os.mkfifo(name)
    unfinished.remove_leftovers(folder)
    assert Path(name).exists()


@UNIX
def test_a_command_that_is_killed_leaves_nothing_for_long() -> None:
    """What is there after the next run is what there was, and its outputs."""
    before = set(contents())
    slow = (
        "import os, sys, time; real = os.replace\n"
        "def wait(*paths):\n    print('now', flush=True); time.sleep(60)\n"
        "os.replace = wait; sys.argv = ['x', 'script', 'talk.md', '-o', 'a.md']\n"
        "from deck_builder.__main__ import run; run()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", slow],
        env={**os.environ, "PYTHONPATH": PACKAGE_FOLDER},
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdout.readline() == b"now\n"
    process.kill()
    process.communicate()
    assert len(leftovers()) == 1
    assert run(("script", "talk.md", "-o", "b.md")).returncode == 0
    assert set(contents()) == {*before, "b.md"}
