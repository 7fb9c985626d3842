"""What is kept from one build to the next: the preview shows what a fresh build would show, and
keeps no more than the last build needed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from deck_builder.base import limits
from deck_builder.base.limits import LimitError
from deck_builder.base.memory import Memory, remembered, remembering
from deck_builder.base.source import Source
from deck_builder.cli.preview import builder
from deck_builder.markdown import parse_markdown
from deck_builder.outline.options import Options
from deck_builder.pipeline import compose_deck
from deck_builder.preview.live import Choice, Shown, shown, update
from deck_builder.shapes import LaidOutSlide
from deck_builder.slides import Slide, layout

ROOT = Path(__file__).parent.parent.parent
DECKS = ROOT / "tests" / "decks"
TALK = """---
title: Two
audiences: {pub: {title: For all}, int: {title: Only within these walls}}
variables: {city: Berlin}
---

# One

## First things first {#first}

- The day is **longer** or shorter[^1]
- [Quarterly margins fell by a third]{audience=int} in {{ city }}

[^1]: As seen from *here*.

::: {.notes audience=int}
The purple elephant sleeps at noon.
:::

## One after the other {.incremental}

- one
- two

# Two

## Numbers

| a | b |
|---|--:|
| x | 1 |

## Code

```python
print("hello")
```

## Last, see [the first](#first)

*[HTML]: a language of pages

HTML is $x^2$.
"""


def edited(text: str, chance: random.Random) -> str:
    """A talk after one more change by its author."""
    lines = text.split("\n")
    number = chance.randrange(5, len(lines))
    match chance.randrange(6):
        case 0:
            lines.insert(number, "")
        case 1:
            lines.insert(number, chance.choice(["words and more", "## A new slide", "- an item"]))
        case 2:
            del lines[number]
        case 3:
            lines[number] += chance.choice([" longer", " purple elephant", " margins", " HTML"])
        case 4:
            other = chance.randrange(5, len(lines))
            lines[number], lines[other] = lines[other], lines[number]
        case _:
            lines.insert(number, lines[chance.randrange(5, len(lines))])
    return "\n".join(lines)


@pytest.mark.parametrize("audience", ["", "pub", "int"])
@pytest.mark.parametrize("seed", range(4))
def test_each_edit_shows_what_a_fresh_build_shows(
    audience: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    path, chance = tmp_path / "talk.md", random.Random(seed)
    options = Options(audience=audience)
    kept, now, text = builder(path, options), Shown(), TALK
    for _ in range(12):
        path.write_text(text, encoding="utf-8")
        built = kept(Choice())
        now = shown(built, now, Choice())
        fresh = builder(path, options)(Choice())
        assert built.problems == fresh.problems
        assert built.watched == fresh.watched
        assert (built.deck is None) == (fresh.deck is None)
        if fresh.deck is not None:
            assert update(now, ()) == update(shown(fresh, Shown(), Choice()), ())
        text = edited(text, chance)


def test_a_change_elsewhere_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for one in ("outlines", "assets"):
        shutil.copytree(ROOT / one, tmp_path / one)
    folder = tmp_path / "outlines" / "rust-vs-go"
    kept, now = builder(folder, Options()), Shown()
    for name in ("deck.yaml", *(path.name for path in sorted(folder.glob("*.md"))[:2])):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        now = shown(kept(Choice()), now, Choice())
    fresh = shown(builder(folder, Options())(Choice()), Shown(), Choice())
    assert update(now, ()) == update(fresh, ())


@pytest.mark.parametrize("name", ["everything", "right_to_left"])
@pytest.mark.parametrize("seed", range(2))
def test_each_edit_of_a_long_talk_shows_what_a_fresh_build_shows(
    name: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    shutil.copytree(DECKS, tmp_path, dirs_exist_ok=True)
    path, chance = tmp_path / f"{name}.md", random.Random(seed)
    kept, now, text = builder(path, Options()), Shown(), path.read_text(encoding="utf-8")
    for _ in range(4):
        path.write_text(text, encoding="utf-8")
        built = kept(Choice())
        now = shown(built, now, Choice())
        fresh = builder(path, Options())(Choice())
        assert built.problems == fresh.problems
        assert built.watched == fresh.watched
        if fresh.deck is not None:
            assert update(now, ()) == update(shown(fresh, Shown(), Choice()), ())
        text = edited(text, chance)


@pytest.mark.parametrize(("before", "after"), [("1", "1.0"), ("1.5", "1.50"), ("2", "3")])
@pytest.mark.parametrize("fence", ["table", "chart"])
def test_data_that_is_written_in_another_way(
    fence: str, before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    kind = "type: bar\n" if fence == "chart" else ""
    path, data = tmp_path / "talk.md", tmp_path / "data.csv"
    path.write_text(f"# Data\n\n```{fence}\n{kind}file: data.csv\n```\n", encoding="utf-8")
    kept, now = builder(path, Options()), Shown()
    for value in (before, after):
        data.write_text(f"name,value\na,{value}\nb,2\n", encoding="utf-8")
        now = shown(kept(Choice()), now, Choice())
    fresh = shown(builder(path, Options())(Choice()), Shown(), Choice())
    assert update(now, ()) == update(fresh, ())


def test_a_slide_that_has_only_moved_is_not_laid_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    path, laid_out = tmp_path / "talk.md", []
    slides = "".join(f"## Slide {one}\n\n- one\n- two {one}\n\n" for one in range(20))
    with_footnotes = layout._with_footnotes

    def counted(slide: Slide, *others: Any) -> Sequence[LaidOutSlide]:
        laid_out.append(slide)
        return with_footnotes(slide, *others)

    monkeypatch.setattr(layout, "_with_footnotes", counted)
    kept, now = builder(path, Options()), Shown()
    for words, count in (("first", 21), ("fifth", 1), ("fifth\n- and more", 1)):
        laid_out.clear()
        path.write_text(f"## Before\n\n- {words}\n- last\n\n{slides}", encoding="utf-8")
        now = shown(kept(Choice()), now, Choice())
        assert len(laid_out) == count
    fresh = shown(builder(path, Options())(Choice()), Shown(), Choice())
    assert update(now, ()) == update(fresh, ())


def test_what_the_last_build_did_not_need_is_forgotten() -> None:
    memory, asked = Memory(), []

    @remembered
    def doubled(number: int) -> int:
        asked.append(number)
        return 2 * number

    for numbers in ([1, 2], [2], [2], [1]):
        with remembering(memory):
            assert [doubled(one) for one in numbers] == [2 * one for one in numbers]
    assert asked == [1, 2, 1]
    assert len(memory.older) == 1
    assert doubled(1) == 2
    assert asked == [1, 2, 1, 1]


def test_limits_count_what_was_remembered() -> None:
    source = Source("a.md", "a *b* c\n\n" * 20)
    with limits.counting():
        parse_markdown(source)
        once = limits.counted()
    most = {"marks": int(once["marks"] * 2.5)}
    with limits.lifted(most), remembering(Memory()), limits.counting():
        for times in (1, 2):
            parse_markdown(source)
            assert limits.counted() == {name: times * amount for name, amount in once.items()}
        with pytest.raises(LimitError):
            parse_markdown(source)


@pytest.mark.parametrize("name", sorted(one.stem for one in DECKS.glob("*.md")))
def test_every_slide_can_be_remembered(name: str) -> None:
    slides = compose_deck(DECKS / f"{name}.md", Options()).value[1].slides
    assert len({hash(slide) for slide in slides}) > 1
