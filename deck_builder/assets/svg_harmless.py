"""SVG drawings without what runs, and without what leads out of them."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from deck_builder.assets.metadata.svg import SVG, written
from deck_builder.assets.svg_effort import HREFS, name_of
from deck_builder.base.addresses import url_away

_ACTIVE = frozenset(
    (
        *("script", "foreignObject", "iframe", "audio", "video", "handler", "listener"),
        *("animation", "embed", "object", "link", "meta", "base", "img"),
    )
)
# What changes while a drawing is shown may become a link or a script then.
_CHANGING = ("set", "animate", "animateTransform", "animateMotion", "animateColor")
# With another base, a reference to a part of the drawing leads out of it.
_BASE = "base"
_CALLING = frozenset(
    ("ping", "srcset", "srcdoc", "action", "formaction", "poster", "background", _BASE)
)
_INSIDE = re.compile(r"\s*(#|data:image/(png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_OUTSIDE_STYLE = re.compile(
    r"@import|(?:image|image-set|src|expression)\("
    r"|url\(\s*[\"']?(?!\s*[\"']?(#|data:image/(png|jpe?g|gif|webp)[;,]))",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?:java|vb|live)script:|data:(?!image/(png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
# CSS Syntax 3, section 4.3.7: any letter may be written as its number.
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_LAST_CHARACTER = 0x10FFFF
_NOTHING = f'<svg xmlns="{SVG}"/>'.encode()


def harmless(data: bytes) -> bytes:
    """Return an SVG without what `make_harmless` removes, the same object when there is nothing;
    an empty one for what cannot be parsed, or has entities."""
    if b"<!ENTITY" in data:
        return _NOTHING
    try:
        root = ElementTree.fromstring(data)
        return written(root) if make_harmless(root) else data
    # An error of the parser is a SyntaxError.
    except (SyntaxError, ValueError, LookupError):
        return _NOTHING


def make_harmless(root: Element) -> bool:
    """Remove scripts, links that run something, and references out of the file, from a drawing;
    return whether there were any. Links to the web and to mailboxes stay: a person follows them."""
    is_changed = False
    for element in list(root.iter()):
        for child in [child for child in element if _is_active(child)]:
            element.remove(child)
            is_changed = True
        for key, value in list(element.attrib.items()):
            if _is_unsafe(name_of(element), key, value):
                del element.attrib[key]
                is_changed = True
        if name_of(element) == "style" and _reaches_out("".join(element.itertext())):
            element[:] = []
            element.text = ""
            is_changed = True
    return is_changed


def _is_active(element: Element) -> bool:
    name = name_of(element)
    if name not in _CHANGING:
        return name in _ACTIVE
    changed = element.get("attributeName", "").rpartition(":")[2].strip().lower()
    return changed in ("href", "src", _BASE) or changed.startswith("on")


def _is_unsafe(element: str, key: str, value: str) -> bool:
    if key in HREFS:
        return not _INSIDE.match(value) and not (element == "a" and url_away(value))
    name = key.rpartition("}")[2].lower()
    if name.startswith("on") or name in _CALLING:
        return True
    return _reaches_out(value) or (":" in value and bool(_RUN.search(_UNSEEN.sub("", value))))


def _reaches_out(style: str) -> bool:
    """Whether a style sheet, or an attribute that may be one, refers to something outside."""
    if "\\" in style:
        style = _ESCAPE.sub(_unescaped, style)
    return bool(_OUTSIDE_STYLE.search(style))


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    return chr(number) if 0 < number <= _LAST_CHARACTER else found[2] or ""
