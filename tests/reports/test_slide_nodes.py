"""Slides that rules start, and what the attributes of a slide say."""

from __future__ import annotations

import pytest

from deck_builder.base.css_colors import css_color, css_gradient
from deck_builder.slides import compose
from tests.talks import a_theme, laid_out, outline_of

RULES = "---\nslides: rules\n---\n\n"


def slides_of(text: str) -> list[tuple[str, str, str]]:
    """Return the layout, the title and the words of each slide of a talk with rules."""
    checked = outline_of(f"{RULES}{text}")
    assert not checked.diagnostics
    return [
        (
            one.layout,
            "".join(run.text for run in one.title),
            " ".join(b.plain() for b in one.blocks),
        )
        for one in checked.value.slides
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\na\n\n## Two\n\nb\n", [("", "One", "a Two b")]),
        ("# One\n\na\n\n---\n\n# Two\n\nb\n", [("", "One", "a"), ("", "Two", "b")]),
        (
            "--- {layout=statement}\n\na\n\n---\n\n---\n\nb\n",
            [("statement", "", "a"), ("", "", ""), ("", "", "b")],
        ),
        ("a\n\n# One\n\nb\n", [("", "", "a One b")]),
        ("<!-- notes: x -->\n\n# One\n\nb\n", [("", "One", "b")]),
        ("--- {layout=title}\n\n# One\n\na\n", [("title", "One", "a")]),
    ],
    ids=["headings", "rules", "empty slides", "no title", "notes first", "a title slide"],
)
def test_slides(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert slides_of(text) == expected


def test_the_title_among_the_settings_has_no_slide() -> None:
    checked = outline_of("---\nslides: rules\ntitle: T\n---\n\n# One\n\na\n")
    deck = compose(checked.value, a_theme()).value
    assert len(deck.slides) == 1
    assert deck.properties.title == "T"


def test_the_first_slide_names_the_deck() -> None:
    deck = compose(outline_of(f"{RULES}# One\n\na\n").value, a_theme()).value
    assert deck.properties.title == "One"


def test_a_long_slide_is_not_cut_at_its_sub_headings() -> None:
    text = "# One\n\n" + "".join(f"## Part {n}\n\n" + "- item\n" * 8 + "\n" for n in range(3))
    assert len(compose(outline_of(f"{RULES}{text}").value, a_theme()).value.slides) == 1


def test_attributes_of_a_rule() -> None:
    text = (
        "# One\n\na\n\n--- {#two .hidden background=navy dim=20 transition=push header=Up "
        "footer=Down slide-numbers=false minutes=2}\n\n## Two\n\nb\n"
    )
    checked = outline_of(text)
    assert checked.diagnostics == ()
    (slide,) = checked.value.slides
    staging = slide.staging
    assert (slide.id, staging.hidden, staging.transition) == ("two", True, "push")
    assert staging.background is not None
    assert staging.background.colors == ("#000080",)
    assert (staging.header, staging.footer, staging.numbered) == ("Up", "Down", False)
    assert staging.seconds == 120


def test_a_condition_of_a_rule_is_for_the_whole_slide() -> None:
    text = (
        "---\nslides: rules\naudiences: {a: {}, b: {}}\n---\n\n# One\n\na\n\n"
        "--- {audience=a}\n\n# Two\n\n## More\n\nb\n\n---\n\n# Three\n"
    )
    outline = outline_of(text, audience="b").value
    assert ["".join(run.text for run in one.title) for one in outline.slides] == ["One", "Three"]
    assert {"Two", "More", "b"} <= set(outline.withheld)


def test_a_condition_of_a_title_is_for_the_whole_slide() -> None:
    text = (
        "---\nslides: rules\naudiences: {a: {}, b: {}}\n---\n\n# One\n\na\n\n---\n\n"
        "## Two {audience=a}\n\n## More\n\nb\n"
    )
    outline = outline_of(text, audience="b").value
    assert len(list(outline.slides)) == 1


def test_a_literal_talk_infers_nothing() -> None:
    text = "---\nliteral: true\n---\n\n# One\n\na line\n\n## Two\n\nb\n\n## Three\n\nc\n"
    slides = compose(outline_of(text).value, a_theme()).value.slides
    assert "title" not in [slide.layout for slide in slides]


@pytest.mark.parametrize(
    ("written", "color"),
    [
        ("Red", "FF0000"),
        ("#abc", "AABBCC"),
        ("#11223344", "112233"),
        ("rgb(1 2 3 / 50%)", "010203"),
        ("rgba(10%, 20%, 30%, .5)", "1A334C"),
        ("hsl(120deg, 100%, 50%)", "00FF00"),
        ("transparent", ""),
        ("no colour", ""),
    ],
)
def test_colors_of_css(written: str, color: str) -> None:
    assert css_color(written) == color


@pytest.mark.parametrize(
    ("written", "colors"),
    [
        ("linear-gradient(to right, red, #00f 50%, rgba(0,0,0,.5))", ("FF0000", "000000")),
        ("linear-gradient(45deg, rgb(1,2,3) 0%, blue 100%)", ("010203", "0000FF")),
        ("radial-gradient(red)", ()),
    ],
)
def test_gradients_of_css(written: str, colors: tuple[str, ...]) -> None:
    assert css_gradient(written) == colors


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ("background=photo.png background-fit=wide", "bad-fit"),
        ("slide-numbers=maybe", "bad-flag"),
        ("layout=nothing", "unknown-layout"),
        ("colour=red", "unknown-attribute"),
    ],
)
def test_what_an_attribute_of_a_rule_cannot_be(attributes: str, code: str) -> None:
    checked = outline_of(f"# One\n\na\n\n--- {{{attributes}}}\n\nb\n")
    assert [one.code for one in checked.diagnostics] == [code]


@pytest.mark.parametrize(
    ("steps", "clicks", "frames"),
    [("{1|2-3|all}", 2, 3), ("{all|1}", 1, 1), ("{none|1|2}", 2, 2), ("{*}", 0, 0), ("{2}", 0, 0)],
)
def test_steps_of_code(steps: str, clicks: int, frames: int) -> None:
    deck = laid_out(f"# One\n\n```python {steps}\na = 1\nb = 2\nc = 3\n```\n").value
    (slide,) = deck.slides
    assert len(slide.builds) == clicks
    assert sum(getattr(shape, "step", 0) > 0 for shape in slide.shapes) == frames


@pytest.mark.parametrize(
    ("text", "clicks"),
    [
        ("- a long item that is one of a few words\n- b\n", 2),
        ("::: nonincremental\n- a\n- b\n:::\n", 0),
        ("a paragraph\n\nanother one\n", 0),
    ],
)
def test_lists_that_come_one_by_one(text: str, clicks: int) -> None:
    deck = laid_out(f"---\nincremental: true\ncompose: plain\n---\n\n# One\n\n{text}").value
    assert len(deck.slides[0].builds) == clicks


def test_a_slide_on_which_lists_come_as_a_whole() -> None:
    deck = laid_out("---\nincremental: true\n---\n\n# One {.nonincremental}\n\n- a\n- b\n").value
    assert not deck.slides[0].builds


@pytest.mark.parametrize("text", [". . .\n", "::: fragment\n:::\n"])
def test_a_slide_of_nothing_but_a_pause(text: str) -> None:
    assert len(laid_out(f"# One\n\n{text}").value.slides) == 1
