"""Diagrams for other programs: a talk starts none by itself, and what is started learns nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deck_builder.assets import Assets, Image
from deck_builder.assets.programs import PROGRAMS, DrawingError, draw_apart, program_for
from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import PROGRAM_SECONDS, LimitError, counting, lifted
from deck_builder.batch.job import Job, make
from deck_builder.blocks import Diagram, ImageBlock
from deck_builder.blocks.code import Code
from deck_builder.outline import Outline
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, read_outline

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="programs are started on Linux")

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">'
    '<rect width="80" height="30"/></svg>'
)
SECRET = "the secret of the machine"
ALLOWED = Options(allow_programs=True)
Fake = Callable[..., Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a program into a folder that is on the path."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def made(body: str, name: str = "d2") -> Path:
        file = folder / name
        file.write_text(f"#!{sys.executable} -I\nimport os, sys, time\n{body}\n", encoding="utf-8")
        file.chmod(0o755)
        return file

    return made


def drawing(extra: str = "") -> str:
    """A program that draws."""
    return f"{extra}\nopen('out.svg', 'w').write({SVG!r})"


def talk(folder: Path, setting: str = "d2", kind: str = "d2", text: str = "x -> y") -> Path:
    """A talk with a diagram that only a program can draw."""
    path = folder / "talk" / "talk.md"
    path.parent.mkdir(exist_ok=True)
    settings = f"---\ndiagram-programs: [{setting}]\n---\n\n" if setting else ""
    path.write_text(
        f'{settings}## A slide\n\n```{kind} {{alt="x to y"}}\n{text}\n```\n', encoding="utf-8"
    )
    return path


def shown(path: Path, options: Options = ALLOWED) -> tuple[type, list[str]]:
    """What the diagram has become, and what is said of it."""
    outline: Outline = (checked := read_outline(path, options)).value
    (block,) = tuple(outline.slides)[-1].blocks
    return type(block), [f"{one.code}: {one.hint}" for one in checked.diagnostics]


def test_a_talk_and_the_user_must_both_want_it(fake: Fake, tmp_path: Path) -> None:
    started = tmp_path / "started"
    fake(drawing(f"open({str(started)!r}, 'a').write('.')"))
    kind, said = shown(talk(tmp_path), Options())
    assert (kind, len(said), started.exists()) == (Code, 1, False)
    assert said[0].startswith("diagram-as-source: ")
    assert "--allow-programs" in said[0]
    for setting in ("", "plantuml"):
        kind, said = shown(talk(tmp_path, setting))
        assert (kind, started.exists()) == (Code, False), setting
        assert said[0].startswith("diagram-as-source: ")
    assert shown(talk(tmp_path)) == (ImageBlock, [])
    assert started.exists()


@pytest.mark.parametrize("setting", ["true", "all", "/bin/sh", "sh", "../d2", "d2 -x", "{d2: 1}"])
def test_no_other_program_can_be_named(setting: str, fake: Fake, tmp_path: Path) -> None:
    fake(drawing())
    kind, said = shown(talk(tmp_path, setting))
    assert kind is Code
    assert any(one.startswith(("wrong-type", "unknown-key")) for one in said)


def test_programs_of_the_working_directory_are_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "d2").write_text("#!/bin/sh\ntouch started\n", encoding="utf-8")
    (tmp_path / "d2").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in (".", "", ":", "./", f".:{os.curdir}", "programs/..:/nowhere"):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(DrawingError, match="not installed"):
            draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]
    assert not (tmp_path / "started").exists()


def test_it_learns_nothing_of_the_user(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", SECRET)
    monkeypatch.setenv("HOME", str(tmp_path))
    seen = tmp_path / "seen"
    fake(
        drawing(
            f"open({str(seen)!r}, 'w').write("
            "repr(sorted(os.environ)) + repr(os.environ) + os.getcwd() + repr(sorted(os.listdir()))"
            " + repr([os.path.exists(f'/proc/self/fd/{n}') for n in range(3, 40)]))"
        )
    )
    assert shown(talk(tmp_path)) == (ImageBlock, [])
    text = seen.read_text(encoding="utf-8")
    assert SECRET not in text
    assert "TOKEN" not in text
    assert str(tmp_path / "talk") not in text
    assert "'in.txt'" in text
    names = text[: text.index("]")]
    assert "HOME" in names
    assert "DECK_BUILDER" not in names


def test_it_has_no_network(fake: Fake, tmp_path: Path) -> None:
    heard: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(2)
        port = server.getsockname()[1]

        def listen() -> None:
            with contextlib.suppress(OSError):
                heard.append(server.accept()[1])

        thread = threading.Thread(target=listen)
        thread.start()
        fake(
            drawing(
                "import socket\ntry:\n"
                f"    socket.create_connection(('127.0.0.1', {port}), 1)\n"
                "except OSError:\n    open('alone', 'w')\n"
                f"open({str(tmp_path / 'net')!r}, 'w').write(str(os.path.exists('alone')))"
            )
        )
        assert shown(talk(tmp_path))[0] is ImageBlock
        thread.join()
    # Where the system cannot take the network away, only those are started that do not ask.
    assert (tmp_path / "net").read_text() == "True" or not _can_be_alone()
    assert bool(heard) != (_can_be_alone())


def _can_be_alone() -> bool:
    import subprocess

    done = subprocess.run(["unshare", "-Urn", "true"], capture_output=True, check=False)
    return done.returncode == 0


def test_mermaid_is_not_drawn_with_a_network(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    from deck_builder.assets import programs

    fake(drawing("open('/tmp/never', 'w')"), "mmdc")
    without = programs._LAUNCH.replace("libc.unshare(", "(lambda flags: 1)(")
    monkeypatch.setattr(programs, "_LAUNCH", without)
    with pytest.raises(DrawingError, match="network"):
        draw_apart(program_for("mermaid"), "zenuml")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(60)",
        "while True: pass",
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)",
        "if os.fork(): time.sleep(60)\nelse: time.sleep(60)",
        "print('x' * 1000, flush=True)\ntime.sleep(60)",
    ],
)
def test_it_has_only_so_much_time(body: str, fake: Fake) -> None:
    fake(body)
    begin = time.monotonic()
    with lifted({"program-seconds": 1}), counting(), pytest.raises(LimitError):
        draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]
    assert time.monotonic() - begin < 20


def test_the_time_of_all_diagrams_counts(fake: Fake) -> None:
    fake(drawing("time.sleep(1.2)"))
    with lifted({"program-seconds": 1}), counting():
        with pytest.raises(LimitError):
            draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]
        assert PROGRAM_SECONDS.left <= 1


def test_its_children_end_with_it(fake: Fake, tmp_path: Path) -> None:
    note = tmp_path / "child"
    fake(
        drawing(
            "child = os.fork()\n"
            "if not child:\n    time.sleep(60)\n    os._exit(0)\n"
            f"open({str(note)!r}, 'w').write(str(child))"
        )
    )
    draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]
    number = int(note.read_text())
    for _ in range(50):
        if not _is_running(number):
            break
        time.sleep(0.1)
    assert not _is_running(number)


@pytest.mark.parametrize("then", ["", "time.sleep(60)"], ids=["drawn", "too late"])
def test_children_in_a_session_of_their_own_end_with_it(
    then: str, fake: Fake, tmp_path: Path
) -> None:
    note = tmp_path / "child"
    fake(
        drawing(
            "if not os.fork():\n    os.setsid()\n"
            f"    open({str(note)!r}, 'w').write(str(os.getpid()))\n"
            "    time.sleep(60)\n    os._exit(0)\n"
            f"while not os.path.exists({str(note)!r}): time.sleep(0.02)\n"
            f"time.sleep(0.1)\n{then}"
        )
    )
    late = pytest.raises(LimitError) if then else contextlib.nullcontext()
    with lifted({"program-seconds": 2}), counting(), late:
        draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]
    assert not _is_running(int(note.read_text()))


def test_too_large_a_picture_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d2").write_text("#!/bin/sh\nexec cat /dev/zero > out.svg\n", encoding="utf-8")
    (tmp_path / "d2").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(DrawingError, match="makes is too large"):
        draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]


def test_stricter_limits_of_the_system_stay(fake: Fake, tmp_path: Path) -> None:
    import subprocess

    fake(drawing())
    code = (
        "import resource\nfrom deck_builder.assets.programs import draw_apart, program_for\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "print(draw_apart(program_for('d2'), 'x').decode())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == SVG, done.stderr


def test_the_end_of_a_long_complaint_is_shown(fake: Fake) -> None:
    fake("sys.stderr.write('a line\\n' * 10_000 + 'the reason\\n'); sys.exit(1)")
    with pytest.raises(DrawingError, match="the reason"):
        draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]


def test_what_is_no_program_is_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d2").write_bytes(b"\x00nothing")
    (tmp_path / "d2").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DrawingError, match="cannot draw it: Exec format error"):
        draw_apart(program_for("d2"), "x")  # type: ignore[arg-type]


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"


@pytest.mark.parametrize(
    "body",
    [
        "x = bytearray(4 << 30)",
        "open('out.svg', 'wb').write(b' ' * (64 << 20))",
        "while True: sys.stdout.write('x' * 1_000_000)",
        "os.symlink('/etc/passwd', 'out.svg')",
        "os.mkfifo('out.svg')",
        "os.mkdir('out.svg')",
        "os.link('/etc/hostname', 'out.svg')",
        "open('out.svg', 'w').write('no picture')",
        "open('out.svg', 'w').write('<svg')",
        "open('out.svg', 'w')",
        "pass",
        "sys.exit(3)",
        f"open('out.svg', 'w').write({SVG!r}); sys.exit(1)",
        "os.kill(os.getpid(), 11)",
        "sys.stderr.buffer.write(b'\\xff\\x1b[2J' * 100_000); sys.exit(1)",
        "import shutil; shutil.rmtree(os.getcwd())",
    ],
)
def test_what_it_makes_may_be_anything(body: str, fake: Fake, tmp_path: Path) -> None:
    fake(body)
    kind, said = shown(talk(tmp_path))
    assert kind is Code
    assert len(said) == 1
    assert said[0].startswith("diagram-as-source: ")
    assert "\x1b" not in said[0]
    assert len(said[0]) < 1_000
    assert "deck-builder-" not in said[0].replace("deck-builder-off", "")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="file:///etc/passwd"/>',
        '<image href="http://example.org/a.png"/>',
        '<style>@import url("http://example.org/a.css");</style>',
    ],
)
def test_what_it_draws_is_a_picture_of_a_stranger(inside: str, fake: Fake, tmp_path: Path) -> None:
    fake(f"open('out.svg', 'w').write({SVG.replace('</svg>', f'{inside}</svg>')!r})")
    outline = read_outline(talk(tmp_path), ALLOWED).value
    (block,) = tuple(outline.slides)[-1].blocks
    assert isinstance(block, ImageBlock)
    assert block.image is not None
    for word in (b"script", b"passwd", b"example.org"):
        assert word not in block.image.data


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("d2", "x: @secret"),
        ("d2", "...@../../etc/passwd"),
        ("d2", "x: { y: @a.b }"),
        ("plantuml", "!include /etc/passwd"),
        ("plantuml", "a -> b\n  !includeurl http://example.org"),
        ("plantuml", "!theme x from /etc"),
        ("puml", "!import /etc/passwd"),
        ("puml", '!$x = %load_json("/etc/data.json")\na -> b: $x'),
        ("puml", 'a -> b: %getenv("HOME")'),
    ],
)
def test_texts_that_open_files_are_not_drawn(kind: str, text: str, fake: Fake) -> None:
    program = program_for(kind)
    assert program is not None
    fake(drawing(), program.name)
    with pytest.raises(DrawingError, match="another file"):
        draw_apart(program, text)


def test_graphviz_opens_no_file_for_another_program(fake: Fake, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    fake(f"open({str(seen)!r}, 'w').write(repr(os.environ))\nprint({SVG!r})", "plantuml")
    draw_apart(program_for("plantuml"), "a -> b")  # type: ignore[arg-type]
    assert "SERVER_NAME" in seen.read_text(encoding="utf-8")


def test_without_a_place_for_files_the_source_is_shown(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(drawing())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    kind, said = shown(talk(tmp_path))
    assert kind is Code
    assert "no place to draw it" in said[0]


def test_every_program_is_kept_from_files() -> None:
    for one in PROGRAMS:
        assert one.environment or one.forbidden or one.offline, one.name


def test_assets_start_nothing_without_permission(fake: Fake, tmp_path: Path) -> None:
    fake(drawing())
    with pytest.raises(ValueError, match="no program"):
        Assets((tmp_path,)).draw_diagram("d2", "x", None, None)  # type: ignore[arg-type]


def test_diagrams_of_others_are_not_given_away(fake: Fake, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    fake(drawing(f"open({str(seen)!r}, 'a').write(open('in.txt').read())"))
    path = tmp_path / "talk.md"
    path.write_text(
        "---\ndiagram-programs: d2\naudiences: {board: {}, all: {}}\n---\n\n## A slide\n\nText\n\n"
        f'::: {{audience=board}}\n```d2 {{alt="a"}}\n{SECRET}\n```\n:::\n',
        encoding="utf-8",
    )
    read_outline(path, Options(audience="all", allow_programs=True))
    assert not seen.exists()
    read_outline(path, Options(audience="board", allow_programs=True))
    assert SECRET in seen.read_text()


def test_a_deck_with_such_a_picture_is_not_kept(fake: Fake, tmp_path: Path) -> None:
    fake(drawing())
    job = Job(talk(tmp_path), tmp_path / "a.pptx", ALLOWED)
    deck = make(job)
    assert deck.data
    assert not deck.steady
    assert deck.data == make(job).data
    assert make(Job(talk(tmp_path, ""), tmp_path / "a.pptx", Options())).steady


@pytest.mark.skipif(not shutil.which("dot"), reason="graphviz is not installed")
def test_graphviz_draws_and_opens_no_file(tmp_path: Path) -> None:
    import PIL.Image

    picture = tmp_path / "secret.png"
    PIL.Image.new("RGB", (50, 50), "red").save(picture)
    program = program_for("dot")
    assert program is not None
    for text in (
        f'digraph {{ c [shape=none label=x image="{picture}"] }}',
        f'digraph {{ imagepath="{tmp_path}"; c [shape=none label=x image="secret.png"] }}',
        'digraph { a [shapefile="/etc/passwd"] }',
    ):
        drawn = draw_apart(program, text)
        assert drawn.lstrip().startswith(b"<?xml")
        assert b"secret" not in drawn
    with pytest.raises(DrawingError, match="syntax error"):
        draw_apart(program, "digraph {")


@pytest.mark.skipif(not shutil.which("dot"), reason="graphviz is not installed")
def test_graphviz_gives_a_picture(tmp_path: Path) -> None:
    collector = Collector()
    assets = Assets((tmp_path,), programs=True)
    image = assets.draw_diagram("dot", "digraph { a -> b }", None, collector)
    assert isinstance(image, Image)
    assert image.format == "svg"
    assert image.fallback
    assert not collector.found


def test_what_can_be_read_is_given_to_no_program(fake: Fake, tmp_path: Path) -> None:
    started = tmp_path / "started"
    fake(drawing(f"open({str(started)!r}, 'w')"), "dot")
    path = talk(tmp_path, "dot", "dot", "digraph { a -> b }")
    assert shown(path) == (Diagram, [])
    assert not started.exists()


def test_the_picture_is_on_the_slide(fake: Fake, tmp_path: Path) -> None:
    from deck_builder.shapes import Picture

    fake(drawing())
    deck = lay_out_deck(talk(tmp_path), ALLOWED).value
    pictures = [one for slide in deck.slides for one in slide.shapes if isinstance(one, Picture)]
    assert [one.alt for one in pictures] == ["x to y"]
