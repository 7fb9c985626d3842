"""A page as PDF, printed by a browser that is installed."""

from __future__ import annotations

import importlib.util
import os
import tempfile
from pathlib import Path

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.unfinished import unfinished_folder
from deck_builder.handout.programs import program, run_for_pdf

_BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge", "brave-browser"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_OPTIONS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"),
    *("--no-pdf-header-footer", "--generate-pdf-document-outline", "--virtual-time-budget=10000"),
)
_SECONDS = 120.0


def printed(page: str, seconds: float = _SECONDS) -> bytes:
    """Return `page` as PDF: by Chromium or a browser built on it, else by WeasyPrint. Raises
    DeckError when neither is there, and when it fails or takes longer than `seconds`."""
    browser = program(_BROWSERS)
    if browser:
        return _by_browser(page, browser, seconds)
    if importlib.util.find_spec("weasyprint"):
        return _by_weasyprint(page)
    raise DeckError(
        "there is nothing to make a PDF with",
        "install Chromium, Chrome, Edge or ‘deck-builder[pdf]’, or write an .html file and print "
        "it from a browser",
    )


def _by_browser(page: str, browser: str, seconds: float) -> bytes:
    with unfinished_folder(Path(tempfile.gettempdir())) as folder:
        source, pdf = folder / "page.html", folder / "page.pdf"
        source.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={folder / 'profile'}"
        command = (browser, *_OPTIONS, *_unconfined(), profile, f"--print-to-pdf={pdf}")
        return run_for_pdf((*command, source.as_uri()), "the browser", seconds, pdf)


def _unconfined() -> tuple[str, ...]:
    """Chromium refuses its sandbox to root, who runs containers; the page has no scripts."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()


def _by_weasyprint(page: str) -> bytes:
    try:
        # Without Pango on the machine, the import itself fails.
        import weasyprint

        data: bytes | None = weasyprint.HTML(string=page).write_pdf()
    except (ImportError, OSError, ValueError) as error:
        raise DeckError(f"WeasyPrint failed: {error}", "see whether it works by itself") from error
    return data or b""
