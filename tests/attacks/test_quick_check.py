"""Talks whose text says what the checks of a deck look for: it is text, and no fault."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pptx
import pytest
from pptx.shapes.base import BaseShape

from deck_builder.doctor.examine import examine
from deck_builder.doctor.findings import is_healthy
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.reader import read_deck
from tests.doctor.decks import Put, packed, parts_of
from tests.writer.decks import png

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SAYINGS = (
    'r:id="rId7"',
    'see r:embed="rId77" and r:link="rId78"',
    'r:pict="rId79" r:dm="rId80" r:lo="rId81" r:qs="rId82" r:cs="rId83"',
    "x:id = 'rId84' and rel:embed='rId85'",
    f'xmlns:r="{RELATIONS}" r:id="rId86"',
    f'xmlns:q="{RELATIONS}" q:id="rId87"',
    '<a:blip r:embed="rId88"/>',
    '<p:cNvPr id="4" name="a"/> <p:cNvPr id="4" name="b"/>',
    'an animation spid="99" and <p:spTgt spid="98"/>',
    "mc:AlternateContent and <mc:AlternateContent>",
    '<Relationship Id="rId1" Type="http://x.example/slide" Target="slides/slide99.xml"/>',
    '<Override PartName="/ppt/slides/slide99.xml" ContentType="text/plain"/>',
    '<?xml version="1.0" encoding="utf-16"?>',
    '<!DOCTYPE a [<!ENTITY b "c">]> &b;',
    "<![CDATA[ a ]]> <!-- b --> ]]>",
    "&#7; &#xD800; &lt; &quot;",
    "http://purl.oclc.org/ooxml/presentationml/main",
    'xmlns:p="http://purl.oclc.org/ooxml/presentationml/main"',
    "<a:tableStyleId>{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}</a:tableStyleId>",
    '<p:sldId id="256" r:id="rId2"/> <p14:sldId id="256"/>',
)


def talk(saying: str) -> str:
    """A talk that says something wherever it can."""
    plain = "".join(one if one.isalnum() or one == " " else f"&#{ord(one)};" for one in saying)
    quoted, setting = json.dumps(saying), json.dumps(plain)
    return f"""---
title: {setting}
subtitle: {setting}
author: {setting}
footer: {setting}
compose: plain
---

# {plain}

## {plain}

- {plain}
- **{plain}**

. . .

- `` {saying} ``
- [{plain}](https://example.org/ "{plain}"): [there](<https://example.org/?q={plain}>)
- a note[^1]

[^1]: {plain}

::: notes
{plain}

- **{plain}**
:::

## A table

| {plain} | b |
|---|---|
| {plain} | [{plain}](https://example.org/) |

## Code {{#code}}

```xml {{label={quoted}}}
{saying}
```

## A chart

```chart bar
title: {quoted}
data: {{{quoted}: 1, b: 2}}
unit: {quoted}
x-label: {quoted}
source: {quoted}
```

## A picture

![{plain}](one.png "{plain}")

## A quote

> {plain}
>
> -- {plain}

## A callout

> [!NOTE]
> {plain}

## Terms

{plain}
:   {plain}
"""


def built(folder: Path, text: str) -> bytes:
    path = folder / "talk.md"
    path.write_text(text, encoding="utf-8")
    return write_deck(lay_out_deck(path, Options()).value)


def texts_in(data: bytes) -> Iterator[str]:
    """The paragraphs of a deck, its notes and the descriptions of its pictures."""
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        for shape in (*slide.shapes, *(slide.notes_slide.shapes if slide.has_notes_slide else ())):
            yield from _texts_of(shape)


def _texts_of(shape: BaseShape) -> Iterator[str]:
    yield from shape._element.xpath(".//p:cNvPr/@descr")
    for paragraph in shape._element.xpath(".//a:p"):
        yield "".join(paragraph.xpath(".//a:t/text()"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a picture."""
    (tmp_path / "one.png").write_bytes(png())
    return tmp_path


@pytest.mark.parametrize("saying", SAYINGS)
def test_a_deck_may_say_what_the_checks_look_for(folder: Path, saying: str) -> None:
    data = built(folder, talk(saying))
    assert is_healthy(examine(data))
    said = [text for text in texts_in(data) if saying in text]
    assert len(said) >= 30


@pytest.mark.parametrize("saying", SAYINGS)
def test_so_may_imported_slides_and_templates(folder: Path, saying: str) -> None:
    (folder / "said.pptx").write_bytes(built(folder, talk(saying)))
    imported = built(folder, "## Before\n\n- a\n\n{{< include said.pptx >}}\n")
    assert is_healthy(examine(imported))
    assert len([text for text in texts_in(imported) if saying in text]) >= 30
    text = f"---\ntemplate: said.pptx\nkeep-slides: [1, 2, -1]\n---\n{talk(saying)[4:]}"
    kept = built(folder, text)
    assert is_healthy(examine(kept))
    assert len([text for text in texts_in(kept) if saying in text]) >= 30


@pytest.mark.parametrize("saying", SAYINGS)
def test_what_a_deck_says_is_read_as_it_is(folder: Path, saying: str) -> None:
    assert read_deck(built(folder, talk(saying))).slides[1].title == saying


def test_what_a_text_says_hides_no_fault(folder: Path) -> None:
    parts = parts_of(built(folder, talk('<p:cNvPr id="77"/> r:id="rId77" AlternateContent')))
    Put("ppt/slides/slide2.xml", '<p:spTgt spid="4"', '<p:spTgt spid="77"')(parts)
    Put("ppt/slides/slide3.xml", 'r:id="rId2"', 'r:id="rId77"')(parts)
    found = {(one.part, one.code) for one in examine(packed(parts))}
    assert ("ppt/slides/slide2.xml", "timing-target") in found
    assert ("ppt/slides/slide3.xml", "missing-relation") in found
