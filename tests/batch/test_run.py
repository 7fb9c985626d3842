"""Jobs done: in order, each for itself, and by any executor."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from deck_builder.batch.job import Deck, Job
from deck_builder.batch.keeping import Keeper
from deck_builder.batch.run import Run, local
from deck_builder.batch.store import Store


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        Path(f"{name}.md").write_text(f"## {name}\n\n- one\n")
    Path("bad.md").write_text("## Bad\n\n![a](none.png)\n")


def jobs(*names: str) -> list[Job]:
    return [Job(Path(f"{name}.md"), Path(f"out/{name}.pptx")) for name in names]


def test_outcomes_are_in_the_order_of_the_jobs() -> None:
    with ThreadPoolExecutor(2) as executor:
        run = Run(jobs("c", "bad", "a", "none", "b"), local(executor), ahead=3)
        names = [outcome.job.name for outcome in run]
    assert sorted(names) == ["a", "b", "bad", "c", "none"]
    assert [(outcome.job.name, outcome.written) for outcome in run.in_order] == [
        ("c", True),
        ("bad", False),
        ("a", True),
        ("none", False),
        ("b", True),
    ]
    codes = [found.code for outcome in run.in_order for found in outcome.diagnostics]
    assert codes == ["missing-file", "cannot-build"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.pptx", "b.pptx", "c.pptx"]


def test_what_is_kept_is_not_submitted() -> None:
    keeper = Keeper(Store())
    with ThreadPoolExecutor(1) as executor:
        assert [outcome.cached for outcome in Run(jobs("a", "b"), local(executor), keeper)] == [
            False,
            False,
        ]
    run = Run(jobs("a", "b"), local(executor), keeper)
    assert [outcome.cached for outcome in run] == [True, True]


class Broken(Executor):
    """Whatever is given to it fails."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[Deck] = Future()
        future.set_exception(ValueError("a bug"))
        return future


def test_a_bug_costs_one_deck_only() -> None:
    run = Run(jobs("a", "b"), local(Broken()))
    assert [outcome.written for outcome in run] == [False, False]
    (found,) = run.in_order[0].diagnostics
    assert found.code == "internal-error"
    assert found.message.startswith("deck-builder failed on ‘a.md’: ValueError: a bug")


def test_a_file_that_cannot_be_written_costs_one_deck_only() -> None:
    Path("out").mkdir()
    Path("out/a.pptx").mkdir()
    with ThreadPoolExecutor(1) as executor:
        run = Run(jobs("a", "b"), local(executor))
        assert [outcome.written for outcome in run] == [False, True]
    assert "cannot be written" in run.in_order[0].diagnostics[0].message


def test_leaving_off_forgets_what_has_not_begun() -> None:
    with ThreadPoolExecutor(1) as executor:
        run = Run(jobs("a", "b", "c"), local(executor), ahead=3)
        for _ in run:
            break
    assert [outcome.job.name for outcome in run.in_order] == ["a"]
    assert [path.name for path in Path("out").iterdir()] == ["a.pptx"]
