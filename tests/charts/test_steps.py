"""Charts that are drawn in the steps in which native ones are built."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from deck_builder.base.chart_builds import ChartBuild
from deck_builder.charts.draw.chart import sketch
from deck_builder.charts.draw.marks import Anchor, Bar, Dots, Label, Mark, Stroke, Surface
from deck_builder.charts.draw.steps import Layer, layers
from deck_builder.preview.checks import checks_of
from deck_builder.preview.deck import pictured
from deck_builder.preview.png import slide_pngs
from deck_builder.preview.steps import pictures_by_step
from deck_builder.preview.svg import SvgOptions, slide_svg
from deck_builder.shapes import ChartFrame
from tests.charts.example import theme
from tests.charts.native.specs import BODIES, SIZE, laid_out, spec_of, talk_of

SERIES, CATEGORY = ChartBuild.SERIES, ChartBuild.CATEGORY


def marks_in(name: str) -> tuple[Mark, ...]:
    return sketch(spec_of(name), *SIZE, theme()).marks


def frame_in(name: str, more: str, folder: Path) -> ChartFrame:
    (slide,) = laid_out(talk_of(name, more), folder).value.slides
    return next(shape for shape in slide.shapes if isinstance(shape, ChartFrame))


def steps_in(name: str, way: ChartBuild, count: int) -> dict[int | None, list[Mark]]:
    found: dict[int | None, list[Mark]] = {}
    for layer in layers(marks_in(name), way, count):
        found.setdefault(layer.step, []).extend(layer.marks)
    return found


def ink_in(marks: list[Mark]) -> int:
    return sum(not isinstance(mark, Label) for mark in marks)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("way", ["series", "category"])
def test_every_step_shows_something_and_nothing_is_lost(
    name: str, way: str, tmp_path: Path
) -> None:
    frame = frame_in(name, f".native build={way}", tmp_path)
    assert frame.builds is not None
    marks = [one for one in marks_in(name) if not isinstance(one, Anchor)]
    found = layers(marks, frame.builds, frame.steps)
    shown = {layer.step for layer in found}
    # What is around the data is there from the start; a pie has nothing around it.
    assert (None in shown) == (frame.chart.kind != "pie")
    drawn = set(range(frame.steps))
    missing = drawn - shown
    if frame.builds is CATEGORY:
        # A gap is nothing, and a line leads from one point to the next.
        values = list(zip(*(row.values for row in frame.chart.series), strict=True))
        missing -= {at for at, row in enumerate(values) if not any(row)} | {0}
    assert missing == set()
    pieces = [one for layer in found for one in layer.marks]
    assert [one for one in marks if isinstance(one, Label)] == sorted(
        (one for one in pieces if isinstance(one, Label)), key=marks.index
    )
    assert [one for one in pieces if isinstance(one, Bar)] == sorted(
        (one for one in marks if isinstance(one, Bar)), key=pieces.index
    )


def test_a_stack_grows_by_series_and_its_totals_come_last() -> None:
    steps = steps_in("stacks with totals", SERIES, 2)
    bars = {step: sum(isinstance(one, Bar) for one in found) for step, found in steps.items()}
    assert bars == {None: 0, 0: 3, 1: 3}
    texts = {
        step: [one.text for one in found if isinstance(one, Label)] for step, found in steps.items()
    }
    assert "Go" in texts[0]
    assert "Rust" in texts[1]
    assert {"4.0", "4.5", "5.0"} <= set(texts[1])
    assert texts[None] == ["a", "b", "c"]


def test_a_stack_grows_by_category_with_its_total() -> None:
    steps = steps_in("stacks with totals", CATEGORY, 3)
    assert [ink_in(steps[at]) for at in range(3)] == [2, 2, 2]
    assert "4.0" in [one.text for one in steps[0] if isinstance(one, Label)]


def test_a_line_grows_from_point_to_point() -> None:
    steps = steps_in("a line", CATEGORY, 3)
    lines = [[one for one in steps.get(at, []) if isinstance(one, Stroke)] for at in range(3)]
    assert [len(one) for one in lines] == [0, 1, 1]
    assert lines[1][0].points[-1] == lines[2][0].points[0]


@pytest.mark.parametrize("name", ["an area", "stacked areas"])
def test_an_area_grows_without_gaps(name: str) -> None:
    steps = steps_in(name, CATEGORY, 3)
    areas = [[one for one in steps[at] if isinstance(one, Surface)] for at in (1, 2)]
    assert areas[0]
    assert len(areas[0]) == len(areas[1])
    for before, after in zip(*areas, strict=True):
        assert len(before.points) == 4
        assert max(x for x, _ in before.points) >= min(x for x, _ in after.points)


def test_points_come_one_by_one() -> None:
    steps = steps_in("named points", CATEGORY, 2)
    for at, name in enumerate("AB"):
        assert [one.text for one in steps[at] if isinstance(one, Label)] == [name]
        assert sum(len(one.points) for one in steps[at] if isinstance(one, Dots)) == 1


def test_a_target_comes_with_the_last_series() -> None:
    steps = steps_in("stacks with a target", SERIES, 2)
    dashed = [step for step, found in steps.items() for one in found if getattr(one, "dashed", 0)]
    assert dashed == [1]


def test_layers_without_marks_are_left_out() -> None:
    assert layers((Stroke(((0.0, 0.0), (1.0, 1.0)), "000000", 1.0),), SERIES, 4) == (
        Layer(None, (Stroke(((0.0, 0.0), (1.0, 1.0)), "000000", 1.0),)),
    )


# The lines of a slope chart are PowerPoint's series, and a task is no series of its days.
ONE_WAY = {"slopes": (SERIES, "categories"), "tasks": (CATEGORY, "categories")}


@pytest.mark.parametrize("name", ONE_WAY)
def test_some_are_built_in_one_way(name: str, tmp_path: Path) -> None:
    way, counted = ONE_WAY[name]
    frame = frame_in(name, ".native .incremental", tmp_path)
    assert (frame.builds, frame.steps) == (way, len(getattr(frame.chart, counted)))


def test_a_picture_of_the_slide_is_built_as_the_slide_is(tmp_path: Path) -> None:
    deck = laid_out(talk_of("stacks with totals", ".native .incremental"), tmp_path).value
    (slide,) = pictured(deck).slides
    assert slide.builds == deck.slides[0].builds
    assert len(slide.builds) == 2
    steps = list(pictures_by_step(slide.picture, slide.builds))
    images = [slide_svg(one, 1, "", SvgOptions()).count("<image") for one in steps]
    assert images == sorted(set(images))
    first, *_, last = slide_pngs(steps, (deck.theme.fonts,), 200)
    whole = slide_pngs([slide.picture], (deck.theme.fonts,), 200)
    assert last == next(iter(whole))
    assert first != last
    # One of its layers describes them all.
    alts = [part.alt for part in slide.picture.parts if part.alt]
    assert alts == [frame_in("stacks with totals", ".native", tmp_path).alt]
    assert [one for one in checks_of(slide.picture) if one.kind == "description"] == []


@pytest.mark.parametrize("name", ["lines with a target", "stacked areas", "a pie"])
def test_a_whole_chart_and_its_steps_look_the_same(name: str, tmp_path: Path) -> None:
    looks = []
    for more in ("", ".incremental"):
        deck = laid_out(talk_of(name, f"{more} build=category" if more else ""), tmp_path).value
        picture = pictured(deck).slides[0].picture
        (png,) = slide_pngs([picture], (deck.theme.fonts,), 480)
        with Image.open(io.BytesIO(png)) as opened:
            looks.append(opened.convert("L"))
    # Only where two pieces meet, some edges are smoothed twice.
    difference = ImageChops.difference(*looks)
    strong = sum(difference.histogram()[64:])
    assert strong < difference.width * difference.height / 2_000
