"""A job made where none of its files are."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deck_builder.batch.job import Job, make
from deck_builder.batch.keeping import Keeper
from deck_builder.batch.run import Run
from deck_builder.batch.shipping import make_shipped, pack, shipped
from deck_builder.batch.store import Store
from deck_builder.batch.versions import OtherVersionError, versions
from deck_builder.outline.options import Options
from tests.batch.project import write_project

JOB = Job(Path("talk"), Path("out.pptx"), Options(environment=("CITY",)))


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("CITY", "Bern")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    write_project()


def test_the_deck_is_the_same_without_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    deck = make(JOB)
    packed = pack(JOB)
    assert packed
    monkeypatch.setenv("CITY", "Basel")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    (there := Path("../there")).mkdir()
    monkeypatch.chdir(there)
    shutil.rmtree("../here")
    made, _ = make_shipped(packed, versions())
    assert made == deck
    assert made.data
    assert list(Path().iterdir()) == []


def test_another_version_is_refused() -> None:
    here = tuple((name, "1" if name == "lxml" else version) for name, version in versions())
    with pytest.raises(OtherVersionError, match=r"^lxml is \d[\d.]+ there and 1 here$"):
        make_shipped(b"of another form", here)


def test_what_is_wrong_is_said_here() -> None:
    Path("assets/square.png").rename("assets/sqare.png")
    assert pack(JOB) is None
    with ThreadPoolExecutor(1) as executor:
        run = Run([JOB, Job(Path("none"), Path("none.pptx"))], shipped(executor))
        assert [outcome.written for outcome in run] == [False, False]
    found = [one for outcome in run.in_order for one in outcome.diagnostics]
    assert "did you mean ‘sqare.png’?" in [one.hint for one in found]
    assert "there is no file or folder ‘none’" in [one.message for one in found]


def test_what_comes_back_is_kept() -> None:
    keeper = Keeper(Store())
    with ThreadPoolExecutor(1) as executor:
        assert [outcome.cached for outcome in Run([JOB], shipped(executor), keeper)] == [False]
    assert keeper.find(JOB) == make(JOB)
