"""The command line in a process of its own, as a shell starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SECONDS = 60
"""How long a command may take before it counts as hanging."""
COMMAND = (sys.executable, "-m", "deck_builder")
PACKAGE_FOLDER = str(Path(__file__).parents[2])
TALK = "---\ntitle: T\n---\n\n## One\n\n- a\n\n## Two\n\n- b\n"


def run(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None, **how: Any
) -> subprocess.CompletedProcess[str]:
    """Run the command line; the working folder is that of the test, or `cwd`."""
    given = {**os.environ, "PYTHONPATH": PACKAGE_FOLDER, **(environment or {})}
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    done = subprocess.run(
        [*COMMAND, *arguments],
        env=given,
        text=True,
        errors="replace",
        timeout=SECONDS,
        check=False,
        **{**options, **how},
    )
    for said in filter(None, (done.stdout, done.stderr)):
        assert "Traceback" not in said, said
        assert "Exception ignored" not in said, said
    return done
