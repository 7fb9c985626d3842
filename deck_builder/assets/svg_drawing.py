"""Drawings as PNG by resvg: small ones here, others in a process of their own, which may take only
so much time and memory, and may crash."""

from __future__ import annotations

import json
import math
import signal
import subprocess
import sys

from deck_builder.base.limits import SVG_MEMORY, SVG_SECONDS, LimitError

# It imports what this process would, and nothing from the working directory. What it reads begins
# with a line of its limits and the size of the picture, what it writes with the seconds it took.
_PROGRAM = """
import json, sys, time
path, seconds, memory, width, height = json.loads(sys.stdin.buffer.readline())
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
except ImportError:
    pass
sys.path[:] = path
import resvg_py
text = sys.stdin.buffer.read().decode()
png = resvg_py.svg_to_bytes(text, width=width, height=height, dpi=96)
sys.stdout.buffer.write(b"%f\\n" % time.process_time() + bytes(png))
"""
# What is under a limit that is lifted.
_SECONDS, _MEMORY = 3_600, 1 << 40
# How much longer it may take while others use the processors.
_PATIENCE = 10


def rasterize(text: str, width: int, height: int) -> bytes:
    """Return the drawing `text` as PNG of this size in pixels. Raises ValueError for one that
    cannot be drawn, and ImportError without a renderer."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(text, width=width, height=height, dpi=96))


def rasterize_apart(text: str, width: int, height: int) -> bytes:
    """Return the drawing `text` as PNG like `rasterize`, drawn in a process of its own. Raises
    LimitError when it takes too much time or memory, ValueError for one that cannot be drawn, and
    ImportError without a renderer."""
    import resvg_py  # noqa: F401

    seconds = math.ceil(min(SVG_SECONDS.left, _SECONDS))
    if seconds <= 0:
        raise _too_slow()
    limits = [seconds, min(SVG_MEMORY.most, _MEMORY)]
    head = json.dumps([sys.path, *limits, width, height])
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-c", _PROGRAM],
            input=f"{head}\n{text}".encode(),
            capture_output=True,
            check=False,
            timeout=seconds * _PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    if run.returncode != 0:
        raise _failure(run)
    took, _, png = run.stdout.partition(b"\n")
    SVG_SECONDS.count(float(took), "drawing it and those before")
    return png


def _failure(run: subprocess.CompletedProcess[bytes]) -> Exception:
    if run.returncode in (-signal.SIGKILL, -signal.SIGXCPU):
        return _too_slow()
    if run.returncode == -signal.SIGABRT or b"MemoryError" in run.stderr:
        return SVG_MEMORY.error("drawing it")
    return ValueError(run.stderr.decode("utf-8", "replace").rpartition("\n")[2] or "it crashes")


def _too_slow() -> LimitError:
    return SVG_SECONDS.error("drawing it and those before")
