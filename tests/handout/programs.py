"""Programs of a few lines that stand for others on PATH."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

SLEEPS = "import time\ntime.sleep(600)\n"
FAILS = "print('starting')\nprint('no display')\nraise SystemExit(77)\n"
DOES_NOTHING = "pass\n"


def only(monkeypatch: pytest.MonkeyPatch, folder: Path, **programs: str) -> None:
    """Put Python programs, by name, on a PATH of their own."""
    monkeypatch.setenv("PATH", str(folder))
    for name, text in programs.items():
        path = folder / name
        path.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
        os.chmod(path, 0o755)
