"""What stands at the beginning of items and is set apart: figures, dates, phases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.variants.items import Item, Runs, capitalized, is_verbatim

_BLANK = "[ \u00a0\u202f\u2009]"
_SCALE = (
    "thousand|millions?|billions?|trillions?|Tausend|Million(?:en)?|Milliarden?|Billion(?:en)?"
    "|milliards?|Mio\\.?|Mrd\\.?|bn|tn|mn"
)
_RATE = "[^\\W\\d_]{1,8}/(?:ms|s|min|h|d|day|week|month|year|m|km|l|kg|[kMG]?B)"
_UNIT = (
    f"{_RATE}(?!\\w)|%|‰|×|°C?|(?:{_SCALE})(?!\\w)"
    "|(?:[kMGTP]?(?:B|bit|Hz|Wh?|[kMGT])|[µnm]?s|min|h|d|kg|g|t|k?m|cm|mm|pt|px|dB|x|fps"
    "|rps)(?![\\w])"
)
_NUMBER = "\\d{1,3}(?:[ \u00a0\u202f.,'’]\\d{3})+(?:[.,]\\d+)?(?!\\d)|\\d+(?:[.,]\\d+)?"
_RANGE = f"(?:{_NUMBER})(?:{_BLANK}?(?:[–-]|:|/|in|of|out of){_BLANK}?(?:{_NUMBER}))?"
_FIGURE_TEXT = (
    f"(?:[<>≤≥≈~+−-]|[±]|ca\\. )?{_BLANK}?[$€£¥]?{_BLANK}?(?:{_RANGE})(?:{_BLANK}?(?:{_UNIT}))?"
    f"(?:{_BLANK}?[$€£¥])?\\+?"
)
_FIGURE = late(_FIGURE_TEXT)
_YEAR = "(?:1[0-9]|20|21)\\d\\d"
# In the languages most talks are in.
_MONTH = (
    "(?:Jan(?:uary|uar|uari)?|janvier|enero|gennaio|janeiro|Feb(?:ruary|ruar|ruari)?|février"
    "|febrero|febbraio|fevereiro|Mar(?:ch|s|zo|ço)?|März|maart|Apr(?:ile?)?|avril|abril|Ma[yi]|mei"
    "|mayo|maggio|maio|Jun[ei]?|juin|junio|giugno|junho|Jul[yi]?|juillet|julio|luglio|julho"
    "|Aug(?:ust|ustus)?|août|agosto|Sep(?:t|tember|tembre)?|septiembre|settembre|setembro"
    "|O[ck]t(?:ober|obre)?|ottobre|outubro|Nov(?:ember|embre|embro)?|noviembre"
    "|De[cz](?:ember|embre|embro)?|décembre|diciembre|dicembre)\\.?"
)
_WEEKDAY = (
    "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
    "|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch"
)
_TIME = "(?:[01]?\\d|2[0-4])(?::[0-5]\\d(?: ?[ap]\\.?m\\.?| Uhr)?|[.][0-5]\\d Uhr| ?[ap]m)"
_DAY = "\\d\\d?(?:st|nd|rd|th|\\.)?"
_ON = "(?: ?[–-] ?"
_DAYS = f"(?i:{_DAY}{_ON}{_DAY})? {_MONTH}|{_MONTH}(?: {_DAY}{_ON}{_DAY})?)?)"
# What goes on in the same word, or as a longer number, is no date.
_DATE = late(
    f"(?:{_YEAR}-\\d\\d(?:-\\d\\d)?|(?:Q[1-4]|H[12])(?:[ /]'?(?:{_YEAR}|\\d\\d))?"
    f"|{_TIME}{_ON}{_TIME})?"
    f"|(?:\\w{{3,9}}\\.? )?(?:\\d\\d?\\.? )?(?:\\w{{3,9}}\\.? )?{_YEAR}s?"
    f"{_ON}(?:(?:(?:{_DAY} )?{_MONTH} )?{_YEAR}|\\d\\d))?"
    f"|{_DAYS}{_ON}{_DAYS})?|(?i:{_WEEKDAY}))(?![\\w%]|-\\w|[.:/]\\d)"
)
_PHASE = late("([^\\W\\d_]{2,12}) (?:\\d{1,3}(?: ?[–-] ?\\d{1,3})?|[IVX]{1,4}|[A-H])(?!\\w)")
_AFTER = late(f"{_BLANK}*[:–—-]{_BLANK}*|{_BLANK}+")
_SEPARATOR = late(f"{_BLANK}*[:–—-]{_BLANK}+|{_BLANK}*:{_BLANK}*")


# How often something goes into something else, in words.
_TIMES = late(
    f"{_BLANK}?(?:×|x|times|-?fold|mal|-?fach|fois|veces|vezes|volte|keer|gånger|ganger|gange"
    "|kertaa|razy|раза?)(?!\\w)|-?fold(?!\\w)|倍",
    re.IGNORECASE,
)
_SIGN_PARTS = ("So", "Sk", "Mn", "Cf")
LONGEST_FIGURE = 16
"""How many characters a figure has at most that is the point of an item."""
_NAMED = late(r"[^\W\d_][^:.!?]{1,27}:\s+(?=\S)")
# A figure, and in a word or two what of, or how often.
_AMOUNT = late(f"{_FIGURE_TEXT}(?: ?/ ?|{_BLANK})?(?:[^\\W\\d_]+(?:[ /][^\\W\\d_]+)?)?")
_UNIT_WORDS = late(f"{_BLANK}[^\\W\\d_]+:")
_MORE_DIGITS = late(f"(?:{_BLANK}|:)\\d")
_ANY_NUMBER = late(_NUMBER)
_NUMBERED = late(f"(?:[<>≤≥≈~]|ca\\. )?{_BLANK}?({_NUMBER})")
_OTHER = late(f":{_BLANK}?({_NUMBER})")


def with_figures(items: Sequence[Item]) -> tuple[Item, ...] | None:
    """Return `items` with the figures that they begin with as labels; None if not all do, or if
    these are years."""
    if with_dates(items):
        return None
    items = tuple(map(_with_sign, items))
    named = tuple(one for item in items if (one := _named_figure(item)))
    found = [_split(item, _figure_end(item), _AFTER()) for item in items]
    parts = named if len(named) == len(items) else tuple(one for one in found if one)
    if len(parts) != len(items) or all(re.fullmatch(_YEAR, one.label) for one in parts):
        return None
    # What goes on in brackets is about a name, such as that of a version.
    return None if any(map(_opens_bracket, parts)) else tuple(map(_with_sign_below, parts))


def _with_sign_below(item: Item) -> Item:
    """An item whose figure has no sign before it, which would make all figures smaller: that
    stands before the text."""
    end = _sign_end(item.label)
    if not end:
        return item
    first = replace(item.text[0], text=item.label[:end] + item.text[0].text)
    return replace(item, label=item.label[end:], text=(first, *item.text[1:]))


def _opens_bracket(item: Item) -> bool:
    return bool(item.text) and item.text[0].text.startswith("(")


def _named_figure(item: Item) -> Item | None:
    """An item that is a name and a figure, such as “Payback: 7 months”, with this as its label."""
    if item.term:
        name, value = item.term, item.text
    elif item.text and (found := _NAMED().match(_beginning(item))):
        first = item.text[0]
        name = (replace(first, text=found[0].rstrip(" :"), bold=False),)
        rest = (replace(first, text=first.text[found.end() :]), *item.text[1:])
        value = tuple(run for run in rest if run.text)
    else:
        return None
    if any(is_verbatim(run) or run.link or run.note or run.is_script for run in value):
        return None
    words = "".join(run.text for run in value).strip()
    is_figure = len(words) <= LONGEST_FIGURE and bool(_AMOUNT().fullmatch(words))
    return replace(item, label=words, term=(), text=name) if is_figure else None


def _with_sign(item: Item) -> Item:
    """An item whose first run is an emoji or the like, with that before its second one."""
    if item.term or len(item.text) < 2 or is_verbatim(item.text[1]):
        return item
    sign, first, *rest = item.text
    if not _is_sign(sign.text.rstrip()) or not sign.text.endswith(" "):
        return item
    return replace(item, text=(replace(first, text=sign.text + first.text), *rest))


def _is_sign(text: str) -> bool:
    """Whether a text is an emoji or another pictorial sign, perhaps of several characters."""
    kinds = [unicodedata.category(one) for one in text]
    return kinds[:1] == ["So"] and all(kind in _SIGN_PARTS for kind in kinds)


def _sign_end(text: str) -> int:
    """Where the text after a sign at its beginning begins."""
    sign, blank, _ = text.partition(" ")
    return len(sign) + 1 if blank and _is_sign(sign) else 0


def with_ratio(item: Item) -> Item | None:
    """Return an item that begins with a ratio, such as “3×”, “2 : 1” or “30 times”, with that as
    its label; None for any other."""
    end = _end(item, _NUMBERED())
    times = _TIMES().match(_beginning(item), end) if end else None
    if times is not None:
        return _split(item, times.end(), _AFTER())
    found = _split(item, _figure_end(item), _AFTER())
    return found if found and ":" in found.label and ratio_of(found.label) else None


def with_figure_first(runs: Runs) -> tuple[Runs, Runs] | None:
    """Return the figure or the ratio that a text begins with, and the rest of it; None for a text
    that begins with neither."""
    whole = Item(runs)
    found = with_ratio(whole) or (with_figures((whole,)) or (None,))[0]
    if found is None or not found.label:
        return None
    return (replace(runs[0], text=found.label),), found.text


def is_figure(text: str) -> bool:
    """Return whether a text is a figure and nothing else, such as “€ 6.4 million”."""
    return len(text.strip()) <= LONGEST_FIGURE and bool(_FIGURE().fullmatch(text.strip()))


def ratio_of(label: str) -> tuple[str, str] | None:
    """Return the two numbers of a ratio as they are written, the second one 1 for “3×” and “30
    times”; None for any other label."""
    found = _NUMBERED().match(label)
    rest = label[found.end() :].strip() if found else ""
    if found is None or not rest:
        return None
    if _TIMES().fullmatch(rest):
        return found[1], "1"
    other = _OTHER().fullmatch(rest)
    return (found[1], other[1]) if other else None


def amount_of(label: str) -> tuple[str, str]:
    """Return the first number of a figure as it is written, and what is around it, such as its
    unit."""
    found = _ANY_NUMBER().search(label)
    if found is None:
        return "", label
    return found[0], (label[: found.start()] + label[found.end() :]).strip()


def with_dates(items: Sequence[Item]) -> tuple[Item, ...] | None:
    """Return `items` with the dates or numbered phases that they begin with as labels; None if not
    all do."""
    items = tuple(map(_with_sign, items))
    dates = [_dated(item) for item in items]
    if all(dates):
        return tuple(_opened(one) for one in dates if one)
    if len({_phase_word(item) for item in items}) != 1 or not _phase_word(items[0]):
        return None
    phases = [_split(item, _end(item, _PHASE()), _SEPARATOR()) for item in items]
    return tuple(_opened(one) for one in phases if one) if all(phases) else None


def _dated(item: Item) -> Item | None:
    """An item with its date as its label; names of months and days are words like others where
    neither a digit nor a colon sets them off."""
    end = _end(item, _DATE())
    has_digit = any(map(str.isdecimal, _beginning(item)[:end]))
    return _split(item, end, _AFTER() if has_digit else _SEPARATOR())


def _opened(item: Item) -> Item:
    """The item with a capital at the beginning of its text."""
    if item.term or not item.text or is_verbatim(item.text[0]):
        return item
    first = replace(item.text[0], text=capitalized(item.text[0].text))
    return replace(item, text=(first, *item.text[1:]))


def with_terms_as_labels(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return `items` with short plain terms as labels."""
    return tuple(
        replace(item, label="".join(run.text for run in item.term), term=()) if item.term else item
        for item in items
    )


