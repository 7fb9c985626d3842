"""The preview's server as others on the machine and in the browser reach it: without the token,
under other names, from other pages, with odd addresses and odd requests. And files that come and go
while it watches."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.followed import Followed, waited_for

SECRET = "The zebra is striped"
TALK = f"---\ntitle: Two\n---\n\n## First\n\n{SECRET}\n"


class Served:
    """A preview that runs, its port, and the token of its address."""

    def __init__(self, followed: Followed, talk: Path) -> None:
        self.followed, self.talk = followed, talk
        found = re.search(r"http://([\d.]+):(\d+)/([^/]+)/", followed.until("preview: "))
        assert found is not None
        self.host, self.port, self.token = found[1], int(found[2]), found[3]

    def asked(
        self, path: str, method: str = "GET", body: str = "", **headers: str
    ) -> tuple[int, bytes]:
        """The answer to a request for a path that stays as it is."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in own, skip_accept_encoding=True)
        for name, value in own.items():
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode() if body else None)
        answer = connection.getresponse()
        found = answer.status, answer.read(1_000_000)
        connection.close()
        return found

    def slides(self) -> str:
        """What a page is sent first."""
        with socket.create_connection((self.host, self.port), timeout=20) as connection:
            request = f"GET /{self.token}/events HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n"
            connection.sendall(request.encode())
            found = b""
            while b'"place"' not in found:
                found += connection.recv(65_536)
        return found.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    (folder / ".git").mkdir()
    (folder / "none.txt").write_text(SECRET, encoding="utf-8")
    talk = folder / "talk.md"
    talk.write_text(TALK, encoding="utf-8")
    with Followed(folder, "preview", "talk.md", "--no-open") as followed:
        yield Served(followed, talk)


def test_its_own_page_is_answered(served: Served) -> None:
    assert served.asked(f"/{served.token}/")[0] == 200
    assert SECRET in served.slides().replace("\u00a0", " ")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events",
        "//events",
        "/static/live.js",
        "/speaker",
        "/{short}/events",
        "/{token}x/events",
        "/{upper}/events",
        "/%00/events",
        "/..%2f{short}/events",
        "/{token}/../events",
        "/{token}/none.txt",
        "/{token}/talk.md",
        "/{token}/static/../server.py",
        "/{token}/static/..%2fserver.py",
        "/{token}/static/%2e%2e/%2e%2e/cli/preview.py",
        "/{token}/static/....//server.py",
        "/{token}/static/..\\server.py",
        "/{token}/static/live.js%00.py",
        "/{token}/static//etc/passwd",
        "/{token}/fonts/../../pipeline.py",
        "/{token}/fonts/%2e%2e%2f%2e%2e%2fpipeline.py",
        "/{token}/fonts//etc/passwd",
        "/{token}/fonts/C:\\Windows\\win.ini",
        "http://evil.example/{token}/../etc/passwd",
    ],
)
def test_an_address_that_leads_nowhere(served: Served, path: str) -> None:
    token = served.token
    whole = path.format(token=token, short=token[:-1], upper=token.swapcase())
    status, body = served.asked(whole)
    assert status in (400, 404)
    assert SECRET.encode() not in body
    assert b"import" not in body
    assert b"root:" not in body


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1:1",
        "127.0.0.1",
        "0.0.0.0:{port}",
        "127.0.0.2:{port}",
        "[::1]:{port}",
        "2130706433:{port}",
        "localhost.:{port}",
        "user@127.0.0.1:{port}",
        "",
    ],
)
def test_a_name_that_was_made_to_lead_here_is_not_answered(served: Served, host: str) -> None:
    status, body = served.asked(f"/{served.token}/", Host=host.format(port=served.port))
    assert status in (400, 404)
    assert b"slides" not in body


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:{port}.evil.example"},
        {"Origin": "file://"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("method", "name"),
    [("GET", ""), ("GET", "events"), ("POST", "move"), ("POST", "choose"), ("POST", "edit")],
)
def test_a_page_of_another_site_is_not_answered(
    served: Served, headers: dict[str, str], method: str, name: str
) -> None:
    own = {key: value.format(port=served.port) for key, value in headers.items()}
    body = '{"theme": "night"}' if method == "POST" else ""
    status, answer = served.asked(f"/{served.token}/{name}", method, body, **own)
    assert status == 404
    assert SECRET.encode() not in answer
    assert '"theme": "night"' not in served.slides()


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "TRACE", "PATCH"])
def test_no_other_method_does_anything(served: Served, method: str) -> None:
    for name in ("", "events", "move", "choose"):
        status, body = served.asked(f"/{served.token}/{name}", method)
        assert status in (400, 404, 405)
        assert b"Access-Control" not in body


