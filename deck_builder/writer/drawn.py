"""What a deck shows that has to be drawn first: charts and formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deck_builder.shapes import LaidOutDeck

if TYPE_CHECKING:
    from deck_builder.charts.draw.drawings import DrawingStore
    from deck_builder.writer.page import Drawings, FormulaPictures


def drawn_charts(deck: LaidOutDeck, shelf: DrawingStore | None) -> Drawings:
    """Return the charts of a deck, drawn; those on the `shelf` are taken from there."""
    wanted = {
        (frame.chart, frame.box.width, frame.box.height, theme.name): theme
        for frame, theme in deck.charts()
    }
    if not wanted:
        return {}
    from deck_builder.charts.draw.chart import sketch
    from deck_builder.charts.draw.drawings import draw_all

    sketches = [sketch(*key[:3], theme) for key, theme in wanted.items()]
    return dict(zip(wanted, draw_all(sketches, shelf), strict=True))


def drawn_formulas(deck: LaidOutDeck) -> FormulaPictures:
    """Return pictures of those formulas of a deck that can be drawn."""
    wanted = dict.fromkeys(deck.formulas())
    if not wanted:
        return {}
    from deck_builder.formulas.picture import draw_formula

    pictures = {key: draw_formula(*key) for key in wanted}
    return {key: picture for key, picture in pictures.items() if picture is not None}
