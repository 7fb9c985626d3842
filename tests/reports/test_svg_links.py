"""SVG drawings: what runs, and what leads out of them, is removed and reported."""

from __future__ import annotations

import pytest

from deck_builder.assets.svg import render
from deck_builder.template.unseen import plain_content

_START = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:l="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'
)
_SHAPE = '<rect width="9" height="9"/>'

# By the title: what is in the drawing, and what must not be left of it.
REMOVED = {
    "a link that runs a script": ('<a href="javascript:alert(1)">RECT</a>', "javascript"),
    "the same by XLink": ('<a xlink:href="javascript:alert(1)">RECT</a>', "alert"),
    "in capitals, with a line break": ('<a href=" JaVa&#10;Script:alert(1)">RECT</a>', "alert"),
    "after a control character": ('<a href="&#x9;javascript:alert(1)">RECT</a>', "alert"),
    "another language": ('<a href="vbscript:msgbox(1)">RECT</a>', "vbscript"),
    "a page in a link": ('<a href="data:text/html,%3Cscript%3E1%3C/script%3E">RECT</a>', "html"),
    "a drawing in a link": ('<a href="data:image/svg+xml,%3Csvg/%3E">RECT</a>', "data:"),
    "a file in a link": ('<a href="file:///etc/passwd">RECT</a>', "passwd"),
    "a file beside the deck in a link": ('<a href="../secret.html">RECT</a>', "secret"),
    "a link that becomes a script": (
        '<a href="#b"><set attributeName="href" to="javascript:alert(1)"/>RECT</a>',
        "alert",
    ),
    "the same under another prefix": (
        '<a href="#b"><animate attributeName="l:href" values="#b;javascript:alert(1)"/>RECT</a>',
        "alert",
    ),
    "an event that is set": ('<set attributeName="onclick" to="alert(1)"/>', "alert"),
    "an event": ('<rect width="3" height="3" onmouseover="alert(1)"/>', "alert"),
    "an event in capitals": ('<rect width="3" height="3" ONLOAD="alert(1)"/>', "alert"),
    "a script": ("<script>alert(1)</script>", "alert"),
    "a listener": ('<listener event="click" handler="#a"/>', "listener"),
    "a page": ("<embed src='x.html'/>", "x.html"),
    "a call on a click": ('<a href="#b" ping="https://evil.example/">RECT</a>', "evil"),
    "a picture of the web": ('<image href="https://evil.example/x.png"/>', "evil"),
    "a drawing in a picture": ('<image href="data:image/svg+xml,%3Csvg/%3E"/>', "data:"),
    "a part of another file": ('<use href="other.svg#a"/>', "other"),
    "a fill of the web": ('<rect width="3" height="3" fill="url(//evil.example/a#b)"/>', "evil"),
    "another place that links begin at": (
        '<g xml:base="https://evil.example/x.svg"><use href="#a"/></g>',
        "evil",
    ),
    "a place that is set": (
        '<set attributeName="xml:base" to="https://evil.example/x.svg"/>',
        "evil",
    ),
    "a style of the web": ("<style>@import '//evil.example/a'</style>", "evil"),
    "the same with escapes": (r"<style>@\69mport '//evil.example/a'</style>", "evil"),
    "an address with escapes": (r'<g style="fill:u\72l(//evil.example/a)"/>', "evil"),
    "a set of pictures": (
        "<style>g{background:image-set('//evil.example/a' 1x)}</style>",
        "evil",
    ),
    "a style behind an element": ("<style>g{}<b/>@import '//evil.example/a'</style>", "evil"),
}
KEPT = {
    "a link to the web": '<a href="https://example.org/">RECT</a>',
    "a link to a mailbox": '<a href="mailto:ada@example.org">RECT</a>',
    "a link inside": '<a href="#b">RECT</a>',
    "a pattern": '<rect width="3" height="3" fill="url(#b)"/>',
    "a moving circle": '<circle r="2"><animate attributeName="r" values="1;2"/></circle>',
    "a style": "<style>rect{fill:url( '#b' )}</style>",
    "words with a colon": "<text>data: 4, javascript: 5</text>",
}


@pytest.mark.parametrize("title", REMOVED)
def test_what_is_removed(title: str) -> None:
    content, left_out = REMOVED[title]
    drawing = render(_svg(content), 40)
    assert drawing.is_changed
    assert left_out.encode() not in drawing.data
    # What is drawn stays.
    assert b"<rect" in drawing.data


@pytest.mark.parametrize("title", KEPT)
def test_what_is_kept(title: str) -> None:
    assert not render(_svg(KEPT[title]), 40).is_changed


@pytest.mark.parametrize("title", REMOVED)
def test_a_drawing_of_a_template_or_an_imported_slide(title: str) -> None:
    content, left_out = REMOVED[title]
    plain = plain_content("ppt/media/image1.svg", _svg(content))
    assert left_out.encode() not in plain
    assert b"<rect" in plain


def test_a_drawing_of_a_template_that_cannot_be_read() -> None:
    drawing = b'<!DOCTYPE svg [<!ENTITY a "javascript:alert(1)">]>' + _svg('<a href="&a;">RECT</a>')
    assert b"alert" not in plain_content("ppt/media/image1.svg", drawing)
    assert b"alert" not in plain_content("ppt/media/image1.svg", b"<svg onload='alert(1)'")


def _svg(content: str) -> bytes:
    target = '<g id="b"/>'
    return f"{_START}{target}{content.replace('RECT', _SHAPE)}{_SHAPE}</svg>".encode()
