"""The words of a Markdown source that are nowhere in a deck, counted without the project's parser.

Of the source everything counts but front matter, comments, scripts, link targets, HTML tags and
attributes, attributes in braces, formulas, fence and div lines, the numbers of lists and the labels
of footnotes. Of the deck everything counts that stands on a slide, in its notes or in an
alternative text. What is no word to be shown in another program's Markdown, `dialect_words.py`
knows.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^\s*[\"']?[^\W\d][\w .-]*[\"']?\s*:(?:\s|$)", re.MULTILINE)
_NOTES = re.compile(r"\s*notes?:", re.IGNORECASE)
_LABEL = r"\[(?!\^)(?:[^\[\]\\]|\\.)+\]"
_TARGET = r"(?:<[^<>\n]*>|(?:[^()\s\\<]|\\.|\((?:[^()\s\\]|\\.|\([^()\s]*\))*\))+)?"
_TITLE = r"(?:\"[^\"]*\"|'[^']*'|\([^()]*\))"
_ITEM = r"(?:[#.][^\s{}\"'=#]+|[^\W\d][\w:.-]*=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+)|-)"
_MARKUP = re.compile(
    rf"""
      ^(?P<margin>[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)*)
        (?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})[^\n]*$\n?
        (?P<code>.*?)(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?P<formula>\$\$.+?\$\$|\$(?=[^\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n))*(?<!\s)\$(?!\d))
    | (?P<escaped>\\[!-/:-@\[-`{{-~])
    | <!--(?P<comment>.*?)(?:-->|\Z)
    | <(?P<silent>script|style)\b.*?(?:</(?P=silent)\s*>|\Z)
    | (?<!`)(?P<ticks>`+)(?!`)(?P<span>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)
    | </?(?P<tag>[a-z][a-z0-9-]*(?::(?!//)[a-z0-9-]*)*)(?:[\s/](?:"[^"]*"|'[^']*'|[^<>"'])*)?>
    | (?P<footnote>\[\^[^\[\]\s]+\]:?)
    | (?P<target>\]\(\s*{_TARGET}(?:\s+{_TITLE})?\s*\))
    | (?P<reference>\](?:\[\]|{_LABEL}))
    | ^[ ]{{0,3}}(?P<definition>{_LABEL}):[ \t]*\n?[ \t]*\S+(?:[ \t]*\n?[ \t]*{_TITLE})?[ \t]*$
    | (?P<braces>\{{\s*{_ITEM}(?:\s+{_ITEM})*\s*\}})
    | ^[ \t>]*(?P<div>:{{3,}})[^\n]*$
    | ^(?P<number>[ \t>]*(?:[-*+][ \t]+)*(?:\d{{1,9}}[.)][ \t]+)+)
    | (?P<task>(?<=[-*+][ ])\[[ xX]\](?=\s))
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_BLOCK_TAGS = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|details|div|dl|dt|figcaption|figure|"
    "footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|img|iframe|li|main|nav|ol|option|p|"
    "picture|pre|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|video"
)
_IGNORED = re.compile("[*_~^`\\[\\]\\\\\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W_\u3040-\u30ff\u3400-\u9fff]+")
# A longer word may be cut where no line can hold it.
_LONGEST_WHOLE = 18
# In place of a formula, and of a footnote, whose number is another one in the deck: what stands
# beside it has other neighbours there.
_FORMULA = "\ue000"
_BESIDE_FORMULA = re.compile(rf"\w+(?={_FORMULA})|(?<={_FORMULA})\w+")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# A word of code may go on in the next line, behind its number and the mark of a wrapped line.
_WRAPPED_CODE = re.compile("\n *» ")


def lost_words(source: str, deck: bytes) -> Counter[str]:
    """Return the words that `source` has more often than the PowerPoint file `deck`."""
    shown = deck_text(deck)
    text = source_text(source)
    lost = Counter(words(text)) - Counter(words(shown))
    together = "".join(words(shown))
    joined = set(words(" ".join(_BESIDE_FORMULA.findall(text))))
    for word in list(lost):
        if word in together and (word in joined or len(word) > _LONGEST_WHOLE):
            del lost[word]
    return lost


def stray_words(source: str, deck: bytes) -> Counter[str]:
    """Return the words of `source` that stand beside neither of their neighbours in the PowerPoint
    file `deck`: a word that is lost, even where the same word is elsewhere, and some that are on
    other lines, such as those of tables."""
    shown = list(words(deck_text(deck)))
    pairs, known = set(pairwise(shown)), set(shown)
    together = "".join(shown)
    stray = Counter[str]()
    for line in source_text(source).split("\n"):
        own, beside = _of_line(line)
        for place, word in enumerate(own):
            near = set(pairwise(own[max(0, place - 1) : place + 2]))
            is_there = word in known and (len(own) == 1 or place in beside)
            is_long = len(word) > _LONGEST_WHOLE and word in together
            stray[word] += not (is_there or is_long or near & pairs)
    return +stray


def _of_line(line: str) -> tuple[list[str], set[int]]:
    """The words of a line, and the places of those beside a formula."""
    own: list[str] = []
    beside: set[int] = set()
    pieces = line.split(_FORMULA)
    for number, piece in enumerate(pieces):
        found = list(words(piece))
        if found and number:
            beside.add(len(own))
        own += found
        if found and number < len(pieces) - 1:
            beside.add(len(own) - 1)
    return own, beside


def word_count(source: str) -> int:
    """Return how many words of `source` count."""
    return sum(1 for _ in words(source_text(source)))


def source_text(source: str) -> str:
    """Return `source` without what is not meant to be read."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    opening = _FRONT_MATTER.match(source)
    if opening and _KEY.search(opening[1] or ""):
        source = source[opening.end() :]
    return "".join(_pieces(source))


def _pieces(source: str) -> Iterator[str]:
    position = 0
    labels = {_label(found["definition"]) for found in _MARKUP.finditer(source)}
    for found in _MARKUP.finditer(source):
        yield html.unescape(source[position : found.start()])
        yield _read(found, labels)
        position = found.end()
    yield html.unescape(source[position:])


def _label(text: str | None) -> str:
    return " ".join((text or "").strip("[]").casefold().split())


def _read(found: re.Match[str], labels: set[str]) -> str:
    """Return what is to be read of a piece of markup."""
    kind = found.lastgroup
    if found["fence"]:
        return "\n" + found["code"]
    if found["comment"] is not None:
        notes = _NOTES.match(found["comment"])
        return source_text(found["comment"][notes.end() :]) if notes else ""
    if found["ticks"]:
        return found["span"]
    if found["tag"]:
        return " " if _BLOCK_TAGS.fullmatch(found["tag"].lower()) else ""
    match kind:
        case "escaped":
            return found[0][1:]
        case "reference":
            is_link = found[0] == "][]" or _label(found[0][1:]) in labels
            return "" if is_link else html.unescape(found[0])
        case "formula" | "footnote":
            return _FORMULA
        case "target" | "silent" | "definition" | "braces" | "div" | "number" | "task":
            return ""
        case _:
            raise AssertionError(kind)


def words(text: str) -> Iterator[str]:
    """Yield the words of `text`, in small letters and without marks."""
    text = _IGNORED.sub("", unicodedata.normalize("NFKC", text).lower())
    return (found[0] for found in _WORD.finditer(text))


def deck_words(deck: bytes) -> Iterator[str]:
    """Yield the words of the PowerPoint file `deck`."""
    return words(deck_text(deck))


def deck_text(deck: bytes) -> str:
    """Return the paragraphs and alternative texts of the PowerPoint file `deck`, each on lines of
    its own, with wrapped code in one piece."""
    return _WRAPPED_CODE.sub("", "\n".join(_deck_texts(deck)))


def _deck_texts(deck: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        for name in package.namelist():
            if re.fullmatch(r"ppt/(slides|notesSlides)/[^/]+\.xml", name):
                yield from _part_texts(package.read(name))


def _part_texts(part: bytes) -> Iterator[str]:
    parser = etree.XMLParser(huge_tree=True)
    for element in etree.fromstring(part, parser).iter():
        if element.tag == f"{_DRAWING}p":
            yield "".join(
                (piece.text or "") if piece.tag == f"{_DRAWING}t" else "\n"
                for piece in element.iter(f"{_DRAWING}t", f"{_DRAWING}br")
            )
        elif element.get("descr"):
            yield str(element.get("descr"))
