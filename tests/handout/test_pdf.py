"""Pages as PDF, and what is said when there is nothing to make one with."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.handout.pdf import printed
from tests.handout.programs import DOES_NOTHING, FAILS, SLEEPS, only

pytestmark = pytest.mark.skipif(os.name != "posix", reason="programs are scripts here")
# What it is told to print, and how, is in its PDF.
PRINTS = """\
import pathlib, sys, urllib.parse
page = urllib.parse.unquote(urllib.parse.urlsplit(sys.argv[-1]).path)
target = next(one for one in sys.argv if one.startswith("--print-to-pdf="))
said = "%PDF " + pathlib.Path(page).read_text(encoding="utf-8")
pathlib.Path(target.partition("=")[2]).write_text(said, encoding="utf-8")
"""


def test_a_browser_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path, chromium=PRINTS)
    assert printed("<p>où</p>") == "%PDF <p>où</p>".encode()


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (SLEEPS, "the browser took longer than 1 seconds and was stopped"),
        (FAILS, "the browser failed with exit code 77: no display"),
        (DOES_NOTHING, "the browser made no PDF"),
    ],
    ids=["hangs", "fails", "does nothing"],
)
def test_a_browser_that_does_not_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, message: str
) -> None:
    only(monkeypatch, tmp_path, chromium=program)
    with pytest.raises(DeckError) as caught:
        printed("<p>a</p>", seconds=1)
    assert caught.value.message == message
    assert caught.value.hint == f"see whether ‘{tmp_path / 'chromium'}’ works by itself"


@pytest.mark.skipif(importlib.util.find_spec("weasyprint") is not None, reason="it prints, too")
def test_without_anything_that_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path)
    with pytest.raises(DeckError, match="nothing to make a PDF with"):
        printed("<p>a</p>")
