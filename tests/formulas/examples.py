"""The formulas that everything about formulas is tried on."""

from __future__ import annotations

from pathlib import Path

import pytest

_LINES = Path(__file__).with_name("formulas.txt").read_text(encoding="utf-8").splitlines()
FORMULAS = dict(line.split(" . ", 1) for line in _LINES if not line.startswith("#"))
"""LaTeX by name."""
EACH = [pytest.param(latex, id=name) for name, latex in FORMULAS.items()]
"""Parameters of a test."""
