"""Decks built from Python."""

from __future__ import annotations

import asyncio
import doctest
import io
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy
import pytest
from matplotlib.figure import Figure
from pptx import Presentation

import deck_builder
from deck_builder import BuildOptions, Deck, DeckError, Diagnostic, Severity, build, check
from deck_builder.api import building

TALK = """# Tides

## Twice a day

- The sea rises
- The sea falls

::: notes
Begin with the picture of the harbour.
:::

## By place

```chart bar
data: tides.csv
unit: m
```
"""
TIDES = "Place,Range\nHamburg,3.8\nBristol,12.3\n"
WITH_AUDIENCES = """---
title: Tides
audiences: {pilots: {}, guests: {}}
---

# Tides

## For all

- The sea rises

## For pilots {audience=pilots}

- Sandbank at buoy 7
"""


def titles(data: bytes) -> list[str]:
    slides = Presentation(io.BytesIO(data)).slides
    return [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title]


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code for one in found if one.severity is not Severity.NOTE]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_talk_in_memory_becomes_a_deck() -> None:
    deck = build(text=TALK, files={"tides.csv": TIDES})
    assert deck.ok
    assert deck.diagnostics == ()
    assert deck.title == "Tides"
    assert [slide.title for slide in deck.slides] == ["Tides", "Twice a day", "By place"]
    assert titles(deck.data) == ["Tides", "Twice a day", "By place"]
    assert deck.slides[1].notes == "Begin with the picture of the harbour."
    assert deck.seconds == sum(slide.seconds for slide in deck.slides) > 0
    assert os.listdir() == []


