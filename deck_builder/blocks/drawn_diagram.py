"""Diagrams that other programs draw: pictures, where the talk and the command line allow it."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector, Diagnostic
from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.code import Code
from deck_builder.blocks.highlighting import colored_lines
from deck_builder.blocks.image import MISSING_ALT, ImageBlock
from deck_builder.markdown import Node
from deck_builder.text.runs import Run
from deck_builder.theme.model import Theme

_ALLOW = "to let ‘{program}’ draw it, build with --allow-programs"


class DrawnDiagram(Block, frozen=True):
    """A diagram in a `language` that only the program `program` can draw, with the description
    `alt`. Where it may not, or cannot, its `source` is shown, and what was `found` wrong with it
    is said."""

    aside: ClassVar[tuple[str, ...]] = ("span", "found")

    language: str
    written: str
    program: str
    source: Code
    caption: tuple[Run, ...] = ()
    alt: str = ""
    found: tuple[Diagnostic, ...] = ()
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Block | None:
        """Nothing: only a diagram that cannot be read becomes one."""
        return None

    @classmethod
    def of(cls, node: Node, reader: Reader, before: int) -> Block | None:
        """Return the diagram in a fence that cannot be read, None if no program of the talk draws
        it. What the reader has collected since there were `before` problems is said only if the
        program does not draw it, either."""
        if not reader.diagram_programs:
            return None
        from deck_builder.assets.programs import program_for

        language = node.info.lower()
        program = program_for(language)
        if program is None or program.name not in reader.diagram_programs:
            return None
        found = tuple(reader.collector.found[before:])
        del reader.collector.found[before:]
        reader.check_attributes(node, ("caption", "alt"), ())
        caption, alt = (node.attributes.get(key) or "" for key in ("caption", "alt"))
        code = Code(colored_lines(node.text, node.info, node.span), node.info, span=node.span)
        runs = (Run(caption),) if caption else ()
        return cls(language, node.text, program.name, code, runs, alt, found, node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Let the program draw it."""
        if not assets.programs:
            return self._as_source(_ALLOW.format(program=self.program), found)
        image = assets.draw_diagram(self.language, self.written, self.span, found)
        if isinstance(image, str):
            return self._as_source(image, found)
        name = f"diagram of {self.program}"
        alt = self.alt or "".join(run.text for run in self.caption)
        if not alt:
            found.report(MISSING_ALT, self.span, what="diagram", target=name)
        return ImageBlock(name, alt, self.caption, image=image, span=self.span)

    def _as_source(self, why: str, found: Collector) -> Block:
        """Its source, after a report."""
        for one in self.found:
            hint = f"{one.hint}; {why}" if one.hint else why
            found.found.append(replace(one, hint=hint))
        return self.source

    def place(self, box: Box, theme: Theme) -> Placed:
        """As its source."""
        return self.source.place(box, theme)

    def plain(self) -> str:
        """Its source."""
        return self.source.plain()
