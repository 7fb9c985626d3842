"""Divs of pandoc and Quarto: columns without a div around them, and content for some formats and
profiles only."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Columns, Group
from deck_builder.slides import compose
from tests.talks import a_theme, outline_of

SETTINGS = "---\ntitle: T\naudiences: {x: {}, y: {}}\n---\n\n# A\n\n"


def test_columns_need_no_div_around_them() -> None:
    checked = outline_of("# A\n\n::: column\na\n:::\n\n::: {.column width=30%}\nb\n:::\n\nc\n")
    assert not checked.diagnostics
    columns, below = checked.value.sections[0].slides[0].blocks
    assert isinstance(columns, Columns)
    assert [one.plain() for one in columns.columns] == ["a", "b"]
    assert columns.shares == (0.7, 0.3)
    assert below.plain() == "c"


def test_columns_in_another_div() -> None:
    checked = outline_of("# A\n\n:::: incremental\n::: column\na\n:::\n::: column\nb\n:::\n::::\n")
    (columns,) = checked.value.sections[0].slides[0].blocks
    assert isinstance(columns, Columns)
    assert not checked.diagnostics


def test_a_column_alone_is_as_wide_as_the_slide() -> None:
    checked = outline_of("# A\n\n::: {.column width=50%}\na\n:::\n\nb\n")
    alone, _ = checked.value.sections[0].slides[0].blocks
    assert isinstance(alone, Group)
    assert alone.plain() == "a"
    assert [one.code for one in checked.diagnostics] == ["lone-column"]


SHOWN = {
    '{.content-visible when-format="pptx"}': True,
    '{.content-visible when-format="html"}': False,
    '{.content-visible when-format="html,pptx"}': True,
    '{.content-visible unless-format="pptx"}': False,
    '{.content-visible unless-format="html"}': True,
    '{.content-hidden when-format="pptx"}': False,
    '{.content-hidden when-format="html"}': True,
    '{.content-hidden unless-format="pptx"}': True,
    "{.content-hidden}": False,
    "{.content-visible}": True,
    '{.content-visible when-profile="x"}': True,
    '{.content-visible when-profile="y"}': False,
    '{.content-hidden when-profile="x"}': False,
    '{.content-visible unless-profile="x"}': False,
    '{.content-hidden unless-profile="x"}': True,
    '{.content-visible when-format="html" when-profile="x"}': False,
}
FORMS = {
    "div": "::: {braces}\nwords\n:::\n",
    "span": "[words]{braces} rest\n",
    "code": "```{braces}\nwords\n```\n",
    "a piece of code": "`words`{braces} rest\n",
    "heading": "## B {braces}\n\nwords\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(("braces", "is_shown"), SHOWN.items(), ids=SHOWN)
def test_content_for_formats_and_profiles(form: str, braces: str, is_shown: bool) -> None:
    text = SETTINGS + "Text\n\n" + form.replace("{braces}", braces)
    checked = outline_of(text, audience="x")
    assert {one.code for one in checked.diagnostics} <= {"left-out"}
    words = " ".join(block.plain() for slide in checked.value.slides for block in slide.blocks)
    assert ("words" in words) is is_shown


@pytest.mark.parametrize(
    ("braces", "code"),
    [
        ('{.content-visible when-format="ptpx"}', "unknown-format"),
        ('{.content-visible when-profile="z"}', "unknown-audience"),
        ('{.content-visible when-meta="draft"}', "misspelt-condition"),
        ('{.content-visible when-formt="html"}', "misspelt-condition"),
        ('{.content-visble when-format="html"}', "misspelt-condition"),
    ],
)
def test_what_is_not_known_is_said(braces: str, code: str) -> None:
    text = f"{SETTINGS}Text\n\n::: {braces}\nwords\n:::\n"
    assert code in [one.code for one in outline_of(text, audience="x").diagnostics]


def test_the_name_of_a_format_is_no_secret() -> None:
    text = f'{SETTINGS}Text\n\n::: {{.content-visible when-format="presentation"}}\nwords\n:::\n'
    deck = compose(outline_of(text, audience="x").value, a_theme()).value
    assert ("presentation",) not in deck.secrets


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('<div class="clearfix mb-2">\n\nb\n\n</div>', []),
        ('<div class="colunms">\n\nb\n\n</div>', ["unknown-div"]),
        ("::: clearfix\nb\n:::", ["unknown-div"]),
    ],
)
def test_classes_of_html_are_reported_where_they_look_like_ours(
    text: str, codes: list[str]
) -> None:
    found = outline_of(f"# A\n\n{text}\n").diagnostics
    assert [one.code for one in found] == codes


@pytest.mark.parametrize("tag", ["aside", "section", "nav", "header"])
def test_plain_containers_of_html_lose_nothing(tag: str) -> None:
    assert not outline_of(f"# A\n\n<{tag}>\nb\n</{tag}>\n").diagnostics


def test_code_in_a_line_may_name_its_language() -> None:
    found = outline_of("# A\n\n`x`{.haskell} `y`{.no-language}\n").diagnostics
    assert [(one.code, one.column) for one in found] == [("unknown-class", 20)]
