"""A paragraph as sentences, each a stretch of its source that makes sense as a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from deck_builder.base.source import Source
from deck_builder.markdown import Node, NodeKind, parse_written
from deck_builder.slides.prose import FEWEST_WORDS, sentence_ends
from deck_builder.text.runs import count_words

MOST_LINE_WORDS = 14
"""A line on a slide has no more words, if its sentence can be cut."""
LONGEST_LINE = 110
_MOST_SENTENCE_WORDS = 17
_FEWEST_CLAUSE = 5
_FEWEST_LEFT = 3
_MOST_TITLE_WORDS = 9
_LONGEST_TITLE = 56
_FEWEST_TITLE = 3

# The end of a main clause after which the rest can be left to the speaker. What contrasts with the
# clause, or limits it, must not be lost.
_CLAUSE_END = re.compile(
    r"(?:\s*[—–;]\s*(?=\S)|\s-\s|:\s|\s+\("
    r"|,\s+(?:and|so|or|nor|which|because|making|offering|providing|enforcing|meaning|allowing"
    r"|ensuring|especially|even|thanks|denn|weil|car|porque)\b|\s+(?:where|because|so that)\b)"
    r"(?!\s*(?:but|yet|not|though|although|while|whereas|except|only|if|unless|aber|doch|jedoch|nicht"
    r"|mais|pas|pero|sino)\b)",
    re.IGNORECASE,
)
_LINKED = re.compile(r",\s+(?:and|or|nor)\b|\s", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\W*(?:if|when|while|although|though|because|since|unless|once|after|before|as|unlike|until"
    r"|given|despite|whether|where|whenever|for|in|on|at|with|to|by|wenn|weil|obwohl|während|als"
    r"|da|si|quand|lorsque|cuando|aunque)\b",
    re.IGNORECASE,
)
# The start of a title that refers to something before it.
_POINTING = re.compile(
    r"\W*(?:that|this|these|those|it|its|it's|it’s|they|them|he|she|but|and|or|so|for|however|also"
    r"|then|thus|therefore|hence|here|there|such|yes|no|not|see|note|both)\b",
    re.IGNORECASE,
)
_PAIRS = (("(", ")"), ("“", "”"), ("[", "]"), ("«", "»"), ("„", "“"))
_LINE_END = re.compile(r"(?:\\|[ \t]+)?\n[ \t]*")
_MARKUP = re.compile(r"[\[\]<{|^]|https?:")
_WORD = re.compile(r"\w+")
_UNBROKEN: tuple[NodeKind, ...] = ("text", "soft_break")


class _Segment(Struct, frozen=True):
    """A stretch of plain text, and where it stands; only `soft` ones can be cut inside."""

    start: int
    end: int
    source_start: int
    source_end: int
    soft: bool


class Line(Struct, frozen=True):
    """A stretch of a passage: its source text on one line, and its plain words."""

    start: int
    end: int
    text: str
    plain: str
    source_end: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.plain)


class Passage(Struct, frozen=True):
    """The words of a paragraph, and where they stand in the source."""

    source: Source
    plain: str
    segments: tuple[_Segment, ...]
    context: str = ""

    @property
    def text(self) -> str:
        """The source of all of it, as it is."""
        return self.source.text[self.segments[0].source_start : self.segments[-1].source_end]

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.plain)

    def place(self, position: int) -> int | None:
        """Return where the plain text can be cut at `position`, as an offset in the source."""
        for segment in self.segments:
            if segment.start <= position < segment.end:
                if position == segment.start:
                    return segment.source_start
                inside = segment.source_start + position - segment.start
                return inside if segment.soft else None
        return self.segments[-1].source_end if position == len(self.plain) else None

    def stretch(self, start: int, end: int) -> Line | None:
        """Return the line from `start` to `end` of the plain text, or None when it does not say
        the same by itself."""
        first, last = self.place(start), self._place_before(end)
        if first is None or last is None or last <= first:
            return None
        text = on_one_line(self.source.text[first:last])
        plain = self.plain[start:end]
        if not _says(text, plain, self.context):
            return None
        return Line(start, end, text, plain, last)

    def _place_before(self, end: int) -> int | None:
        """Like `place`, but with the markup that closes before `end`."""
        if not self.plain[end:].strip():
            return self.segments[-1].source_end
        for place, segment in enumerate(self.segments):
            if segment.start < end < segment.end:
                return segment.source_start + end - segment.start if segment.soft else None
            if segment.start < end == segment.end:
                return self._with_marks(place)
        return None

    def _with_marks(self, place: int) -> int:
        """Return where a segment ends with what has no words behind it, as a footnote's mark."""
        end = self.segments[place].source_end
        for segment in self.segments[place + 1 :]:
            if segment.end > segment.start:
                break
            end = segment.source_end
        return end

    def sentences(self, start: int = 0, fewest: int = FEWEST_WORDS) -> Iterator[Line]:
        """Yield lines from `start` on: sentences, short ones joined up to `fewest` words, a
        question with its answer. What cannot be separated is one line."""
        for end in self._ends(start):
            body = self.plain[start:end]
            words = count_words(body)
            asks = fewest >= FEWEST_WORDS and _asks(body, words)
            if end < len(self.plain) and (words < fewest or asks):
                continue
            line = self._trimmed(start, end)
            if line is not None:
                yield line
                start = end

    def _ends(self, start: int) -> Iterator[int]:
        yield from (end for end in sentence_ends(self.plain) if start < end < len(self.plain))
        if self.plain[start:].strip():
            yield len(self.plain)

    def _trimmed(self, start: int, end: int) -> Line | None:
        body = self.plain[start:end]
        left = len(body) - len(body.lstrip())
        return self.stretch(start + left, start + len(body.rstrip()))

    def shortened(self, line: Line) -> Line:
        """Return the opening of a long `line`: its sentences up to a main clause, or without the
        last one. A line without such an opening is returned unchanged."""
        if is_short(line.plain):
            return line
        ends = [end for end in sentence_ends(line.plain) if end < len(line.plain)]
        last = ends[-1] if ends else 0
        cut = self._clause(line, last, MOST_LINE_WORDS, LONGEST_LINE, _FEWEST_CLAUSE)
        for end in reversed(ends) if cut is None else ():
            left = line.plain[:end]
            asks = left.rstrip("\"'”’ ").endswith("?")
            if not asks and _FEWEST_LEFT <= count_words(left) <= MOST_LINE_WORDS:
                cut = cut or self.stretch(line.start, line.start + end)
        return cut or line

    def _clause(self, line: Line, last: int, words: int, length: int, fewest: int) -> Line | None:
        """Return `line` up to the main clause of its last sentence, which begins at `last`."""
        sentence = line.plain[last:]
        if _SUBORDINATE.match(sentence):
            return None
        for found in reversed(list(_CLAUSE_END.finditer(sentence))):
            clause = sentence[: found.start()].rstrip(" ,;:")
            plain = line.plain[: last + len(clause)]
            is_one_of_many = _LINKED.match(found[0]) and "," in clause
            if is_one_of_many or len(plain) > length or count_words(clause) < _FEWEST_LEFT:
                continue
            if fewest <= count_words(plain) <= words and _is_closed(plain):
                cut = self.stretch(line.start, line.start + len(plain))
                if cut is not None:
                    return cut
        return None

    @property
    def sentence_end(self) -> int:
        """Where the first sentence ends, and what can follow a title begins."""
        first = next(self.sentences(fewest=_FEWEST_TITLE), None)
        end = first.end if first else 0
        return end + len(self.plain[end:]) - len(self.plain[end:].lstrip())

    def title(self) -> Line | None:
        """Return the opening of the passage if it can be a title: its first sentence, or the main
        clause of its first sentence."""
        first = next(self.sentences(fewest=_FEWEST_TITLE), None)
        if first is None or _POINTING.match(first.plain) or _MARKUP.search(first.text):
            return None
        if first.plain.endswith((",", "…", "!")) or (
            first.plain.endswith(":") and first.end < len(self.plain.rstrip())
        ):
            return None
        if _FEWEST_TITLE <= first.words <= _MOST_TITLE_WORDS and len(first.plain) <= _LONGEST_TITLE:
            return first
        return self._clause(first, 0, _MOST_TITLE_WORDS, _LONGEST_TITLE, _FEWEST_TITLE)


