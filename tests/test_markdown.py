"""Markdown folded to a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from deck_builder.base.diagnostics import Collector, Diagnostic
from deck_builder.base.limits import BY_NAME, NO_LIMIT, lifted
from deck_builder.base.source import Source, decode_source
from deck_builder.base.yaml import parse_yaml
from deck_builder.markdown import Attributes, Node, dialect, parse_markdown
from deck_builder.markdown.signs import INLINE_SIGNS

HERE = Path(__file__).parent
CASE = re.compile(r"^(?P<title>\S[^\n]*)\n\.\n(?P<text>.*?)^\.\n(?P<tree>.*?)^\.\n", re.M | re.S)
EXPECTATION = re.compile(r"[ \t]*<<<[ \t]*(\d+) (error|warning) ([\w-]+)$", re.M)


def cases() -> Iterator[object]:
    for path in sorted((HERE / "cases" / "markdown").glob("*.md")):
        for found in CASE.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(found["text"], found["tree"], id=f"{path.stem}: {found['title']}")


def problems() -> Iterator[object]:
    for path in sorted((HERE / "problems" / "markdown").glob("*.md")):
        yield pytest.param(path.read_text(encoding="utf-8"), id=path.stem)


def tree(text: str) -> Node:
    return parse_markdown(Source("talk.md", text)).value


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return parse_markdown(Source("talk.md", text)).diagnostics


def first(text: str, kind: str) -> Node:
    return next(node for node in walk(tree(text)) if node.kind == kind)


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def place(node: Node | Attributes) -> tuple[int, int, str]:
    assert node.span is not None
    return node.span.line, node.span.column, node.span.text


def dump(node: Node, depth: int = 0) -> str:
    return f"{'  ' * depth}{label(node)}\n" + "".join(
        dump(child, depth + 1) for child in node.children
    )


def label(node: Node) -> str:
    attributes = node.attributes
    words = [
        node.kind,
        str(node.level or ""),
        f"start={node.start}" if node.start != 1 else "",
        "header" if node.header else "",
        node.align,
        {True: "[x]", False: "[ ]", None: ""}[node.checked],
        node.info and f"info={node.info}",
        (node.text or node.kind in ("text", "code", "comment")) and repr(node.text),
        node.target and f"-> {node.target}",
        node.title and f"title={node.title!r}",
        attributes.id and f"#{attributes.id}",
        *(f".{name}" for name in attributes.classes),
        *(f"{key}={value!r}" for key, value in attributes.pairs),
    ]
    return " ".join(str(word) for word in words if word)


def depth_of(node: Node) -> int:
    return 1 + max(map(depth_of, node.children), default=0)


def words_of(node: Node) -> str:
    attributes = node.attributes
    pairs = (word for pair in attributes.pairs for word in pair)
    own = (node.text, node.target, node.title, node.info, attributes.id, *attributes.classes)
    return " ".join((*own, *pairs, *map(words_of, node.children)))


@pytest.mark.parametrize(("text", "expected"), tuple(cases()))
def test_case(text: str, expected: str) -> None:
    children = tree(text).children
    assert "".join(dump(child) for child in children) == expected


@pytest.mark.parametrize("text", tuple(problems()))
def test_problem(text: str) -> None:
    expected = [
        (text.count("\n", 0, found.start()) + 1, int(found[1]), found[2], found[3])
        for found in EXPECTATION.finditer(text)
    ]
    diagnostics = found_in(EXPECTATION.sub("", text))
    rows = [(each.line, each.column, each.severity.value, each.code) for each in diagnostics]
    assert sorted(rows) == expected


@pytest.mark.parametrize(
    ("opening", "code"), [("```chart map", "unclosed-fence"), ("<!-- later", "unclosed-comment")]
)
def test_what_an_unclosed_block_takes_is_its_place(opening: str, code: str) -> None:
    (diagnostic,) = found_in(f"# One\n\n{opening}\na\n\n# Two\n\nwords\n\n")
    assert diagnostic.code == code
    assert diagnostic.span
    assert diagnostic.span.text == f"{opening}\na\n\n# Two\n\nwords"
    assert diagnostic.message.endswith("up to line 8")


def test_messages_say_what_to_do() -> None:
    (diagnostic,) = found_in("~~~~ python\nx = 1\n")
    assert diagnostic.message.startswith("this code block is never closed")
    assert diagnostic.hint == "close it with a line ~~~~"
    (diagnostic,) = found_in("::: two words\n:::\n")
    assert diagnostic.message == "a div opens with a name or with attributes, not with ‘two words’"
    assert diagnostic.hint == "write ::: name or ::: {.name key=value}"


def test_bytes_that_are_not_utf_8_are_reported_at_their_place() -> None:
    source = decode_source(b"# Gr\xc3\xb6\xc3\x9fe\r\n\r\nna\xefve\n", "talk.md")
    (diagnostic,) = parse_markdown(source).diagnostics
    assert (diagnostic.code, diagnostic.line, diagnostic.column) == ("not-utf-8", 3, 3)
    assert diagnostic.hint == "save the file as UTF-8"


def test_the_words_of_cells_left_out_are_named() -> None:
    (diagnostic,) = found_in("> | a | b |\n> |---|---|\n> | 1 | 2 | three | | four |\n")
    assert diagnostic.message.startswith("‘three | four’ is past")
    assert (diagnostic.line, diagnostic.column) == (3, 13)


def test_front_matter_is_where_its_span_says() -> None:
    source = Source("talk.md", "---\ntitle: Größe\nminutes: [1\n---\n# A\n")
    node = parse_markdown(source).value.children[0]
    assert node.span is not None
    assert node.text == node.span.text == "title: Größe\nminutes: [1\n"
    collector = Collector()
    parse_yaml(source, node.span.start, node.span.end, collector)
    assert [found.code for found in collector.found] == ["bad-yaml"]
    assert collector.found[0].line in (3, 4)


def test_lines_after_front_matter_keep_their_numbers() -> None:
    assert place(first("---\na: 1\n---\n\n# *B*\n", "emphasis")) == (5, 3, "*B*")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("one\ntwo *three*\n", "emphasis", (2, 5, "*three*")),
        ("> one\n> two *three*\n", "emphasis", (2, 7, "*three*")),
        ("- one\n  two **three**\n", "strong", (2, 7, "**three**")),
        ("- [x] one *two*\n", "emphasis", (1, 11, "*two*")),
        ("# A ## *b* ##\n", "emphasis", (1, 8, "*b*")),
        ("A\n*b*\n===\n", "emphasis", (2, 1, "*b*")),
        ("a ![b](c.png 'd'){.e} f\n", "image", (1, 3, "![b](c.png 'd'){.e}")),
        ("a\\*\\* &amp; ![b](c.png)\n", "image", (1, 13, "![b](c.png)")),
        ("a  \n   ![b](c.png)\n", "image", (2, 4, "![b](c.png)")),
        ("a ``b` `` [c][d]\n\n[d]: e\n", "link", (1, 11, "[c][d]")),
        ("a <b@example.org> c\n", "link", (1, 3, "<b@example.org>")),
        ("a www.example.org.\n", "link", (1, 3, "www.example.org")),
        ("*a* *a ~~b~~*\n", "strike", (1, 8, "~~b~~")),
        ("`a\nb` `c` ~~d~~\n", "strike", (2, 8, "~~d~~")),
        ("|a|b|\n|-|-|\n|a|![b](c)|\n", "image", (3, 4, "![b](c)")),
        ("|a|b|\n|-|-|\n|a|a *b*|\n", "emphasis", (3, 6, "*b*")),
        ("|a|b|\n|-|-|\n|1|2|\n", "row", (1, 1, "|a|b|")),
        ("\tx\n\n## A\n", "heading", (3, 1, "## A")),
        ("::: a\nb\n:::\nc\n", "div", (1, 1, "::: a\nb\n:::")),
        ("- a\n\n  <!-- b\n  c -->\n", "comment", (3, 1, "  <!-- b\n  c -->")),
        ("<!-- a --><!-- b -->\n", "comment", (1, 1, "<!-- a -->")),
        ("a <!-- b --> c\n", "comment", (1, 3, "<!-- b -->")),
        ("```\na\n```\n", "code", (1, 1, "```\na\n```")),
        ("1. a\n\n   b\n2. c\n", "item", (1, 1, "1. a\n\n   b")),
    ],
)
def test_place(text: str, kind: str, expected: tuple[int, int, str]) -> None:
    assert place(first(text, kind)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A {#b .c}\n", (1, 6, "{#b .c}")),
        ("A\nb {.c}\n---\n", (2, 3, "{.c}")),
        ("> ```python {.a}\n> ```\n", (1, 13, "{.a}")),
        ("::: a {b=c} ::::\n:::\n", (1, 5, "a {b=c}")),
        ("- ::: {.a}\n  :::\n", (1, 7, "{.a}")),
        ("one ![](a.png)\ntwo ![](b.png){.c}\n", (2, 15, "{.c}")),
        ("a [b]{.c\n  .d} e\n", (1, 6, "{.c\n  .d}")),
    ],
)
def test_place_of_attributes(text: str, expected: tuple[int, int, str]) -> None:
    (attributes,) = (node.attributes for node in walk(tree(text)) if node.attributes.span)
    assert place(attributes) == expected


def test_place_of_one_name_in_attributes() -> None:
    attributes = first("![](a.png){.wide-x .wide width=5}\n", "image").attributes
    places = [attributes.place(name) for name in ("wide", "width", "elsewhere")]
    assert [span and (span.column, span.text) for span in places] == [
        (21, "wide"),
        (26, "width"),
        (11, "{.wide-x .wide width=5}"),
    ]
    assert Attributes(classes=("a",)).place("a") is None


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    text = (
        "# a\x01b {.c\x02d}\n\n![\x0bx\ud800y](z\ufffe.png '\x1ft') &#12;&#65;\n\n"
        "~~~ p\x03y\nq\x04\n~~~\n"
    )
    assert "".join(dump(child) for child in tree(text).children) == (
        "heading 1 .cd\n  text 'ab'\n"
        "paragraph\n  image 'xy' -> z.png title='t'\n  text ' A'\n"
        "code info=py 'q'\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5000 + "word",
        "- " * 5000 + "word",
        "".join(f"{'  ' * level}- word\n" for level in range(200)),
        "".join(f"{'> ' * level}word\n" for level in range(1, 200)),
        "::: a\n" * 5000 + "word\n" + ":::\n" * 5000,
        "*a " * 3000 + "word" + " a*" * 3000,
        "[" * 3000 + "word" + "]" * 3000,
        "![" * 3000 + "word" + "](a)" * 3000,
        "<b>" * 3000 + "word",
        "word " * 200_000,
        "[" * 100_000 + "word",
        "{" * 100_000 + "word",
        "[a]{ " * 20_000 + "word",
        "a@" * 100_000 + "word",
        "# word " + "{.a " * 50_000 + "}",
    ],
    ids=lambda text: text[:12],
)
def test_deep_and_long_texts_keep_their_words(text: str) -> None:
    with lifted(dict.fromkeys(BY_NAME, NO_LIMIT)):
        document = tree(text)
    assert depth_of(document) < 120
    assert words_of(document).count("word") == text.count("word")


def test_what_is_nested_too_deeply_is_reported_once() -> None:
    text = "".join(f"{'  ' * level}- word\n" for level in range(200))
    (diagnostic,) = found_in(text)
    assert (diagnostic.code, diagnostic.line) == ("nested-too-deeply", 21)


MARKUP = st.sampled_from(
    [
        *("# ", "## ", "- ", "* ", "1. ", "> ", "\n", "\n\n", "    ", "\t", " ", "---\n", "===\n"),
        *("*", "**", "_", "~~", "`", "```\n", "~~~ ", "[", "]", "](x.png)", "![a](b)", "{", "}"),
        *("{.c}", '{k="v"}', "{#i}", ":::\n", "::: a\n", "::: {.b}\n", ":::: ", "|", "|-|-|\n"),
        *("<!--", "-->", "<br>", "<div>", "\\", "&amp;", "www.a.b", "a@b.c", "https://", "[x] "),
        *("é", "漢", "\U0001f600", "\x0b", "\r", "\u2028"),
    ]
)
WORDS = st.integers(100, 999).map(lambda number: f"word{number}")
TEXTS = st.lists(MARKUP | WORDS, max_size=40).map("".join)


@given(st.text() | TEXTS)
def test_any_text_has_a_tree_with_places_inside_it(text: str) -> None:
    source = Source("talk.md", text)
    checked = parse_markdown(source)
    spans = [node.span for node in walk(checked.value)]
    spans += [node.attributes.span for node in walk(checked.value) if node.attributes.span]
    spans += [diagnostic.span for diagnostic in checked.diagnostics]
    for span in spans:
        assert span is not None
        assert span.source is source
        assert 0 <= span.start <= span.end <= len(text)


@given(TEXTS)
def test_every_word_is_in_the_tree_or_in_a_diagnostic(text: str) -> None:
    # The words of a reference's definition are a target or nothing.
    assume("]:" not in text)
    checked = parse_markdown(Source("talk.md", text))
    kept = words_of(checked.value) + "".join(found.message for found in checked.diagnostics)
    assert [word for word in re.findall(r"word\d+", text) if word not in kept] == []


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(("- a", "> q", "text", "===", "--- ", "-", "# h", "", "a -", "::: x")),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_underlined_headings_are_those_of_markdown_it(lines: list[tuple[int, str]]) -> None:
    text = "\n".join(" " * indent + line for indent, line in lines) + "\n"
    usual, own = (MarkdownIt("commonmark") for _ in range(2))
    own.block.ruler.at("lheading", dialect._underlined_heading)
    assert own.parse(text) == usual.parse(text)


MARKED = {
    "autolink": "<https://a.b>",
    "backticks": "`a`",
    "braces": "`a`{.b}",
    "emphasis": "*a* _b_ **c**",
    "entity": "&amp;",
    "escape": "\\\\ \\.",
    "footnote": "a^[b]",
    "footnote_ref": "a[^b]",
    "formula": "$a$ \\(\\alpha\\)",
    "html_inline": "<b>a</b>",
    "image": "![a](b.png)",
    "latex_command": "a \\newpage b",
    "link": "[a](b)",
    "pair": "++a++ ==b==",
    "script": "H~2~O x^2^",
    "shortcode": ":rocket:",
    "span": "[a]{.b}",
    "strikethrough": "~~a~~",
    "variable": "{{ a }}",
}


def test_every_rule_of_lines_with_signs_is_tried() -> None:
    assert MARKED.keys() == INLINE_SIGNS.keys()


@pytest.mark.parametrize("text", MARKED.values(), ids=MARKED)
def test_a_line_is_read_as_among_lines_with_all_signs(text: str) -> None:
    alone = [(one.type, one.content) for one in dialect.Document(f"{text}\n").inlines(text)]
    others = "\n\n".join(MARKED.values())
    among = dialect.Document(f"{text}\n\n{others}\n").inlines(text)
    assert alone == [(one.type, one.content) for one in among]
    assert any(kind != "text" for kind, _ in alone)
