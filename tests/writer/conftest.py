"""A theme and its template to write decks with."""

from __future__ import annotations

import pytest

from deck_builder.theme import Aspect, Theme
from deck_builder.themefile import load_theme
from deck_builder.writer.template import build_template


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("paper", Aspect.WIDE).value


@pytest.fixture(scope="session")
def template(theme: Theme) -> bytes:
    return build_template(theme)