def _beginning(item: Item) -> str:
    """The plain text of the first run; empty when it is code, a formula, a link or a note."""
    runs = item.term or item.text
    first = runs[0] if runs else None
    if first is None or is_verbatim(first) or first.link or first.note or first.is_script:
        return ""
    return first.text


def _end(item: Item, pattern: re.Pattern[str]) -> int:
    text = _beginning(item)
    found = pattern.match(text, _sign_end(text))
    return found.end() if found else 0


def _figure_end(item: Item) -> int:
    text = _beginning(item)
    end = _end(item, _FIGURE())
    # What goes on in the same word is a name, such as 3D, or an ordinal; what goes on with other
    # digits is a telephone number, a time or the like.
    if not end or (end < len(text) and (text[end].isalnum() or text[end] in ".,-/'’")):
        return 0
    if _MORE_DIGITS().match(text, end):
        return 0
    unit = _UNIT_WORDS().match(text, end)
    if unit is not None and unit.end() - 1 <= LONGEST_FIGURE:
        return unit.end() - 1
    # What is bold as a whole stays together.
    is_bold = len(item.text) > 1 and item.text[0].bold and not item.term
    return len(text.rstrip()) if is_bold and len(text.rstrip()) <= LONGEST_FIGURE else end


def _phase_word(item: Item) -> str:
    found = _PHASE().match(_beginning(item))
    return found[1].casefold() if found else ""


