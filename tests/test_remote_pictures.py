"""Pictures on the web, from a server of our own."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image as Pillow

from deck_builder.assets import Assets, Image
from deck_builder.assets.remote import MOST_BYTES
from deck_builder.base.diagnostics import Collector


def _picture() -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", (6, 4)).save(out, "PNG")
    return out.getvalue()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        match self.path:
            case "/a.png":
                self._answer(_picture())
            case "/large.png":
                self._answer(bytes(MOST_BYTES + 1))
            case "/file":
                self.send_response(302)
                self.send_header("Location", "file:///etc/hostname")
                self.end_headers()
            case "/round":
                self.send_response(302)
                self.send_header("Location", "/round")
                self.end_headers()
            case "/slow.png":
                self._drip()
            case _:
                self.send_error(404)

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            return

    def _drip(self) -> None:
        try:
            for _ in range(300):
                self.wfile.write(b"H")
                time.sleep(0.1)
        except ConnectionError:
            return

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as found:
        found.asked = []  # type: ignore[attr-defined]
        found.daemon_threads = True
        found.block_on_close = False
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


def _read(server: ThreadingHTTPServer, path: str, cache: Path | None) -> tuple[Image | None, str]:
    collector = Collector()
    name = f"http://127.0.0.1:{server.server_port}{path}"
    image = Assets((), cache).read_image(name, None, collector)
    return image, "".join(f"{one.message} [{one.code}]" for one in collector.found)


def test_left_out_unless_allowed(server: ThreadingHTTPServer) -> None:
    image, found = _read(server, "/a.png", None)
    assert image is None
    assert "is on the web and is left out [remote-picture]" in found
    assert server.asked == []  # type: ignore[attr-defined]


def test_fetched_once(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    expected = (Image(_picture(), "png", 6, 4), "")
    assert [_read(server, "/a.png", tmp_path / "kept") for _ in range(2)] == [expected] * 2
    assert server.asked == ["/a.png"]  # type: ignore[attr-defined]
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.read_bytes() == _picture()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/none.png", "the server answers 404"),
        ("/large.png", "it has more than 20 MB"),
        ("/file", "the server answers 302"),
        ("/round", "the server answers 302"),
    ],
)
def test_what_cannot_be_fetched(
    server: ThreadingHTTPServer, tmp_path: Path, path: str, why: str
) -> None:
    image, found = _read(server, path, tmp_path)
    assert image is None
    assert found.endswith("[unreachable-picture]")
    assert why in found
    assert list(tmp_path.iterdir()) == []


def test_a_slow_server_keeps_no_one(
    server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deck_builder.assets.remote.SECONDS", 0.5)
    image, found = _read(server, "/slow.png", tmp_path)
    assert image is None
    assert "it takes longer than 0.5 seconds" in found


@pytest.mark.parametrize("name", ["ftp://127.0.0.1/a.png", "file:///etc/hostname", "//host/a.png"])
def test_only_the_web(name: str, tmp_path: Path) -> None:
    collector = Collector()
    assert Assets((), tmp_path).read_image(name, None, collector) is None
    assert [found.code for found in collector.found] == ["remote-picture"]
