"""Where links lead: to the web, to a mailbox, to a file beside the deck, to another program."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.patterns import late

LINK_LEFT_OUT = Problem(
    "link-dropped",
    Severity.WARNING,
    "‘{target}’ is no address that a deck may link to; only the words of the link are left",
    "link to the web, a mail address, a file, or a slide with #id",
)

# RFC 3986, section 2: what may stand in a URL as it is.
_URL_CHARACTERS = "!$%&'()*+,-./:;=?@_~"
_STRAY_PERCENT = late(r"%(?![0-9A-Fa-f]{2})")
_HOST = late(r"\w[\w-]*(\.\w[\w-]*)*\.?", re.ASCII)
_WEB = ("http", "https", "ftp")
# Programs that begin a call, a chat or a message, and run nothing.
_CALLS = (
    *("callto", "facetime", "geo", "im", "irc", "ircs", "matrix", "msteams", "sip", "sips"),
    *("skype", "slack", "sms", "tg", "webcal", "whatsapp", "xmpp", "zoommtg"),
)


def url_of(link: str) -> str:
    """Return `link` as a URL that any reader of a file can parse (RFC 3986); empty when it leads
    nowhere, or to what would be run."""
    try:
        parts = urlsplit(link.strip())
        port = parts.port
    except ValueError:
        return ""
    rest = _quoted(parts.path) + (f"?{_quoted(parts.query)}" if parts.query else "")
    if parts.fragment:
        rest += f"#{_quoted(parts.fragment)}"
    host = _host(parts.hostname or "")
    place = host if port is None else f"{host}:{port}"
    match parts.scheme:
        case scheme if scheme in _WEB:
            return f"{scheme}://{place}{rest}" if host else ""
        case "mailto":
            return f"mailto:{rest}" if _are_addresses(parts.path) else ""
        case "tel":
            return f"tel:{rest}" if parts.path else ""
        case scheme if scheme in _CALLS:
            start = f"//{place}" if host else ""
            return f"{scheme}:{start}{rest}" if start + rest else ""
        case "file":
            return f"file://{place}{rest}" if parts.path else ""
        case "":
            return f"//{place}{rest}" if host else rest if parts.path else ""
        case _:
            return ""


def url_away(link: str) -> str:
    """Return `link` as a URL if it leads away from files: to the web, a mailbox, a call or a chat;
    else empty."""
    url = url_of(link)
    return url if urlsplit(url).scheme not in ("", "file") else ""


def opens_a_file(link: str) -> bool:
    """Whether `link` opens a file by its whole path, or one of another computer."""
    url = url_of(link)
    return url.startswith(("file:", "/", "%5C"))


def file_of(link: str) -> str:
    """Return the path that `link` names from where the deck is; empty when it leads elsewhere."""
    url = url_of(link)
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or opens_a_file(link):
        return ""
    return unquote(parts.path)


def _are_addresses(path: str) -> bool:
    for address in path.split(","):
        name, _, host = address.rpartition("@")
        if not (name and _host(host)):
            return False
    return True


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name}]"
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            return ""
    return name if _HOST().fullmatch(name) else ""


def _quoted(part: str) -> str:
    # A lone surrogate cannot be encoded, and is no character.
    encodable = part.encode("utf-8", "ignore")
    return _STRAY_PERCENT().sub("%25", quote(encodable, safe=_URL_CHARACTERS))