def _split(item: Item, end: int, separator: re.Pattern[str]) -> Item | None:
    """The item with its first `end` characters as its label; None when nothing else is left of
    it, or when it goes on without a separator."""
    if not end:
        return None
    label = _beginning(item)[:end].strip()
    if item.term:
        if end < len(item.term[0].text) or len(item.term) > 1:
            rest = _without(item.term, end)
            return replace(item, label=label, term=rest) if rest else None
        return replace(item, label=label, term=())
    first = item.text[0].text
    if end == len(first.rstrip()):
        rest = _after(item.text[1:], separator)
    else:
        found = separator.match(first, end)
        if found is None:
            return None
        rest = (replace(item.text[0], text=first[found.end() :]), *item.text[1:])
        rest = tuple(run for run in rest if run.text)
    return replace(item, label=label, text=rest) if rest else None


def _without(runs: Runs, end: int) -> Runs:
    rest = (replace(runs[0], text=runs[0].text[end:].lstrip(" \u00a0:–—-")), *runs[1:])
    return tuple(run for run in rest if run.text)


def _after(runs: Runs, separator: re.Pattern[str]) -> Runs:
    """`runs` without the separator at their beginning; nothing when they begin with a footnote."""
    if not runs or runs[0].note or runs[0].is_script:
        return ()
    found = separator.match(runs[0].text)
    rest = (replace(runs[0], text=runs[0].text[found.end() if found else 0 :]), *runs[1:])
    return tuple(run for run in rest if run.text)
