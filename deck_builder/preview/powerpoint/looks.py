"""How text looks: what its runs, its shape, its placeholders and the presentation say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from deck_builder.package.xml import Element
from deck_builder.preview.powerpoint.sheet import TITLES, Sheet, kind_of
from deck_builder.template.xml import A, P, child, flag, text, whole

_LEVELS = 9
_BULLETS = tuple(f"{A}{name}" for name in ("buNone", "buChar", "buAutoNum", "buBlip"))
_SIZE = 18.0
_OTHERS = ("dt", "ftr", "sldNum", "hdr")


class Looks(Struct, frozen=True):
    """What is said of a paragraph of one level, the nearest first; the first `own` are those of
    shapes, the others those of the page."""

    levels: Sequence[Element]
    own: int = 0

    def of_runs(self) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
        """Return what the shapes say of its letters, and what the page says."""
        return _letters(self.levels[: self.own]), _letters(self.levels[self.own :])

    def attribute(self, name: str) -> str:
        """Return an attribute of the paragraph, empty when none says it."""
        return next((text(one, name) for one in self.levels if one.get(name) is not None), "")

    def whole(self, name: str) -> int:
        """Return a number, 0 when none says it."""
        return next((whole(one, name) for one in self.levels if one.get(name) is not None), 0)

    def first(self, *names: str) -> Element | None:
        """Return the nearest child with one of the names."""
        tags = tuple(f"{A}{name}" for name in names)
        return next((one for level in self.levels for one in level if one.tag in tags), None)

    @property
    def bullet(self) -> Element | None:
        """What stands before the paragraph."""
        found = self.first("buNone", "buChar", "buAutoNum", "buBlip")
        return None if found is None or found.tag == _BULLETS[0] else found


class RunLooks(Struct, frozen=True):
    """What is said of a run, the nearest first; `others` is what the page says."""

    levels: Sequence[Element]
    others: Sequence[Element] = ()

    def attribute(self, name: str) -> str:
        """Return an attribute, empty when none says it."""
        return next((text(one, name) for one in self.levels if one.get(name) is not None), "")

    def is_set(self, name: str) -> bool:
        """Whether an attribute is true."""
        return next((flag(one, name) or False for one in self.levels if one.get(name)), False)

    def first(self, *names: str) -> Element | None:
        """Return the nearest child with one of the names."""
        tags = tuple(f"{A}{name}" for name in names)
        return next((one for level in self.levels for one in level if one.tag in tags), None)

    @property
    def size(self) -> float:
        """The size in points."""
        for level in self.levels:
            size = whole(level, "sz") / 100
            if 1 <= size <= 4000:
                return size
        return _SIZE


class Cascade(Struct, frozen=True):
    """The styles that a text inherits: those of its shapes, the nearest first, and of the page."""

    own: tuple[Element, ...]
    others: tuple[Element, ...]

    def paragraph(self, paragraph: Element) -> Looks:
        """Return how a paragraph looks."""
        own = child(paragraph, f"{A}pPr")
        depth = min(_LEVELS - 1, max(0, whole(own, "lvl")))
        found = [own] if own is not None else []
        shapes = (*found, *_levels(self.own, depth))
        return Looks((*shapes, *_levels(self.others, depth)), len(shapes))

    def run(self, run: Element | None, looks: Looks) -> RunLooks:
        """Return how a run of a paragraph looks."""
        own = child(run, f"{A}rPr")
        # What the end of a paragraph looks like is no default of its runs.
        found = [own] if own is not None else []
        shapes, page = looks.of_runs()
        return RunLooks((*found, *shapes, *page), page)


def cascade_of(sheet: Sheet, shapes: Sequence[Element]) -> Cascade:
    """Return what the text of a shape inherits; `shapes` are itself and its placeholders."""
    own = (child(body_of(one), f"{A}lstStyle") for one in shapes)
    kinds = [kind_of(one) for one in shapes]
    page = []
    if kinds[0]:
        name = "bodyStyle"
        if any(kind in TITLES for kind in kinds):
            name = "titleStyle"
        elif any(kind in _OTHERS for kind in kinds):
            name = "otherStyle"
        page.append(child(sheet.master, f"{P}txStyles", f"{P}{name}"))
    page.append(sheet.defaults)
    return Cascade(_there(own), _there(page))


def body_of(shape: Element) -> Element | None:
    """Return the text of a shape, None when it has none."""
    return next((one for one in shape if str(one.tag).endswith("}txBody")), None)


def body_settings(shapes: Iterable[Element]) -> tuple[Element, ...]:
    """Return what is said of the whole text of a shape, the nearest first."""
    return _there(child(body_of(one), f"{A}bodyPr") for one in shapes)


def _letters(levels: Iterable[Element]) -> tuple[Element, ...]:
    return _there(child(level, f"{A}defRPr") for level in levels)


def _there(found: Iterable[Element | None]) -> tuple[Element, ...]:
    return tuple(one for one in found if one is not None)


def _levels(styles: Iterable[Element], depth: int) -> Iterator[Element]:
    for style in styles:
        for tag in (f"{A}lvl{depth + 1}pPr", f"{A}defPPr"):
            found = child(style, tag)
            if found is not None:
                yield found
