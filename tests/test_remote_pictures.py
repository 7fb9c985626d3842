"""Pictures on the web, from a server of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets, Image, Web
from deck_builder.base.diagnostics import Collector
from tests.served import Server, picture_bytes

HERE = Web(private=True)


def _read(server: Server, path: str, web: Web | None = HERE) -> tuple[Image | None, str]:
    collector = Collector()
    image = Assets((), web).read_image(server.url(path), None, collector)
    return image, "".join(f"{one.message} [{one.code}]" for one in collector.found)


def test_left_out_unless_allowed(server: Server) -> None:
    image, found = _read(server, "/a.png", None)
    assert image is None
    assert "is on the web and is left out [remote-picture]" in found
    assert server.asked == []


def test_fetched_once(server: Server, kept: Path) -> None:
    expected = (Image(picture_bytes(), "png", 6, 4), "")
    assert [_read(server, "/a.png") for _ in range(2)] == [expected] * 2
    assert server.asked == ["/a.png"]
    (file,) = kept.iterdir()
    assert file.read_bytes() == picture_bytes()


def test_a_redirection_is_followed(server: Server) -> None:
    assert _read(server, "/there?a=b") == (Image(picture_bytes(), "png", 6, 4), "")
    assert server.asked == ["/there?a=b", "/a.png"]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/none.png", "the server answers 404"),
        ("/large.png", "it has more than 20 MB"),
        ("/file", "‘file:’ is not the web"),
        ("/round", "it is redirected too often"),
    ],
)
def test_what_cannot_be_fetched(server: Server, kept: Path, path: str, why: str) -> None:
    image, found = _read(server, path)
    assert image is None
    assert found.endswith("[unreachable-picture]")
    assert why in found
    assert not kept.exists()


@pytest.mark.parametrize("path", ["/slow.png", "/slow-body.png"])
def test_a_slow_server_keeps_no_one(
    server: Server, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("deck_builder.assets.remote.SECONDS", 0.5)
    image, found = _read(server, path)
    assert image is None
    assert "it takes longer than 0.5 seconds" in found


@pytest.mark.parametrize("name", ["ftp://127.0.0.1/a.png", "file:///etc/hostname", "//host/a.png"])
def test_only_the_web(name: str) -> None:
    collector = Collector()
    assert Assets((), HERE).read_image(name, None, collector) is None
    assert [found.code for found in collector.found] == ["remote-picture"]
