"""Makes the pictures of the preview in `docs/gallery/`: `python -m tests.preview_pictures`.

They are taken in a real browser, so `BROWSER` names the Chromium. They show the reference talk.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.followed import ROOT, Followed

_SIZE = {"width": 1280, "height": 760}
_SLIDE = "8"
_PICTURES = {
    "preview": ("light", "", ""),
    "preview-overview-dark": ("dark", "", "o"),
    "preview-speaker": ("light", "speaker", ""),
    "preview-speaker-dark": ("dark", "speaker", ""),
}
"""What of the page each picture shows: its colours, its address and the key that is pressed."""


def _opened(page: Page, address: str, key: str) -> None:
    page.goto(address)
    page.wait_for_selector("svg")
    for pressed in (*_SLIDE, "Enter", key):
        if pressed:
            page.keyboard.press(pressed)
    # What is told to the other windows, and comes back.
    page.wait_for_timeout(500)


def _save(png: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(png)) as taken:
        taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        talk = ROOT / "outlines" / "rust-vs-go"
        arguments = ("preview", str(talk), "--no-open", "--root", str(ROOT))
        with Followed(Path(folder), *arguments) as followed:
            found = re.search(r"http\S+", followed.until("preview: "))
            assert found is not None
            browser = play.chromium.launch(
                executable_path=os.environ.get("BROWSER", "/usr/bin/chromium"),
                args=["--no-sandbox"],
            )
            for name, (scheme, path, key) in _PICTURES.items():
                page = browser.new_page(viewport=_SIZE, color_scheme=scheme)  # type: ignore[arg-type]
                _opened(page, f"{found[0]}{path}", key)
                _save(page.screenshot(), ROOT / "docs" / "gallery" / f"{name}.png")
                page.close()
            browser.close()


if __name__ == "__main__":
    main()
