"""A paragraph as sentences, each a stretch of its source that can stand on a line by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from deck_builder.markdown import Node, parse_written
from deck_builder.slides.prose import FEWEST_WORDS, count_words, sentence_ends
from deck_builder.source import Source

MOST_LINE_WORDS = 14
"""A line on a slide has no more words, if its sentence can be cut."""
LONGEST_LINE = 100
_FEWEST_CLAUSE = 5
_MOST_TITLE_WORDS = 9
_LONGEST_TITLE = 56
_FEWEST_TITLE = 2

# Where a main clause can end, and the rest be left to the speaker.
_CLAUSE_END = re.compile(
    r"\s*[—–;]\s*(?=\S)|\s-\s|:\s|\s+\(|,\s+(?:and|but|so|yet|or|nor|while|whereas|which|because|although"
    r"|though|making|offering|enforcing|providing|meaning|especially|even|aber|denn|sondern|weil"
    r"|während|mais|car|pero|porque)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\W*(?:if|when|while|although|though|because|since|unless|once|after|before|as|unlike|until"
    r"|given|despite|whether|where|whenever|for|in|on|at|with|to|by|wenn|weil|obwohl|während|als"
    r"|da|si|quand|lorsque|cuando|aunque)\b",
    re.IGNORECASE,
)
# A title that opens so points to something before it.
_POINTING = re.compile(
    r"\W*(?:that|this|these|those|it|its|it's|it’s|they|them|he|she|but|and|or|so|for|however|also"
    r"|then|thus|therefore|hence|here|there|such|yes|no|not|see|note|both)\b",
    re.IGNORECASE,
)
_PAIRS = (("(", ")"), ("“", "”"), ("[", "]"), ("«", "»"), ("„", "“"))
_LINE_END = re.compile(r"(?:\\|[ \t]+)?\n[ \t]*")
_WORD = re.compile(r"\w+")
_UNBROKEN = ("text", "soft_break")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of plain text, and where it stands; only `soft` ones can be cut inside."""

    start: int
    end: int
    source_start: int
    source_end: int
    soft: bool


@dataclass(frozen=True, slots=True)
class Line:
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


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a paragraph, and where they stand in the source."""

    source: Source = field(repr=False)
    plain: str
    segments: tuple[_Segment, ...] = field(repr=False)
    context: str = field(default="", repr=False)

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
        for segment in self.segments:
            if segment.start < end <= segment.end:
                if end == segment.end:
                    return segment.source_end
                return segment.source_start + end - segment.start if segment.soft else None
        return None

    def sentences(self, start: int = 0, fewest: int = FEWEST_WORDS) -> Iterator[Line]:
        """Yield lines from `start` on: sentences, short ones together up to `fewest` words; a
        question with what answers it. What cannot be told apart is one line."""
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
        """Return the main clause that `line` opens with when the line is long."""
        if line.words <= MOST_LINE_WORDS and len(line.plain) <= LONGEST_LINE:
            return line
        return self._clause(line, MOST_LINE_WORDS, LONGEST_LINE, _FEWEST_CLAUSE) or line

    def _clause(self, line: Line, words: int, length: int, fewest: int) -> Line | None:
        if _SUBORDINATE.match(line.plain):
            return None
        for found in reversed(list(_CLAUSE_END.finditer(line.plain))):
            plain = line.plain[: found.start()].rstrip(" ,;:")
            if len(plain) > length or not fewest <= count_words(plain) <= words:
                continue
            if all(plain.count(a) == plain.count(b) for a, b in _PAIRS) and _even(plain):
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
        clause of that."""
        first = next(self.sentences(fewest=_FEWEST_TITLE), None)
        if first is None or _POINTING.match(first.plain) or not self._is_bare(first):
            return None
        if first.plain.endswith((":", ",", "…")):
            return None
        if _FEWEST_TITLE <= first.words <= _MOST_TITLE_WORDS and len(first.plain) <= _LONGEST_TITLE:
            return first
        return self._clause(first, _MOST_TITLE_WORDS, _LONGEST_TITLE, _FEWEST_TITLE + 1)

    def _is_bare(self, line: Line) -> bool:
        return not re.search(r"[\[\]<{|^]|https?:", line.text)


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
    held = _Segment(
        segments[first].start,
        segments[last].end,
        segments[first].source_start,
        segments[last].source_end,
        False,
    )
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


def _even(plain: str) -> bool:
    return plain.count('"') % 2 == 0


def _says(text: str, plain: str, context: str) -> bool:
    """Whether `text` is one paragraph with the words of `plain` where it stands as an item."""
    nodes = parse_written(Source("", f"- {text}\n\n{context}")).children
    if not nodes or nodes[0].kind != "bullet_list" or len(nodes[0].children) != 1:
        return False
    blocks = nodes[0].children[0].children
    if len(blocks) != 1 or blocks[0].kind != "paragraph" or nodes[0].children[0].checked is not None:
        return False
    words = "".join(map(plain_words, blocks[0].children))
    return _WORD.findall(words) == _WORD.findall(plain)
