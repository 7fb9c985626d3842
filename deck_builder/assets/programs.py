"""Programs that draw diagrams: how each is started, and what it gives back.

They are started only when the talk asks for one and the command line allows it. What they get is
the text of a diagram. What they give is read as a picture of a stranger.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import signal
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.base.diagnostics import printable
from deck_builder.base.limits import PROGRAM_MEMORY, PROGRAM_SECONDS, SVG_FILE

if TYPE_CHECKING:
    import subprocess

_SHOWN = 160
# Of its complaint, in bytes.
_READ = 20_000
_WORK = "drawing it and those before"
# What is under a limit that is lifted.
_SECONDS, _MEMORY = 3_600, 1 << 40
# How long a program may take to end, in seconds.
_ENDING = 5
_MERMAID = {
    "securityLevel": "strict",
    "deterministicIds": True,
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
}

# Sets the limits, leaves the network, and starts the program. Where the system cannot take the
# network away, a program that must not have it is not started. What the program has started and
# left behind becomes a child of this process, also in a session of its own, and ends with it.
_LAUNCH = """
import ctypes, json, os, resource, signal, sys
given = json.loads(sys.argv[1])
libc = ctypes.CDLL(None, use_errno=True)
def offline():
    try:
        user, group = os.getuid(), os.getgid()
        if libc.unshare(0x10000000 | 0x40000000) == 0:
            for name, text in (
                ("setgroups", "deny"),
                ("uid_map", f"{user} {user} 1"),
                ("gid_map", f"{group} {group} 1"),
            ):
                with open(f"/proc/self/{name}", "w") as file:
                    file.write(text)
            return True
        return libc.unshare(0x40000000) == 0
    except (OSError, AttributeError):
        return False
def stop(*about):
    raise TimeoutError
def children():
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(number) for number in file.read().split()]
    except OSError:
        return []
if not offline() and given["offline"]:
    sys.exit(given["refused"])
for name, number in given["limits"].items():
    kind = getattr(resource, name)
    most = resource.getrlimit(kind)[1]
    number = number if most == resource.RLIM_INFINITY else min(number, most)
    resource.setrlimit(kind, (number, number))
libc.prctl(36, 1, 0, 0, 0)
code = given["late"]
try:
    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGTERM, stop)
    signal.alarm(given["seconds"])
    child = os.fork()
    if not child:
        # Python ignores some signals, and so would the program.
        for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        try:
            os.execve(given["command"][0], given["command"], given["environment"])
        except OSError as error:
            print(error.strerror, file=sys.stderr, flush=True)
        os._exit(127)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(0)
except TimeoutError:
    pass
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while found := children():
    for one in found:
        os.kill(one, signal.SIGKILL)
        os.waitpid(one, 0)
