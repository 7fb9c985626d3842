"""Golden files, which `pytest --update-golden` writes anew; the same random examples in CI."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.served import Server

# A red CI run has to be one that can be repeated; new examples are looked for on desks.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

_NUMBERS = itertools.count()
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the tests in a browser alone unless they are asked for: they need a library for it."""
    is_unwanted = config.option.markexpr == "not browser"
    return True if is_unwanted and collection_path.name == "browser" else None


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what this test keeps, instead of the user's; it is made when it is needed."""
    folder = tmp_path_factory.getbasetemp() / f"cache-{next(_NUMBERS)}"
    monkeypatch.setenv("DECK_BUILDER_CACHE", str(folder))
    monkeypatch.setenv("DECK_BUILDER_CONFIG", "")
    monkeypatch.delenv("DECK_BUILDER_STORE", raising=False)
    monkeypatch.delenv("DECK_BUILDER_STORE_KEY", raising=False)
    return folder


@pytest.fixture
def kept(cache: Path) -> Path:
    """The folder that downloads are kept in."""
    return cache / "pictures"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that is asked for pictures."""
    with Server() as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Asserts that a text is as in the golden file of that name."""

    def same(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return same
