"""Words that were on no slide and in no diagnostic: in pictures, their descriptions, and code."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Picture

from deck_builder.base.source import Source
from deck_builder.blocks import Code, Prose, Table
from deck_builder.blocks.group import Group
from deck_builder.blocks.image import ImageBlock
from deck_builder.markdown import Node, parse_markdown, walk
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.text.runs import Run, plain_runs
from tests.talks import a_theme, blocks_of, laid_out, outline_of, shape_texts


def images_in(text: str) -> list[Node]:
    root = parse_markdown(Source("talk.md", text)).value
    return [node for node in walk((root,)) if node.kind == "image"]


PICTURES: dict[str, str] = {
    "two on a line": "![a](a.png) ![b](b.png)",
    "on two lines": "![a](a.png)\n![b](b.png)",
    "two lines, hard break": "![a](a.png)\\\n![b](b.png)",
    "with captions": '![a](a.png "One") ![b](b.png "Two")',
}


@pytest.mark.parametrize("text", PICTURES.values(), ids=PICTURES)
def test_pictures_in_a_language_are_pictures(text: str) -> None:
    (group,) = blocks_of(f"::: {{lang=de}}\n{text}\n:::\n")
    (plain,) = blocks_of(text)
    assert isinstance(group, Group)
    assert [type(one) for one in group.blocks] == [type(plain)]
    assert not isinstance(plain, Prose)


def test_words_beside_a_picture_in_a_language_keep_it() -> None:
    (group,) = blocks_of("::: {lang=de}\n![a](a.png)\nWorte\n:::\n")
    assert isinstance(group, Group)
    image, words = group.blocks
    assert isinstance(image, ImageBlock)
    assert isinstance(words, Prose)
    assert words.paragraphs[0].runs == (Run("Worte", lang="de"),)


def test_an_abbreviation_with_two_meanings_is_reported() -> None:
    text = "## A\n\nThe HTML\n\n*[HTML]: One\n*[HTML]: Two\n*[HTML]: Two\n"
    found = outline_of(text).diagnostics
    assert [(one.code, one.line) for one in found] == [("repeated-abbreviation", 5)]


ALONE: dict[str, str] = {
    "a paragraph": "Text\n\n^[Words]",
    "at the beginning": "^[Words]\n\nText",
    "a sub-heading": "### ^[Words]\n\nText",
    "an item": "- ^[Words]\n- Text",
    "a quote": "> ^[Words]\n\nText",
    "a callout": "::: callout-note\n^[Words]\n:::\n\nText",
    "a cell": "| a |\n|---|\n| ^[Words] |",
    "strong": "**^[Words]**\n\nText",
    "by its label": "[^1]\n\nText\n\n[^1]: Words",
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE)
def test_a_footnote_that_stands_alone_is_shown(text: str) -> None:
    deck = laid_out(f"## A\n\n{text}\n").value
    texts = [one for slide in deck.slides for shape in slide.shapes for one in shape_texts(shape)]
    assert any("Words" in one for one in texts)


IN_NOTES: dict[str, str] = {
    "a cell": "| a |\n|---|\n| b ^[Words *and* more] |",
    "a header": "| a ^[Words *and* more] |\n|---|\n| b |",
    "a quote": "> b ^[Words *and* more]",
    "a callout": "::: callout-note\nb ^[Words *and* more]\n:::",
    "a theorem": "::: theorem\nb ^[Words *and* more]\n:::",
    "a list": "- b ^[Words *and* more]",
    "a paragraph": "b ^[Words *and* more]",
}


@pytest.mark.parametrize("text", IN_NOTES.values(), ids=IN_NOTES)
def test_footnotes_in_notes_are_kept(text: str) -> None:
    slides = outline_of(f"## A\n\nText\n\n:::: notes\n{text}\n::::\n").value.slides
    (slide,) = slides
    runs = [run for one in slide.notes for run in one.runs]
    assert [plain_runs(run.note) for run in runs if run.note] == ["Words and more"]


def test_links_in_tables_of_notes_are_kept() -> None:
    text = "## A\n\nText\n\n::: notes\n| a | b |\n|---|---|\n| [c](https://e.org) | d |\n:::\n"
    (slide,) = outline_of(text).value.slides
    assert [one.text for one in slide.notes] == ["a b", "c d"]
    assert slide.notes[1].runs[0] == Run("c", link="https://e.org")


DESCRIPTIONS: dict[str, tuple[str, str]] = {
    "a picture of HTML": ("![<img src=a.png alt='One two'> three](b.png)", "One two three"),
    "its quotes": ('![<img alt="One two" src=a.png>](b.png)', "One two"),
    "without quotes": ("![<img src=a.png alt=One>](b.png)", "One"),
    "without words": ("![a<img src=a.png>](b.png)", "a"),
    "a break": ("![One<br>two](b.png)", "One two"),
    "marks": ("![a <b>b</b> <i>c</i>](b.png)", "a b c"),
}


@pytest.mark.parametrize(("text", "expected"), DESCRIPTIONS.values(), ids=DESCRIPTIONS)
def test_html_in_descriptions(text: str, expected: str) -> None:
    (image,) = images_in(text)
    assert image.text == expected
    assert not parse_markdown(Source("talk.md", text)).diagnostics


def test_a_caption_inside_a_film() -> None:
    (image,) = images_in('a <video src=a.mp4>b ![c](a.png "One") d</video>')
    assert image.text == "b c One d"


def test_html_that_is_unknown_is_reported_there_too() -> None:
    text = "![a <foo bar> b](b.png)\n"
    found = parse_markdown(Source("talk.md", text)).diagnostics
    assert [(one.code, one.line) for one in found] == [("raw-html", 1)]


CODE: dict[str, tuple[str, str]] = {
    "marks": ("<pre>a <b>b <i>c</i></b></pre>", "a b c"),
    "a span in a cell": (
        "| x |\n|---|\n| <pre><code>[a **b** `c`]{.smallcaps} d</code></pre> |",
        "a b c d",
    ),
    "a link": ("| x |\n|---|\n| <pre>[a *b*](https://e.org)</pre> |", "a b"),
}


@pytest.mark.parametrize(("text", "expected"), CODE.values(), ids=CODE)
def test_marks_in_code_of_html(text: str, expected: str) -> None:
    root = parse_markdown(Source("talk.md", text)).value
    found = [one.text for one in walk((root,)) if one.kind in ("code", "code_span")]
    assert expected in found


def test_a_line_of_code_is_cut_between_words() -> None:
    words = [f"word{number}" for number in range(3_000)]
    deck = laid_out(f"## A\n\n```\n{' '.join(words)}\n```\n").value
    assert len(deck.slides) > 1
    for slide in deck.slides:
        last = [text for shape in slide.shapes for text in shape_texts(shape) if "word" in text]
        assert last[-1].split()[-1] in words


def test_a_line_without_blanks_is_cut_all_the_same() -> None:
    (block,) = blocks_of(f"```\n{'x' * 20_000}\n```\n")
    assert isinstance(block, Code)
    parts = block.split(a_theme().content, a_theme())
    assert parts is not None
    assert all(isinstance(one, Code) and one.lines for one in parts)


IN_CODE: dict[str, tuple[str, str]] = {
    "a footnote": ("<pre>a ^[Words]</pre>", "a (Words)"),
    "a picture": ('<pre>![a](b.png "Title") c</pre>', "a (Title) c"),
    "a picture of HTML": (
        "<pre><img src=a.png alt='One two' title=Three> c</pre>",
        "(One two) (Three) c",
    ),
    "the title of a link": ('<pre>[a](https://e.org "Title")</pre>', "a (Title)"),
    "a link of HTML": ("<pre><a href='https://e.org' title='Title'>a</a></pre>", "a (Title)"),
    "a formula": ("<pre>echo $A and $B</pre>", "echo $A and $B"),
    "a variable": ("<pre>{{ name }}</pre>", "{{ name }}"),
    "parentheses": ("<pre>f<b>(x)</b></pre>", "f(x)"),
}


@pytest.mark.parametrize(("text", "expected"), IN_CODE.values(), ids=IN_CODE)
def test_what_is_in_code_of_html(text: str, expected: str) -> None:
    root = parse_markdown(Source("talk.md", f"| x |\n|---|\n| {text} |\n")).value
    assert [one.text for one in walk((root,)) if one.kind == "code"] == [expected]


@pytest.mark.parametrize("inside", ["^[a]", "![a](b.png)", "[a](b)", "<img src=a alt=b>"])
def test_what_code_of_html_cannot_have_is_reported(inside: str) -> None:
    found = parse_markdown(Source("talk.md", f"| x |\n|---|\n| <pre>{inside}</pre> |\n"))
    assert [one.code for one in found.diagnostics] == ["only-text-in-code"]


@pytest.mark.parametrize(
    "text",
    [
        "| x |\n|---|\n| <pre>a [b]{audience=us}</pre> |\n",
        '<pre>a <span audience="us">b</span></pre>\n',
        "<pre><code class=x audience=us>b</code></pre>\n",
        "- <pre>a <i><b level=2>b</b></i></pre>\n",
    ],
)
def test_a_condition_in_code_of_html_is_an_error(text: str) -> None:
    """Of elements, too: only their words are shown."""
    codes = [one.code for one in parse_markdown(Source("talk.md", text)).diagnostics]
    assert "stray-condition" in codes


TITLES: dict[str, str] = {
    "a span": "<span title='One'>b</span>",
    "a paragraph": "<p title=One>b</p>",
    "a label": "<div aria-label=One>b</div>",
    "an anchor": "<a id=x title=One>b</a>",
}


@pytest.mark.parametrize("text", TITLES.values(), ids=TITLES)
def test_titles_of_elements_are_reported(text: str) -> None:
    found = parse_markdown(Source("talk.md", f"{text}\n")).diagnostics
    assert [one.code for one in found] == ["title-dropped"]


@pytest.mark.parametrize("text", ["<a href=b title=One>b</a>", "<img src=a.png alt=b title=One>"])
def test_titles_that_are_shown_are_not(text: str) -> None:
    assert not parse_markdown(Source("talk.md", f"{text}\n")).diagnostics


def test_the_title_of_a_film_and_what_is_inside_of_it() -> None:
    (image,) = images_in("a <video src=a.mp4 title=One>two</video>")
    assert image.text == "One two"


SHOWN: dict[str, str] = {
    "HTML in a footnote": "a[^1]\n\n[^1]: <pre>Words</pre>",
    "a picture of HTML in a footnote": "a[^1]\n\n[^1]: <img src=a.png alt=Words>",
    "a footnote in a lone column": "::: {.column}\n^[Words]\n:::\n\nText",
    "a footnote as a caption": "| a |\n|---|\n| b |\n\n: ^[Words]",
    "a footnote as a header": "| ^[Words] |\n|---|\n| b |",
    "a formula in a definition": "a\n:   $$\\text{Words}$$",
    "a title in a table of pictures": (
        '| a | b |\n|---|---|\n| c ![](a.png "Words") | d ![](a.png) |'
    ),
    "a figure whose caption has a picture": (
        "<figure><img src=a.png alt=Words><figcaption><img src=a.png alt=b></figcaption></figure>"
    ),
    "the title of a link around a picture": '[![a](a.png)](https://e.org "Words")',
}


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_words_are_in_the_deck(text: str, tmp_path: Path) -> None:
    Picture.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
    talk = tmp_path / "talk.md"
    talk.write_text(f"## A title\n\n{text}\n\n## Another\n\nText\n", encoding="utf-8")
    deck = write_deck(lay_out_deck(talk, Options()).value)
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if ".xml" in name]
    assert any("Words" in part for part in parts)


NOTED: dict[str, str] = {
    "a paragraph": "a <!-- notes: Words --> b",
    "an item": "- a <!-- notes: Words -->",
    "a quote": "> a\n>\n> <!-- notes: Words -->",
    "a cell": "| a |\n|---|\n| b <!-- notes: Words --> |",
    "a footnote": "a[^1]\n\n[^1]: b <!-- notes: Words -->",
    "an abbreviation in a list of HTML": (
        "HTML\n\n<ul><li>\n\n*[HTML]: Words\n\n</li><li>a</li></ul>"
    ),
    "an abbreviation in an open table": "HTML\n\n<table>\n\n*[HTML]: Words",
}


@pytest.mark.parametrize("text", NOTED.values(), ids=NOTED)
def test_notes_are_found_wherever_they_are(text: str) -> None:
    (slide,) = outline_of(f"## A\n\n{text}\n").value.slides
    assert any("Words" in one.text for one in slide.notes)


WITHHELD: dict[str, str] = {
    "an item": "- a <!-- notes: Secret --> {audience=us}\n- b",
    "a line": "a <!-- notes: Secret --> {audience=us}\n\nb",
    "a paragraph": "a {audience=us}\nb <!-- notes: Secret -->",
    "a column of a table": "| a | b {audience=us} |\n|---|---|\n| c | d <!-- notes: Secret --> |",
    "a part of a heading": "## A [b]{audience=us} <!-- notes: Secret -->\n\nb",
    "an element": "<p audience=us>a <!-- notes: Secret --></p>\n\nb",
    "the meaning of what is used there": "*[HTML]: Secret\n\n::: {audience=us}\nHTML\n:::\n\nb",
    "that in a div": "::: {lang=de}\n*[HTML]: Secret\n:::\n\n::: {audience=us}\nHTML\n:::\n\nb",
    "a row": "<table><tr audience=us><td>a <!-- notes: Secret --></td></tr><tr><td>b</table>",
}


@pytest.mark.parametrize("text", WITHHELD.values(), ids=WITHHELD)
def test_notes_in_what_is_withheld_are_withheld(text: str) -> None:
    settings = "---\naudiences:\n  us: {title: Us}\n  all: {title: All}\n---\n"
    found = outline_of(f"{settings}## A\n\n{text}\n", audience="all")
    notes = [one.text for slide in found.value.slides for one in slide.notes]
    assert not any("Secret" in one for one in notes)


@pytest.mark.parametrize("words", ["*[HTML]: Words", "*[HTML]: Words\n\nb"])
@pytest.mark.parametrize("div", ["content-visible", "{.content-visible when-format=pptx}"])
def test_an_abbreviation_in_a_condition_that_holds_is_not_lost(div: str, words: str) -> None:
    found = outline_of(f"## A\n\n::: {div}\n{words}\n:::\n\na\n")
    assert [one.code for one in found.diagnostics] == ["unused-abbreviation"]
    (slide,) = found.value.slides
    assert [one.text for one in slide.notes] == ["HTML: Words"]


def test_a_chart_in_the_notes_is_its_data_in_words() -> None:
    chart = "```chart bar\ntitle: Sales\ndata: {North: 1, South: 2}\n```"
    found = outline_of(f"## A\n\na\n\n::: notes\n{chart}\n:::\n")
    (slide,) = found.value.slides
    assert [one.text for one in slide.notes] == ["Bar chart: Sales. North 1, South 2."]
    assert not found.diagnostics


FILES: dict[str, str] = {
    "a chart": "```chart bar\ndata: t.csv\n```",
    "a table": "```table\ndata: t.csv\n```",
    "code": "```python {file=t.csv}\n```",
    "in a callout": "::: {.callout-note}\n```chart bar\ndata: t.csv\n```\n:::",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_files_that_the_notes_cannot_show_are_reported(text: str) -> None:
    found = outline_of(f"## A\n\na\n\n::: notes\n{text}\n:::\n")
    assert [one.message for one in found.diagnostics if one.code == "file-in-notes"] == [
        "speaker notes do not show what is in ‘t.csv’"
    ]


def test_what_is_behind_an_escaped_bar_in_a_cell_has_its_place() -> None:
    cells = r'| a \| ![b ![c](c.png "t")](d.png) | `e\|f` \|\| **g** |'
    root = parse_markdown(Source("talk.md", f"| a | b |\n|---|---|\n{cells}\n")).value
    placed = [
        one.span.text for one in walk((root,)) if one.kind in ("image", "strong") and one.span
    ]
    assert placed == ['![b ![c](c.png "t")](d.png)', "**g**"]
    found = outline_of(f"## A\n\n| a | b |\n|---|---|\n{cells}\n").diagnostics
    assert "title-dropped" in [one.code for one in found]


def test_a_row_of_nothing_but_an_abbreviation_is_no_row() -> None:
    text = "<table><tr><td>HTML</td></tr>\n\n*[HTML]: Words\n\n</table>\n"
    (slide,) = outline_of(f"## A\n\n{text}").value.slides
    (block,) = slide.blocks
    assert isinstance(block, Table)
    assert len(block.rows) == 1


LINKS: dict[str, tuple[str, list[str]]] = {
    "nothing": ("a [](https://e.org) b", ["empty-link"]),
    "a footnote": ("a [^[b]](https://e.org) c", ["empty-link"]),
    "a link of its own": ("[<https://a.org>](https://e.org)", ["empty-link"]),
    "words": ("[b](https://e.org)", []),
    "code": ("[`b`](https://e.org)", []),
    "a formula": ("[$b$](https://e.org)", []),
}


@pytest.mark.parametrize(("text", "codes"), LINKS.values(), ids=LINKS)
def test_links_without_text_are_reported(text: str, codes: list[str]) -> None:
    assert [one.code for one in outline_of(f"## A\n\n{text}\n").diagnostics] == codes


def test_a_link_around_a_film_is_reported() -> None:
    found = outline_of("## A\n\n[![a](a.mp4)](https://e.org)\n").diagnostics
    assert "linked-recording" in [one.code for one in found]


def test_unknown_attributes_in_a_title_are_reported() -> None:
    found = outline_of("## A [b]{title=c}\n\nText\n").diagnostics
    assert [one.code for one in found] == ["unknown-attribute"]


def test_definitions_with_charts_and_tables_show_them() -> None:
    blocks = blocks_of(
        "a\n:   b\n\n    ```chart bar\n    data: {c: 1, d: 2}\n    ```\n\ne\n"
        ":   | f |\n    |---|\n    | g |\n\nh\n:   i\n"
    )
    kinds = [type(one).__name__ for one in blocks]
    assert kinds == ["Definitions", "Chart", "Definitions", "Table", "Definitions"]


def test_a_chart_in_a_quote_is_read() -> None:
    found = outline_of("## A\n\n> a\n>\n> ```chart bar\n> title: b\n> data: {c: 1, d: x}\n> ```\n")
    assert [(one.code, one.line) for one in found.diagnostics] == [("bad-number", 7)]


def test_a_chart_in_a_cell_is_reported() -> None:
    text = "<table><tr><td>\n\n```chart bar\ndata: {a: 1}\n```\n\n</td></tr></table>\n"
    found = outline_of(f"## A\n\n{text}").diagnostics
    assert [one.code for one in found] == ["source-in-cell"]


FLAT: dict[str, str] = {
    "a callout in a cell": (
        "<table><tr><td>\n\n::: {.callout-tip title=Words}\na\n:::\n\n</td></tr></table>"
    ),
    "a callout in a summary": (
        "<details><summary>\n\n::: {.callout-tip title=Words}\na\n:::\n\n</summary></details>"
    ),
    "code in a footnote": 'a[^1]\n\n[^1]: b\n\n    ```python {caption="Words"}\n    c\n    ```',
    "a figure in a figure": (
        "<figure>\n\n<figure><img src=a.png alt=b><figcaption>Words</figcaption></figure>\n\n"
        "<figcaption>c</figcaption></figure>"
    ),
    "notes in code of HTML": "<pre>a <!-- notes: Words --></pre>",
}


@pytest.mark.parametrize("text", FLAT.values(), ids=FLAT)
def test_titles_of_what_becomes_a_line_are_kept(text: str) -> None:
    (slide,) = outline_of(f"## A\n\n{text}\n").value.slides
    assert "Words" in repr((slide.blocks, slide.notes))


DEFINED: dict[str, tuple[str, list[tuple[str, int]]]] = {
    "used": ("[a]\n\n[a]: b\n", []),
    "unused": ('Text\n\n[a]: b "c"\n', [("unused-reference", 3)]),
    "in an item": ("- Text\n\n  [a]: b\n", [("unused-reference", 3)]),
    "in HTML": ("<div>\n\n[a]: b\n\n</div>\n", [("unused-reference", 3)]),
    "a comment": ("Text\n\n[//]: # (a comment)\n", []),
    "repeated": ("[a]\n\n[a]: b\n[A]: c\n", [("repeated-reference", 4)]),
    "the same twice": ("[a]\n\n[a]: b\n[a]: b\n", []),
    "in a footnote alone": ("a[^1]\n\n[^1]: [b]\n\n[b]: c\n", []),
}


@pytest.mark.parametrize(("text", "expected"), DEFINED.values(), ids=DEFINED)
def test_link_definitions(text: str, expected: list[tuple[str, int]]) -> None:
    found = parse_markdown(Source("talk.md", text)).diagnostics
    assert [(one.code, one.line) for one in found] == expected


def test_an_include_in_a_footnote_is_reported() -> None:
    text = "a[^1]\n\n[^1]: b\n\n    ::: include c.md\n"
    found = parse_markdown(Source("talk.md", text)).diagnostics
    assert [one.code for one in found] == ["include-in-footnote"]


@pytest.mark.parametrize(
    "text", ["- b\n\n    #### c {title=d}", "::: {.callout-tip}\n#### c {title=d}\n\nb\n:::"]
)
def test_attributes_of_a_heading_in_an_item_or_callout_are_reported(text: str) -> None:
    found = outline_of(f"## A\n\n{text}\n").diagnostics
    assert [one.code for one in found] == ["unknown-attribute"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [("\n  ", "https://e.org/v"), ("b", "b"), ("<b> </b>", "https://e.org/v")],
)
def test_a_page_in_a_page_is_a_link_that_can_be_clicked(inside: str, expected: str) -> None:
    text = f'<iframe src="https://e.org/v">{inside}</iframe>\n'
    root = parse_markdown(Source("talk.md", text)).value
    (link,) = (one for one in walk((root,)) if one.kind == "link")
    assert "".join(one.text for one in walk(link.children)) == expected
