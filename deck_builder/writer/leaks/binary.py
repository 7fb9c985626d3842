"""The texts in bytes of an unknown format, in encodings of one byte, of UTF-8 and of UTF-16."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_PRINTED = "\t\n\r\x20-\x7e"
# Marks that stand alone in decomposed letters, and what stands between words.
_BETWEEN = "\u00a0-\u00bf\u0300-\u036f\u2000-\u206f\u3000-\u303f"
_CODE_PAGES = ("cp1252", "cp1250", "cp1251")
_WIDE = ("utf-16-le", "utf-16-be")


class Strings:
    """Finds texts of at least `least` characters in bytes: those that consist of ASCII, of the
    letters of the `secrets`, and of marks. Whatever else is in these bytes tells nothing."""

    __slots__ = ("_encodings", "_pattern")

    def __init__(self, secrets: Iterable[str], least: int) -> None:
        letters = {letter for secret in secrets for letter in secret if not letter.isascii()}
        # Marks are the same in all of these code pages.
        pages = _CODE_PAGES if letters else _CODE_PAGES[:1]
        self._encodings = ("utf-8", *pages, *_WIDE)
        forms = "".join(sorted({form for letter in letters for form in _forms(letter)}))
        self._pattern = re.compile(f"[{_PRINTED}{_BETWEEN}{re.escape(forms)}]{{{max(1, least)},}}")

    def found_in(self, data: bytes) -> Iterator[str]:
        """Yield the texts in `data`."""
        for encoding in self._encodings:
            # Two bytes may begin at any.
            for start in (0, 1) if encoding in _WIDE else (0,):
                yield from self._pattern.findall(data[start:].decode(encoding, "replace"))


def _forms(letter: str) -> Iterator[str]:
    """Yield the characters that a letter may be written with."""
    for one in (letter, letter.upper(), letter.title()):
        yield from unicodedata.normalize("NFC", one) + unicodedata.normalize("NFD", one)
