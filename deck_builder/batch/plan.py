"""The decks of a batch and the names of their files."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from deck_builder.base.limits import DECKS
from deck_builder.base.patterns import late
from deck_builder.batch.job import Job
from deck_builder.outline.options import Options
from deck_builder.outline.talk import deck_name

_SHARD = late(r"(\d{1,6})/(\d{1,6})")


def variants(
    talks: Iterable[tuple[Path, Sequence[str]]],
    themes: Sequence[str],
    folder: Path,
    options: Options,
) -> tuple[Job, ...]:
    """Return a job for every talk, each of its audiences and every theme, to be written into
    `folder`. An empty audience is nobody in particular, an empty theme the talk's own.
    Raises LimitError when there are too many."""
    talks, part = tuple(talks), part_of_name(options.slides)
    DECKS.check(sum(len(audiences) for _, audiences in talks) * len(themes), "the batch")
    return tuple(
        Job(
            talk,
            folder / f"{deck_name(talk, audience, theme)}{part}.pptx",
            replace(options, audience=audience, theme=theme),
        )
        for talk, audiences in talks
        for audience in audiences
        for theme in themes
    )


def part_of_name(slides: str) -> str:
    """Return the end of the name of a deck of some `slides` only, which does not take the place of
    the whole one."""
    return f"-{slides.replace(' ', '')}" if slides else ""


def collision(jobs: Iterable[Job]) -> tuple[int, int] | None:
    """Return the numbers of the first two jobs that would become the same file, where names do not
    differ by capitals."""
    seen: dict[str, int] = {}
    for number, job in enumerate(jobs):
        name = unicodedata.normalize("NFC", str(job.output)).casefold()
        if name in seen:
            return seen[name], number
        seen[name] = number
    return None


def shard_of(text: str) -> tuple[int, int] | None:
    """Return a part of several, such as `2/5`, as numbers; None for any other text."""
    found = _SHARD().fullmatch(text)
    if not found:
        return None
    part, parts = int(found[1]), int(found[2])
    return (part, parts) if 1 <= part <= parts else None


def in_shard(jobs: Sequence[Job], shard: tuple[int, int]) -> Sequence[Job]:
    """Return the jobs of one part of several. All parts together are all jobs, and none is in
    two."""
    part, parts = shard
    return jobs[part - 1 :: parts]
