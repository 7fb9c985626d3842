"""Workers import nothing from the working directory, which is the talk's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TALK = "## A\n\n- b\n\n```chart bar\ndata: {A: 1, B: 2}\n```\n"
LAUNCH = "from deck_builder.__main__ import run\nif __name__ == '__main__':\n    run()\n"
LOADED = """
import sys
from deck_builder.batch import job
from deck_builder.charts.draw import paint
import deck_builder.writer.deck
print(*{name.partition(".")[0] for name in sys.modules})
"""


def run(launcher: Path, *arguments: str) -> str:
    """What a program prints that Python starts as it does a console script: with the folder of the
    program in its path, not the working directory."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"}
    command = [sys.executable, str(launcher), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return done.stdout


def test_no_module_of_the_working_directory_is_imported(tmp_path: Path) -> None:
    programs, talks = tmp_path / "bin", tmp_path / "talks"
    programs.mkdir()
    talks.mkdir()
    (programs / "launch.py").write_text(LAUNCH)
    (programs / "loaded.py").write_text(LOADED)
    names = run(programs / "loaded.py").split()
    assert len(names) > 100
    for name in names:
        touch = f"open({str(tmp_path / ('ran-' + name))!r}, 'w')"
        (talks / f"{name}.py").write_text(touch)
    for name in ("a.md", "b.md"):
        (talks / name).write_text(TALK)
    old = Path.cwd()
    os.chdir(talks)
    try:
        run(programs / "launch.py", "batch", "a.md", "b.md", "--jobs", "2", "-o", "out")
    finally:
        os.chdir(old)
    assert not list(tmp_path.glob("ran-*"))
    assert sorted(path.name for path in (talks / "out").iterdir()) == ["a.pptx", "b.pptx"]
