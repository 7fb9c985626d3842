"""Whole documents as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct, field

from deck_builder.markdown.node import NO_ATTRIBUTES, Attributes, Node, conditions_of, walk
from deck_builder.markdown.writing.blocks import (
    APART,
    EFFORTS,
    BlockWriter,
    definition_of,
    is_read_as,
    kept_as_written,
    read_again,
    would_join,
)
from deck_builder.markdown.writing.forms import form_of
from deck_builder.markdown.writing.lines import Effort, Writer

_FIRST_RULE = "***"


class Written(Struct, frozen=True):
    """A document as text, and the `others`: blocks that are read as something else. Even then, it
    may keep all conditions, and what each of them withholds."""

    text: str
    others: tuple[Node, ...] = ()
    keeps_conditions: bool = True


def write_document(nodes: Sequence[Node]) -> Written:
    """Return blocks as the text of a document of their own."""
    shown = [node for node in nodes if form_of((node,))]
    draft = _Draft(shown, _shared(nodes), [0] * len(shown))
    for _ in range(_MOST_ROUNDS):
        text = draft.text()
        at = _first_difference(text, shown)
        # What stands beside a block may change how it is read.
        if at is None or not draft.strive(range(at - 1, at + 2)):
            break
    if at is None:
        return Written(text)
    failed = list(dict.fromkeys(draft.failed.values())) or [shown[at]]
    return Written(text, tuple(failed), _withheld(read_again(text)) == _withheld(nodes))


def _withheld(nodes: Sequence[Node]) -> list[tuple[Attributes, str]]:
    """The conditions in a document with the words that each withholds, and between them the
    headings and rules, up to which the condition of one before reaches."""
    found: list[tuple[Attributes, str]] = []
    for node in walk(form_of(nodes)):
        held = conditions_of(node.attributes)
        if held is not NO_ATTRIBUTES:
            found.append((held, "".join(one.text for one in walk((node,)))))
        elif node.kind in ("heading", "rule"):
            found.append((NO_ATTRIBUTES, f"{node.kind} {node.level}"))
    return found


_MOST_ROUNDS = 40


class _Draft(Struct):
    """A document while it is written: with how much `effort` each of its blocks is."""

    nodes: list[Node]
    shared: frozenset[str]
    efforts: list[int]
    known: dict[tuple[int, int, int], _Block] = field(default_factory=dict)
    failed: dict[int, Node] = field(default_factory=dict)

    def text(self) -> str:
        """Return the text of the document."""
        pieces: list[str] = []
        defined: set[str] = set()
        before: Node | None = None
        sign = 0
        for at, node in enumerate(self.nodes):
            sign = 1 - sign if would_join(before, node) else 0
            if sign and node.kind == "ordered_list":
                pieces.append(APART)
            text, notes = self._block(at, node, sign)
            pieces.append(text)
            for label, note in notes.items():
                if label not in defined:
                    defined.add(label)
                    pieces.append(definition_of(label, note, Writer(Effort.PLAIN)))
            before = node
        pieces = list(filter(None, pieces))
        if pieces and pieces[0] == "---":
            # Settings would begin with it.
            pieces[0] = _FIRST_RULE
        elif pieces and pieces[0].startswith("%"):
            # So would a title block.
            pieces[0] = f"\\{pieces[0]}"
        text = "\n\n".join(pieces)
        return f"{text}\n" if text else ""

    def _block(self, at: int, node: Node, sign: int) -> _Block:
        key = at, self.efforts[at], sign
        if key not in self.known:
            text, notes, is_same = _written(node, self.shared, sign, self.efforts[at])
            self.known[key] = text, notes
            if not is_same:
                self.failed[at] = node
        return self.known[key]

    def strive(self, places: Iterable[int]) -> bool:
        """Write these blocks with more effort; return whether there is any left."""
        more = [at for at in places if 0 <= at < len(self.nodes) and self.efforts[at] < _MOST]
        for at in more:
            self.efforts[at] += 1
        return bool(more)


_Block = tuple[str, dict[str, Node]]
_MOST = 2 * len(EFFORTS)


def _written(
    node: Node, shared: frozenset[str], sign: int, least: int
) -> tuple[str, dict[str, Node], bool]:
    """A block as text with as little effort as it takes, but not less than `least`, the footnotes
    to be defined, and whether it is read as the same."""
    has_notes = any(one.kind == "footnote" for one in walk((node,)))
    if not (least or sign or has_notes) and (text := kept_as_written(node)):
        return text, {}, True
    ways = [(effort, keeps) for effort in EFFORTS for keeps in (True, False)]
    for effort, keeps in ways[min(max(0, least - 1), len(ways) - 1) :]:
        writer = BlockWriter(effort, keeps, shared)
        text = writer.block(node, sign)
        whole = "\n\n".join((text, *_definitions(writer.notes)))
        if is_read_as(whole, (node,)):
            return text, writer.notes, True
    return text, writer.notes, False


def _definitions(notes: dict[str, Node]) -> Iterator[str]:
    return (definition_of(label, note, Writer()) for label, note in notes.items())


def _shared(nodes: Sequence[Node]) -> frozenset[str]:
    """The labels of footnotes that several places refer to."""
    labels = Counter(node.text for node in walk(nodes) if node.kind == "footnote")
    return frozenset(label for label, count in labels.items() if count > 1)


def _first_difference(text: str, nodes: Sequence[Node]) -> int | None:
    """Which of the blocks is the first that is another one when the whole text is read."""
    wanted, found = form_of(nodes), form_of(read_again(text))
    if wanted == found:
        return None
    pairs = zip_longest(wanted, found)
    at = next(number for number, (one, other) in enumerate(pairs) if one != other)
    return min(at, len(nodes) - 1)
