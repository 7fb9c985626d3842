"""A small talk in a folder, of which editors ask."""

from __future__ import annotations

from pathlib import Path

from deck_builder.api.editing.desk import Desk

SETTINGS = """title: Tides
theme: paper
variables: {sea: North Sea}
audiences:
  pilots:
    minutes: 10
    variables: {sea: Elbe}
  pupils: {level: 1}
"""
FIRST = """# What we see {#see}

## Twice a day {#twice .incremental}

The {{ sea }} rises, see [below](#twice) and [there](#the-moon).

{{< include shared/more.md >}}

::: notes
Say it slowly.
:::
"""
SECOND = """# Why it is so

## The moon

```chart bar
data: data/heights.csv
x: Port
y: Height
```

![The bay](data/bay.png)
"""
MORE = "- More about the {{ sea }}\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def written(folder: Path) -> Path:
    """Write the talk into `folder`, and return it."""
    for name, text in {
        "deck.yaml": SETTINGS,
        "01-see.md": FIRST,
        "02-why.md": SECOND,
        "shared/more.md": MORE,
        "data/heights.csv": "Port,Height\nHusum,3.5\nCuxhaven,2.9\n",
        "themes/ours.yaml": "extends: paper\nfooter: ours\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "data" / "bay.png").write_bytes(PIXEL)
    return folder


def opened(folder: Path, name: str, text: str) -> tuple[Desk, str, int]:
    """Open a text with a bar where the cursor is, and return that place."""
    offset = text.index("¦")
    path = str(folder / name)
    desk = Desk()
    desk.note(path, text.replace("¦", "", 1))
    return desk, path, offset
