"""Decks built on a Dask cluster: on machines that have none of a talk's files, that die, that are
full, or that have another version."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from deck_builder.base.diagnostics import DeckError
from deck_builder.batch.cluster import Cluster, Watch, connected
from deck_builder.batch.failures import LostError
from deck_builder.batch.job import Job, make
from deck_builder.batch.run import Run
from deck_builder.batch.shipping import make_shipped, pack, shipped
from deck_builder.batch.versions import versions
from deck_builder.outline.options import Options
from tests.attacks.everything import write_everything
from tests.batch.project import write_project

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")
# Dask's own, of ports in use, processes killed and what is left open.
pytestmark = pytest.mark.filterwarnings("ignore")

PLAIN = "# {name}\n\n## One\n\n- one\n\n```chart bar\ndata: {{a: 1, b: 2}}\n```\n"
# Run by each worker when it starts, also when it starts again.
POISON = """
import os, signal
from deck_builder.batch import shipping
from deck_builder.batch.job import make_timed
def poisoned(job):
    if job.name == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return make_timed(job)
shipping.make_timed = poisoned
"""


def write_plain(*names: str) -> list[Job]:
    for name in names:
        Path(f"{name}.md").write_text(PLAIN.format(name=name))
    return [Job(Path(f"{name}.md"), Path(f"out/{name}.pptx")) for name in names]


@contextlib.contextmanager
def cluster_in(folder: Path, **options: Any) -> Iterator[Any]:
    """A cluster of three processes that start in a folder of their own."""
    before = Path.cwd()
    folder.mkdir()
    os.chdir(folder)
    try:
        wanted = {"n_workers": 3, "threads_per_worker": 1, "processes": True, **options}
        with distributed.LocalCluster(dashboard_address=None, **wanted) as started:
            os.chdir(before)
            yield started
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with cluster_in(tmp_path_factory.mktemp("workers") / "there") as started:
        yield started


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CITY", "Bern")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return folder


def messages(run: Run) -> dict[str, str]:
    """What is wrong with each deck that was not written."""
    return {
        outcome.job.name: "; ".join(found.message_and_hint for found in outcome.diagnostics)
        for outcome in run.in_order
        if not outcome.written
    }


def test_a_worker_needs_none_of_the_files(cluster: Any, here: Path, cache: Path) -> None:
    jobs = write_everything()
    expected = [make(job) for job in jobs]
    assert all(deck.data for deck in expected), expected
    packed = [pack(job) or b"" for job in jobs]
    os.chdir("..")
    shutil.rmtree(here)
    with connected(cluster.scheduler_address) as found:
        futures = [found.executor.submit(make_shipped, one, versions()) for one in packed]
        for job, future, deck in zip(jobs, futures, expected, strict=True):
            made, _ = future.result()
            assert made == deck, job.name
    assert not cache.exists()


def test_a_worker_that_dies_costs_nothing(cluster: Any) -> None:
    jobs = [*write_everything(), *write_plain(*"abcdefgh")]
    with distributed.Client(cluster) as client:
        workers = sorted(client.run(os.getpid).values())
    killed = False
    with connected(cluster.scheduler_address) as found:
        run = Run(jobs, shipped(found.executor), ahead=len(jobs), watch=found.watch)
        for _ in run:
            if not killed:
                os.kill(workers[0], signal.SIGKILL)
                killed = True
    assert messages(run) == {}
    for job in jobs:
        assert job.output.read_bytes() == make(job).data, job.name


def test_a_deck_that_kills_each_worker_costs_one_deck(tmp_path: Path) -> None:
    (tmp_path / "poison.py").write_text(POISON)
    jobs = write_plain("a", "poison", "b", "c")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        cluster_in(tmp_path / "there", preload=[str(tmp_path / "poison.py")]) as started,
        connected(started.scheduler_address) as found,
    ):
        run = Run(jobs, shipped(found.executor), watch=found.watch)
        list(run)
    assert messages(run) == {
        "poison": "each worker that built it died (when memory is short, give the workers more of "
        "it, or fewer threads)"
    }


class _Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        out = io.BytesIO()
        Image.new("RGB", (60, 40), "green").save(out, "PNG")
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(out.getvalue())))
        self.end_headers()
        self.wfile.write(out.getvalue())

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002
        """Say nothing."""


def test_a_picture_from_the_web_is_fetched_once_and_here(cluster: Any, cache: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as web:
        web.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=web.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{web.server_port}/a.png"
        Path("web.md").write_text(f"## A\n\n![A field]({address})\n")
        job = Job(
            Path("web.md"), Path("out/web.pptx"), Options(allow_remote=True, allow_private=True)
        )
        with connected(cluster.scheduler_address) as found:
            run = Run([job], shipped(found.executor), watch=found.watch)
            list(run)
        web.shutdown()
    assert messages(run) == {}
    assert web.asked == ["/a.png"]  # type: ignore[attr-defined]
    assert job.output.read_bytes() == make(job).data
    assert len(list((cache / "pictures").iterdir())) == 1


def client_of(cluster: Cluster) -> Any:
    return cluster.executor._client  # type: ignore[attr-defined]


def spoil_versions() -> None:
    from deck_builder.batch import shipping
    from deck_builder.batch import versions as module

    def another() -> object:
        return (("Python", "2.7"),)

    for place in (module, shipping):
        setattr(place, "versions", another)  # noqa: B010


def test_a_worker_of_another_version_gets_no_deck(tmp_path: Path) -> None:
    jobs = write_plain(*"abcdefgh")
    with cluster_in(tmp_path / "there", n_workers=2) as started:
        with distributed.Client(started) as client:
            first, second = sorted(client.ncores())
            client.run(spoil_versions, workers=[first])
        with connected(started.scheduler_address) as found:
            assert found.size == 1
            ((address, why),) = found.unfit
            assert address == first
            assert why.startswith("Python is 2.7 there and 3.")
            run = Run(jobs, shipped(found.executor), watch=found.watch)
            list(run)
            assert messages(run) == {}
            client = client_of(found)
            Watch(client, frozenset([second]), patience=0)()
            with pytest.raises(LostError):
                Watch(client, frozenset(["tcp://127.0.0.1:1"]), patience=0)()
            # As a worker that joins later.
            executor = client.get_executor(workers=[first])
            run = Run(jobs[:1], shipped(executor), watch=found.watch)
            list(run)
        assert "would build another deck: Python is 2.7 there" in messages(run)["a"]
        with distributed.Client(started) as client:
            client.run(spoil_versions, workers=[second])
        with (
            pytest.raises(DeckError, match="no worker of the cluster would make the same decks"),
            connected(started.scheduler_address),
        ):
            pass


def fill_disk() -> None:
    def write_bytes(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    Path.write_bytes = write_bytes  # type: ignore[assignment,method-assign]


def recur() -> None:
    from deck_builder.batch import shipping
    from deck_builder.batch.job import Deck

    def deep(job: Job) -> tuple[Deck, float]:
        return deep(job)

    setattr(shipping, "make_timed", deep)  # noqa: B010


def test_a_bug_on_a_worker_is_reported(tmp_path: Path) -> None:
    with cluster_in(tmp_path / "there", n_workers=1) as started:
        with distributed.Client(started) as client:
            client.run(recur)
        with connected(started.scheduler_address) as found:
            run = Run(write_plain("a"), shipped(found.executor), watch=found.watch)
            list(run)
    assert messages(run)["a"].partition(": ")[2].startswith("RecursionError: maximum")


def test_a_full_disk_costs_only_what_needs_it(tmp_path: Path) -> None:
    write_project()
    jobs = [
        *write_plain("a", "b"),
        Job(Path("talk"), Path("out/talk.pptx"), Options(environment=("CITY",))),
    ]
    with cluster_in(tmp_path / "there", n_workers=1) as started:
        with distributed.Client(started) as client:
            client.run(fill_disk)
        with connected(started.scheduler_address) as found:
            run = Run(jobs, shipped(found.executor), watch=found.watch)
            list(run)
    assert messages(run) == {
        "talk": "the disk of the machine that built it is full (make room in its folder for "
        "temporary files, or name another one in TMPDIR)"
    }


def test_a_scheduler_that_is_gone_ends_the_batch(tmp_path: Path) -> None:
    jobs = write_plain(*"abcdef")
    with (
        cluster_in(tmp_path / "there", n_workers=1) as started,
        connected(started.scheduler_address) as found,
    ):
        run = Run(jobs, shipped(found.executor), ahead=2, watch=found.watch)
        outcomes = iter(run)
        assert next(outcomes).written
        started.close()
        with pytest.raises(LostError, match="the scheduler of the cluster is gone"):
            list(outcomes)
    assert all(outcome.written for outcome in run.in_order)
    assert len(run.in_order) < len(jobs)


def test_a_cluster_without_workers_is_not_waited_for_forever(tmp_path: Path) -> None:
    with (
        cluster_in(tmp_path / "there", n_workers=0) as started,
        connected(started.scheduler_address) as found,
    ):
        assert (found.size, found.unfit) == (1, ())
        watch = Watch(client_of(found), patience=0.5)
        run = Run(write_plain("a"), shipped(found.executor), watch=watch)
        with pytest.raises(LostError, match="the cluster has had no worker that is fit for"):
            list(run)


def test_a_bug_in_packing_costs_one_deck(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = write_plain("a", "b", "c")

    def packed(job: Job) -> bytes | None:
        if job.name == "b":
            raise RecursionError("too deep")
        return pack(job)

    monkeypatch.setattr("deck_builder.batch.shipping.pack", packed)
    with connected(cluster.scheduler_address) as found:
        run = Run(jobs, shipped(found.executor), watch=found.watch)
        list(run)
    assert list(messages(run)) == ["b"]
    assert "RecursionError: too deep" in messages(run)["b"]
