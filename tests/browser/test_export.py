"""The exported page in a real browser: keys, the window with the notes, clicks, printing, and what
people need who use no mouse or no screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from deck_builder.cli import main
from tests.browser.conftest import Until, a_page
from tests.browser.talk import TALK

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "talk.md"
    path.write_text(f"---\ntitle: The day\n---\n\n{TALK}", encoding="utf-8")
    result = CliRunner().invoke(main, ["export", str(path), "-o", "talk.html", "--notes"])
    assert result.exit_code == 0
    return (tmp_path / "talk.html").as_uri()


@pytest.fixture
def shown(address: str, page: Page) -> Iterator[Page]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    # It asks nobody for anything.
    assert {url for url in asked if not url.startswith(("data:", address))} == set()


def place(page: Page) -> str:
    return page.locator("nav output").text_content() or ""


def test_keys_lead_through_the_slides_click_by_click(shown: Page) -> None:
    count = shown.locator(".slide").count()
    assert place(shown) == f"1 / {count}"
    assert shown.locator(".slide:visible").count() == 1
    for _ in range(3):
        shown.keyboard.press("ArrowRight")
    assert place(shown) == f"4 / {count}"
    hidden = shown.locator(".slide.now .away")
    away = [hidden.count()]
    for _ in range(3):
        shown.keyboard.press("Space")
        away.append(hidden.count())
    assert away == sorted(away, reverse=True)
    assert away[0] > away[-1] == 0
    shown.keyboard.press("ArrowLeft")
    assert hidden.count() == away[2]
    shown.keyboard.press("End")
    assert place(shown) == f"{count} / {count}"
    for key in ("2", "Enter"):
        shown.keyboard.press(key)
    assert place(shown) == f"2 / {count}"
    assert shown.url.endswith("#2")


def test_overview_black_and_help(shown: Page) -> None:
    shown.keyboard.press("o")
    assert shown.locator(".slide:visible").count() == shown.locator(".slide").count()
    shown.keyboard.press("End")
    shown.keyboard.press("Enter")
    assert shown.locator(".slide:visible").count() == 1
    shown.keyboard.press("b")
    assert shown.locator("body.black").count() == 1
    shown.keyboard.press("b")
    shown.keyboard.press("?")
    assert shown.locator("dialog").is_visible()
    shown.keyboard.press("Escape")
    assert shown.locator("dialog").is_hidden()


def test_the_window_with_the_notes_is_in_step(shown: Page, until: Until) -> None:
    with shown.expect_popup() as opened:
        shown.keyboard.press("n")
    notes = opened.value
    for _ in range(2):
        shown.keyboard.press("ArrowRight")
    until(lambda: "Say both." in (notes.locator(".words").text_content() or ""))
    notes.keyboard.press("ArrowLeft")
    until(lambda: place(shown).startswith("2 / "))
    assert notes.locator(".current svg").count() == 1
    until(lambda: (notes.locator(".time").text_content() or "").startswith("00:0"))


def test_the_window_with_the_notes_shows_both_slides_whole(shown: Page, until: Until) -> None:
    with shown.expect_popup() as opened:
        shown.keyboard.press("n")
    notes = opened.value
    notes.wait_for_selector(".following svg")
    for size in ((1024, 700), (1440, 900), (800, 500)):
        notes.set_viewport_size({"width": size[0], "height": size[1]})
        first, second = (notes.locator(f"{one} svg").first for one in (".current", ".following"))
        above, below = first.bounding_box(), second.bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] + above["height"] < below["y"]
        assert below["y"] + below["height"] <= size[1]


def test_a_link_leads_to_its_slide(shown: Page) -> None:
    shown.keyboard.press("End")
    shown.locator(".slide.now a").first.click()
    assert place(shown).startswith("3 / ")


def test_it_prints_every_slide_whole_on_a_page_of_its_own(shown: Page) -> None:
    shown.keyboard.press("End")
    data = shown.pdf(prefer_css_page_size=True, print_background=True)
    assert data.count(b"/Type /Page\n") == shown.locator(".slide").count()
    shown.emulate_media(media="print")
    assert shown.locator(".slide:visible").count() == shown.locator(".slide").count()
    hidden = "[...document.querySelectorAll('.away')].filter("
    hidden += "(one) => getComputedStyle(one).visibility === 'hidden').length"
    assert shown.evaluate(hidden) == 0
    assert shown.locator("nav").is_hidden()


def test_every_button_can_be_reached_with_keys(shown: Page) -> None:
    reached = set()
    for _ in range(10):
        shown.keyboard.press("Tab")
        reached.add(shown.evaluate("document.activeElement.dataset.key"))
    assert {"ArrowLeft", "ArrowRight", "o", "n", "f", "?"} <= reached


@pytest.mark.parametrize("view", ["slide", "overview", "help"])
def test_axe_finds_nothing(
    address: str,
    browser: Browser,
    scheme: str,
    view: str,
    violations: Callable[[Page], list[str]],
) -> None:
    pages = a_page(browser, scheme)
    page = next(pages)
    page.goto(address)
    if view != "slide":
        page.keyboard.press({"overview": "o", "help": "?"}[view])
    assert violations(page) == []
    next(pages, None)
