"""Where a text may be broken into lines: at blanks, after hyphens, between East Asian
characters. A break counts only if PowerPoint and LibreOffice both make it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from deck_builder.base.languages import is_european
from deck_builder.base.patterns import late

BLANKS = frozenset(
    " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
)
"""The blanks at which a line may be broken; at its end they take no space."""
_BLANK_SIGNS = "".join(sorted(BLANKS))
_TOKEN = late(f"\n|\t|[{_BLANK_SIGNS}]+|[^\n\t{_BLANK_SIGNS}]+")
_HYPHENS = "\u2010\u2012-\u2014-"
_HYPHENATED = late(f"(?<=[^\\W\\d_][{_HYPHENS}])(?=[^\\W\\d_])")
# Where a text breaks other than at spaces: hyphens, other blanks, East Asian characters.
_BREAKS = late(f"[\n\t\u1680\u2000-\u200b\u205f{_HYPHENS}]")
# Large sets, compiled when a text first has foreign letters.
_FAR = "[^\x00-\u10ff\u1200-\u2e7f]"
_HANGUL = "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]"
# Characters that never begin or end a line of Chinese, Japanese or Korean (JIS X 4051).
_NOT_FIRST = frozenset(
    "!%),.:;?]}¢°·’”†‡•…‰′″℃、。〃々〉》」』】〕〗〙〛〜〞〟〻ぁぃぅぇぉっゃゅょゎゕゖ゛゜ゝゞ゠"
    "ァィゥェォッャュョヮヵヶ・ーヽヾㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ！％），．／：；？］｝｠｡｣､･ｰﾞﾟ-‐–—"
)
_NOT_LAST = frozenset("#$([{£¥‘“〈《「『【〔〖〘〚〝＃＄（［｛｟｢￡￥—…‥")
# Straight quotes, which may open or close, stick to both sides (UAX #14, LB19).
_QUOTES = frozenset("\"'")


def breaks_at_spaces(text: str) -> bool:
    """Whether a text breaks at spaces only."""
    if text.isascii():
        return not ("-" in text or "\n" in text or "\t" in text)
    return not (_BREAKS().search(text) or (not is_european(text) and re.search(_FAR, text)))


def tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each unbreakable token: pieces of words, blanks, line breaks."""
    for token in _TOKEN().finditer(text):
        begin, end = token.span()
        for cut in _cuts(token.group()):
            yield begin, token.start() + cut
            begin = token.start() + cut
        yield begin, end


@lru_cache(maxsize=20_000)
def _cuts(word: str) -> tuple[int, ...]:
    """Return where a word without blanks may be broken."""
    if word.isalnum() and word.isascii():
        return ()
    # LibreOffice treats words with a slash as addresses, and does not break them at hyphens.
    hyphens = set() if "/" in word else {found.start() for found in _HYPHENATED().finditer(word)}
    wide = {
        place
        for place, (before, after) in enumerate(pairwise(word), 1)
        if (_is_wide(before) or _is_wide(after)) and not _sticks(before, after)
    }
    return tuple(sorted(hyphens | wide))


def _is_wide(character: str) -> bool:
    # Korean is set word by word: PowerPoint has an option, LibreOffice never breaks words.
    return (
        character > "\u10ff"
        and unicodedata.east_asian_width(character) in "WF"
        and not re.match(_HANGUL, character)
    )


def _sticks(before: str, after: str) -> bool:
    return (
        before in _NOT_LAST
        or after in _NOT_FIRST
        or before in _QUOTES
        or after in _QUOTES
        or before == "\u200d"
        or unicodedata.category(after) in ("Mn", "Mc", "Me", "Cf", "Sk")
        or (_is_flag_letter(before) and _is_flag_letter(after))
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
