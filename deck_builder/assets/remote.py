"""Pictures from the web: fetched within limits of time and size, from public addresses only."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
)
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from deck_builder.assets.addresses import is_public

SECONDS = 10.0
"""How long all of a request may take, with its redirections."""
MOST_BYTES = 20_000_000
MOST_REDIRECTIONS = 5
_HEAD = {"User-Agent": "deck-builder", "Accept": "image/*"}
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
# What may stand in a path as it is (RFC 3986, sections 2.2 and 2.3), and what is quoted already.
_SAFE = "%/:?#[]@!$&'()*+,;=-._~"


class UnreachableError(Exception):
    """A picture that could not be fetched; its message says why."""


def fetch(url: str, private: bool = False) -> bytes:
    """Return the bytes at `url`, over http or https; with `private`, also from addresses that are
    not on the public web. Proxies are not used: the address that is checked is the one that is
    asked.

    Raises UnreachableError.
    """
    # In a thread of its own, so that a very slow server blocks nothing: neither looking up a name
    # nor reading a head has a limit for the whole.
    answers: queue.Queue[bytes | str] = queue.Queue()
    request = _Request(private, time.monotonic() + SECONDS)
    threading.Thread(target=lambda: answers.put(request.answer(url)), daemon=True).start()
    try:
        answer = answers.get(timeout=SECONDS)
    except queue.Empty:
        raise UnreachableError(f"it takes longer than {SECONDS:g} seconds") from None
    if isinstance(answer, str):
        raise UnreachableError(answer)
    return answer


class _Request:
    def __init__(self, private: bool, end: float) -> None:
        self._private, self._end = private, end

    def answer(self, url: str) -> bytes | str:
        """The bytes at `url`, or the reason why there are none."""
        try:
            return self._bytes(url)
        except UnreachableError as error:
            return str(error)
        except IncompleteRead:
            return "it ends too early"
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            return reason.lower() or "no answer"

    def _bytes(self, url: str) -> bytes:
        for _ in range(MOST_REDIRECTIONS + 1):
            connection, target = self._connection(urlsplit(url))
            try:
                connection.request("GET", target, headers=_HEAD)
                response = connection.getresponse()
                place = response.headers.get("Location", "")
                if response.status not in _REDIRECTS or not place:
                    return self._body(response)
            finally:
                connection.close()
            url = urljoin(url, place)
        raise UnreachableError("it is redirected too often")

    def _connection(self, parts: SplitResult) -> tuple[HTTPConnection, str]:
        """A connection to the host of an address, and what to ask for."""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UnreachableError(f"‘{parts.scheme}:’ is not the web")
        is_secure = parts.scheme == "https"
        kind = HTTPSConnection if is_secure else HTTPConnection
        port = parts.port or kind.default_port
        connected = self._connected(parts.hostname, port)
        # It does not connect by itself any more.
        connection = kind(parts.hostname, port)
        connection.sock = connected
        if is_secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connected, server_hostname=parts.hostname)
        path = quote(parts.path or "/", safe=_SAFE)
        query = quote(parts.query, safe=_SAFE)
        return connection, f"{path}?{query}" if query else path

    def _connected(self, host: str, port: int) -> socket.socket:
        """A socket connected to `host`. Its name is looked up once, so that it cannot be another
        address that is asked than the one that is checked."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not self._private and not all(is_public(str(place[0])) for *_, place in found):
            raise UnreachableError("its address is not on the public web")
        failure: OSError = OSError("no address")
        for family, kind, protocol, _, place in found:
            sock = socket.socket(family, kind, protocol)
            sock.settimeout(self._left)
            try:
                sock.connect(place)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure

    def _body(self, response: HTTPResponse) -> bytes:
        if response.status != 200:
            raise UnreachableError(f"the server answers {response.status}")
        length = response.headers.get("Content-Length", "")
        expected = int(length) if length.isdecimal() and not response.chunked else None
        data = bytearray()
        while len(data) <= MOST_BYTES and (expected or 0) <= MOST_BYTES:
            if not self._left:
                raise UnreachableError(f"it takes longer than {SECONDS:g} seconds")
            chunk = response.read1(_CHUNK)
            if not chunk:
                break
            data += chunk
        else:
            raise UnreachableError(f"it has more than {MOST_BYTES // 1_000_000} MB")
        if expected is not None and len(data) != expected:
            raise UnreachableError(f"it ends after {len(data):,} of {expected:,} bytes")
        return bytes(data)

    @property
    def _left(self) -> float:
        """How many seconds are left; 0 when there are none."""
        return max(0.0, self._end - time.monotonic())
