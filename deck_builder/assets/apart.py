"""Work on pictures and data in a process of its own, which may take only so much time and
memory, and may crash."""

from __future__ import annotations

import json
import math
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from deck_builder.base.limits import Limit, LimitError

if TYPE_CHECKING:
    import subprocess

# It imports what this process would, and nothing from the working directory. What it reads begins
# with a line of its limits and arguments, what it writes with the seconds it took.
_BEFORE = """
import json, sys, time
path, seconds, memory, arguments = json.loads(sys.stdin.buffer.readline())
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
except ImportError:
    pass
sys.path[:] = path
data = sys.stdin.buffer.read()
"""
_AFTER = """
sys.stdout.buffer.write(b"%f\\n" % time.process_time() + result)
"""
# What is under a limit that is lifted.
_SECONDS, _MEMORY = 3_600, 1 << 40
# How much longer it may take while others use the processors.
_PATIENCE = 10
_BEFORE_IT = " and those before"
_DRAWING = f"drawing it{_BEFORE_IT}"
_NO_MEMORY = (b"MemoryError", b"OutOfMemoryException", b"memory allocation of")


def run_apart(
    program: str,
    arguments: Sequence[object],
    data: bytes,
    seconds: Limit,
    memory: Limit,
    work: str = _DRAWING,
) -> bytes:
    """Return what the Python `program` makes of `data` and `arguments`, its variable `result`.
    Messages call that the `work`.

    Raises LimitError when it takes too much time or memory, and ValueError, with the last line that
    it says, when it fails.
    """
    # Few talks need it: 5 ms at the start of every other one.
    import subprocess

    most = math.ceil(min(seconds.left, _SECONDS))
    if most <= 0:
        raise _too_slow(seconds, work)
    head = json.dumps([sys.path, most, min(memory.most, _MEMORY), list(arguments)])
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-c", _BEFORE + program + _AFTER],
            input=head.encode() + b"\n" + data,
            capture_output=True,
            check=False,
            timeout=most * _PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(seconds, work) from error
    if run.returncode != 0:
        raise _failure(run, seconds, memory, work)
    took, _, result = run.stdout.partition(b"\n")
    seconds.count(float(took), work)
    return result


def _failure(
    run: subprocess.CompletedProcess[bytes], seconds: Limit, memory: Limit, work: str
) -> LimitError | ValueError:
    if run.returncode in (-signal.SIGKILL, -signal.SIGXCPU):
        return _too_slow(seconds, work)
    if run.returncode == -signal.SIGABRT or any(word in run.stderr for word in _NO_MEMORY):
        return memory.error(work.removesuffix(_BEFORE_IT))
    lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
    return ValueError(lines[-1] if lines else "it crashes")


def _too_slow(seconds: Limit, work: str) -> LimitError:
    return seconds.error(work)
