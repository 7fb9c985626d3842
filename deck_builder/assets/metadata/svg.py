"""SVG: what is not drawn (SVG 2, chapters 5 and 12)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

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
_CSS_COMMENT = re.compile(r"\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|/\*.*?(?:\*/|$)", re.DOTALL)
_REFERENCE = re.compile(r"#([^\s\"'()\[\]{},;:>+~]+)")
_INLINE = re.compile(r"data:image/[^,\"')]*;base64,([A-Za-z0-9+/=%\s]*)", re.IGNORECASE)
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
    css = "\n".join(one.text or "" for one in styles)
    named = _named(root, css)
    for key in [key for key in root.attrib if key[0] != "{" and not _OF_ROOT.fullmatch(key)]:
        del root.attrib[key]
        is_changed = True
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            kept = _kept(key, value, css, named, clean)
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
        if id(parent) in pages:
            continue
        before: Element | None = None
        for child in list(parent):
            if not _is_metadata(child):
                before = child
                continue
            parent.remove(child)
            is_changed = True
            # The text that follows it is its parent's.
            if before is None:
                parent.text = (parent.text or "") + (child.tail or "") or None
            else:
                before.tail = (before.tail or "") + (child.tail or "") or None
    return is_changed


def _is_metadata(element: Element) -> bool:
    space = element.tag.rpartition("}")[0].removeprefix("{")
    return _local(element) in _ABOUT or space not in ("", SVG)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _without_comment(found: re.Match[str]) -> str:
    return " " if found[0].startswith("/*") else found[0]


def _named(root: Element, css: str) -> set[str] | None:
    """The ids that something refers to; None when it cannot be told which."""
    references = set(_REFERENCE.findall(css))
    for element in root.iter():
        for key, value in element.attrib.items():
            if key in _TIMES and "." in value:
                return None
            if "#" in value:
                references.update(_REFERENCE.findall(value))
    return references


def _kept(key: str, value: str, css: str, named: set[str] | None, clean: Clean) -> str | None:
    """The value that an attribute has without metadata, None when it goes."""
    space, _, name = key.rpartition("}")
    space = space.removeprefix("{")
    if space == XLINK:
        kept = key in _LINKING
    elif space:
        kept = space == _XML and name in ("space", "lang")
    elif name.startswith(("data-", "aria-")):
        kept = f"[{name}" in css
    elif name == "id":
        kept = named is None or value in named or "[id" in css
    elif name == "class":
        return value if "[class" in css else _used_classes(value, css)
    else:
        kept = True
    if not kept:
        return None
    return _with_clean_pictures(value, clean) if "data:" in value else value


def _used_classes(value: str, css: str) -> str | None:
    classes = value.split()
    used = [name for name in classes if name in css]
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
