"""The texts in bytes of an unknown format, in encodings of one byte, of UTF-8 and of UTF-16."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BYTES = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{3,}")
# Noise, read as UTF-16, is mostly ideographs.
_WIDE = re.compile("[^\x00-\x08\x0b-\x1f\ud800-\udfff\ufffd\ufffe\uffff]{2,}")
_NARROW = re.compile("[\t\n\r\x20-\x7e\xa0-\u2e7f]{3,}")


def strings_in(data: bytes, wide: bool) -> Iterator[str]:
    """Yield the texts in `data`; those in UTF-16 have ideographs only when `wide`."""
    for run in _BYTES.findall(data):
        try:
            yield run.decode()
        except UnicodeDecodeError:
            yield run.decode("utf-8", "replace")
            yield run.decode("cp1252", "replace")
    if b"\0" not in data and not wide:
        return
    pattern = _WIDE if wide else _NARROW
    for start in (0, 1):
        for encoding in ("utf-16-le", "utf-16-be"):
            yield from pattern.findall(data[start:].decode(encoding, "replace"))