def passage_of(node: Node, source: Source, context: str = "") -> Passage | None:
    """Return the passage that a paragraph is, or None when it has no words; `context` are the
    definitions of the links in it."""
    segments: list[_Segment] = []
    plain = ""
    for child in node.children:
        if child.span is None:
            return None
        words = plain_words(child)
        start, end = child.span.start, child.span.end
        segments.append(
            _Segment(len(plain), len(plain) + len(words), start, end, child.kind in _UNBROKEN)
        )
        plain += words
    if not plain.strip():
        return None
    return Passage(source, plain, tuple(_html_held(segments, node.children)), context)


def _html_held(segments: Sequence[_Segment], nodes: Sequence[Node]) -> Sequence[_Segment]:
    """Let nothing be cut between the first and the last tag."""
    tags = [index for index, node in enumerate(nodes) if node.kind == "html"]
    if not tags:
        return segments
    first, last = tags[0], tags[-1]
    start, end = segments[first], segments[last]
    held = _Segment(start.start, end.end, start.source_start, end.source_end, False)
    return (*segments[:first], held, *segments[last + 1 :])


def plain_words(node: Node) -> str:
    """Return the words of an inline node; source text as it is written."""
    match node.kind:
        case "text":
            return node.span.text if node.span else node.text
        case "soft_break" | "break":
            return "\n"
        case "comment" | "html" | "footnote_ref" | "footnote":
            return ""
        case _ if node.children:
            return "".join(map(plain_words, node.children))
        case _:
            return node.text


