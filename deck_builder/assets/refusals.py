"""What is said of pictures that cannot be shown, or not as they are."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.signatures import Group, kind_of

BAD_PICTURE = Problem("bad-picture", Severity.ERROR, "‘{name}’ is {what}", "{hint}")
HUGE_PICTURE = Problem("huge-picture", Severity.ERROR, "‘{name}’ {excess}", "{hint}")
PICTURE_OVER_LIMIT = Problem("over-limit", Severity.ERROR, "‘{name}’: {what}", "{hint}")
UNSUPPORTED_PICTURE = Problem(
    "bad-picture", Severity.ERROR, "‘{name}’ is {what}, which cannot be read", "{hint}"
)
NEEDS_EXTRA = Problem(
    "picture-needs-extra",
    Severity.ERROR,
    "‘{name}’ is {what}, which cannot be read here",
    "install ‘deck-builder[pictures]’, or save it as PNG or JPEG",
)
NO_SUCH_PAGE = Problem(
    "no-such-page", Severity.ERROR, "‘{name}’ has {count}, and no page {page}", "{hint}"
)
ONLY_FIRST = Problem(
    "only-first", Severity.WARNING, "‘{name}’ has {count} {what}; only the first is shown", "{hint}"
)
SVG_NEEDS_RENDERER = Problem(
    "svg-needs-renderer",
    Severity.WARNING,
    "‘{name}’ is an SVG, which cannot be drawn here",
    "install ‘deck-builder[svg]’, or save it as PNG",
)
UNSAFE_SVG = Problem(
    "unsafe-svg",
    Severity.WARNING,
    "‘{name}’ has scripts, links that run something, or other files, which are left out",
    "save the drawing as one plain file, with its pictures inside",
)
LABELS_AS_TEXT = Problem(
    "svg-labels",
    Severity.NOTE,
    "‘{name}’ has labels that are parts of web pages; their words are drawn as plain text",
    "to have them as they were, save the drawing with labels of SVG, or as PNG",
)
LOST_LABELS = Problem(
    "lost-labels",
    Severity.WARNING,
    "‘{name}’ has parts of web pages without words, which are left out",
    "save the drawing without HTML in it, or as PNG",
)
_UNKNOWN = "no picture of a known kind"
_READABLE = "use PNG, JPEG, GIF, WebP, AVIF, TIFF, BMP or SVG"
_AGAIN = "save it again in a program that opens it, or as PNG"

# How to get a picture of what is one that cannot be read.
_AS_PICTURE = {
    Group.PICTURE: "save it as PNG or JPEG in a program that opens it",
    Group.VECTORS: "convert it to SVG, PDF or PNG, for example with Inkscape or LibreOffice",
    Group.PAGES: "save it as SVG or PNG",
}
# What to name instead of what is no picture.
_INSTEAD = {
    Group.EMPTY: "save it again, or download it again",
    Group.DECK: "include its slides: {{< include file.pptx#1 >}}",
    Group.FILM: "give it the ending of its kind, such as .mp4",
    Group.SOUND: "give it the ending of its kind, such as .mp3",
}
UNWRAPPED = {
    Group.ARCHIVE: "unpack it",
    Group.POINTER: "run ‘git lfs pull’",
    Group.WEB_PAGE: "save the file itself; the page only shows it, or an error",
}
"""How to get the file that one of a group stands for or has in it."""
_HINTS = {
    "pages": "choose one with {page=2}, or write {page=1}",
    "pictures": "save it as GIF, or as a film, if it should move",
}


class Fault(Struct, frozen=True):
    """A problem of a picture, and the facts for its texts except for the picture's name."""

    problem: Problem
    facts: Mapping[str, str] = field(default_factory=dict)


def refusal(data: bytes) -> Fault:
    """Return why `data` is no picture that can be read."""
    kind = kind_of(data)
    if kind is None:
        return Fault(BAD_PICTURE, {"what": _UNKNOWN, "hint": _READABLE})
    if kind.format:
        return undrawable(f"{kind.name} that is incomplete, damaged or of a rare kind")
    if kind.group in _AS_PICTURE:
        return Fault(UNSUPPORTED_PICTURE, {"what": kind.name, "hint": _AS_PICTURE[kind.group]})
    hint = (UNWRAPPED | _INSTEAD).get(kind.group, "name the file of a picture")
    return Fault(BAD_PICTURE, {"what": kind.name, "hint": hint})


def undrawable(what: str) -> Fault:
    """Return the fault of a picture that is what its name says, but cannot be shown."""
    return Fault(BAD_PICTURE, {"what": what, "hint": _AGAIN})


def needs_extra(what: str) -> Fault:
    """Return the fault of a picture whose reader is not installed."""
    return Fault(NEEDS_EXTRA, {"what": what})


def no_such_page(page: int, count: int) -> Fault:
    """Return the fault of a `page` that is not among the `count` of a picture."""
    pages = f"{count} pages" if count > 1 else "one page"
    hint = f"choose a page from 1 to {count}" if count > 1 else "remove ‘page’"
    return Fault(NO_SUCH_PAGE, {"count": pages, "page": str(page), "hint": hint})


def only_first(count: int, what: str) -> Fault:
    """Return the fault of a picture with several pages or pictures."""
    return Fault(ONLY_FIRST, {"count": str(count), "what": what, "hint": _HINTS[what]})
