"""Each feature of each dialect in other spellings, with other options, in other places.

The inputs are in `tests/cases/dialect_siblings/*.in.txt`, each below a line `@@@ title`, and what
the deck shows of them in `*.out.txt`. After a change that is meant, write them anew with
`UPDATE_GOLDENS=1`, and look at what has changed.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.dialects.outlines import CASES, outline_lines

SIBLINGS = CASES.parent / "dialect_siblings"
NAMES = sorted(one.name.partition(".")[0] for one in SIBLINGS.glob("*.in.txt"))
_SUFFIXES = {"quarto": ".qmd"}
_BEGIN = re.compile(r"^@@@ (.*)\n", re.MULTILINE)


def sections(path: Path) -> dict[str, str]:
    """Return the parts of a file by their titles."""
    if not path.is_file():
        return {}
    _, *parts = _BEGIN.split(path.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], (one.strip() for one in parts[1::2]), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_siblings(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for one in CASES.iterdir():
        if one.is_file() and one.suffix != ".txt":
            shutil.copy(one, tmp_path)
    shown: dict[str, str] = {}
    for title, text in sections(SIBLINGS / f"{name}.in.txt").items():
        path = Path(f"case{_SUFFIXES.get(name, '.md')}")
        path.write_text(f"{text}\n", encoding="utf-8")
        shown[title] = "\n".join(outline_lines(path, name)).strip()
    expected = SIBLINGS / f"{name}.out.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        text = "\n\n".join(f"@@@ {title}\n{outline}" for title, outline in shown.items())
        expected.write_text(f"{text}\n", encoding="utf-8")
    assert shown
    assert shown == sections(expected)


def test_a_stored_picture_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("talk_files/figure-revealjs", "_freeze/talk/figure-pptx"):
        kept = tmp_path / folder
        kept.mkdir(parents=True)
        name = "made-1.png" if folder.startswith("talk") else "other-output-1.png"
        shutil.copy(CASES / "pic.png", kept / name)
    text = "---\nformat: revealjs\n---\n\n## A\n\n```{r made}\nplot(1)\n```\n\n"
    text += "## B\n\n```{python}\n#| label: other\n#| fig-cap: Cap\nplot()\n```\n\n"
    text += "## C\n\n```{r none}\nplot(1)\n```\n"
    Path("talk.qmd").write_text(text, encoding="utf-8")
    lines = list(outline_lines(Path("talk.qmd")))
    assert [one.strip() for one in lines if "picture" in one or "caption" in one] == [
        "picture at 17 % 66 % wide:",
        "picture at 20 % 61 % wide: Cap",
        "caption: Cap",
    ]