def is_short(plain: str) -> bool:
    """Whether a line can stay as it is; a single sentence may have some more words."""
    if len(plain) > LONGEST_LINE:
        return False
    words = count_words(plain)
    if words <= MOST_LINE_WORDS:
        return True
    single = not any(end < len(plain) for end in sentence_ends(plain))
    return single and words <= _MOST_SENTENCE_WORDS


def passage_text(text: str) -> str:
    """Return `text` if it says the same as the item of a list, or else nothing."""
    plain = "".join(_WORD.findall(text))
    nodes = parse_written(Source("", text)).children
    is_bare = len(nodes) == 1 and nodes[0].kind == "paragraph" and "[" not in text
    return text if plain and is_bare and _says(text, _words_of(nodes[0]), "") else ""


def _words_of(node: Node) -> str:
    return "".join(map(plain_words, node.children))


def on_one_line(text: str) -> str:
    """Return source text without its line ends."""
    return _LINE_END.sub(" ", text.strip())


def _asks(body: str, words: int) -> bool:
    return body.rstrip("\"'”’*_) ").endswith("?") and words <= MOST_LINE_WORDS - 3


def _is_closed(plain: str) -> bool:
    """Whether no bracket or quotation is open at the end."""
    return plain.count('"') % 2 == 0 and all(plain.count(a) == plain.count(b) for a, b in _PAIRS)


@lru_cache(maxsize=4096)
def _says(text: str, plain: str, context: str) -> bool:
    """Whether `text` is one paragraph with the words of `plain` where it stands as an item."""
    nodes = parse_written(Source("", f"- {text}\n\n{context}")).children
    if not nodes or nodes[0].kind != "bullet_list" or len(nodes[0].children) != 1:
        return False
    item = nodes[0].children[0]
    if [block.kind for block in item.children] != ["paragraph"] or item.checked is not None:
        return False
    return _WORD.findall(_words_of(item.children[0])) == _WORD.findall(plain)
