"""A Dask cluster of several processes, one of which is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.batch.cluster import connected
from deck_builder.batch.job import Job, make
from deck_builder.batch.run import Run
from deck_builder.batch.shipping import shipped

distributed = pytest.importorskip("distributed")
# Dask's own, of ports in use, processes killed and what is left open.
pytestmark = pytest.mark.filterwarnings("ignore")
OUTLINE = "## {name}\n\n- one\n\n```chart bar\ndata: {{a: 1, b: 2}}\n```\n"


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Workers that started elsewhere, so that they see none of the files."""
    (tmp_path / "there").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "there")
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None
    ) as started:
        monkeypatch.chdir(tmp_path / "here")
        yield started


def test_nothing_is_lost_with_a_worker(cluster: Any) -> None:
    jobs = []
    for number in range(12):
        Path(f"{number}.md").write_text(OUTLINE.format(name=number))
        jobs.append(Job(Path(f"{number}.md"), Path(f"out/{number}.pptx")))
    with distributed.Client(cluster) as client:
        workers = sorted(client.run(os.getpid).values())
    names: list[str] = []
    with connected(cluster.scheduler_address) as found:
        assert (found.size, found.unfit) == (3, ())
        run = Run(jobs, shipped(found.executor), ahead=12)
        for outcome in run:
            if not names:
                os.kill(workers[0], signal.SIGKILL)
            names.append(outcome.job.name)
    assert sorted(names) == sorted(job.name for job in jobs)
    assert [outcome.diagnostics for outcome in run.in_order] == [()] * len(jobs)
    for job in jobs:
        assert job.output.read_bytes() == make(job).data


def test_a_cluster_that_is_not_there() -> None:
    message = "there is no Dask scheduler at ‘here’"
    with pytest.raises(DeckError, match=message), connected("here"):
        pass
