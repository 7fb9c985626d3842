"""What is kept from one build to the next: the preview shows what a fresh build would show, and
keeps no more than the last build needed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from deck_builder.base import limits
from deck_builder.base.limits import LimitError
from deck_builder.base.memory import Memory, remembered, remembering
from deck_builder.base.source import Source
from deck_builder.cli.preview import builder
from deck_builder.markdown import parse_markdown
from deck_builder.outline.options import Options
from deck_builder.preview.live import Choice, Shown, shown, update

ROOT = Path(__file__).parent.parent.parent
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
