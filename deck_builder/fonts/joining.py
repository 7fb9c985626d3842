"""Arabic letters in the forms that they have in a word: a letter joins those beside it, and each of
its forms has a width of its own (Unicode Standard, section 9.2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

# The presentation forms: each is decomposed to its letter.
_FORMS = (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE70, 0xFEFD))
_ISOLATED, _INITIAL, _MEDIAL, _FINAL = "<isolated>", "<initial>", "<medial>", "<final>"
_LAM = "\u0644"
# The stroke that only lengthens a word, and the sign that joins without being seen.
_JOINING = frozenset("\u0640\u200d")
_APART = "\u200c"


class _Forms(Struct, frozen=True):
    """The forms of letters, and of lam with an alef, by these and by the kind of form."""

    of: dict[tuple[str, str], str]

    def joins_before(self, letter: str) -> bool:
        return letter in _JOINING or (letter, _FINAL) in self.of

    def joins_after(self, letter: str) -> bool:
        return letter in _JOINING or (letter, _INITIAL) in self.of


@cache
def _forms() -> _Forms:
    found: dict[tuple[str, str], str] = {}
    for code in _FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split() or ("",)
        word = "".join(chr(int(one, 16)) for one in letters)
        is_ligature = len(word) == 2 and word[0] == _LAM and code >= 0xFEF5
        if kind and (len(word) == 1 or is_ligature):
            found.setdefault((word, kind), chr(code))
    return _Forms(found)


def joined(text: str) -> Sequence[str]:
    """Return each character of `text` in the form that it is drawn in: letters of Arabic as they
    join those beside them, all others as they are. An alef after a lam is part of its sign, and
    empty."""
    forms, found = _forms(), list(text)
    # Marks stand over a letter, and part no word.
    places = [place for place, sign in enumerate(text) if not _is_mark(sign)]
    before = False
    skipped = -1
    for number, place in enumerate(places):
        if place == skipped:
            continue
        sign = text[place]
        rest = places[number + 1 : number + 3]
        after = text[rest[0]] if rest else ""
        ligature = sign + after
        if after and (ligature, _ISOLATED) in forms.of:
            found[place] = forms.of[ligature, _FINAL if before else _ISOLATED]
            found[rest[0]] = ""
            skipped, before = rest[0], False
            continue
        follows = before and forms.joins_before(sign)
        leads = forms.joins_after(sign) and bool(after) and forms.joins_before(after)
        kind = _kind(follows, leads)
        found[place] = forms.of.get((sign, kind), sign)
        before = forms.joins_after(sign)
    return found


def _kind(follows: bool, leads: bool) -> str:
    if follows:
        return _MEDIAL if leads else _FINAL
    return _INITIAL if leads else _ISOLATED


def _is_mark(sign: str) -> bool:
    return sign not in ("\u200d", _APART) and unicodedata.category(sign) in ("Mn", "Me", "Cf")
