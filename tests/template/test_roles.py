"""Each role has the layout that suits it, whatever it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deck_builder.gallery import write_template
from deck_builder.template.read import examine
from deck_builder.template.roles import is_named
from deck_builder.theme.model import Aspect
from tests.template.made import plain, saved, without_types, written
from tests.written import problem_rows

NUMBERS = {
    "title": 1,
    "section": 3,
    "content": 2,
    "two-content": 4,
    "comparison": 5,
    "title-only": 6,
    "blank": 7,
    "picture-caption": 9,
}


def chosen(path: Path) -> dict[str, int]:
    choices = examine(path).value.choices
    return {role: choices[role].page.number for role in NUMBERS}


def test_layouts_are_found_by_type(tmp_path: Path) -> None:
    assert chosen(written(tmp_path, saved(plain()))) == NUMBERS


def test_layouts_are_found_by_their_placeholders(tmp_path: Path) -> None:
    found = chosen(written(tmp_path, without_types(saved(plain()))))
    by_geometry = ("title", "content", "two-content", "comparison", "title-only", "blank")
    assert {role: found[role] for role in by_geometry} == {
        role: NUMBERS[role] for role in by_geometry
    }


def test_what_has_no_layout_stands_in_the_body(tmp_path: Path) -> None:
    examined = examine(written(tmp_path, saved(plain()))).value
    theme = examined.theme
    assert examined.choices["quote"].how == "in the body"
    assert examined.choices["quote"].page.number == NUMBERS["content"]
    places = [theme.layouts["quote"].placeholder(name) for name in ("quote", "attribution")]
    assert [place and place.real for place in places] == [True, False]
    for place in places:
        assert place is not None
        assert theme.content.contains(place.box)


def test_without_a_body_it_has_boxes_of_its_own(tmp_path: Path) -> None:
    presentation = plain()
    for layout in list(presentation.slide_layouts):
        if layout.name != "Title Only":
            presentation.slide_layouts.remove(layout)
    examined = examine(written(tmp_path, saved(presentation))).value
    assert examined.choices["quote"].how == "own boxes"
    place = examined.theme.layouts["quote"].placeholder("quote")
    assert place is not None
    assert not place.real


def test_what_is_compared_stands_in_columns(tmp_path: Path) -> None:
    presentation = plain()
    layouts = presentation.slide_layouts
    layouts.remove(layouts[NUMBERS["comparison"] - 1])
    examined = examine(written(tmp_path, saved(presentation))).value
    choice, found = examined.choices["comparison"], examined.theme.layouts["comparison"]
    assert (choice.how, choice.page.number) == ("in the body", NUMBERS["two-content"])
    places = [found.placeholder(name) for name in ("left-heading", "left", "right")]
    assert [place and place.real for place in places] == [False, True, True]
    heading, left, right = (place.box for place in places if place)
    assert heading.bottom <= left.y
    assert not left.overlaps(right)


def test_section_and_closing_stand_in(tmp_path: Path) -> None:
    presentation = plain()
    layouts = presentation.slide_layouts
    layouts.remove(layouts[2])
    choices = examine(written(tmp_path, saved(presentation))).value.choices
    assert choices["section"].how == choices["closing"].how == "as title"
    assert choices["agenda"].how == "as content"


def test_a_layout_with_content_beside_its_title_opens_a_talk(tmp_path: Path) -> None:
    data = write_template("paper", Aspect.WIDE, False).value
    path = written(tmp_path, data)
    choice = examine(path, (("closing", "title only"),)).value.choices["opening"]
    assert (choice.page.name, choice.how) == ("Title Slide with Content", "name")
    assert set(choice.places) == {"title", "body"}


def test_without_such_a_layout_it_can_be_chosen(tmp_path: Path) -> None:
    path = written(tmp_path, saved(plain()))
    examined = examine(path).value
    assert "opening" not in examined.choices
    assert "opening" not in examined.theme.layouts
    examined = examine(path, (("opening", "Content with Caption"),)).value
    places = {place.name: place for place in examined.theme.layouts["opening"].placeholders}
    assert places["body"].real
    assert not places["title"].box.overlaps(places["body"].box)


def test_one_layout_is_enough(tmp_path: Path) -> None:
    presentation = plain()
    layouts = presentation.slide_layouts
    for layout in list(layouts)[:-5]:
        layouts.remove(layout)
    for layout in list(layouts)[1:]:
        layouts.remove(layout)
    examined = examine(written(tmp_path, saved(presentation))).value
    assert [page.name for page in examined.pages] == ["Blank"]
    title = examined.theme.layouts["content"].placeholder("title")
    assert title is not None
    assert (title.real, title.type) == (False, "title")


def test_the_author_chooses_by_name_and_number(tmp_path: Path) -> None:
    path = written(tmp_path, saved(plain()))
    choices = examine(path, (("closing", "title only"), ("agenda", "4"))).value.choices
    assert (choices["closing"].page.number, choices["closing"].how) == (6, "by hand")
    assert choices["agenda"].page.number == 4


def test_a_choice_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, saved(plain()))
    checked = examine(path, (("closing", "99"), ("ending", "Blank")))
    codes = [(severity, code) for _, _, severity, code in problem_rows(checked.diagnostics)]
    assert codes == [("error", "template-layout"), ("error", "unknown-role")]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("title", "Titelfolie"),
        ("section", "En-tête de section"),
        ("content", "Titre et contenu"),
        ("two-content", "Zwei Inhalte"),
        ("blank", "En blanco"),
        ("quote", "02_Zitat"),
        ("big-number", "BIG_NUMBER"),
        ("closing", "Danke!"),
        ("agenda", "Índice"),
    ],
)
def test_names_in_many_languages(role: str, name: str) -> None:
    assert is_named(role, name)


def test_columns_do_not_stand_over_their_title(tmp_path: Path) -> None:
    presentation = plain()
    layout = presentation.slide_layouts[NUMBERS["two-content"] - 1]
    columns: Any = layout.placeholders
    for column in columns:
        if column.placeholder_format.idx in (1, 2):
            column.top -= 1_000_000
    theme = examine(written(tmp_path, saved(presentation))).value.theme
    found = theme.layouts["two-content"]
    title = found.placeholder("title")
    assert title is not None
    for name in ("left", "right"):
        place = found.placeholder(name)
        assert place is not None
        assert place.real
        assert not place.box.overlaps(title.box)
