"""What a shape needs to know of its slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from deck_builder.assets import Recording
from deck_builder.package.media import Media
from deck_builder.package.opc import RT
from deck_builder.package.xml import attribute
from deck_builder.shapes import DeckProperties
from deck_builder.theme.model import Layout, Placeholder, Theme
from deck_builder.writer.list_style import Setting
from deck_builder.writer.relations import Relations
from deck_builder.writer.timing import Timeline

if TYPE_CHECKING:
    from deck_builder.charts.data.spec import ChartSpec
    from deck_builder.charts.draw.chart import Drawing
    from deck_builder.formulas.picture import FormulaPicture
    from deck_builder.writer.chart import NativeCharts

Drawings = Mapping[tuple["ChartSpec", int, int, str], "Drawing"]
"""The drawings of charts by their content, the width and height of their box in EMU, and the name
of their theme."""

FormulaPictures = Mapping[tuple[str, float, str], "FormulaPicture"]
"""Pictures of formulas by their LaTeX, size in points and colour; those that cannot be drawn have
none."""


class Page(Struct, frozen=True):
    """A slide that is being written. `ids` yields a new id for each shape; `count` is the number
    of slides before the appendix."""

    layout: Layout
    theme: Theme
    properties: DeckProperties
    setting: Setting
    relations: Relations
    media: Media
    charts: NativeCharts
    drawings: Drawings
    ids: Iterator[int]
    count: int = 0
    timeline: Timeline = field(default_factory=Timeline)
    formulas: FormulaPictures = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number_of(self, key: str) -> int:
        """Return the id of the shape that connections call `key`; a new one if it has no key."""
        if not key:
            return next(self.ids)
        if key not in self._numbers:
            self._numbers[key] = next(self.ids)
        return self._numbers[key]

    def placeholder(self, name: str) -> Placeholder | None:
        """Return the layout's placeholder called `name`; None for an empty name, and for one
        that is not in the template.

        Raises KeyError when the layout has none of that name.
        """
        if not name:
            return None
        found = self.layout.placeholder(name)
        if found is None:
            raise KeyError(f"layout {self.layout.role} has no placeholder {name}")
        return found if found.real else None

    def embed(self, data: bytes, kind: str) -> str:
        """Return the id of the slide's relationship to a picture in the format `kind`."""
        return self.relations.id(RT.IMAGE, self.media.part(data, kind))

    def record(self, recording: Recording) -> tuple[str, str]:
        """Return the ids of the slide's two relationships to a film or sound: to play it, and to
        the file itself."""
        part = self.media.part(recording.data, recording.format)
        kind = RT.VIDEO if recording.is_film else RT.AUDIO
        return self.relations.id(kind, part), self.relations.id(RT.MEDIA, part)


def placeholder_reference(placeholder: Placeholder | None) -> str:
    """Return a shape's `p:nvPr`, which names the placeholder that it fills."""
    if placeholder is None:
        return "<p:nvPr/>"
    kind = f' type="{attribute(placeholder.type)}"' if placeholder.type else ""
    number = f' idx="{placeholder.idx}"' if placeholder.idx else ""
    return f"<p:nvPr><p:ph{kind}{number}/></p:nvPr>"
