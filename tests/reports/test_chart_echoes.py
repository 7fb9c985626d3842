"""Charts on slides whose titles say what the chart would say again."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import ChartFrame

ECHOES = {
    "the title": ("Hours of light", "title: Hours of light!", ("", "", "")),
    "part of the slide's title": ("Hours of light in June", "title: Hours of light", ("", "", "")),
    "a label": ("Hours of light", "y-label: hours of light", ("", "", "")),
    "another title": ("The longest day", "title: Hours", ("Hours", "", "")),
    "part of a word": ("Delight in June", "y-label: light", ("", "", "light")),
}


@pytest.mark.parametrize(("title", "option", "shown"), ECHOES.values(), ids=ECHOES)
def test_a_chart_does_not_repeat_the_title(
    title: str, option: str, shown: tuple[str, str, str], tmp_path: Path
) -> None:
    text = f"## {title}\n\n```chart bar\ndata: {{Berlin: 16.6, Cairo: 13.9}}\n{option}\n```\n"
    talk = tmp_path / "talk.md"
    talk.write_text(text, encoding="utf-8")
    shapes = lay_out_deck(talk, Options()).value.slides[0].shapes
    spec = next(one for one in shapes if isinstance(one, ChartFrame)).chart
    assert (spec.title, spec.x_label, spec.y_label) == shown
