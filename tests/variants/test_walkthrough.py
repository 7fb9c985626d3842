"""Remarks beside the lines of code that they speak of."""

from __future__ import annotations

from itertools import pairwise

import pytest

from deck_builder.base.units import emu
from deck_builder.shapes import AutoShape, Connector, LaidOutSlide, TextBox
from deck_builder.text.runs import plain_text
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, deck_of, laid_out

CODE = "```python\ndef lean(day):\n    turn = day\n    angle = turn\n    return angle\n```\n\n"
WIDE = "```text\n" + "\n".join(["x" * 60] * 4) + "\n```\n\n"


def slide_of(text: str) -> LaidOutSlide:
    checked = laid_out(f"## S\n\n{text}")
    assert checked.diagnostics == ()
    (slide,) = checked.value.slides
    return slide


def named(slide: LaidOutSlide, name: str) -> list[TextBox]:
    return [one for one in slide.shapes if isinstance(one, TextBox) and one.name.endswith(name)]


def texts(boxes: list[TextBox]) -> list[str]:
    return [plain_text(one.paragraphs) for one in boxes]


def code_of(slide: LaidOutSlide) -> TextBox:
    (code,) = (one for one in slide.shapes if isinstance(one, TextBox) and one.style.name == "code")
    return code


def test_remarks_stand_beside_their_lines() -> None:
    slide = slide_of(f"{CODE}- 2: Turns\n- 3-4: Leans\n")
    code, remarks = code_of(slide), named(slide, "text")
    assert texts(named(slide, "label")) == ["2", "3–4"]
    assert texts(remarks) == ["Turns", "Leans"]
    assert [one.placeholder for one in remarks] == ["item-1", "item-2"]
    assert all(one.box.x > code.box.right for one in remarks)
    bars = [one for one in slide.shapes if isinstance(one, AutoShape) and one.name == "Lines"]
    assert [one.box.right for one in bars] == [code.box.right] * 2
    inner = code.box.inset(code.insets)
    row = inner.height // 4
    assert [round((one.box.y - inner.y) / row) for one in bars] == [1, 2]
    assert [round(one.box.height / row) for one in bars] == [1, 2]


def test_the_code_has_numbers() -> None:
    slide = slide_of(f"{CODE}- 2: Turns\n")
    lines = [plain_text((one,)) for one in code_of(slide).paragraphs]
    assert [line[0] for line in lines] == ["1", "2", "3", "4"]


def test_numbers_count_as_the_code_does() -> None:
    code = CODE.replace("python", "python {startFrom=10}")
    slide = slide_of(f"{code}- 11: Turns\n")
    assert texts(named(slide, "label")) == ["11"]


def test_remarks_go_under_code_that_is_wide() -> None:
    slide = slide_of(f"{WIDE}- 2: Turns\n- 3: Leans\n")
    code, remarks = code_of(slide), named(slide, "text")
    assert all(one.box.y >= code.box.bottom for one in remarks)
    assert remarks[0].box.bottom <= remarks[1].box.y
    assert not any(isinstance(one, Connector) for one in slide.shapes)


@pytest.mark.parametrize(("length", "lines"), [(20, 4), (40, 4), (50, 4), (20, 14)])
def test_remarks_are_hardly_larger_than_the_code(length: int, lines: int) -> None:
    code = "```text\n" + "\n".join(["x" * length] * lines) + "\n```\n\n"
    slide = slide_of(f"{code}- 2: Turns\n- 3: Leans\n")
    size = code_of(slide).style.level(0).size
    assert all(one.style.level(0).size <= 1.2 * size for one in named(slide, "text"))


def test_remarks_do_not_run_into_each_other() -> None:
    words = "A remark that is so long that it takes several lines of the narrow room it has."
    slide = slide_of(f"{CODE}- 1: {words}\n- 2: {words}\n- 4: {words}\n")
    boxes = [one.box for one in named(slide, "text")]
    assert boxes[0].bottom <= boxes[1].y < boxes[1].bottom <= boxes[2].y


