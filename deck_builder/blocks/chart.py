"""Charts, drawn at the size that the layout gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import CHARTS
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu
from deck_builder.base.words import words_in
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.chart_form import (
    AUTOMATIC,
    CLASSES,
    DRAWN,
    KEYS,
    NATIVE,
    SHOWN_AT_ONCE,
    build_in,
    build_of,
    can_be_native,
)
from deck_builder.blocks.figure import (
    Figure,
    caption_height,
    fence_body,
    missing_figure,
    place_captioned,
)
from deck_builder.blocks.frames import place_text
from deck_builder.blocks.line_text import line_runs, line_words
from deck_builder.markdown import Node
from deck_builder.shapes import ChartFrame, Shape
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, joined, plain_runs
from deck_builder.theme.model import Theme

if TYPE_CHECKING:
    from deck_builder.charts.data.parse import ChartOutline
    from deck_builder.charts.data.spec import ChartSpec

INFO = "chart"
_MARKED = ("title", "source")
_LEAST_SHARE = 0.5
_LEAST_PLOT = 0.3
_TITLE_GAP = emu(6)


class Chart(Figure, frozen=True):
    """A chart, drawn or `native`: PowerPoint's own, whose series or categories may appear one by
    one. `spec` is None until its data is read, and when that fails. `marked` are its title and
    source with their markup."""

    outline: ChartOutline | None
    spec: ChartSpec | None = None
    native: bool = False
    builds: str = ""
    span: Span | None = None
    marked: tuple[tuple[str, tuple[Run, ...]], ...] = ()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A fence whose info string begins with `chart`."""
        body = fence_body(node, INFO, reader, KEYS, CLASSES)
        if body is None:
            return None
        CHARTS.count(1, span=node.span)
        # Only now, since most talks have no chart; so below.
        from deck_builder.charts.data.parse import parse_chart

        marked: dict[str, tuple[Run, ...]] = {}

        def words(text: str, place: Span, key: str) -> str:
            if key not in _MARKED:
                return line_words(text, place, reader)
            runs = line_runs(text, place, reader)
            marked[key] = tuple(
                replace(run, text=reader.fill(run.text, place), link=reader.fill(run.link, place))
                for run in runs
            )
            return plain_runs(runs)

        outline = parse_chart(
            node.title, body, reader.language, reader.collector, reader.fill, reader.decimal, words
        )
        return cls._formed(outline, node, reader, tuple(marked.items()))

    @classmethod
    def of(cls, spec: ChartSpec, node: Node, reader: Reader) -> Self:
        """Return the chart of a `spec` that was written as a diagram, its data checked."""
        assert node.span is not None
        reader.check_attributes(node, KEYS, CLASSES)
        CHARTS.count(1, span=node.span)
        from deck_builder.charts.data.checks import checked
        from deck_builder.charts.data.parse import ChartOutline

        found = checked(spec, (), node.span, reader.collector)
        return cls._formed(None if found is None else ChartOutline(found), node, reader)

    @classmethod
    def _formed(
        cls,
        outline: ChartOutline | None,
        node: Node,
        reader: Reader,
        marked: tuple[tuple[str, tuple[Run, ...]], ...] = (),
    ) -> Self:
        """The chart in the form that the talk and the attributes of its fence ask for."""
        classes = node.attributes.classes
        native = NATIVE in classes or (reader.native_charts and DRAWN not in classes)
        builds = build_of(node, reader.collector)
        return cls(outline, native=native, builds=builds, span=node.span, marked=marked)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read its data."""
        if self.outline is None:
            return self
        from deck_builder.charts.data.parse import resolve_chart

        spec = resolve_chart(self.outline, assets, found)
        native = self.native and spec is not None and can_be_native(spec, self.span, found)
        if self.builds and not self.native:
            found.report(SHOWN_AT_ONCE, self.span)
        return replace(self, spec=spec, native=native)

    def appearing(self) -> Block:
        """Series by series, or category by category, if it is native."""
        return replace(self, builds=self.builds or AUTOMATIC) if self.native else self

    def place(self, box: Box, theme: Theme) -> Placed:
        """Under its title, with its source as the caption."""
        return place_captioned(self._source, box, theme, lambda room: self._frames(room, theme))

    @property
    def _source(self) -> tuple[Run, ...]:
        if self.spec is None or not self.spec.source:
            return ()
        before, name, after = words_in(self.spec.language).charts.source.partition("{source}")
        runs = self._runs("source", self.spec.source) if name else ()
        return joined((Run(before), *runs, Run(after)))

    def _runs(self, key: str, words: str) -> tuple[Run, ...]:
        """The text under `key`, with its markup if it has any."""
        return dict(self.marked).get(key, (Run(words),))

    def _frames(self, room: Box, theme: Theme) -> tuple[Shape, ...]:
        if self.spec is None:
            return (missing_figure("chart without data", room, theme),)
        from deck_builder.charts.alt import alt_text
        from deck_builder.charts.draw.narrow import narrowed

        title = self._title(room, theme)
        below = room.below(title.height + _TITLE_GAP) if title.shapes else room
        below = narrowed(self.spec, below, theme)
        builds = build_in(self.builds, self.spec) if self.native and self.builds else None
        frame = ChartFrame(below, self.spec, alt_text(self.spec), native=self.native, builds=builds)
        return (*title.shapes, frame)

    def _title(self, box: Box, theme: Theme) -> Placed:
        if self.spec is None or not self.spec.title:
            return Placed((), 0)
        runs = self._runs("title", self.spec.title)
        heading = Paragraph(runs, role=ParagraphRole.HEADING)
        return place_text((heading,), box, theme, theme.styles["chart"])

    def plain(self) -> str:
        """Its data in words, as far as it is read or in the talk itself."""
        spec = self.spec
        if spec is None and self.outline is not None and self.outline.columns is None:
            spec = self.outline.spec
        if spec is None:
            return ""
        from deck_builder.charts.alt import alt_text

        return alt_text(spec)

    def least_height(self, box: Box, theme: Theme) -> int:
        """Half of the slide's content area, of which the chart itself keeps a good part."""
        words = self._title(box, theme).height + caption_height(self._source, box, theme)
        plot = int(theme.content.height * _LEAST_PLOT)
        return max(int(theme.content.height * _LEAST_SHARE), words + _TITLE_GAP + plot)
