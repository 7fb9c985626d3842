"""A real browser, and the preview of a talk in it.

The tests in this folder run only when they are asked for (`-m browser`), and then fail without a
browser: none is ever skipped. `BROWSER` names the Chromium, `AXE` the script of axe-core.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.talk import AUDIENCES, TALK
from tests.followed import Followed, waited_for

_CHROMIUM = os.environ.get("BROWSER", "/usr/bin/chromium")
_AXE = os.environ.get("AXE", "")


class Previewing:
    """A preview that runs, its talk, and a page of the browser that shows it."""

    def __init__(self, followed: Followed, talk: Path, page: Page) -> None:
        self.followed = followed
        self.talk = talk
        self.page = page
        found = re.search(r"http://\S+", followed.until("preview: "))
        assert found is not None
        self.address = found[0]

    def opened(self) -> Page:
        """Open the preview, and wait until its slides are there."""
        self.page.goto(self.address)
        self.page.wait_for_selector(".slide svg")
        return self.page

    def speaker(self) -> Page:
        """Open the speaker's view in a second window."""
        page = self.page.context.new_page()
        page.goto(f"{self.address}speaker")
        page.wait_for_selector("#current svg")
        return page

    def write(self, old: str, new: str) -> None:
        """Save the talk with some of its text changed."""
        text = self.talk.read_text(encoding="utf-8")
        assert old in text
        self.talk.write_text(text.replace(old, new), encoding="utf-8")

    def now(self) -> int:
        """The number of the slide that is marked, from 1."""
        return int(
            self.page.evaluate(
                "[...document.querySelectorAll('.slide')].findIndex("
                "(one) => one.classList.contains('now')) + 1"
            )
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(_CHROMIUM).is_file():
        pytest.fail(f"there is no browser ‘{_CHROMIUM}’: name one in BROWSER")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which no script may fail and nothing may be refused."""
    yield from a_page(browser)


def a_page(browser: Browser, scheme: str = "light") -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 760},
        color_scheme=scheme,  # type: ignore[arg-type]
        permissions=["clipboard-read", "clipboard-write"],
    )
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda one: wrong.extend(_real(one.type, one.text)))
    yield context.new_page()
    context.close()
    assert wrong == []


def _real(kind: str, text: str) -> list[str]:
    """What a console says, when it is an error, and not that the preview has ended."""
    ended = "net::ERR_" in text and "BLOCKED" not in text
    return [text] if kind == "error" and not ended else []


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    path = tmp_path / "talk.md"
    path.write_text(AUDIENCES + TALK, encoding="utf-8")
    return path


@pytest.fixture
def previewing(talk: Path, page: Page) -> Iterator[Previewing]:
    with Followed(talk.parent, "preview", talk.name, "--no-open") as followed:
        yield Previewing(followed, talk, page)


Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until() -> Until:
    """Waits until something is so, and fails when it never is."""

    def wait(happened: Callable[[], bool]) -> None:
        assert waited_for(happened)

    return wait


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """Returns what axe-core finds wrong with a page."""
    if not _AXE or not Path(_AXE).is_file():
        pytest.fail(f"there is no axe-core ‘{_AXE}’: name its axe.min.js in AXE")
    script = Path(_AXE).read_text(encoding="utf-8")

    def found(page: Page) -> list[str]:
        page.evaluate(script)
        report = page.evaluate("axe.run(document)")
        assert len(report["passes"]) > 5
        return [
            f"{one['id']}: {one['help']}: {node['html'][:200]}"
            for one in report["violations"]
            for node in one["nodes"]
        ]

    return found