def test_a_talk_at_a_path_has_the_bytes_of_the_command_line(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from deck_builder.cli import main

    Path("talk.md").write_text(TALK)
    Path("tides.csv").write_text(TIDES)
    assert CliRunner().invoke(main, ["build", "talk.md", "-o", "out.pptx"]).exit_code == 0
    assert build("talk.md").data == Path("out.pptx").read_bytes()
    assert build(tmp_path / "talk.md").data == Path("out.pptx").read_bytes()


def test_a_folder_in_memory_is_a_talk() -> None:
    files = {"deck.yaml": "title: Tides\n", "01.md": "# One\n\n## A\n\n- b\n", "02.md": "# Two\n"}
    deck = build(files=files)
    assert deck.ok
    assert deck.title == "Tides"
    assert "A" in titles(deck.data)


def test_files_in_memory_are_read_before_those_of_the_disk() -> None:
    Path("talk.md").write_text(TALK)
    Path("tides.csv").write_text(TIDES)
    before = build("talk.md")
    after = build("talk.md", files={"tides.csv": TIDES.replace("12.3", "9.9")})
    assert before.ok
    assert after.ok
    assert before.data != after.data


def test_a_talk_in_memory_reads_nothing_from_the_disk() -> None:
    Path("tides.csv").write_text(TIDES)
    assert [one.code for one in build(text=TALK).diagnostics] == ["missing-file"]
    assert build(text=TALK, folder=".").ok
    # Not even by a link, or as a template.
    inside = "# A\n\n{{< include tides.csv >}}\n\n![a](/etc/hostname)\n"
    assert not build(text=inside).ok
    assert not build(text="# A\n", template="/etc/hostname").ok


def test_problems_are_values() -> None:
    deck = build(text="# A\n\n![a picture](none.png)\n")
    [found] = deck.diagnostics
    assert (found.code, found.severity, found.path, found.line, found.column) == (
        *("missing-file", Severity.ERROR, "talk.md", 3, 1),
    )
    assert str(found).startswith("talk.md:3:1: error: there is no file ‘none.png’")
    assert deck.errors == deck.diagnostics
    assert not deck.ok
    assert deck.slides == ()
    with pytest.raises(DeckError, match=r"there is no deck: there is no file ‘none\.png’"):
        deck.save("deck.pptx")
    assert os.listdir() == []


def test_what_is_strict_and_what_is_a_draft() -> None:
    text = "# A\n\n## B\n\nSee [there](#none).\n"
    assert build(text=text).ok
    assert not build(text=text, strict=True).ok
    assert build(text="# A\n\n![a picture](none.png)\n", draft=True).ok


def test_check_looks_at_every_audience() -> None:
    text = WITH_AUDIENCES + "\n[there](#none)\n"
    assert codes(check(text=text)) == ["broken-link"]
    assert codes(check(text=text, audience="guests")) == []


def test_the_options_are_those_of_the_command_line() -> None:
    deck = build(text=WITH_AUDIENCES, audience="guests")
    assert titles(deck.data) == ["Tides", "For all"]
    assert "Sandbank" not in deck.html() + deck.svg(2)
    assert len(build(text=TALK, files={"tides.csv": TIDES}, slides="2").slides) == 1
    named = build(text="# {{city}}\n\n## Port\n", define={"city": "Bristol"})
    assert named.title == "Bristol"
    assert build(text="# A\n", theme="night").data != build(text="# A\n").data


def test_a_limit_is_that_of_one_build() -> None:
    long = "# A\n\n" + "## B\n\n- c\n\n" * 30
    stopped = build(text=long, limit={"slides": 10})
    assert not stopped.ok
    assert build(text=long).ok
    with pytest.raises(ValueError, match="there is no limit ‘slide’"):
        build(text=long, limit={"slide": 10})


def test_an_unknown_audience_is_a_problem_and_no_exception() -> None:
    assert not build(text=WITH_AUDIENCES, audience="crew").ok
    assert not build("none.md").ok


def test_a_file_is_replaced_in_one_step_and_never_a_source() -> None:
    Path("talk.md").write_text("# A\n")
    deck = build("talk.md")
    assert deck.save("deck.pptx") == Path("deck.pptx")
    assert Path("deck.pptx").read_bytes() == deck.data
    assert deck.sources == (os.path.abspath("talk.md"),)
    os.link("talk.md", "other.pptx")
    for name in ("talk.md", "other.pptx"):
        with pytest.raises(DeckError, match="was read, and is not overwritten"):
            deck.save(name)
    assert Path("talk.md").read_text() == "# A\n"
    # What was in memory is not what is on the disk.
    given = build(text="# A\n", files={"deck.pptx": deck.data}, template="deck.pptx")
    assert given.sources == ()
    given.save("deck.pptx")


WRONG_VALUES: dict[str, tuple[object, ...]] = {
    "minutes": (-1, 0, float("nan"), float("inf"), 1e9),
    "charts": ("painted",),
    "slides": ("abc",),
    "define": ({"1x": "y"},),
    "env": (("a b",),),
    "limit": ({"slides": -1}, {"slide": 10}),
    "theme": ("a\0.yaml",),
    "template": (Path("a\0.pptx"),),
    "root": (("a\0",),),
}
WRONG_KINDS: dict[str, tuple[object, ...]] = {
    "minutes": ("15", True, None),
    "charts": (1,),
    "slides": (3,),
    "define": ({"a": 5}, None, ["a"]),
    "env": ("HOME",),
    "root": ("/tmp", 5),
    "limit": ({"slides": "5"}, None),
    "theme": (None, b"night"),
    "audience": (["pilots"],),
    "strict": ("no",),
    "audiance": ("pilots",),
}


@pytest.mark.parametrize("call", [build, check])
@pytest.mark.parametrize(("error", "wrong"), [(ValueError, WRONG_VALUES), (TypeError, WRONG_KINDS)])
def test_options_that_are_wrong_are_refused(
    call: Any, error: type[Exception], wrong: dict[str, tuple[object, ...]]
) -> None:
    for name, values in wrong.items():
        for value in values:
            with pytest.raises(error, match=f"‘{name}’|name of a variable|limit"):
                call(text="# A\n", **{name: value})


def test_an_unknown_option_has_a_hint() -> None:
    with pytest.raises(TypeError, match=r"no option ‘audiance’ .*‘audience’"):
        build(text="# A\n", audiance="pilots")  # type: ignore[call-arg]


def test_paths_and_numbers_of_other_libraries_are_options(tmp_path: Path) -> None:
    theme = tmp_path / "own.yaml"
    theme.write_text("extends: night\n")
    named = build(text="# A\n", folder=tmp_path, theme=str(theme))
    assert named.ok
    assert build(text="# A\n", folder=tmp_path, theme=theme).data == named.data
    assert build(text="# A\n", minutes=numpy.float64(5), root=(tmp_path,)).ok


def test_what_is_no_talk_is_refused() -> None:
    kinds: tuple[dict[str, Any], ...] = ({"text": b"# A"}, {"files": ["a"]}, {"source": b"a.md"})
    for one in kinds:
        with pytest.raises(TypeError):
            build(**one)
    paths: tuple[dict[str, Any], ...] = ({"source": "a\0.md"}, {"text": "# A\n", "folder": "a\0"})
    for one in paths:
        with pytest.raises(ValueError, match="null character"):
            build(**one)
    with pytest.raises(ValueError, match="give the file another name"):
        build(text="# A\n", files={"talk.md": "# B\n"})


def test_the_limit_of_audiences_is_that_of_check() -> None:
    names = ", ".join(f"a{number}: {{}}" for number in range(501))
    text = f"---\ntitle: A\naudiences: {{{names}}}\n---\n\n# A\n"
    assert codes(check(text=text)) == ["over-limit"]
    assert codes(check(text=text, audience="a1", limit={"audiences": 501})) == []


@pytest.mark.parametrize("width", [-1, 0, 15, 16_001])
def test_a_picture_has_a_width_that_can_be_drawn(width: int) -> None:
    with pytest.raises(ValueError, match="16 to 16000 pixels"):
        build(text="# A\n").png(1, width)


@pytest.mark.parametrize("name", ["../a.csv", "/a.csv", "", "a/../../b.csv", "a\0.csv"])
def test_names_of_files_stay_in_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a file"):
        build(text="# A\n", files={name: ""})


def test_a_talk_is_given_in_one_way() -> None:
    with pytest.raises(ValueError, match="give a talk"):
        build()
    with pytest.raises(ValueError, match="not both"):
        build("talk.md", text="# A\n")


def test_data_frames_are_data_of_charts() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"Place": ["Hamburg", "Bristol"], "Range": [3.8, 12.3]})
    given = {"text": build(text=TALK, files={"tides.csv": TIDES})}
    given["frame"] = build(text=TALK, files={"tides.csv": frame})
    given["indexed"] = build(text=TALK, files={"tides.csv": frame.set_index("Place")})
    assert given["frame"].ok
    assert len({deck.data for deck in given.values()}) == 1
    with pytest.raises(ValueError, match=r"must end in \.csv or \.tsv"):
        build(text=TALK, files={"tides.xlsx": frame})


