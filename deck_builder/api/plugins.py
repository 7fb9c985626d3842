"""What plug-ins are made of. The names here, and what is written of them in docs/plugins.md, stay
the same as long as `PLUGIN_API` does."""

from deck_builder.base.plugins import PLUGIN_API as PLUGIN_API
from deck_builder.charts.data.spec import ChartSpec as ChartSpec
from deck_builder.charts.data.spec import Series as Series
from deck_builder.charts.draw.marks import Bar as Bar
from deck_builder.charts.draw.marks import Dots as Dots
from deck_builder.charts.draw.marks import Label as Label
from deck_builder.charts.draw.marks import Mark as Mark
from deck_builder.charts.draw.marks import Sector as Sector
from deck_builder.charts.draw.marks import Stroke as Stroke
from deck_builder.charts.draw.marks import Surface as Surface
from deck_builder.charts.draw.pen import Pen as Pen
from deck_builder.charts.draw.plot import value_format as value_format
from deck_builder.charts.plugins import ChartKind as ChartKind
from deck_builder.dialects.plugins import LineDialect as LineDialect
from deck_builder.dialects.plugins import LineMark as LineMark
from deck_builder.dialects.plugins import OpenLine as OpenLine
from deck_builder.outline.plugin_blocks import BlockError as BlockError
from deck_builder.outline.plugin_blocks import BlockKind as BlockKind
from deck_builder.outline.plugin_blocks import BlockSource as BlockSource
from deck_builder.slides.checks import Check as Check
from deck_builder.slides.checks import CheckedDeck as CheckedDeck
from deck_builder.slides.checks import CheckedSlide as CheckedSlide
from deck_builder.slides.checks import Finding as Finding
from deck_builder.theme.plugins import ThemeFile as ThemeFile
