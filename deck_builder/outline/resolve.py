"""Looking at the pictures and data files that an outline names."""

from __future__ import annotations

from dataclasses import replace

from deck_builder.assets import Assets
from deck_builder.diagnostics import Checked, Collector
from deck_builder.outline.model import Outline, OutlineSection, OutlineSlide
from deck_builder.outline.staging import resolve_staging


def resolve(outline: Outline, assets: Assets) -> Checked[Outline]:
    """Return `outline` with every file that it names read."""
    found = Collector()
    sections = tuple(_section(section, assets, found) for section in outline.sections)
    return found.checked(replace(outline, sections=sections))


def _section(section: OutlineSection, assets: Assets, found: Collector) -> OutlineSection:
    slides = tuple(_slide(slide, assets, found) for slide in section.slides)
    staging = resolve_staging(section.staging, section.span, assets, found)
    return replace(section, slides=slides, staging=staging)


def _slide(slide: OutlineSlide, assets: Assets, found: Collector) -> OutlineSlide:
    blocks = tuple(block.resolve(assets, found) for block in slide.blocks)
    staging = resolve_staging(slide.staging, slide.span, assets, found)
    if blocks == slide.blocks and staging == slide.staging:
        return slide
    return replace(slide, blocks=blocks, staging=staging)
