"""Escaping, and where links may lead."""

from __future__ import annotations

import pytest

from deck_builder.handout.html import (
    address,
    css_text,
    data_uri,
    element,
    is_address,
    text,
)


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("\"'", "&quot;&#x27;"),
        ("a\x00b\x1b\ud800", "a\ufffdb\ufffd\ufffd"),
        ("tab\tline\n日本", "tab\tline\n日本"),
    ],
)
def test_words_are_escaped(words: str, escaped: str) -> None:
    assert text(words) == escaped
    assert text(words).encode()


def test_elements() -> None:
    assert element("p", "a", element("br"), class_="x y", aria_label='"') == (
        '<p class="x y" aria-label="&quot;">a<br></p>'
    )
    assert element("p", dir=None) == "<p></p>"
    assert element("meta", name="author", content="A & B") == (
        '<meta name="author" content="A &amp; B">'
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("http://example.org", "http://example.org"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("#here", "#slide-3"),
        ("#%68ere", "#slide-3"),
        ("#nowhere", ""),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https:", ""),
        ("//example.org", ""),
        ("other.html", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_links_lead_to_the_web_a_mailbox_or_a_place_in_the_page(link: str, target: str) -> None:
    assert address(link, {"here": "slide-3"}) == target


def test_a_text_in_css_closes_nothing() -> None:
    assert css_text('a"b\\c</style>\nd') == '"a\\22 b\\5c c\\3c /style\\3e  d"'


def test_data_as_an_address() -> None:
    assert data_uri(b"\x00\x01", "image/webp") == "data:image/webp;base64,AAE="


@pytest.mark.parametrize(
    ("words", "target", "told"),
    [
        ("https://e.org/", "https://e.org", True),
        ("e.org/a", "https://e.org/a", True),
        ("ada@e.org", "mailto:ada@e.org", True),
        ("here", "https://e.org/here", False),
    ],
)
def test_words_that_are_an_address(words: str, target: str, told: bool) -> None:
    assert is_address(words, target) is told
