"""Pictures from the web: no server of a private network answers a talk, nothing half or wrong is
kept, and no link leads out of where downloads are kept."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from deck_builder.assets import Assets, Image, Web, remote
from deck_builder.assets.addresses import is_public
from deck_builder.base import downloads
from deck_builder.base.diagnostics import Collector
from deck_builder.batch.job import Job, make
from deck_builder.batch.keeping import Keeper
from deck_builder.batch.shipping import make_shipped, pack
from deck_builder.batch.store import Store
from deck_builder.batch.versions import versions
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import read_outline
from tests.served import Server, cut_picture, picture_bytes

SHOWN = Image(picture_bytes(), "png", 6, 4)


@pytest.fixture
def one_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the addresses of this machine, 127.0.0.1 is taken for a public one."""
    monkeypatch.setattr(remote, "is_public", lambda address: address == "127.0.0.1")


def read(url: str, web: Web) -> tuple[Image | None, str]:
    collector = Collector()
    image = Assets((), web).read_image(url, None, collector)
    return image, "".join(f"{one.message} [{one.code}]" for one in collector.found)


PRIVATE = """
    127.0.0.1 127.8.8.8 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.100.100.200
    168.63.129.16 192.0.0.192 0.0.0.0 0.1.2.3 224.0.0.1 239.1.2.3 255.255.255.255 240.0.0.1
    198.18.0.1 192.0.2.1
    :: ::1 fe80::1 fe80::1%eth0 fd00:ec2::254 fc00::1 fec0::1 ff02::1 2001:db8::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::10.0.0.1
    64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1::
    none 1.2.3 example.org
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_an_address_that_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_an_address_that_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "0.0.0.0"],
)
def test_no_private_address_is_asked(server: Server, host: str) -> None:
    image, found = read(server.url("/a.png", host), Web())
    assert image is None
    assert "[unreachable-picture]" in found
    assert server.asked == []


def test_private_addresses_are_asked_when_that_is_allowed(server: Server) -> None:
    assert read(server.url("/a.png"), Web(private=True)) == (SHOWN, "")


def test_what_a_private_address_answered_is_not_for_others(server: Server) -> None:
    read(server.url("/a.png"), Web(private=True))
    image, found = read(server.url("/a.png"), Web())
    assert image is None
    assert "not on the public web" in found


@pytest.mark.usefixtures("one_is_public")
def test_no_redirection_leads_to_a_private_address(server: Server) -> None:
    image, found = read(server.url("/inside"), Web())
    assert image is None
    assert "its address is not on the public web" in found
    assert server.asked == ["/inside"]
    assert read(server.url("/inside"), Web(private=True)) == (SHOWN, "")


@pytest.mark.parametrize("path", ["/file", "/gopher", "/round"])
@pytest.mark.usefixtures("one_is_public")
def test_no_redirection_leads_out_of_the_web(server: Server, path: str) -> None:
    image, found = read(server.url(path), Web())
    assert image is None
    assert "[unreachable-picture]" in found
    assert set(server.asked) == {path}
    assert len(server.asked) <= remote.MOST_REDIRECTIONS + 1


def answers(*addresses: str) -> Callable[..., Any]:
    """A resolver that gives another address each time that it is asked."""
    left = iter(addresses)

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(left), port))]

    return resolve


@pytest.mark.usefixtures("one_is_public")
def test_the_address_that_is_checked_is_the_one_that_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("127.0.0.1"))
    # Looking a second time would end in StopIteration.
    assert read(server.url("/a.png", "rebinding.test"), Web()) == (SHOWN, "")


@pytest.mark.usefixtures("one_is_public")
def test_each_redirection_is_checked_anew(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("127.0.0.1", "127.0.0.2"))
    image, found = read(server.url("/there", "rebinding.test"), Web())
    assert image is None
    assert "not on the public web" in found
    assert server.asked == ["/there"]


@pytest.mark.usefixtures("one_is_public")
def test_one_private_address_of_several_is_too_many(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [answers("127.0.0.1"), answers("127.0.0.2")]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *place, **_: [one for each in both for one in each(*place)]
    )
    assert read(server.url("/a.png", "both.test"), Web())[0] is None
    assert server.asked == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/short.png", "it ends after"),
        ("/cut.png", "is a PNG that is incomplete"),
        ("/page.png", "is a web page (HTML)"),
        ("/claims.png", "it has more than 20 MB"),
        ("/none.png", "404"),
    ],
)
def test_what_is_no_picture_is_not_kept(server: Server, kept: Path, path: str, why: str) -> None:
    for _ in range(2):
        image, found = read(server.url(path), Web(private=True))
        assert image is None
        assert why in found
    assert not kept.exists()
    assert server.asked == [path, path]


def test_what_is_damaged_is_fetched_anew(server: Server, kept: Path) -> None:
    read(server.url("/a.png"), Web(private=True))
    (file,) = kept.iterdir()
    file.write_bytes(cut_picture())
    assert read(server.url("/a.png"), Web(private=True)) == (SHOWN, "")
    assert file.read_bytes() == picture_bytes()


def file_link(kept: Path, elsewhere: Path) -> None:
    kept.mkdir(parents=True)
    (kept / downloads.download_name("private " + URL[0])).symlink_to(elsewhere / "mine.png")


def folder_link(kept: Path, elsewhere: Path) -> None:
    kept.parent.mkdir()
    kept.symlink_to(elsewhere)


def upper_link(kept: Path, elsewhere: Path) -> None:
    (elsewhere / kept.name).mkdir()
    kept.parent.symlink_to(elsewhere)


URL = [""]


@pytest.mark.parametrize("link", [file_link, folder_link, upper_link])
def test_no_link_is_read_or_written_through(
    server: Server, kept: Path, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    URL[0] = server.url("/a.png")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.png").write_bytes(picture_bytes("red"))
    link(kept, elsewhere)
    before = sorted(path for path in elsewhere.rglob("*"))
    assert read(URL[0], Web(private=True)) == (SHOWN, "")
    assert server.asked == ["/a.png"]
    assert sorted(path for path in elsewhere.rglob("*")) == before
    assert (elsewhere / "mine.png").read_bytes() == picture_bytes("red")


def test_clean_removes_what_was_downloaded(server: Server, kept: Path, tmp_path: Path) -> None:
    read(server.url("/a.png"), Web(private=True))
    (kept / "mine.txt").write_text("mine")
    result = CliRunner().invoke(main, ["clean", "--store", str(tmp_path / "store")])
    assert result.exit_code == 0
    assert f"{kept}: 1 entry removed" in result.output
    assert [path.name for path in kept.iterdir()] == ["mine.txt"]
    read(server.url("/a.png"), Web(private=True))
    assert server.asked == ["/a.png", "/a.png"]


SECRET = "zqxj"
PLACES = [
    "![a]({url}/{{{{v}}}}.png)",
    "![a]({url}/a.png?{{{{v}}}})",
    "![a](<{url}/{{{{ v }}}}.png>)",
    "![a][r]\n\n[r]: {url}/{{{{v}}}}.png",
    "![a]({{{{whole}}}}/a.png)",
    '![a](tone.mp4){{poster="{url}/{{{{v}}}}.png"}}',
    '<img src="{url}/{{{{v}}}}.png" alt="a">',
    "![{{{{v}}}}]({url}/{{{{v}}}}.png) ![b]({url}/{{{{v}}}}.png)",
    '## B {{background="{url}/{{{{v}}}}.png"}}\n\ntext',
    '## B {{background=" {url}/{{{{v}}}}.png "}}\n\ntext',
    "::: figure\n![a]({url}/{{{{v}}}}.png)\n:::",
    ":::: columns\n::: column\n![a]({url}/{{{{v}}}}.png)\n:::\n::: column\n- b\n:::\n::::",
    "- ![a]({url}/{{{{v}}}}.png)",
    "> ![a]({url}/{{{{v}}}}.png)",
    "text ![a]({url}/{{{{v}}}}.png) text[^1]\n\n[^1]: ![a]({url}/{{{{v}}}}.png)",
]


@pytest.mark.parametrize("place", PLACES)
def test_no_value_of_a_variable_is_sent(server: Server, tmp_path: Path, place: str) -> None:
    talk = tmp_path / "talk.md"
    url = server.url("")
    settings = f"variables: {{v: {SECRET}, whole: '{url}/{SECRET}'}}"
    (tmp_path / "tone.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (tmp_path / "a.png").write_bytes(picture_bytes())
    talk.write_text(f"---\n{settings}\n---\n\n## A\n\n{place.format(url=url)}\n")
    options = Options(allow_remote=True, allow_private=True)
    checked = read_outline(talk, options)
    assert not [path for path in server.asked if SECRET in path]
    assert "variable-in-address" in [found.code for found in checked.diagnostics]
    assert not any(SECRET in found.message + found.hint for found in checked.diagnostics)
    # It is an attack: it would be sent.
    read_outline(talk, replace(options, allow_remote_variables=True))
    assert [path for path in server.asked if SECRET in path]


def test_values_are_sent_when_that_is_allowed(server: Server, tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(f"---\nvariables: {{v: a}}\n---\n\n## A\n\n![a]({server.url('/{{v}}.png')})\n")
    options = Options(allow_remote=True, allow_private=True)
    (found,) = read_outline(talk, options).diagnostics
    assert (found.code, found.line) == ("variable-in-address", 7)
    allowed = Options(allow_remote=True, allow_private=True, allow_remote_variables=True)
    assert read_outline(talk, allowed).diagnostics == ()
    assert server.asked == ["/a.png"]


def test_a_cluster_gets_the_picture_and_asks_nobody(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(f"## A\n\n![a]({server.url('/a.png')})\n")
    job = Job(Path("talk.md"), Path("a.pptx"), Options(allow_remote=True, allow_private=True))
    packed = pack(job)
    assert packed
    Path("talk.md").unlink()
    downloads.clear_downloads()
    deck, _ = make_shipped(packed, versions())
    assert deck.data
    assert server.asked == ["/a.png"]


def test_a_kept_deck_knows_its_picture(
    server: Server, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(f"## A\n\n![a]({server.url('/a.png')})\n")
    job = Job(Path("talk.md"), Path("a.pptx"), Options(allow_remote=True, allow_private=True))
    keeper = Keeper(Store(tmp_path / "store"))
    keeper.keep(job, make(job))
    assert keeper.find(job)
    (file,) = kept.iterdir()
    file.write_bytes(picture_bytes("red"))
    assert keeper.find(job) is None


def test_links_are_not_fetched_and_keep_their_values(server: Server, tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(f"---\nvariables: {{v: a}}\n---\n\n## A\n\n- [x]({server.url('/{{v}}')})\n")
    options = Options(allow_remote=True, allow_private=True)
    assert read_outline(talk, options).diagnostics == ()
    assert server.asked == []
