"""The preview in a real browser: reload, error and recovery, clicks, choices, keys, the speaker's
view, and what people need who use no mouse or no screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Previewing, Until, a_page
from tests.followed import Followed

pytestmark = pytest.mark.browser


def text_of(page: Page, selector: str = "#slides") -> str:
    return page.locator(selector).text_content() or ""


def test_a_saved_change_shows_at_once_and_alone(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.evaluate("document.querySelectorAll('.slide').forEach((one) => { one.old = true; })")
    place = page.evaluate("scrollY")
    previewing.write("longer", "much longer")
    until(lambda: "much longer" in text_of(page))
    changed = page.evaluate(
        "[...document.querySelectorAll('.slide')].filter((one) => !one.old).length"
    )
    assert changed == 1
    # The place where one is stays.
    assert previewing.now() == 3
    assert page.evaluate("scrollY") == place


def test_the_last_good_slides_stay_under_an_error(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    slides = page.locator(".slide").count()
    previewing.write("It is the tilt", "![x](none.png)\n\nIt is the tilt")
    until(lambda: page.locator("body.stale").count() == 1)
    assert page.locator(".slide").count() == slides
    assert "there is no file ‘none.png’" in text_of(page, "#problems")
    assert "looked in" in text_of(page, "#problems .error .hint")
    assert "1 error" in text_of(page, "#state")
    previewing.write("![x](none.png)\n\nIt is the tilt", "It is the great tilt")
    until(lambda: page.locator("body.stale").count() == 0)
    assert "great tilt" in text_of(page)
    assert text_of(page, "#problems") == "None."


def test_problems_are_beside_their_slide(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    previewing.write("## In numbers", "## In numbers {.strange}")
    until(lambda: page.locator(".about .mild").count() == 1)
    number = page.evaluate("document.querySelector('.about .mild').closest('.slide').id")
    page.locator("#problems button").click()
    until(lambda: previewing.now() == int(number.removeprefix("slide-")))


def test_a_click_opens_the_line_in_the_editor(talk: Path, page: Page, until: Until) -> None:
    log = talk.with_name("opened")
    editor = talk.with_name("editor.sh")
    editor.write_text(f'#!/bin/sh\necho "$1" > {log}\n')
    editor.chmod(0o755)
    with Followed(
        talk.parent, "preview", talk.name, "--no-open", "--editor", f"{editor} {{place}}"
    ) as followed:
        Previewing(followed, talk, page).opened()
        page.get_by_text("The noon sun").first.click()
        until(log.is_file)
        line = (
            talk.read_text(encoding="utf-8").splitlines().index("- The noon sun is higher or lower")
        )
        until(lambda: log.read_text() == f"{talk}:{line + 1}:1\n")
        until(lambda: text_of(page, "#state").startswith("opened "))


def test_without_an_editor_the_place_is_copied(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    page.get_by_text("The noon sun").first.click()
    until(lambda: str(page.evaluate("navigator.clipboard.readText()")).endswith("talk.md:11:1"))


def test_theme_audience_and_minutes_can_be_chosen(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    ground = "document.querySelector('.slide path').getAttribute('fill')"
    before = page.evaluate(ground)
    page.select_option("#theme", "night")
    until(lambda: page.evaluate(ground) != before)
    page.select_option("#audience", "pupils")
    page.fill("#minutes", "3")
    page.keyboard.press("Tab")
    until(lambda: page.locator("#minutes").input_value() == "3")
    assert page.locator("#theme").input_value() == "night"
    assert page.locator("#audience").input_value() == "pupils"


def test_both_windows_are_in_step(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    speaker = previewing.speaker()
    page.bring_to_front()
    page.evaluate("document.body.classList.add('presenting')")
    speaker.keyboard.press("ArrowRight")
    until(lambda: previewing.now() == 2)
    page.keyboard.press("ArrowRight")
    until(lambda: text_of(speaker, "#place").startswith("3 / "))
    assert "Say both." in text_of(speaker, "#said")
    # Click by click.
    page.keyboard.press("ArrowRight")
    until(lambda: previewing.now() == 4)
    hidden = ".slide.now .away"
    until(lambda: page.locator(hidden).count() > 0)
    first = page.locator(hidden).count()
    speaker.keyboard.press("ArrowRight")
    until(lambda: page.locator(hidden).count() < first)
    assert previewing.now() == 4
    assert speaker.locator("#current .away").count() == page.locator(hidden).count()
    speaker.keyboard.press("b")
    until(lambda: page.locator("body.black").count() == 1)
    speaker.keyboard.press("b")
    until(lambda: page.locator("body.black").count() == 0)


def test_the_pointer_of_the_speaker_is_on_the_slide(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    speaker = previewing.speaker()
    slide = speaker.locator("#current svg").first.bounding_box()
    assert slide is not None
    middle = slide["x"] + slide["width"] / 2, slide["y"] + slide["height"] / 4
    speaker.mouse.move(*middle)
    assert page.locator(".dot").count() == 0
    speaker.keyboard.press("l")
    speaker.mouse.move(middle[0] + 1, middle[1])
    until(lambda: page.locator(".slide.now .dot").count() == 1)
    until(lambda: page.evaluate("parseFloat(document.querySelector('.dot').style.top)") > 20)
    top, left = page.evaluate(
        "['top', 'left'].map((one) => parseFloat(document.querySelector('.dot').style[one]))"
    )
    assert (top, left) == (pytest.approx(25, abs=2), pytest.approx(50, abs=2))
    speaker.mouse.move(1, 1)
    until(lambda: page.locator(".dot").count() == 0)
    speaker.mouse.move(*middle)
    until(lambda: page.locator(".dot").count() == 1)
    speaker.locator("#pointer").click()
    until(lambda: page.locator(".dot").count() == 0)


def test_each_step_of_a_native_chart_is_shown(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    chart = "```chart stacked-bar {.native .incremental}\ndata:\n  categories: [a, b]\n"
    chart += "  series: {Rail: [1, 2], Road: [3, 4]}\n```\n"
    previewing.write("## In numbers", f"## A chart\n\n{chart}\n## In numbers")
    until(lambda: page.locator(".slide").count() == 7)
    speaker = previewing.speaker()
    page.evaluate("document.body.classList.add('presenting')")
    for key in ("5", "Enter"):
        speaker.keyboard.press(key)
    until(lambda: previewing.now() == 5)
    seen = []
    for left in (", 2 clicks left", ", 1 click left", ""):
        until(lambda left=left: text_of(speaker, "#place").startswith(f"5 / 7{left}"))  # type: ignore[misc]
        shown = "[...document.querySelectorAll('.slide.now image')].filter("
        shown += "(one) => getComputedStyle(one).visibility === 'visible').length"
        until(
            lambda: (
                speaker.locator("#current .away").count()
                == page.locator(".slide.now .away").count()
            )
        )
        seen.append(page.evaluate(shown))
        speaker.keyboard.press("ArrowRight")
    assert seen == [seen[0], seen[0] + 1, seen[0] + 2]


def test_what_leaves_is_not_there_until_it_is_presented(
    previewing: Previewing, until: Until
) -> None:
    page = previewing.opened()
    previewing.write(
        "## In numbers", "## Code\n\n```python {1|2}\na = 1\nb = 2\n```\n\n## In numbers"
    )
    until(lambda: page.locator(".slide").count() == 7)
    until(lambda: page.locator("#slide-5 .away").count() == 1)
    speaker = previewing.speaker()
    for key in ("4", "Enter"):
        speaker.keyboard.press(key)
    until(lambda: previewing.now() == 4)
    assert speaker.locator("#next .away").count() == 1


def test_a_button_that_was_pressed_does_not_take_the_keys(
    previewing: Previewing, until: Until
) -> None:
    page = previewing.opened()
    page.locator("#notes").click()
    page.keyboard.press("ArrowRight")
    assert previewing.now() == 2
    speaker = previewing.speaker()
    speaker.locator("#black").click()
    until(lambda: page.locator("body.black").count() == 1)
    speaker.keyboard.press("ArrowRight")
    until(lambda: previewing.now() == 3)
    # Space presses the button that has the focus.
    speaker.keyboard.press("Space")
    until(lambda: page.locator("body.black").count() == 1)
    assert previewing.now() == 3


def test_a_number_leads_to_its_slide_and_a_list_names_the_keys(previewing: Previewing) -> None:
    page = previewing.opened()
    for key in ("4", "Enter"):
        page.keyboard.press(key)
    assert previewing.now() == 4
    assert text_of(page, "#place") == "4 / 6: One after the other"
    assert page.locator('.slide[aria-current="true"]').get_attribute("id") == "slide-4"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("ArrowRight")
    assert previewing.now() == 4
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert previewing.now() == 5


def test_the_overview_leads_to_slides(previewing: Previewing) -> None:
    page = previewing.opened()
    page.keyboard.press("o")
    page.locator("#slide-5 text").first.click()
    assert previewing.now() == 5
    assert page.locator("#slides.overview").count() == 0
    # No editor was meant.
    assert text_of(page, "#state") == ""
    for key in ("o", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    assert previewing.now() == 4
    assert page.locator("#slides.overview").count() == 0


def test_a_click_leads_on_while_presenting(previewing: Previewing) -> None:
    page = previewing.opened()
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.evaluate("document.body.classList.add('presenting')")
    page.locator(".slide.now text").first.click()
    assert previewing.now() == 4
    page.locator(".slide.now .sheet").click()
    assert previewing.now() == 4
    assert text_of(page, "#state") == ""
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert previewing.now() == 6


def test_the_header_covers_nothing(previewing: Previewing) -> None:
    page = previewing.opened()
    page.set_viewport_size({"width": 900, "height": 600})
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.evaluate("new Promise(requestAnimationFrame)")
    header, heading, slide = (
        page.locator(one).first.bounding_box() for one in ("header", "aside h2", ".slide.now")
    )
    assert header
    assert heading
    assert slide
    assert heading["y"] >= header["y"] + header["height"]
    assert slide["y"] >= header["y"] + header["height"]


def test_all_of_many_slides_are_drawn_in_the_end(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    many = "".join(f"## Number {at}\n\n- one of {at}\n- two of {at}\n\n" for at in range(600))
    previewing.write("## In numbers", f"{many}## In numbers")
    until(lambda: page.locator(".slide").count() == 606)
    page.keyboard.press("End")
    # What is seen is there at once.
    assert page.locator(".slide.now svg").count() == 1
    until(lambda: page.locator(".slide:not(:has(svg))").count() == 0)
    assert "two of 599" in text_of(page)
    assert [page.locator(f"#slide-{at}").count() for at in (1, 303, 606)] == [1, 1, 1]


def test_the_speaker_knows_the_minutes_and_the_time(previewing: Previewing, until: Until) -> None:
    previewing.write("title: The day", "title: The day\nminutes: 7")
    page = previewing.opened()
    speaker = previewing.speaker()
    until(lambda: text_of(speaker, "#plan").endswith(" of 07:00"))
    page.fill("#minutes", "3")
    page.keyboard.press("Tab")
    until(lambda: text_of(speaker, "#plan").endswith(" of 03:00"))
    # It begins with the first step, and is not forgotten.
    assert text_of(speaker, "#clock") == "00:00"
    speaker.evaluate("sessionStorage.setItem('begun', Date.now() - 60000)")
    speaker.reload()
    until(lambda: text_of(speaker, "#clock") >= "01:00")
    speaker.keyboard.press("r")
    until(lambda: text_of(speaker, "#clock") < "00:10")


def test_notes_can_be_larger(previewing: Previewing) -> None:
    previewing.opened()
    speaker = previewing.speaker()
    size = "parseFloat(getComputedStyle(document.querySelector('#said')).fontSize)"
    before = speaker.evaluate(size)
    speaker.keyboard.press("+")
    speaker.locator("#larger").click()
    assert speaker.evaluate(size) == before + 4
    speaker.reload()
    speaker.wait_for_selector("#current svg")
    assert speaker.evaluate(size) == before + 4


def test_long_notes_leave_the_slides_in_sight(previewing: Previewing, until: Until) -> None:
    previewing.write("Say both.", "Say both. " + "And so on. " * 600)
    page = previewing.opened()
    speaker = previewing.speaker()
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    until(lambda: "And so on" in text_of(speaker, "#said"))
    speaker.locator("#said").focus()
    speaker.keyboard.press("ArrowDown")
    assert speaker.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert speaker.evaluate("said.scrollHeight > said.clientHeight + 100")


def test_swiping_leads_on_a_phone(browser: Browser, talk: Path, until: Until) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    with Followed(talk.parent, "preview", talk.name, "--no-open") as followed:
        previewing = Previewing(followed, talk, context.new_page())
        previewing.opened()
        speaker = previewing.speaker()
        session = context.new_cdp_session(speaker)

        def swipe(start: int, end: int) -> None:
            for kind, x in (("touchStart", start), ("touchMove", end), ("touchEnd", end)):
                points = [] if kind == "touchEnd" else [{"x": x, "y": 300}]
                session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        for _ in range(2):
            swipe(300, 100)
        until(lambda: text_of(speaker, "#place").startswith("3 / "))
        swipe(100, 300)
        until(lambda: text_of(speaker, "#place").startswith("2 / "))
        until(lambda: previewing.now() == 2)
        speaker.locator("#pointer").tap()
        swipe(300, 100)
        assert text_of(speaker, "#place").startswith("2 / ")
        assert speaker.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_speaker_is_told_when_the_preview_has_ended(
    previewing: Previewing, until: Until
) -> None:
    page = previewing.opened()
    speaker = previewing.speaker()
    previewing.followed.interrupted()
    until(lambda: "no connection" in text_of(speaker, "#place"))
    speaker.keyboard.press("ArrowRight")
    page.goto("about:blank")
    speaker.goto("about:blank")


def test_the_window_that_presents_opens_that_of_the_speaker(
    previewing: Previewing, until: Until
) -> None:
    page = previewing.opened()
    with page.context.expect_page() as opened:
        page.locator("#present").click()
    speaker = opened.value
    speaker.wait_for_selector("#current svg")
    assert page.locator("body.presenting").count() == 1
    page.keyboard.press("Escape")
    until(lambda: page.locator("body.presenting").count() == 0)


def test_everything_can_be_reached_with_keys(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    for name in ("theme", "audience", "minutes", "overview", "notes", "present", "said"):
        assert name in reached, name
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    for key, slide in (
        ("End", 6),
        ("Home", 1),
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("ArrowLeft", 2),
    ):
        page.keyboard.press(key)
        assert previewing.now() == slide, key
    page.keyboard.press("o")
    assert page.locator("#slides.overview").count() == 1
    assert page.locator("#overview").get_attribute("aria-pressed") == "true"
    page.keyboard.press("o")
    page.keyboard.press("n")
    assert page.locator("aside").is_hidden()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    until(lambda: "talk.md:" in text_of(page, "#state"))


def test_what_is_deleted_shows_its_problem_and_comes_back(
    previewing: Previewing, until: Until
) -> None:
    page = previewing.opened()
    text = previewing.talk.read_text(encoding="utf-8")
    previewing.talk.unlink()
    until(lambda: page.locator("body.stale").count() == 1)
    previewing.talk.write_text(text.replace("longer", "back"), encoding="utf-8")
    until(lambda: "back" in text_of(page))
    assert page.locator("body.stale").count() == 0


def test_it_says_when_the_preview_has_ended(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    assert previewing.followed.interrupted() == 130
    until(lambda: "ended" in text_of(page, "#state"))
    page.goto("about:blank")


@pytest.mark.parametrize("view", ["slides", "overview", "checks", "stale", "speaker"])
def test_axe_finds_nothing(
    talk: Path,
    browser: Browser,
    scheme: str,
    view: str,
    until: Until,
    violations: Callable[[Page], list[str]],
) -> None:
    pages = a_page(browser, scheme)
    with Followed(talk.parent, "preview", talk.name, "--no-open") as followed:
        previewing = Previewing(followed, talk, next(pages))
        page = previewing.opened()
        if view == "overview":
            page.keyboard.press("o")
        elif view == "checks":
            previewing.write("It is the tilt", "word " * 90 + "\n\nIt is the tilt")
            until(lambda: page.locator(".about .check").count() > 0)
            page.keyboard.press("c")
        elif view == "stale":
            previewing.write("It is the tilt", "![x](none.png) {.strange}\n\nIt is the tilt")
            until(lambda: page.locator("body.stale").count() == 1)
        elif view == "speaker":
            page = previewing.speaker()
        assert violations(page) == []
    next(pages, None)


def test_checks_are_shown_when_they_are_asked_for(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    previewing.write("It is the tilt", "word " * 90 + "\n\nIt is the tilt")
    until(lambda: page.locator(".about .check").count() > 0)
    assert page.locator(".about .check:visible").count() == 0
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("c")
    assert "words on the slide" in text_of(page, ".about .check:visible")
    assert "to look at" in text_of(page, "#state")


def test_what_is_left_out_for_time_is_listed(previewing: Previewing, until: Until) -> None:
    page = previewing.opened()
    assert page.locator("#left").is_hidden()
    previewing.write("## In numbers", "## In numbers {priority=3}")
    until(lambda: page.locator("body.stale").count() == 0)
    page.fill("#minutes", "0.3")
    page.keyboard.press("Tab")
    until(lambda: page.locator("#left").is_visible())
    assert "In numbers" in text_of(page, "#left")