def test_figures_are_pictures() -> None:
    figure = Figure(figsize=(4, 3))
    figure.add_subplot().plot([1, 2], [3, 4])
    deck = build(text="# A\n\n## B\n\n![a line](line.png)\n", files={"line.png": figure})
    assert deck.ok
    assert deck.diagnostics == ()
    with pytest.raises(ValueError, match=r"must end in \.png, \.svg or \.pdf"):
        build(text="# A\n", files={"line.csv": figure})
    with pytest.raises(TypeError, match="is a int"):
        build(text="# A\n", files={"a.csv": 3})  # type: ignore[dict-item]


def test_slides_are_pictures_pages_and_a_pdf() -> None:
    deck = build(text=TALK, files={"tides.csv": TIDES})
    assert deck.svg(2).startswith("<svg")
    assert "The sea" in deck.svg(2)
    assert deck.png(2, width=320).startswith(b"\x89PNG")
    assert deck.pdf().startswith(b"%PDF")
    assert "harbour" not in deck.html()
    assert "harbour" in deck.html(notes=True)
    for number in (0, 4):
        with pytest.raises(IndexError, match=f"there is no slide {number} of 3"):
            deck.svg(number)


def test_a_notebook_shows_the_slides_and_what_is_wrong() -> None:
    html = build(text=TALK, files={"tides.csv": TIDES})._repr_html_()
    assert html.count("<div style") == 3
    wrong = build(text="# <A>\n\n![a picture](none<b>.png)\n")._repr_html_()
    assert "none&lt;b&gt;.png" in wrong
    assert "<svg" not in wrong


def test_threads_build_side_by_side() -> None:
    talks = [
        f"# Talk {number}\n\n## Data\n\n```chart bar\ndata: {{A: {number}, B: 2}}\n```\n\n"
        f"## Words\n\n- Word {number}\n\n## Formula\n\n$$x^{number}$$\n"
        for number in range(1, 17)
    ]
    here = os.getcwd()

    def made(text: str) -> tuple[bytes, str]:
        deck = build(text=text)
        return deck.data, deck.svg(2)

    alone = [made(text) for text in talks]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(made, talks * 2)) == alone * 2
    assert os.getcwd() == here


def test_coroutines_build_in_threads() -> None:
    async def both() -> list[Deck]:
        texts = (f"# {name}\n\n## C\n" for name in "AB")
        return list(await asyncio.gather(*(asyncio.to_thread(build, text=one) for one in texts)))

    assert [deck.title for deck in asyncio.run(both())] == ["A", "B"]


def test_the_examples_of_the_docstrings_hold() -> None:
    found = doctest.testmod(building)
    assert found.attempted >= 4
    assert found.failed == 0


def test_the_api_is_what_it_says() -> None:
    from deck_builder import api

    for name in deck_builder.__all__:
        assert getattr(deck_builder, name) is getattr(api, name)
    with pytest.raises(AttributeError, match="has no attribute ‘none’"):
        _ = deck_builder.none  # type: ignore[attr-defined]


def test_the_examples_of_the_page_run() -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```\n(?=\n)", page, re.DOTALL | re.MULTILINE)
    assert len(examples) == 4
    talk = Path("outlines/tides")
    talk.mkdir(parents=True)
    (talk / "deck.yaml").write_text("title: Tides\naudiences: {pilots: {}}\n")
    (talk / "01.md").write_text("# One\n\n## A\n\n- b\n")
    names: dict[str, object] = {}
    for example in examples:
        exec(example, names)
    assert Path("tides.pptx").is_file()
    deck = names["deck"]
    assert isinstance(deck, Deck)
    assert [slide.title for slide in deck.slides] == ["Tides", "Bristol has the highest"]


def test_the_page_names_every_option() -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    table = page.partition("## The options")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == set(BuildOptions.__annotations__)