sys.exit(code if code >= 0 else given["signalled"] - code)
"""
_REFUSED, _LATE = 113, 114
# As a shell says that a signal ended a program.
_SIGNALLED = 128


class DrawingError(Exception):
    """A diagram that a program did not draw: its message says why."""


class Program(Struct, frozen=True):
    """A program that draws diagrams of some `languages`, the words that open their fences. It is
    started with `arguments`: `@in` stands for the file with the diagram, `@out` for that with the
    picture, which is otherwise what the program prints. `environment` are the variables that keep
    it from opening files, `kept` the user's own that it needs. One that may ask the web by itself
    must be `offline`: it is not started where the system cannot take the network away. A text with
    what matches `forbidden` is not given to it: that would open files."""

    name: str
    languages: tuple[str, ...]
    arguments: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()
    offline: bool = False
    forbidden: str = ""


# With this variable, Graphviz believes that it serves the web, and opens no file.
_NO_FILES = ("SERVER_NAME", "deck-builder")

PROGRAMS = (
    Program(
        "mmdc",
        ("mermaid",),
        ("-i", "@in", "-o", "@out", "-c", "@config", "-b", "transparent", "-q"),
        kept=("PUPPETEER_EXECUTABLE_PATH", "PUPPETEER_CACHE_DIR"),
        offline=True,
    ),
    Program(
        "dot",
        ("dot", "graphviz", "gv"),
        ("-Tsvg", "@in"),
        environment=(_NO_FILES,),
    ),
    # An import begins with this sign where a value could be.
    Program(
        "d2",
        ("d2",),
        ("--bundle=false", "--layout=dagre", "@in", "@out"),
        environment=(("D2_LAYOUT", "dagre"), ("BROWSER", "0")),
        forbidden=r"(?<![\w])@",
    ),
    Program(
        "plantuml",
        ("plantuml", "puml"),
        ("-pipe", "-tsvg", "-nometadata", "-charset", "UTF-8"),
        # It starts Graphviz. Versions before 2020 do not know the profile.
        environment=(("PLANTUML_SECURITY_PROFILE", "SANDBOX"), _NO_FILES),
        forbidden=r"(?im)^\s*!(?:include|import|theme\b.*\bfrom\b)|^\s*@startditaa"
        r"|%(?:load_json|getenv|file_exists)\b",
    ),
)
"""All programs that can draw diagrams."""
PROGRAM_NAMES = tuple(one.name for one in PROGRAMS)
"""What they are called."""


def program_for(language: str) -> Program | None:
    """Return the program that draws diagrams in fences that open with the word `language`."""
    return next((one for one in PROGRAMS if language in one.languages), None)


def draw_apart(program: Program, text: str) -> bytes:
    """Return what a program makes of the text of a diagram, by its content an SVG if all is well.

    It runs in a folder of its own, which is empty, with an environment that says nothing of the
    user, and within limits of time, memory and the size of what it writes; without a network,
    where the system can take it away. Raises DrawingError, also when it is not installed, and
    LimitError when it takes too much time.
    """
    path = _installed(program.name)
    if not path:
        raise DrawingError(f"the program ‘{program.name}’ is not installed")
    if program.forbidden and (found := re.search(program.forbidden, text)):
        word = found[0].strip()
        raise DrawingError(f"‘{word}’ in it would open another file")
    if sys.platform != "linux":
        raise DrawingError("programs for diagrams are not started on this system")
    # Slow to import.
    from tempfile import TemporaryDirectory

    try:
        # The program may remove its folder.
        with TemporaryDirectory(prefix="deck-builder-", ignore_cleanup_errors=True) as name:
            return _drawn(program, path, _completed(program, text), Path(name))
    except OSError as error:
        raise DrawingError(f"there is no place to draw it: {error.strerror}") from error


def _completed(program: Program, text: str) -> str:
    """The text with the frame that PlantUML wants."""
    if program.name == "plantuml" and "@start" not in text:
        return f"@startuml\n{text}\n@enduml\n"
    return text


def _paths() -> str:
    """The folders in which programs are looked for. One that is not absolute would be in the
    working directory, which may be that of a stranger."""
    parts = os.environ.get("PATH", "").split(os.pathsep)
    return os.pathsep.join(part for part in parts if os.path.isabs(part))


def _installed(name: str) -> str:
    from shutil import which

    paths = _paths()
    found = which(name, path=paths) if paths else None
    return found if found and os.path.isabs(found) else ""


def _drawn(program: Program, path: str, text: str, folder: Path) -> bytes:
    places = {"@in": "in.txt", "@out": "out.svg", "@config": "config.json"}
    (folder / "in.txt").write_text(text, encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(_MERMAID), encoding="utf-8")
    most = math.ceil(min(PROGRAM_SECONDS.left, _SECONDS))
    if most <= 0:
        raise PROGRAM_SECONDS.error(_WORK)
    given = {
        "command": [path, *(places.get(one, one) for one in program.arguments)],
        "environment": _environment(program, folder),
        "limits": _limits(most),
        "offline": program.offline,
        "seconds": most,
        "refused": _REFUSED,
        "late": _LATE,
        "signalled": _SIGNALLED,
    }
    printed = folder / "printed"
    with (folder / "in.txt").open("rb") as source, printed.open("wb") as out:
        code, seconds, said = _run(json.dumps(given), source.fileno(), out.fileno(), folder)
    PROGRAM_SECONDS.count(seconds, _WORK)
    if code == _REFUSED and program.offline:
        raise DrawingError(f"the network cannot be taken away from ‘{program.name}’ here")
    if code in (_LATE, _SIGNALLED + signal.SIGXCPU, _SIGNALLED + signal.SIGKILL):
        raise PROGRAM_SECONDS.error(_WORK)
    if code == _SIGNALLED + signal.SIGXFSZ:
        raise DrawingError(f"the picture that ‘{program.name}’ makes is too large")
    data = _read(folder / "out.svg" if "@out" in program.arguments else printed)
    if code or not data.strip():
        why = f": {said}" if said else ""
        raise DrawingError(f"‘{program.name}’ cannot draw it{why}")
    return data


def _environment(program: Program, folder: Path) -> Mapping[str, str]:
    """An environment that is the same for every user but for where programs are."""
    kept = {name: os.environ[name] for name in program.kept if name in os.environ}
    return {
        **kept,
        "PATH": _paths(),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **dict(program.environment),
    }


def _limits(seconds: int) -> Mapping[str, int]:
    """What it may have, by the names of the module `resource`. Of memory, what it writes to is
    counted: Node and Java reserve much more than they use."""
    return {
        "RLIMIT_CPU": seconds,
        "RLIMIT_DATA": min(PROGRAM_MEMORY.most, _MEMORY),
        "RLIMIT_FSIZE": min(SVG_FILE.most, _MEMORY),
        "RLIMIT_CORE": 0,
    }


def _run(given: str, source: int, out: int, folder: Path) -> tuple[int, float, str]:
    """The exit code of a program, the seconds it took, and the last line of its complaint."""
    # Few talks need it: 5 ms at the start of every other one.
    import subprocess
    import time

    begin = time.monotonic()
    with (folder / "said").open("wb") as said:
        try:
            # A session of its own, so that its children end with it.
            started = subprocess.Popen(
                [sys.executable, "-I", "-c", _LAUNCH, given],
                stdin=source,
                stdout=out,
                stderr=said,
                cwd=folder,
                env={},
                start_new_session=True,
            )
        except OSError as error:
            raise DrawingError(f"it cannot be started: {error.strerror}") from error
        try:
            code = started.wait()
        finally:
            _end(started)
    return code, time.monotonic() - begin, _last_line(folder)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started, also where the build is interrupted."""
    import subprocess

    if started.poll() is None:
        started.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(_ENDING)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def _read(path: Path) -> bytes:
    """The content of a file that a program made: a plain one, and no larger than a drawing may
    be."""
    try:
        found = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    about = os.fstat(found)
    if not stat.S_ISREG(about.st_mode) or about.st_nlink > 1:
        os.close(found)
        return b""
    with os.fdopen(found, "rb") as file:
        SVG_FILE.check(about.st_size, "the drawing")
        return file.read(SVG_FILE.most)


def _last_line(folder: Path) -> str:
    """What a program says last, without the name of its folder."""
    said = _read(folder / "said")
    text = said[-_READ:].decode("utf-8", "replace")
    text = text.replace(f"{folder}/", "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return printable(lines[-1][:_SHOWN]) if lines else ""
