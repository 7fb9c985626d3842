"""What every block is: one class with five verbs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Protocol, Self

from msgspec import Struct

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu
from deck_builder.base.values import AbstractMeta, Located
from deck_builder.base.yaml import Fill
from deck_builder.markdown import Node
from deck_builder.shapes import Shape
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Theme


class Placed(Struct, frozen=True):
    """Shapes laid out from the top of a box, and the height in EMU that they take of it."""

    shapes: tuple[Shape, ...]
    height: int


class Block(Located, frozen=True, metaclass=AbstractMeta):
    """A part of a slide's content, with the place where the author wrote it.

    A block that `stretches` has no height of its own: it fills the box it is given, and asks for
    `least_height`.
    """

    keeps_with_next: ClassVar[bool] = False
    belongs_to_above: ClassVar[bool] = False

    @property
    @abstractmethod
    def span(self) -> Span | None:
        """Where the author wrote it."""

    @property
    def text(self) -> tuple[Paragraph, ...] | None:
        """Its paragraphs when it is nothing but running text in the body style, else None."""
        return None

    @property
    def stretches(self) -> bool:
        """Whether it fills the height it is given."""
        return False

    @classmethod
    @abstractmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Return the block that `node` is, or None when it is another kind's."""

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Return the block with the files that it names looked at."""
        return self

    @abstractmethod
    def place(self, box: Box, theme: Theme) -> Placed:
        """Lay the block out at the top of `box`; the result may be higher than the box."""

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Return the block in two parts, the first of which fits into `box`; None when it cannot
        be split."""
        return None

    def plain(self) -> str:
        """Return its words."""
        return ""

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """Return the sizes in points, by text style, that it would choose for itself in `width`
        EMU; neighbours on a slide agree on the smallest."""
        return {}

    def is_unwrapped(self, width: int, theme: Theme) -> bool:
        """Whether no line of a table or of code becomes two in `width` EMU, with no type smaller
        than its style has it."""
        return True

    def sure_height(self, width: int, theme: Theme) -> int:
        """Return a height in EMU that it takes in any case: a quick look at what is far too long
        to be measured each time."""
        smallest = min(level.size for level in theme.styles["body"].levels)
        return len(self.text or ()) * emu(smallest)

    def least_height(self, box: Box, theme: Theme) -> int:
        """Return the height in EMU below which a block that stretches is not shown in a box of
        this width."""
        return 0


class Reader(Protocol):
    """What a block may ask of the outline's parser."""

    collector: Collector
    language: str
    """That of the talk, as a BCP 47 tag."""
    code_labels: bool
    """Whether each piece of code says its language."""

    @property
    def fill(self) -> Fill:
        """Puts the values of variables into a text that is no node."""

    def blocks(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Return the blocks that `nodes` are."""

    def check_attributes(self, node: Node, keys: Iterable[str], classes: Iterable[str]) -> None:
        """Report each attribute of `node` that is not among those known."""
