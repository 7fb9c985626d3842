"""Reading the pictures, data files and imported slides that an outline names."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.blocks.stack import resolved
from deck_builder.outline.anchors import BROKEN_LINK, identifier
from deck_builder.outline.dead_links import report_dead_links
from deck_builder.outline.imported import (
    SlideReader,
    kept_slides,
    resolve_section,
    titles_of,
)
from deck_builder.outline.model import Outline, OutlineSection, OutlineSlide
from deck_builder.outline.staging import resolve_staging


def resolve(
    outline: Outline, assets: Assets, template: Path | None = None, deck_folder: str = ""
) -> Checked[Outline]:
    """Return `outline` with every file that it names read; `template` is the path of the talk's
    template, and the `deck_folder` where its deck will be, if that is known."""
    found = Collector()
    reader = SlideReader(assets, found, outline.deck.keep_data)
    opening, closing = kept_slides(outline.deck, template, reader)
    sections = tuple(
        resolve_section(_section(section, assets, found), reader) for section in outline.sections
    )
    resolved = replace(outline, sections=sections, opening=opening, closing=closing)
    _report_broken_links(resolved, found)
    report_dead_links(resolved, assets, deck_folder, found)
    return found.checked(resolved)


def _report_broken_links(outline: Outline, found: Collector) -> None:
    """Report the links whose targets are not among the imported slides, either."""
    if not outline.pending:
        return
    slides = (*outline.opening, *outline.slides, *outline.closing)
    known = set(map(identifier, titles_of(slides)))
    for link in outline.pending:
        if link.id not in known:
            found.report(BROKEN_LINK, link.span, id=link.id, hint=link.hint)


def _section(section: OutlineSection, assets: Assets, found: Collector) -> OutlineSection:
    slides = tuple(_slide(slide, assets, found) for slide in section.slides)
    staging = resolve_staging(section.staging, section.span, assets, found)
    return replace(section, slides=slides, staging=staging)


def _slide(slide: OutlineSlide, assets: Assets, found: Collector) -> OutlineSlide:
    blocks = resolved(slide.blocks, assets, found)
    staging = resolve_staging(slide.staging, slide.span, assets, found)
    if blocks == slide.blocks and staging == slide.staging:
        return slide
    return replace(slide, blocks=blocks, staging=staging)
