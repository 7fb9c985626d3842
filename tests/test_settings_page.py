"""docs/settings.md has every setting and every key of a theme, as the program reads them."""

from __future__ import annotations

from tests.settings_page import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run ‘python -m tests.settings_page’"
