"""What every diagram is, whatever its kind: something that can be laid out and told in words."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.limits import DIAGRAM_LINKS, DIAGRAM_NODES
from deck_builder.base.values import AbstractMeta
from deck_builder.diagrams.fence import Fence
from deck_builder.diagrams.scene import Scene
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import TextStyle

# Nobody listens to more.
_MOST_SENTENCES = 60


class Ground(Struct, frozen=True):
    """What a diagram is laid out on: the width and height in EMU that there are for it, the style
    of its text in the size that is tried, and the fonts. Distances are times `tightness`."""

    width: int
    height: int
    style: TextStyle
    fonts: Fonts
    tightness: float = 1.0

    @property
    def size(self) -> float:
        """The size of text in points."""
        return self.style.level(0).size

    def em(self, count: float = 1.0) -> int:
        """Return so many times the size of text, in EMU."""
        return round(count * self.size * 12_700)

    def gap(self, count: float) -> int:
        """Return a distance of so many times the size of text, in EMU."""
        return self.em(count * self.tightness)

    def of_size(self, size: float) -> Ground:
        """Return the ground with text in a size in points."""
        levels = tuple(replace(level, size=size) for level in self.style.levels)
        return replace(self, style=replace(self.style, levels=levels))


class Diagram(Struct, frozen=True, kw_only=True, metaclass=AbstractMeta):
    """What a diagram says. `kind` is the name of its kind as a person calls it, such as
    “Flowchart”; `title` what its author calls it; `described` is the author's own alternative
    text. What is said of it is in English if its `language`, a BCP 47 tag, is that, and else done
    with signs alone: “Order → Paid?; yes: Ship”."""

    kind: str
    title: str = ""
    described: str = ""
    language: str = "en"

    @property
    def has_verbs(self) -> bool:
        """Whether what is said of it has words of its own."""
        return self.language.partition("-")[0].lower() == "en"

    @abstractmethod
    def lay_out(self, ground: Ground) -> Scene:
        """Return the diagram laid out in the text size of `ground`. It may be larger than that:
        then a smaller size is tried."""

    def extent(self, ground: Ground) -> tuple[int, int]:
        """Return the least width and height in EMU that it needs, as far as they are known without
        laying it out."""
        return 0, 0

    @abstractmethod
    def sentences(self) -> Sequence[str]:
        """Return what it shows, in words: an alternative text when joined by `; `."""

    @abstractmethod
    def words(self) -> Sequence[str]:
        """Return all words that it shows, in reading order."""

    def folded(self) -> Diagram | None:
        """Return it in rows, None when it cannot be."""
        return None

    def turned(self) -> Diagram | None:
        """Return it in the other direction, None when it has none."""
        return None

    def parts(self) -> tuple[Diagram, ...]:
        """Return the diagrams that it can be cut into, on a slide each; none if it stays whole."""
        return ()

    def alt(self) -> str:
        """Return its alternative text; of many sentences, the first ones."""
        if self.described:
            return self.described
        told = [one for one in (self.title, *self.sentences()) if one]
        if len(told) > _MOST_SENTENCES:
            told = [*told[:_MOST_SENTENCES], "…"]
        return "; ".join(told)


def check_size(vertices: Sequence[object], edges: Sequence[object], fence: Fence) -> None:
    """Raise LimitError for a diagram that has too much in it."""
    DIAGRAM_NODES.check(len(vertices), "the diagram", fence.span)
    DIAGRAM_LINKS.check(len(edges), "the diagram", fence.span)
