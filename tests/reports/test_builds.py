"""What appears with clicks: nothing is lost, and nothing stops the build."""

from __future__ import annotations

from deck_builder.shapes import Appearance, TextBox
from deck_builder.slides.builds import with_builds
from deck_builder.text.runs import Bullet, Paragraph, Run
from tests.talks import a_theme, laid_out, outline_of


def box(*paragraphs: tuple[int, bool]) -> TextBox:
    theme = a_theme()
    texts = tuple(
        Paragraph((Run("x"),), level, bullet=Bullet(), appears=appears)
        for level, appears in paragraphs
    )
    return TextBox(theme.content, texts, theme.styles["body"])


def test_nested_items_that_appear_under_words_that_are_there() -> None:
    """As where an item continues on the next slide."""
    _, clicks = with_builds((box((0, False), (1, True), (1, True), (0, True)),), False)
    assert clicks == ((Appearance(0, 1), Appearance(0, 2)), (Appearance(0, 3),))


def test_a_long_incremental_item_with_a_table() -> None:
    words = "words " * 60
    nested = f"    - {words}\n        * **term**: {words}\n        * ![a](a.png) {words}\n"
    text = f"> [!NOTE]\n> ::: incremental\n> - {words}\n" + "".join(
        f"> {line}\n" for line in nested.splitlines()
    )
    laid_out(f"## A\n\n{text}> - {words}\n> :::\n")


def test_pauses_on_a_title_slide_are_said() -> None:
    slides = "".join(f"## {name}\n\nText\n\n" for name in "ABC")
    checked = outline_of(f"# Title\n\nA line\n\n. . .\n\nAnother\n\n---\n\n{slides}")
    assert [(one.code, one.line) for one in checked.diagnostics] == [("title-pause", 5)]
    assert [one.text for one in checked.value.lines] == ["A line", "Another"]


def test_a_pause_on_another_slide_is_one() -> None:
    assert not outline_of("## A\n\nA line\n\n. . .\n\nAnother\n").diagnostics
