"""Which decks there are, and what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.batch.job import Job
from deck_builder.batch.plan import collision, in_shard, shard_of, variants
from deck_builder.outline.options import Options


def outputs(*talks: tuple[str, tuple[str, ...]], themes: tuple[str, ...] = ("",)) -> list[str]:
    wanted = [(Path(talk), audiences) for talk, audiences in talks]
    return [job.output.as_posix() for job in variants(wanted, themes, Path("out"), Options())]


def test_every_talk_audience_and_theme() -> None:
    assert outputs(("a", ("",)), ("b", ("x", "y")), themes=("", "night", "brand/mine.yaml")) == [
        "out/a.pptx",
        "out/a-night.pptx",
        "out/a-mine.pptx",
        "out/b-x.pptx",
        "out/b-x-night.pptx",
        "out/b-x-mine.pptx",
        "out/b-y.pptx",
        "out/b-y-night.pptx",
        "out/b-y-mine.pptx",
    ]


def test_a_job_knows_its_options() -> None:
    (job,) = variants([(Path("a"), ("x",))], ("night",), Path(), Options(clock=True))
    assert job.options == Options(theme="night", audience="x", clock=True)
    assert job.name == "a-x-night"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("a", "b"), None),
        (("a", "b", "a"), (0, 2)),
        (("Talk", "talk"), (0, 1)),
        (("caf\u00e9", "cafe\u0301"), (0, 1)),
    ],
)
def test_collisions(names: tuple[str, ...], found: tuple[int, int] | None) -> None:
    assert collision(Job(Path(name), Path(f"{name}.pptx")) for name in names) == found


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "-1/2", "a/b", "1/2/3"])
def test_what_is_no_shard(text: str) -> None:
    assert shard_of(text) is None


@given(st.integers(0, 40), st.integers(1, 9))
def test_all_shards_together_are_all_jobs(count: int, parts: int) -> None:
    jobs = [Job(Path(str(number)), Path()) for number in range(count)]
    shards = [in_shard(jobs, shard_of(f"{part}/{parts}") or (0, 0)) for part in range(1, parts + 1)]
    assert sorted((job for shard in shards for job in shard), key=jobs.index) == jobs
    assert max(map(len, shards)) - min(map(len, shards)) <= 1
