"""Variables and settings of the machine that change no byte of a deck."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.attacks.commands import run

TALK = """## A chart

```chart line
title: “Tides” and fjords
data: {Jan: 5.1, Feb: 6.25, Mar: -7}
unit: h
```

## A formula

$$\\frac{a}{\\sqrt{b}} + \\int_0^1 x\\,dx$$

## Text

- ﬁ “quotes” 1,5

```python
print("a")
```
"""
UGLY = """font.size: 30
svg.fonttype: none
mathtext.fontset: cm
path.sketch: 5, 50, 5
savefig.facecolor: red
lines.antialiased: False
patch.antialiased: False
text.hinting: default
"""
BROKEN = b"\xff\xfe\x00: {\nbackend: none\nfont.size: large\n"
VARIABLES = (
    {
        "FREETYPE_PROPERTIES": "truetype:interpreter-version=35 autofitter:no-stem-darkening=0",
        "HB_SHAPER_LIST": "fallback",
        "HB_FONT_FUNCS": "none",
        "MPLBACKEND": "none",
    },
    {
        "LC_ALL": "C",
        "LANGUAGE": "de",
        "PYTHONHASHSEED": "7",
        "PYTHONOPTIMIZE": "2",
        "PYTHONUTF8": "0",
        "TZ": "Asia/Tokyo",
    },
    {
        "COLUMNS": "5",
        "HOME": "/none",
        "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3",
        "OPENBLAS_CORETYPE": "Nehalem",
        "TMPDIR": "/none",
        "XDG_CACHE_HOME": "/none",
        "XDG_CONFIG_HOME": "/none",
    },
)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The deck as it is without any of this."""
    return built(tmp_path_factory.mktemp("usual"), {})


def built(folder: Path, environment: dict[str, str]) -> bytes:
    (folder / "talk.md").write_text(TALK, encoding="utf-8")
    # What the machine has set stays away.
    clean = {"MATPLOTLIBRC": "", "SOURCE_DATE_EPOCH": "0", **environment}
    done = run(("build", "talk.md", "-o", "out.pptx", "--no-cache"), clean, cwd=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "out.pptx").read_bytes()


@pytest.mark.parametrize("variables", VARIABLES, ids=lambda one: next(iter(one)))
def test_variables_change_nothing(tmp_path: Path, usual: bytes, variables: dict[str, str]) -> None:
    assert built(tmp_path, variables) == usual


@pytest.mark.parametrize("content", [UGLY.encode(), BROKEN], ids=["ugly", "broken"])
def test_no_settings_of_matplotlib_are_used(tmp_path: Path, usual: bytes, content: bytes) -> None:
    """Neither those in the working folder, nor in the user's, nor in a file that is named."""
    config = tmp_path / "config"
    config.mkdir()
    for path in (tmp_path / "matplotlibrc", config / "matplotlibrc", tmp_path / "mine"):
        path.write_bytes(content)
    named = {"MPLCONFIGDIR": str(config), "MATPLOTLIBRC": str(tmp_path / "mine")}
    assert built(tmp_path, named) == usual
    (tmp_path / "matplotlibrc").unlink()
    assert built(tmp_path, named) == usual
    assert built(tmp_path, {**named, "MATPLOTLIBRC": ""}) == usual


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_settings_that_are_a_pipe_are_not_waited_for(tmp_path: Path, usual: bytes) -> None:
    os.mkfifo(tmp_path / "matplotlibrc")
    assert built(tmp_path, {}) == usual
