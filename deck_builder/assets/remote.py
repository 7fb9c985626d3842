"""Pictures from the web: fetched within limits of time and size, and cached in a folder."""

from __future__ import annotations

import contextlib
import hashlib
import queue
import threading
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.base.files import keep_file

SECONDS = 10.0
MOST_BYTES = 20_000_000
_AGENT = {"User-Agent": "deck-builder"}


class UnreachableError(Exception):
    """A picture that could not be fetched; its message says why."""


def fetch(url: str, cache: Path) -> bytes:
    """Return the bytes at `url`, from the folder `cache` if they were fetched before.

    Only http and https are followed. Raises UnreachableError, and DeckError when `cache` cannot be
    written.
    """
    kept = cache / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
    with contextlib.suppress(FileNotFoundError):
        return inputs.read_bytes(kept)
    keep_file(kept, _within(SECONDS, url))
    return inputs.read_bytes(kept)


def _within(seconds: float, url: str) -> bytes:
    """Fetch in a thread of its own, so that a very slow server blocks nothing."""
    answers: queue.Queue[bytes | str] = queue.Queue()
    threading.Thread(target=lambda: answers.put(_answer(url, seconds)), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise UnreachableError(f"it takes longer than {seconds:g} seconds") from None
    if isinstance(answer, str):
        raise UnreachableError(answer)
    return answer


def _answer(url: str, seconds: float) -> bytes | str:
    """The bytes at `url`, or the reason why there are none."""
    try:
        request = urllib.request.Request(url, headers=_AGENT)
        with _opener().open(request, timeout=seconds) as response:
            data: bytes = response.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        return f"the server answers {error.code}"
    except urllib.error.URLError as error:
        return str(error.reason).lower()
    except (OSError, HTTPException, ValueError) as error:
        return str(error).lower() or "no answer"
    if len(data) > MOST_BYTES:
        return f"it has more than {MOST_BYTES // 1_000_000} MB"
    return data


def _opener() -> urllib.request.OpenerDirector:
    """One that knows no other schemes, not even when it is redirected."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener
