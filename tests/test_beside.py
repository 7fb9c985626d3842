"""Work in a fork, in a process without other threads: see `beside_cases.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).with_name("beside_cases.py")
CAN_FORK = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


@pytest.mark.skipif(not CAN_FORK, reason="there is one processor, or no fork")
def test_work_is_done_in_a_fork() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, str(CASES)],
        capture_output=True,
        text=True,
        timeout=300,
        # Options for all tests, such as the number of processes, are not for these.
        env={name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"},
        cwd=CASES.parent.parent,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
