"""Talks that read files of every kind."""

from __future__ import annotations

import shutil
from pathlib import Path

from msgspec.structs import replace

from deck_builder.batch.job import Job
from deck_builder.outline.options import Options
from tests.batch.project import SETTINGS, write_project
from tests.reader.made import source_bytes
from tests.template.made import used
from tests.written import HERE

ASSETS = HERE / "decks" / "assets"
MORE = """
## A drawing

![An arrow](assets/arrow.svg)

## A sound

![A tone](assets/tone.wav){poster=assets/noon.png width=40%}

## As they say

[@doe, p. 3]

## Rows

```table
data: assets/daylight.csv
```

## A formula and 中文

$$E = mc^2$$

{{< include other.pptx#1-2 >}}

## For some {audience=staff}

Only the staff is told this at all.
"""
AUDIENCES = "audiences: {staff: {}, press: {theme: night}}\n"
WORKS = "@book{doe, title={Days}, author={Doe, Jane}, year=2020}\n"
THEME = """
background: {picture: assets/evening.jpg, color: background, shade: 80}
logo: {file: assets/noon.png, box: [84, 2, 10, 5], layouts: [title]}
"""
KEPT = """---
title: A talk
template: corporate.pptx
keep-slides: [1, -1]
---

## A picture

![A square](square.png)
"""


def write_everything() -> list[Job]:
    """Write the talks into the working directory, and return their jobs: outlines, settings,
    includes, pictures, sound, data, code, themes, fonts, templates and decks, some by a link or an
    absolute path."""
    write_project()
    # The root of all of them, and of what links lead to.
    Path(".git").mkdir(exist_ok=True)
    for path in ASSETS.iterdir():
        shutil.copy(path, "assets")
    with Path("talk/01.md").open("a", encoding="utf-8") as file:
        file.write(MORE)
    with Path("talk/mine.yaml").open("a", encoding="utf-8") as file:
        file.write(THEME)
    Path("talk/works.bib").write_text(WORKS)
    Path("talk/deck.yaml").write_text(SETTINGS + AUDIENCES + "bibliography: works.bib\n")
    Path("talk/other.pptx").write_bytes(source_bytes())
    Path("corporate.pptx").write_bytes(used())
    Path("kept.md").write_text(KEPT)
    Path("sub").mkdir()
    Path("sub/linked.md").symlink_to(Path("kept.md").absolute())
    allowed = Options(environment=("CITY",))
    talk = Job(Path("talk"), Path("out/talk.pptx"), allowed)
    return [
        talk,
        Job(Path("talk"), Path("out/staff.pptx"), replace(allowed, audience="staff", clock=True)),
        Job(Path("talk"), Path("out/press.pptx"), replace(allowed, audience="press", flatten=True)),
        Job(Path("talk"), Path("out/template.pptx"), replace(allowed, template="corporate.pptx")),
        Job(Path("kept.md"), Path("out/kept.pptx")),
        Job(Path("sub/linked.md").absolute(), Path("out/linked.pptx")),
        replace(talk, talk=Path("talk").absolute(), output=Path("out/absolute.pptx")),
    ]
