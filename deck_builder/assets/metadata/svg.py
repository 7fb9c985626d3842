"""SVG: what is not drawn (SVG 2, chapters 5 and 12)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_XML = "http://www.w3.org/XML/1998/namespace"
_ABOUT = ("metadata", "title", "desc")
_PAGE = "foreignObject"
# Editors keep whole documents in attributes of the root; these are SVG's own.
_OF_ROOT = re.compile(
    r"(?:class|id|lang|style|version|baseProfile|zoomAndPan|width|height|x|y|viewBox"
    r"|preserveAspectRatio|required\w+|systemLanguage|enable-background|transform(?:-origin)?"
    r"|cursor|direction|display|filter|isolation|kerning|opacity|overflow|visibility"
    r"|(?:clip|color|dominant|fill|flood|font|glyph|image|letter|lighting|marker|mask|mix|paint"
    r"|pointer|shape|stop|stroke|text|unicode|vector|white|word|writing)[a-z-]*)"
)
_LINKING = tuple(f"{{{XLINK}}}{name}" for name in ("href", "type", "show", "actuate"))
# A text or a comment that is not closed goes on to the end.
_CSS_COMMENT = re.compile(
    r"\"(?:\\.?|[^\"\\])*+(?:\"|$)|'(?:\\.?|[^'\\])*+(?:'|$)|/\*.*?(?:\*/|$)", re.DOTALL
)
_REFERENCE = re.compile(r"#([^\s\"'()\[\]{},;:>+~]+)")
_INLINE = re.compile(r"data:image/[^,\"')]{0,200};base64,([A-Za-z0-9+/=%\s]*)", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_TIMES = ("begin", "end")
_DECLARATION = re.compile(rb"\s*<\?xml\b.*?\?>", re.DOTALL)
# What the parser leaves out by itself.
_UNPARSED = re.compile(rb"<!(?!\[)|<\?")

Clean = Callable[[bytes], bytes]
"""Returns a picture without metadata."""


def remove_metadata(root: Element, clean: Clean) -> bool:
    """Remove from a drawing what is not drawn: titles, descriptions, metadata, what editors note,
    and names of layers. Pictures in it are made `clean`. Return whether anything has changed."""
    is_changed = _remove_elements(root)
    styles = [one for one in root.iter() if _local(one) == "style"]
    for style in styles:
        plain = _CSS_COMMENT.sub(_without_comment, style.text or "")
        is_changed |= plain != (style.text or "")
        style.text = plain
    names = _Names.used_in(root, "\n".join(one.text or "" for one in styles))
    for key in [key for key in root.attrib if key[0] != "{" and not _OF_ROOT.fullmatch(key)]:
        del root.attrib[key]
        is_changed = True
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            kept = _kept(key, value, names, clean)
            if kept is None:
                del element.attrib[key]
            elif kept != value:
                element.attrib[key] = kept
            is_changed |= kept != value
    for style in styles:
        plain = _with_clean_pictures(style.text or "", clean)
        is_changed |= plain != (style.text or "")
        style.text = plain
    return is_changed


def without_metadata(data: bytes, clean: Clean) -> bytes:
    """Return a drawing without metadata. Raises ElementTree.ParseError, ValueError and LookupError
    when it is no XML."""
    root = ElementTree.fromstring(data)
    is_changed = remove_metadata(root, clean)
    return written(root) if is_changed or has_unparsed(data) else data


def has_unparsed(data: bytes) -> bool:
    """Whether a drawing has comments, instructions or a document type, which are not parsed."""
    return _UNPARSED.search(_DECLARATION.sub(b"", data, count=1)) is not None


def written(root: Element) -> bytes:
    """Return the bytes of a drawing."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    data: bytes = ElementTree.tostring(root, encoding="utf-8")
    return data


def _remove_elements(root: Element) -> bool:
    """Remove the elements that describe, and those of editors, which are not drawn."""
    is_changed = False
    pages = {id(one) for page in root.iter() if _local(page) == _PAGE for one in page.iter()}
    for parent in list(root.iter()):
        if id(parent) in pages or not any(map(_is_metadata, parent)):
            continue
        is_changed = True
        # The text that follows an element is its parent's.
        kept: list[Element] = []
        texts: list[list[str]] = [[parent.text or ""]]
        for child in parent:
            if _is_metadata(child):
                texts[-1].append(child.tail or "")
            else:
                kept.append(child)
                texts.append([child.tail or ""])
        parent[:] = kept
        parent.text = "".join(texts[0]) or None
        for child, tail in zip(kept, texts[1:], strict=True):
            child.tail = "".join(tail) or None
    return is_changed


def _is_metadata(element: Element) -> bool:
    space = element.tag.rpartition("}")[0].removeprefix("{")
    return _local(element) in _ABOUT or space not in ("", SVG)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _without_comment(found: re.Match[str]) -> str:
    return " " if found[0].startswith("/*") else found[0]


class _Names(Struct, frozen=True):
    """What something in a drawing refers to: the `ids` and the `classes`; None when it cannot be
    told which."""

    ids: set[str] | None
    classes: set[str] | None
    has_selectors: bool

    @classmethod
    def used_in(cls, root: Element, css: str) -> _Names:
        """Return the names that are used in a drawing and its style sheets."""
        # Rules may ask for any attribute, and names may be escaped.
        has_selectors = "[" in css or "\\" in css
        classes = None if has_selectors else set(_WORD.findall(css))
        ids: set[str] | None = set(_REFERENCE.findall(css))
        for element in root.iter():
            for key, value in element.attrib.items():
                if key in _TIMES and "." in value:
                    ids = None
                elif "#" in value and ids is not None:
                    ids.update(_REFERENCE.findall(value))
        return cls(None if has_selectors else ids, classes, has_selectors)


def _kept(key: str, value: str, names: _Names, clean: Clean) -> str | None:
    """The value that an attribute has without metadata, None when it goes."""
    space, _, name = key.rpartition("}")
    space = space.removeprefix("{")
    if space == XLINK:
        kept = key in _LINKING
    elif space:
        kept = space == _XML and name in ("space", "lang")
    elif name.startswith(("data-", "aria-")):
        kept = names.has_selectors
    elif name == "id":
        kept = names.ids is None or value in names.ids
    elif name == "class":
        return value if names.classes is None else _used_classes(value, names.classes)
    else:
        kept = True
    if not kept:
        return None
    return _with_clean_pictures(value, clean) if "data:" in value else value


def _used_classes(value: str, known: set[str]) -> str | None:
    classes = value.split()
    used = [name for name in classes if name in known]
    if len(used) == len(classes):
        return value
    return " ".join(used) or None


def _with_clean_pictures(text: str, clean: Clean) -> str:
    """A text in which the pictures have no metadata."""
    if "data:" not in text:
        return text

    def cleaned(found: re.Match[str]) -> str:
        data = _decoded(found[1])
        plain = clean(data)
        if plain == data:
            return found[0]
        head = found[0][: found.start(1) - found.start()]
        return head + base64.b64encode(plain).decode()

    return _INLINE.sub(cleaned, text)


def pictures_in(text: str) -> Iterator[bytes]:
    """Yield the pictures that a text has in it as `data:` URIs in base64."""
    if "data:" in text:
        yield from (_decoded(found[1]) for found in _INLINE.finditer(text))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(unquote_to_bytes(text))
    except (binascii.Error, ValueError):
        return b""