def test_code_has_at_least_sixteen_points() -> None:
    for code in (CODE, WIDE):
        slide = slide_of(f"{code}- 2: Turns\n")
        assert code_of(slide).style.level(0).size >= 16


def test_remarks_come_one_by_one() -> None:
    text = f"## S {{.incremental}}\n\n{CODE}- 2: Turns\n- 3: Leans\n"
    (slide,) = laid_out(text).value.slides
    assert [len(click) for click in slide.builds] == [1, 4, 4]


@pytest.mark.parametrize(
    "items", ["- Turns\n", "- 9: Turns\n", "- 2: a\n- 1-3: b\n", "- 2: a\n- b\n", "- 4-2: a\n"]
)
def test_other_lists_stay_lists(items: str) -> None:
    assert named(slide_of(CODE + items), "label") == []
    found = deck_of(f"## S {{.walkthrough}}\n\n{CODE}{items}").diagnostics
    assert [one.code for one in found] == ["unsuitable-variant"]


def test_short_code_is_shown_over_the_whole_width() -> None:
    slide = slide_of("Run it once.\n\n```bash\nmake\n```\n")
    assert slide.layout == "listing"


@pytest.mark.parametrize("theme", ["keynote", "lecture"])
def test_remarks_are_no_towers_beside_the_code(theme: str) -> None:
    lines = "\n".join(["x" * 36] * 6)
    remarks = "- 2: assignment moves it to guest\n- 4: freed at the brace, no collector needed\n"
    text = f"## S\n\n```text\n{lines}\n```\n\n{remarks}"
    for aspect in Aspect:
        (slide,) = laid_out(text, theme=a_theme(theme, aspect)).value.slides
        code = code_of(slide)
        for one in named(slide, "text"):
            is_under = one.box.y >= code.box.bottom
            assert is_under or one.box.width >= 9 * emu(one.style.level(0).size)


def test_remarks_that_have_no_room_under_the_code_stay_beside_it() -> None:
    lines = "\n".join(["x" * 36] * 14)
    text = f"## S\n\n```text\n{lines}\n```\n\n- 2: assignment moves it\n- 4: freed at the brace\n"
    (slide,) = laid_out(text, theme=a_theme("keynote", Aspect.STANDARD)).value.slides
    assert all(one.box.x > code_of(slide).box.right for one in named(slide, "text"))


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("aspect", list(Aspect))
def test_the_numbers_of_lines_do_not_touch(theme: str, aspect: Aspect) -> None:
    text = f"## S\n\n{WIDE}" + "".join(f"- {at}: Turns\n" for at in range(1, 5))
    (slide,) = laid_out(text, theme=a_theme(theme, aspect)).value.slides
    labels = [one.box for one in named(slide, "label")]
    assert len(labels) == 4
    for above, below in pairwise(labels):
        assert below.y - above.bottom >= emu(4)
    for label, remark in zip(named(slide, "label"), named(slide, "text"), strict=True):
        assert label.style.level(0).size <= remark.style.level(0).size


@pytest.mark.parametrize("theme", ["paper", "swiss", "night", "console", "studio"])
@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_remarks_are_not_in_a_narrow_column(theme: str, aspect: str) -> None:
    code = "let order = String::from('a cup of tea');\n" * 3
    remarks = "- 1: it owns the text\n- 2: the old name is refused\n"
    head = f'---\ntheme: {theme}\naspect: "{aspect}"\n---\n\n'
    text = f"{head}## A walk {{.walkthrough}}\n\n```\n{code}```\n\n{remarks}"
    shapes = laid_out(text).value.slides[0].shapes
    texts = [one for one in shapes if isinstance(one, TextBox) and one.name.endswith("text")]
    assert len(texts) == 2
    for one in texts:
        assert one.box.width >= 9 * emu(one.style.level(0).size)
