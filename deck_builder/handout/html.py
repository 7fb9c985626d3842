"""HTML as text: elements whose every word is escaped, and links that lead somewhere safe."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import unquote

from deck_builder.base.addresses import url_away

# Characters that HTML may not have (WHATWG HTML, section 13.2.3.5), and lone surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_EMPTY = frozenset(("br", "img", "meta"))


def text(words: str) -> str:
    """Return `words` escaped for an element or an attribute."""
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words))


def element(tag: str, /, *content: str, **attributes: str | None) -> str:
    """Return an element around `content`, which is HTML already. A `_` in an attribute's name is a
    hyphen, one at its end is dropped; an attribute that is None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if tag in _EMPTY:
        return f"<{tag}{given}>"
    return f"<{tag}{given}>{''.join(content)}</{tag}>"


def data_uri(data: bytes, kind: str) -> str:
    """Return `data` of the media type `kind` as an address."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def address(link: str, places: Mapping[str, str]) -> str:
    """Return where `link` leads: to the id in the page that `places` has for `#id`, else to a URL;
    empty when it leads nowhere."""
    if link.startswith("#"):
        place = places.get(link[1:]) or places.get(unquote(link[1:]))
        return f"#{place}" if place else ""
    return url_away(link)


def is_address(words: str, target: str) -> bool:
    """Whether the words of a link are its target."""
    return _bare(words) == _bare(target)


def _bare(words: str) -> str:
    return words.strip().partition(":")[2].strip("/") if ":" in words else words.strip().strip("/")


def css_text(words: str) -> str:
    """Return `words` as a string of CSS (CSS Syntax 3, section 4.3.7) that closes no element."""
    plain = _FORBIDDEN.sub(" ", words).replace("\n", " ")
    quoted = re.sub(r'["\\<>&]', lambda found: f"\\{ord(found[0]):x} ", plain)
    return f'"{quoted}"'
