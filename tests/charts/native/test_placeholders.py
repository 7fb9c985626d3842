"""A native chart fills the placeholders for charts that a company's template has."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER

from deck_builder.outline.options import Options
from deck_builder.pipeline import write_deck
from deck_builder.shapes import ChartFrame, placeholder_of
from tests.charts.native.specs import laid_out
from tests.doctor.decks import codes_in
from tests.template.made import changed, plain, saved

CHART = "```chart bar {{{form}}}\ndata: {{a: 1, b: 2}}\n```\n"
BESIDE = f"""## Beside each other

:::: columns
::: column
- Words that are read first
- And others
:::
::: column
{CHART}:::
::::
"""


def template() -> bytes:
    """PowerPoint's own layouts, with a placeholder for a chart at the right of “Two Content”."""

    def change(name: str, content: bytes) -> bytes:
        if name != "ppt/slideLayouts/slideLayout4.xml":
            return content
        assert b'<p:ph sz="half" idx="2"/>' in content
        return content.replace(
            b'<p:ph sz="half" idx="2"/>', b'<p:ph type="chart" sz="half" idx="2"/>'
        )

    return changed(saved(plain()), change)


@pytest.mark.parametrize("form", [".native", ".drawn"])
def test_a_placeholder_for_charts_holds_native_ones_only(form: str, tmp_path: Path) -> None:
    path = tmp_path / "company.pptx"
    path.write_bytes(template())
    checked = laid_out(BESIDE.format(form=form), tmp_path, Options(template=str(path)))
    (frame,) = (one for one in checked.value.slides[0].shapes if isinstance(one, ChartFrame))
    assert bool(placeholder_of(frame)) == (form == ".native")
    deck = write_deck(checked.value)
    assert codes_in(deck) == []
    slide = pptx.Presentation(io.BytesIO(deck)).slides[0]
    found = [one.placeholder_format.type for one in slide.placeholders if one.has_chart]
    assert found == ([PP_PLACEHOLDER.CHART] if form == ".native" else [])
