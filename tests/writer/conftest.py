"""A theme and its template to write decks with."""

from __future__ import annotations

import pytest

from deck_builder.theme.model import Theme
from tests.writer.decks import drawings_of, every_shape, plain_theme
from tests.writer.opened import Opened, build_template, written


@pytest.fixture(scope="session")
def theme() -> Theme:
    return plain_theme()


@pytest.fixture(scope="session")
def template(theme: Theme) -> bytes:
    return build_template(theme)


@pytest.fixture(scope="session")
def sample(theme: Theme) -> Opened:
    """The deck with every shape, as written."""
    deck = every_shape(theme)
    return written(deck, drawings_of(deck))
