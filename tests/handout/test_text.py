"""Runs and paragraphs as HTML."""

from __future__ import annotations

import pytest

from deck_builder.handout.text import TextSetter
from deck_builder.text.runs import Bullet, Paragraph, ParagraphRole, Run

SETTER = TextSetter({"there": "slide-2"})
DOT = Bullet()


def item(words: str, level: int = 0, bullet: Bullet = DOT) -> Paragraph:
    return Paragraph((Run(words),), level, bullet)


@pytest.mark.parametrize(
    ("run", "html"),
    [
        (Run("a<b"), "a&lt;b"),
        (Run("a\nb"), "a<br>b"),
        (Run("a", bold=True, italic=True), "<em><strong>a</strong></em>"),
        (Run("a", strike=True), "<s>a</s>"),
        (Run("a", underline=True), "<u>a</u>"),
        (Run("a", code=True), "<code>a</code>"),
        (Run("F5", code=True, highlight="surface"), "<kbd>F5</kbd>"),
        (Run("a", highlight="mark"), "<mark>a</mark>"),
        (Run("2", superscript=True), "<sup>2</sup>"),
        (Run("2", subscript=True), "<sub>2</sub>"),
        (Run("a", small_caps=True), '<span class="small-caps">a</span>'),
        (Run("a", color="accent2"), '<span class="c-accent2">a</span>'),
        (Run("a", color="no-such"), "a"),
        (Run("bonsoir", lang="fr"), '<span lang="fr">bonsoir</span>'),
        (Run("a", link="#there"), '<a href="#slide-2">a</a>'),
        (Run("a", link="https://e.org/?a&b"), '<a href="https://e.org/?a&amp;b">a</a>'),
        (
            Run("www.e.org", link="http://www.e.org/"),
            '<a href="http://www.e.org/" class="address">www.e.org</a>',
        ),
        (Run("a", link="javascript:a"), "a"),
        (Run("1", superscript=True, note=(Run("said"),)), "<sup>1</sup>"),
    ],
)
def test_looks(run: Run, html: str) -> None:
    assert SETTER.inline((run,)) == html


def test_one_link_over_several_looks() -> None:
    runs = (Run("a", link="#there"), Run("b", bold=True, link="#there"), Run("c"))
    assert SETTER.inline(runs) == '<a href="#slide-2">a<strong>b</strong></a>c'


def test_a_formula_is_mathematics() -> None:
    html = SETTER.inline((Run("x²", formula="x^2"),))
    assert html == (
        '<math display="inline" alttext="x²"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    )


def test_lists_are_nested() -> None:
    html = SETTER.flow((item("a"), item("b", 1), item("c", 2), item("d", 1), item("e")))
    assert html == ("<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul>")


def test_a_list_that_begins_deeper_comes_back() -> None:
    assert SETTER.flow((item("a", 1), item("b"))) == "<ul><li>a</li><li>b</li></ul>"


def test_numbers_are_those_of_the_slide() -> None:
    numbered = [item(str(number), 0, Bullet(number)) for number in (3, 4, 7)]
    assert SETTER.flow(numbered) == ('<ol start="3"><li>3</li><li>4</li><li value="7">7</li></ol>')


def test_lists_of_two_kinds_are_two_lists() -> None:
    html = SETTER.flow((item("a"), item("b", 0, Bullet(1)), Paragraph((Run("c"),))))
    assert html == "<ul><li>a</li></ul><ol><li>b</li></ol><p>c</p>"


def test_an_item_goes_on() -> None:
    html = SETTER.flow((item("a"), item("more", 0, Bullet(shown=False)), item("b")))
    assert html == "<ul><li>a<p>more</p></li><li>b</li></ul>"


def test_tasks_have_boxes() -> None:
    html = SETTER.flow((item("a", 0, Bullet(checked=True)), item("b", 0, Bullet(checked=False))))
    assert html == (
        '<ul><li class="task"><span class="box">☑</span> a</li>'
        '<li class="task"><span class="box">☐</span> b</li></ul>'
    )


def test_roles_and_directions() -> None:
    paragraphs = (
        Paragraph((Run("head"),), role=ParagraphRole.HEADING),
        Paragraph((Run("שלום"),)),
        Paragraph(()),
        Paragraph((Run("— Ada"),), role=ParagraphRole.ATTRIBUTION),
    )
    assert SETTER.flow(paragraphs) == (
        '<h4>head</h4><p dir="rtl">שלום</p><p class="attribution">— Ada</p>'
    )