def test_no_answer_lets_other_sites_read_it(served: Served) -> None:
    connection = http.client.HTTPConnection(served.host, served.port, timeout=20)
    for name in ("", "speaker", "static/live.js", "fonts/Carlito-Regular.ttf"):
        connection.request("GET", f"/{served.token}/{name}")
        answer = connection.getresponse()
        answer.read()
        assert answer.getheader("Access-Control-Allow-Origin") is None
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        assert answer.getheader("Referrer-Policy") == "no-referrer"
    connection.close()


def test_many_and_broken_connections_do_no_harm(served: Served) -> None:
    odd = [b"", b"\0\xff\r\n\r\n", b"GET " + b"a" * 200_000, b"GET / HTTP/1.1\r\nHost: a"]
    opened = []
    for number in range(200):
        connection = socket.create_connection((served.host, served.port), timeout=20)
        opened.append(connection)
        # It may have been closed by then.
        try:
            connection.sendall(odd[number % len(odd)])
        except OSError:
            continue
    assert SECRET in served.slides().replace("\u00a0", " ")
    for connection in opened:
        connection.close()
    body = '{"slide": 1' + "0" * 4_000 + "}"
    assert served.asked(f"/{served.token}/move", "POST", body)[0] in (200, 400)
    assert served.asked(f"/{served.token}/")[0] == 200


def test_it_is_reached_on_this_machine_only(served: Served) -> None:
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", served.port), timeout=5)


def test_files_that_come_and_go_while_it_watches(served: Served) -> None:
    talk = served.talk
    steps = [
        ("", "is empty"),
        ("---\ntitle: [", "half written"),
        (TALK[:30], "half written"),
        (TALK.replace(SECRET, "step four"), "whole"),
    ]
    for text, _ in steps:
        talk.write_text(text, encoding="utf-8")
    assert waited_for(lambda: "step four" in served.slides().replace("\u00a0", " "))
    other = talk.with_suffix(".new")
    other.write_text(TALK.replace(SECRET, "step five"), encoding="utf-8")
    other.replace(talk)
    assert waited_for(lambda: "step five" in served.slides().replace("\u00a0", " "))
    talk.unlink()
    assert waited_for(lambda: '"stale": true' in served.slides())
    talk.symlink_to("/etc/passwd")
    talk.unlink()
    talk.mkdir()
    talk.rmdir()
    talk.write_text(TALK, encoding="utf-8")
    assert waited_for(lambda: SECRET in served.slides().replace("\u00a0", " "))
    assert served.followed.process.poll() is None


def test_a_link_out_of_the_project_is_not_followed(served: Served) -> None:
    talk, secret = served.talk, served.talk.parent.parent / "elsewhere.md"
    secret.write_text("## Elsewhere\n\nzzqx\n", encoding="utf-8")
    talk.unlink()
    talk.symlink_to(secret)
    assert waited_for(lambda: '"stale": true' in served.slides())
    assert "zzqx" not in served.slides()
    talk.unlink()
    talk.write_text(TALK, encoding="utf-8")
    assert waited_for(lambda: '"stale": false' in served.slides())
