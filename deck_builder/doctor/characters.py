"""Whether a part is XML, and has only characters that XML may hold (XML 1.0, section 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from deck_builder.base.patterns import late
from deck_builder.doctor.findings import Finding, error, finding, warning
from deck_builder.doctor.package import UnreadableError, parse

BROKEN_XML = error(
    "broken-xml", "the part is not well-formed XML: {reason}", "this part has to be written again"
)
BAD_CHARACTER = error(
    "bad-character",
    "the part has the character U+{code}, which no XML may hold",
    "remove it from the text that it came from",
)
ESCAPED_CHARACTER = warning(
    "escaped-character",
    "the text has ‘{text}’, which is shown as it is",
    "remove the character from the text that it came from",
)
# XML 1.0, section 2.2, as UTF-8: controls, halves of a pair, U+FFFE and U+FFFF.
_BAD = late(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf[\xbe\xbf]")
_REFERENCE = late(rb"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_ESCAPED = late(rb"(_x00(?:0[0-8bcef]|1[0-9a-f])_)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MOST = 1000


def characters(name: str, data: bytes) -> Iterator[Finding]:
    """Characters that may not be in a part, and whether it can be parsed."""
    bad = set(islice(_bad_characters(data), _MOST))
    for code in sorted(bad)[:5]:
        yield finding(BAD_CHARACTER, name, code=f"{code:04X}")
    if not bad:
        try:
            parse(data)
        except UnreadableError as error:
            yield finding(BROKEN_XML, name, reason=str(error))
    escaped = _ESCAPED().search(data)
    if escaped:
        yield finding(ESCAPED_CHARACTER, name, text=escaped[1].decode())


def _bad_characters(data: bytes) -> Iterator[int]:
    if data.startswith(_WIDE):
        return
    for found in _BAD().finditer(data):
        yield ord(found[0].decode("utf-8", "surrogatepass"))
    for found in _REFERENCE().finditer(data):
        # Longer ones are no character, either, but too long to convert.
        digits = (found[1] or found[2])[-8:]
        code = int(digits, 16 if found[1] else 10)
        if not _is_allowed(code):
            yield code


def _is_allowed(code: int) -> bool:
    if code < 0x20:
        return code in (9, 10, 13)
    return not 0xD800 <= code < 0xE000 and code not in (0xFFFE, 0xFFFF) and code < 0x110000
