"""A server on this machine with pictures, and with everything else that a server may answer."""

from __future__ import annotations

import io
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from deck_builder.assets.remote import MOST_BYTES


def picture_bytes(color: str = "black") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (6, 4), color).save(out, "PNG")
    return out.getvalue()


def cut_picture() -> bytes:
    """Half of a picture."""
    out = io.BytesIO()
    Image.effect_noise((60, 60), 50).save(out, "PNG")
    return out.getvalue()[: len(out.getvalue()) // 2]


REDIRECTED = {
    "/file": "file:///etc/hostname",
    "/round": "/round",
    "/there": "/a.png",
    "/gopher": "gopher://127.0.0.1/a.png",
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        if path in REDIRECTED:
            self._redirect(REDIRECTED[path])
        elif path == "/inside":
            self._redirect(f"http://127.0.0.2:{self.server.server_port}/a.png")  # type: ignore[attr-defined]
        elif path == "/a.png":
            self._answer(picture_bytes())
        elif path == "/short.png":
            self._answer(picture_bytes()[:-20], length=len(picture_bytes()))
        elif path == "/cut.png":
            self._answer(cut_picture())
        elif path == "/page.png":
            self._answer(b"<html>Sign in</html>")
        elif path == "/large.png":
            self._answer(bytes(MOST_BYTES + 1))
        elif path == "/claims.png":
            self._answer(b"", length=10**12)
        elif path == "/slow.png":
            self._drip(b"H")
        elif path == "/slow-body.png":
            self.send_response(200)
            self.end_headers()
            self._drip(b"\0")
        else:
            self.send_error(404)

    def _redirect(self, place: str) -> None:
        self.send_response(302)
        self.send_header("Location", place)
        self.end_headers()

    def _answer(self, body: bytes, length: int | None = None) -> None:
        self.send_response(200)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            return

    def _drip(self, byte: bytes) -> None:
        try:
            for _ in range(300):
                self.wfile.write(byte)
                time.sleep(0.1)
        except ConnectionError:
            return

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Answers on all addresses of this machine; `asked` are the paths of all requests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("", 0), _Handler)
        self.asked: list[str] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of `path`."""
        return f"http://{host}:{self.server_port}{path}"
