"""How fast the preview is, measured in a browser: `python tests/benchmarks/preview.py`.

It prints the time until the first page, the median time from a saved change of one word to the
changed slide in the browser, the same for a talk of a thousand slides, and how much memory many
saves take. `BROWSER` names the Chromium.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.followed import Followed  # noqa: E402

_WAIT = """word => { window.seen = null; const main = document.querySelector('main');
const look = () => { if (main.textContent.includes(word)) {
window.seen = performance.timeOrigin + performance.now(); seer.disconnect(); } };
const seer = new MutationObserver(look); seer.observe(main, {childList: true, subtree: true}); }"""


def reload_times(page: Page, path: Path, word: str, times: int) -> list[float]:
    """The milliseconds from each save, with `word` changed, to the changed slide."""
    text, found = path.read_text(encoding="utf-8"), []
    for number in range(times):
        page.evaluate(_WAIT, f"{word}x{number}x")
        begin = time.time()
        path.write_text(text.replace(word, f"{word}x{number}x", 1), encoding="utf-8")
        for _ in range(10_000):
            time.sleep(0.003)
            if (seen := page.evaluate("window.seen")) is not None:
                break
        found.append(seen - begin * 1000)
        time.sleep(0.1)
    path.write_text(text, encoding="utf-8")
    return found


def resident(pid: int) -> int:
    """The memory of a process, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024  # type: ignore[index]


def measured(talk: Path, path: Path, word: str, times: int, saves: int, folder: Path) -> None:
    """Print what one talk takes; `path` is the file with the `word` to change."""
    with Followed(folder, "preview", str(talk), "--no-open") as followed, sync_playwright() as play:
        address = re.search(r"http\S+", followed.until("preview: "))
        assert address is not None
        browser = play.chromium.launch(
            executable_path=os.environ.get("BROWSER", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        opened = time.time()
        page.goto(address[0])
        page.wait_for_selector(".slide svg")
        shown = time.time()
        count = page.locator(".slide").count()
        print(f"{count} slides: first page after {(shown - opened) * 1000:.0f} ms")
        found = reload_times(page, path, word, times)
        print(
            f"  a change of one word: median {statistics.median(found):.0f} ms, "
            f"{min(found):.0f} to {max(found):.0f}, of {times}"
        )
        if saves:
            pid, text = followed.process.pid, path.read_text(encoding="utf-8")
            for number in range(saves + 1):
                path.write_text(text.replace(word, f"{word}x{number}x", 1), encoding="utf-8")
                line = f"x{number}x"
                for _ in range(10_000):
                    if line in page.evaluate("document.querySelector('main').textContent"):
                        break
                    time.sleep(0.005)
                if number % max(1, saves // 10) == 0:
                    heap = page.evaluate("performance.memory.usedJSHeapSize") // 1_000_000
                    print(f"  after {number} saves: {resident(pid)} MB, in the browser {heap} MB")
        browser.close()


def main() -> None:
    """Print all measures."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--times", type=int, default=30)
    arguments.add_argument("--saves", type=int, default=2_000)
    arguments.add_argument("--slides", type=int, default=1_000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        for one in ("outlines", "assets"):
            shutil.copytree(ROOT / one, folder / one)
        talk = folder / "outlines" / "rust-vs-go"
        path = sorted(talk.glob("*.md"))[1]
        title = re.search(r"^## (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert title is not None
        measured(talk, path, title[1], given.times, given.saves, folder)
        long = folder / "long.md"
        slides = (f"## Number {one}\n\n- a\n- b{one}\n\n" for one in range(given.slides))
        long.write_text("---\ntitle: Long\n---\n\n" + "".join(slides), encoding="utf-8")
        measured(long, long, "Number 500", given.times, 0, folder)


if __name__ == "__main__":
    main()
