"""A good deck, and what becomes of it when something in its parts is changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PIL import Image

from deck_builder.doctor.examine import examine
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.writer.decks import SVG

TALK = """---
title: A talk
compose: plain
progress: false
---

# A section

## A list

- one
- two [link](https://example.org/)
- three [there](#a-table)

::: notes
Words.
:::

## A table

| a | b |
|---|---|
| 1 | 2 |

::: notes
More words.
:::

## A formula

$$
\\frac{a}{b} + \\sqrt{x}
$$

## By and by

- one
- two

. . .

- three

## A picture

![A drawing](drawing.svg)

# Another section {background=dark.png}

## The end

![A picture](dark.png)
"""

Parts = dict[str, bytes]
Change = Callable[[Parts], None]


def good_deck(folder: Path) -> bytes:
    """Return the deck of the talk above, its pictures in `folder`."""
    Image.new("RGB", (64, 36), "#102030").save(folder / "dark.png")
    (folder / "drawing.svg").write_bytes(SVG)
    talk = folder / "talk.md"
    talk.write_text(TALK, encoding="utf-8")
    return write_deck(lay_out_deck(talk, Options()).value)


def parts_of(data: bytes) -> Parts:
    """Return the parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """Return parts as a file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


class Put(Struct, frozen=True):
    """Puts `new` in the place of the first `old` in a part. The part is the first one whose name
    begins like that and that has it."""

    name: str
    old: str
    new: str

    def __call__(self, parts: Parts) -> None:
        for name, data in parts.items():
            if name.startswith(self.name) and self.old.encode() in data:
                parts[name] = data.replace(self.old.encode(), self.new.encode(), 1)
                return
        raise AssertionError(f"no {self.name} has {self.old}")


class Add(Struct, frozen=True):
    """Adds a part."""

    name: str
    data: bytes

    def __call__(self, parts: Parts) -> None:
        parts[self.name] = self.data


class Drop(Struct, frozen=True):
    """Takes a part out."""

    name: str

    def __call__(self, parts: Parts) -> None:
        del parts[self.name]


def changed(data: bytes, *changes: Change) -> bytes:
    """Return a file with changes in its parts."""
    parts = parts_of(data)
    for change in changes:
        change(parts)
    return packed(parts)


def codes_in(data: bytes, ending: str = "pptx") -> list[str]:
    """Return the codes of what is wrong with a file, each once."""
    return sorted({found.code for found in examine(data, ending)})
