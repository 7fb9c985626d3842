"""What stands in a fence."""

from __future__ import annotations

from deck_builder.base.source import Span


def fence_body(span: Span) -> Span:
    """Return what stands between the first and the last line of a fence."""
    text = span.text
    start = text.find("\n") + 1 or len(text)
    end = max(start, text.rfind("\n"))
    return Span(span.source, span.start + start, span.start + end)
