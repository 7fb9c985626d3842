"""What every block is: one class with five verbs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol

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
    """Shapes laid out from the top of a box, and their height in EMU."""

    shapes: tuple[Shape, ...]
    height: int


class Block(Located, frozen=True, metaclass=AbstractMeta):
    """A part of a slide's content, with the place where the author wrote it.

    A block that `stretches` has no height of its own: it fills its box, and needs `least_height`.
    """

    role: ClassVar[str] = ""
    """The text style, besides that of its area, whose size in the deck it has a say in."""
    keeps_with_next: ClassVar[bool] = False
    belongs_to_above: ClassVar[bool] = False

    @property
    @abstractmethod
    def span(self) -> Span | None:
        """Where the author wrote it."""

    @property
    def text(self) -> tuple[Paragraph, ...] | None:
        """Its paragraphs when it is only running text in the body style, else None."""
        return None

    @property
    def is_torn(self) -> bool:
        """Whether a part of a block lacks some of what stood beside it."""
        return False

    @property
    def stretches(self) -> bool:
        """Whether it fills its box."""
        return False

    @classmethod
    @abstractmethod
    def parse(cls, node: Node, reader: Reader) -> Block | None:
        """Return the block that `node` is, or None when it is of another kind."""

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Return the block with the files that it names read."""
        return self

    @abstractmethod
    def place(self, box: Box, theme: Theme) -> Placed:
        """Lay the block out at the top of `box`; the result may be higher than the box."""

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Return the block in two parts, the first of which fits into `box`; None when it cannot
        be split."""
        return None

    def appearing(self) -> Block:
        """Return the block with paragraphs that appear one by one."""
        return self

    def plain(self) -> str:
        """Return its words."""
        return ""

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """Return the sizes in points, by text style, that suit it in `width` EMU; blocks on a slide
        agree on the smallest."""
        return {}

    def sure_height(self, width: int, theme: Theme) -> int:
        """Return a height in EMU that it has at least, quickly: very long text is not measured
        each time."""
        smallest = min(level.size for level in theme.styles["body"].levels)
        return len(self.text or ()) * emu(smallest)

    def least_height(self, box: Box, theme: Theme) -> int:
        """Return the least height in EMU of a block that stretches, at the width of `box`."""
        return 0


class Reader(Protocol):
    """What a block needs of the outline's parser."""

    collector: Collector
    language: str
    """The language of the talk, as a BCP 47 tag."""
    decimal: str
    """The mark before the decimals of numbers in data; empty to find out."""
    diagram_programs: tuple[str, ...]
    """The programs that may draw diagrams which are not read, if the command line allows it."""
    native_charts: bool
    """Whether charts are PowerPoint's own, where it has their kind."""
    code_labels: bool
    """Whether each piece of code is labelled with its language."""

    @property
    def fill(self) -> Fill:
        """Puts the values of variables into a text that is no node."""

    def blocks(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Return the blocks that `nodes` are."""

    def check_attributes(self, node: Node, keys: Sequence[str], classes: Sequence[str]) -> None:
        """Report each attribute of `node` that is unknown."""
