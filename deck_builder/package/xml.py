"""XML of a package's parts: parsed without trust, and written as text."""

from __future__ import annotations

from html import escape

from lxml import etree
from pptx.oxml.ns import nsdecls
from pptx.oxml.ns import qn as qn

from deck_builder.base.patterns import late

Element = etree._Element

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = nsdecls("a", "r", "p")

# XML 1.0, section 2.2; a carriage return is legal there, but no character of a text.
_INVALID = late("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE_SPACE = str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def parse(data: bytes) -> Element:
    """Return the root of an XML part: no entity is resolved, nothing else is read, and elements
    are nested at most 256 levels deep. Raises ValueError when it is none, or has a DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, UnicodeError) as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a part has a document type, which no presentation has")
    return root


def serialized(root: Element) -> bytes:
    """Return a part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def allowed(value: str) -> str:
    """Return `value` without what XML cannot hold."""
    return value if value.isprintable() else _INVALID().sub("", value)


def text(value: str) -> str:
    """Return `value` as character data, without what XML cannot hold."""
    return escape(allowed(value), quote=False)


def attribute(value: str) -> str:
    """Return `value` for an attribute in double quotes, without what XML cannot hold."""
    if value.isprintable():
        return escape(value)
    return escape(_INVALID().sub("", value)).translate(_ATTRIBUTE_SPACE)
