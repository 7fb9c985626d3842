"""The good deck, built once."""

from __future__ import annotations

import pytest

from tests.doctor.decks import good_deck


@pytest.fixture(scope="session")
def deck(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return good_deck(tmp_path_factory.mktemp("talk"))
