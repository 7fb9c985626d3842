"""Which charts of a talk are native, and what they are in its deck."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pptx
import pytest
from lxml import etree

from deck_builder.base.limits import lifted
from deck_builder.outline import words_of
from deck_builder.outline.options import Options
from deck_builder.pipeline import write_deck
from deck_builder.preview.deck import pictured
from deck_builder.preview.marks import Raster
from deck_builder.shapes import ChartFrame, LaidOutDeck
from deck_builder.writer.leaks import find_leak
from tests.charts.native.specs import BODIES, deck_of, laid_out, made, spec_of, talk_of
from tests.doctor.decks import codes_in

PLAIN = "```chart bar {more}\ndata: {{a: 1, b: 2}}\n```\n"
TIMES = "```chart line {.native}\ndata: {2024-05-01 06:00: 3, 2024-05-01 18:00: 5}\n```\n"
STACKED = (
    "```chart stacked-bar {.native MORE}\ndata:\n  categories: [2021, 2022]\n  series:\n"
    "    Rail: [50, 62]\n    Road: [30, 25]\n```\n"
)


def frames_of(deck: LaidOutDeck) -> list[ChartFrame]:
    return [one for slide in deck.slides for one in slide.shapes if isinstance(one, ChartFrame)]


def parts_of(deck: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# By the name: the settings, the attributes of the chart, the option, and whether it is native.
FORMS = {
    "drawn by default": ("", "", "", False),
    "the class": ("", "{.native}", "", True),
    "the setting": ("charts: native", "", "", True),
    "the class against the setting": ("charts: native", "{.drawn}", "", False),
    "the option": ("", "", "native", True),
    "the option against the setting": ("charts: native", "", "drawn", False),
    "the class against the option": ("", "{.drawn}", "native", False),
    "an audience": ("audiences: {us: {charts: native}}", "", "", True),
    "another audience": ("charts: native\naudiences: {us: {charts: drawn}}", "", "", False),
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str, tmp_path: Path) -> None:
    settings, more, option, is_native = FORMS[name]
    audience = "us" if "us:" in settings else ""
    text = f"---\ntitle: T\n{settings}\n---\n## A\n\n{PLAIN.format(more=more)}"
    checked = laid_out(text, tmp_path, Options(charts=option, audience=audience))
    assert checked.diagnostics == ()
    assert [one.native for one in frames_of(checked.value)] == [is_native]


def test_what_powerpoint_lacks_is_drawn_with_a_note(tmp_path: Path) -> None:
    checked = laid_out(f"## A\n\n{TIMES}", tmp_path)
    assert [one.native for one in frames_of(checked.value)] == [False]
    (note,) = checked.diagnostics
    assert (note.code, note.line, note.column) == ("chart-drawn", 3, 1)
    assert "whole days" in note.message


def test_dates_before_those_of_spreadsheets_are_drawn(tmp_path: Path) -> None:
    checked = laid_out(
        "## A\n\n```chart line {.native}\ndata: {1850: 1, 1900: 2, 1950: 3}\n```\n", tmp_path
    )
    assert [one.code for one in checked.diagnostics] == ["chart-drawn"]


def test_very_many_points_are_drawn(tmp_path: Path) -> None:
    with lifted({"native-points": 1}):
        checked = laid_out(f"## A\n\n{PLAIN.format(more='{.native}')}", tmp_path)
    assert [one.native for one in frames_of(checked.value)] == [False]
    (note,) = checked.diagnostics
    assert "‘native-points’" in note.message


# By the name: a chart, and the problem with its line and column.
PROBLEMS = {
    "a drawn chart step by step": (PLAIN.format(more="{.incremental}"), "chart-at-once", (3, 1)),
    "a way to build that is none": (
        PLAIN.format(more="{.native build=point}"),
        "unknown-build",
        (3, 29),
    ),
    "a class that charts have not": (PLAIN.format(more="{.nativ}"), "unknown-class", (3, 16)),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem(name: str, tmp_path: Path) -> None:
    text, code, place = PROBLEMS[name]
    found = laid_out(f"## A\n\n{text}", tmp_path).diagnostics
    assert [(one.code, (one.line, one.column)) for one in found] == [(code, place)]


@pytest.mark.parametrize("name", BODIES)
def test_a_deck_with_it_is_healthy_and_the_same_each_time(name: str, tmp_path: Path) -> None:
    deck = deck_of(talk_of(name), tmp_path)
    assert codes_in(deck) == []
    assert deck_of(talk_of(name), tmp_path) == deck


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(talk_of("stacks with totals"), encoding="utf-8")
    decks = []
    for number, seed in enumerate("12"):
        out = tmp_path / f"{number}.pptx"
        command = [sys.executable, "-m", "deck_builder", "build", "talk.md", "-o", str(out)]
        subprocess.run(
            [*command, "--no-cache"],
            cwd=tmp_path,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": f"Etc/GMT+{seed}", "PYTHONPATH": ":".join(sys.path)},
            timeout=60,
        )
        decks.append(out.read_bytes())
    assert decks[0] == decks[1]


def test_its_description_is_on_the_frame(tmp_path: Path) -> None:
    presentation = pptx.Presentation(io.BytesIO(deck_of(talk_of("a line"), tmp_path)))
    (frame,) = (shape for shape in presentation.slides[0].shapes if shape.has_chart)
    described = frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert described == "Line chart. Mon 3, Tue 5, Wed 4."


def test_each_chart_has_a_part_and_a_workbook_of_its_own(tmp_path: Path) -> None:
    talk = "".join(f"## {name}\n\n{PLAIN.format(more='{.native}')}\n" for name in "AB")
    parts = parts_of(deck_of(talk, tmp_path))
    for number in (1, 2):
        assert f"ppt/charts/chart{number}.xml" in parts
        relations = parts[f"ppt/charts/_rels/chart{number}.xml.rels"]
        assert f"../embeddings/Microsoft_Excel_Sheet{number}.xlsx".encode() in relations


def test_a_deck_without_native_charts_does_not_import_them(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("## A\n\n- b\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from deck_builder.outline.options import Options; "
        "from deck_builder.pipeline import lay_out_deck, write_deck; "
        "write_deck(lay_out_deck(Path('talk.md'), Options()).value); "
        "print([name for name in sys.modules if 'charts.native' in name or 'openpyxl' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout == "[]\n"


# Builds.


def timing_of(deck: bytes) -> tuple[list[tuple[str, str, str]], list[str]]:
    """The series and categories that appear, with their kind, click by click; and the builds."""
    slide = parts_of(deck)["ppt/slides/slide1.xml"].decode()
    pieces = re.findall(r'<a:chart seriesIdx="(\S+)" categoryIdx="(\S+)" bldStep="(\w+)"/>', slide)
    return pieces, re.findall(r'<a:bldChart bld="(\w+)" animBg="0"/>', slide)


def test_series_by_series_with_the_totals_last(tmp_path: Path) -> None:
    text = f"## A\n\n{STACKED.replace('MORE', '.incremental')}"
    checked = laid_out(text, tmp_path)
    assert [len(click) for click in checked.value.slides[0].builds] == [1, 1]
    pieces, builds = timing_of(write_deck(checked.value))
    assert pieces == [(series, "-3", "series") for series in "012"]
    assert builds == ["series"]
    slide = parts_of(write_deck(checked.value))["ppt/slides/slide1.xml"].decode()
    assert slide.count('nodeType="clickEffect"') == 2


def test_category_by_category(tmp_path: Path) -> None:
    text = f"## A\n\n{STACKED.replace('MORE', 'build=category')}"
    pieces, builds = timing_of(deck_of(text, tmp_path))
    assert pieces == [("-3", category, "category") for category in "01"]
    assert builds == ["category"]


@pytest.mark.parametrize("name", BODIES)
def test_every_click_shows_another_piece_that_is_there(name: str, tmp_path: Path) -> None:
    deck = laid_out(talk_of(name, ".incremental"), tmp_path).value
    (slide,) = deck.slides
    (frame,) = frames_of(deck)
    pieces, (way,) = timing_of(write_deck(deck))
    assert len(slide.builds) == frame.steps
    if way == "series":
        assert {int(piece[0]) for piece in pieces} == set(range(made(frame.chart).series))
    else:
        assert [int(piece[1]) for piece in pieces] == list(range(frame.steps))


def test_a_single_series_is_built_by_category(tmp_path: Path) -> None:
    pieces, _ = timing_of(
        deck_of(f"## A\n\n{PLAIN.format(more='{.native .incremental}')}", tmp_path)
    )
    assert [piece[2] for piece in pieces] == ["category", "category"]


def test_a_chart_in_an_incremental_div_is_built(tmp_path: Path) -> None:
    text = f"## A\n\n::: incremental\n{PLAIN.format(more='{.native}')}:::\n"
    assert timing_of(deck_of(text, tmp_path))[1] == ["category"]


def test_a_drawn_chart_in_an_incremental_div_is_as_before(tmp_path: Path) -> None:
    checked = laid_out(f"## A\n\n::: incremental\n{PLAIN.format(more='')}:::\n", tmp_path)
    assert checked.diagnostics == ()
    assert checked.value.slides[0].builds == ()


def test_flattened_it_is_there_at_once(tmp_path: Path) -> None:
    text = f"## A\n\n{STACKED.replace('MORE', '.incremental')}"
    deck = laid_out(text, tmp_path, Options(flatten=True)).value
    assert timing_of(write_deck(deck)) == ([], [])


def test_it_is_drawn_for_a_picture_of_its_slide(tmp_path: Path) -> None:
    (slide,) = pictured(laid_out(talk_of("a line"), tmp_path).value).slides
    assert any(isinstance(mark, Raster) for part in slide.picture.parts for mark in part.marks)


# Secrets.


def test_the_leak_is_found_in_the_workbook_alone() -> None:
    workbook = made(spec_of("rows")).workbook
    entries = [("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", workbook)]
    leak = find_leak(entries, [words_of("A long name of a row")], words_of)
    assert leak is not None
    assert leak.part.startswith("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx: xl/")


# Placeholders.


def test_it_fills_the_placeholder_of_a_theme(tmp_path: Path) -> None:
    slide = parts_of(deck_of(talk_of("a line"), tmp_path))["ppt/slides/slide1.xml"]
    frame = etree.fromstring(slide).find(
        ".//{http://schemas.openxmlformats.org/presentationml/2006/main}graphicFrame"
    )
    assert frame is not None
    assert b"<p:ph " in etree.tostring(frame)


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("dots", [[2, 0, 1], [3, 4, 5]]),
        ("dumbbells", [[2, 0, 1], [3]]),
        ("lollipops", [[3, 0, 1, 2]]),
    ],
)
def test_names_of_rows_come_with_the_first_series(
    name: str, steps: list[list[int]], tmp_path: Path
) -> None:
    presentation = pptx.Presentation(io.BytesIO(deck_of(talk_of(name, ".incremental"), tmp_path)))
    tree = etree.fromstring(etree.tostring(presentation.slides[0]._element))
    found = [int(one.get("seriesIdx", "")) for one in tree.iter("{*}chart") if one.get("seriesIdx")]
    assert list(dict.fromkeys(found)) == [number for step in steps for number in step]
