"""What a shell completes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("tides", "moons"):
        folder = Path("outlines", name)
        folder.mkdir(parents=True)
        settings = "title: X\naudiences: {pupils: {}, pilots: {}}\n" if name == "tides" else ""
        (folder / "deck.yaml").write_text(settings or "title: X\n")
        (folder / "01.md").write_text("# A\n\n## B\n")


def completed(*words: str) -> set[str]:
    """What bash would offer for the last of `words`."""
    line = " ".join(("deck-builder", *words))
    environment = {
        **os.environ,
        "_DECK_BUILDER_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
    }
    code = "import sys; sys.argv[0] = 'deck-builder'; from deck_builder.__main__ import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return {one.partition(",")[2] for one in done.stdout.split()}


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_after_the_line_of_the_docs(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"\| bash \| [^|]* \| `(.*)` \|", page)
    program = tmp_path / "bin" / "deck-builder"
    program.parent.mkdir()
    run = "import sys; sys.argv[0] = 'deck-builder'; from deck_builder.__main__ import run; run()"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{run}" "$@"\n')
    program.chmod(0o755)
    script = f"""{line}
COMP_WORDS=(deck-builder build outlines/tides --audience pu) COMP_CWORD=4
_deck_builder_completion deck-builder
echo "${{COMPREPLY[@]}}"
"""
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "pupils", done.stderr


def test_commands_and_options_are_completed() -> None:
    assert completed("re") == {"reference", "rehearse"}
    assert "--all-audiences" in completed("build", "--all")


def test_themes_talks_audiences_and_topics_are_completed() -> None:
    assert completed("build", "--theme", "k") == {"keynote"}
    assert completed("build", "--theme", "s") == {"studio", "swiss"}
    assert completed("build", "outlines/") == {"outlines/tides", "outlines/moons"}
    assert completed("build", "outlines/tides", "--audience", "") == {"pilots", "pupils"}
    assert completed("build", "outlines/moons", "--audience", "") == set()
    assert completed("build", "--audience", "pu") == {"pupils"}
    assert completed("time", "--from", "ma") == {"marp"}
    assert completed("reference", "ch") == {"charts"}


def test_what_is_not_known_is_left_to_the_shell() -> None:
    assert completed("build", "--theme", "assets/") == {"assets/"}
    assert completed("build", "none/") == {"none/"}
