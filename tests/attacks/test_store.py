"""A store that others have filled, damaged or linked: it puts no deck out, and harms no file."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from deck_builder.base import cache as kept
from deck_builder.base.cache import RefusedFolderError
from deck_builder.batch.job import Deck, Job, make
from deck_builder.batch.keeping import Keeper, _deck_key, _key
from deck_builder.batch.store import Store
from deck_builder.cli import main
from deck_builder.outline.options import Options
from tests.reader.made import source_bytes
from tests.template.made import changed

TALK = "---\naudiences: {pub: {}, int: {}}\n---\n\n## {name}\n\n- one\n\n"
SECRET = "::: {audience=int}\nThe acquisition of Northwind Traders is signed.\n:::\n"
STORE = Path(".deck-builder/store")


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a talk, which is the working directory."""
    folder = tmp_path / "checkout"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    write("talk.md", "Ours")
    return folder


def write(name: str, title: str) -> None:
    Path(name).write_text(TALK.replace("{name}", title) + SECRET, encoding="utf-8")


JOB = Job(Path("talk.md"), Path("output/talk-pub.pptx"), Options(audience="pub"))


def run(*arguments: str) -> Result:
    command = ("batch", "talk.md", "--audience", "pub", "--jobs", "1", *arguments)
    result = CliRunner().invoke(main, command)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def state(result: Result) -> str:
    """Whether the one deck was built or cached."""
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()[1].split()[-1]


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("??/*") if path.is_file())


def forged(monkeypatch: pytest.MonkeyPatch, attacker: Path) -> bytes:
    """Fill a store in the checkout as a stranger can who has the program, the talk and the time:
    with a deck of another talk under the key of this one. Return that deck."""
    write("evil.md", "Theirs")
    evil = make(replace(JOB, talk=Path("evil.md"))).data
    Path("evil.md").unlink()
    with monkeypatch.context() as there:
        there.setenv("DECK_BUILDER_CACHE", str(attacker))
        Keeper(Store(STORE)).keep(JOB, replace(make(JOB), data=evil))
        assert Keeper(Store(STORE)).find(JOB), "the forgery is no hit where it was made"
    for path in STORE.rglob("*"):
        # As git writes what it has.
        path.chmod(0o755 if path.is_dir() else 0o644)
    return evil


@pytest.mark.parametrize("arguments", [(), ("--store", str(STORE)), ("--store", "linked")])
def test_a_store_in_the_checkout_puts_no_deck_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    evil = forged(monkeypatch, tmp_path / "attacker")
    Path("linked").symlink_to(STORE)
    result = run(*arguments)
    if "linked" in arguments:
        assert result.exit_code == 2
        result = run("--no-cache", *arguments)
    assert state(result) == "built"
    assert JOB.output.read_bytes() == make(JOB).data != evil


@pytest.mark.parametrize("variable", ["DECK_BUILDER_CACHE", "XDG_CACHE_HOME"])
@pytest.mark.parametrize("is_repository", [True, False])
def test_a_key_in_the_checkout_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, is_repository: bool
) -> None:
    attacker = tmp_path / "attacker"
    evil = forged(monkeypatch, attacker)
    # The store and its key, where CI was told to look for the user's cache.
    home = Path("home")
    where = home if variable == "DECK_BUILDER_CACHE" else home / "deck-builder"
    shutil.copytree(attacker, where)
    STORE.rename(where / "store")
    if not is_repository:
        Path(".git").rmdir()
        (where / "key").chmod(0o644)
    monkeypatch.delenv("DECK_BUILDER_CACHE")
    monkeypatch.setenv(variable, str(home.absolute()))
    assert state(run()) == "built"
    assert JOB.output.read_bytes() == make(JOB).data != evil
    # Where there is no repository, a key of our own is in its place.
    assert state(run()) == ("built" if is_repository else "cached")
    assert JOB.output.read_bytes() == make(JOB).data


def test_a_passphrase_stands_for_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = ("--store", "kept")
    monkeypatch.setenv("DECK_BUILDER_STORE_KEY", "a passphrase")
    assert state(run(*named)) == "built"
    # Another machine of CI, with nothing but the store.
    monkeypatch.setenv("DECK_BUILDER_CACHE", str(tmp_path / "other"))
    assert state(run(*named)) == "cached"
    monkeypatch.setenv("DECK_BUILDER_STORE_KEY", "another one")
    assert state(run(*named)) == "built"


def test_nothing_is_kept_in_the_checkout(checkout: Path, cache: Path) -> None:
    assert state(run()) == "built"
    assert state(run()) == "cached"
    found = {path.name for path in checkout.iterdir()}
    assert found == {".git", "talk.md", "output"}
    assert {path.name for path in cache.iterdir()} == {"CACHEDIR.TAG", ".gitignore", "key", "store"}


@pytest.mark.skipif(os.name != "posix", reason="has no modes")
def test_only_the_owner_may_look_in(cache: Path) -> None:
    before = os.umask(0)
    try:
        assert state(run()) == "built"
    finally:
        os.umask(before)
    for path in (cache, *cache.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    # One that was opened to others is closed.
    (cache / "store").chmod(0o755)
    write("talk.md", "Changed")
    assert state(run()) == "built"
    assert stat.S_IMODE((cache / "store").stat().st_mode) == 0o700


def test_a_link_on_the_way_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    Path("linked").symlink_to(target)
    for name in ("linked", "linked/store", "linked/a/../store"):
        for command in (("--store", name), ("--store", str(Path(name).absolute()))):
            result = run(*command)
            assert result.exit_code == 2
            assert "is a link; name a new or an empty folder" in " ".join(result.stderr.split())
    assert CliRunner().invoke(main, ("clean", "--store", "linked")).exit_code == 2
    store = Store(Path("linked/store"))
    store.put("a", b"one")
    assert store.get("a") is None
    assert list(target.iterdir()) == []


def test_a_cache_that_is_a_link_keeps_nothing(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "target").mkdir()
    cache.symlink_to(tmp_path / "target")
    assert [state(run()) for _ in range(2)] == ["built", "built"]
    assert list((tmp_path / "target").iterdir()) == []


@pytest.mark.parametrize("what", ["shelf", "entry", "mark", "key"])
def test_a_link_inside_is_not_followed(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    store = Store(Path("store"))
    store.put("a", b"one")
    (path,) = entries(Path("store"))
    place = {
        "shelf": path.parent,
        "entry": path,
        "mark": Path("store/CACHEDIR.TAG"),
        "key": cache / "key",
    }[what]
    target = tmp_path / "target"
    place.rename(target)
    place.symlink_to(target)
    before = {one: one.lstat() for one in (target, *target.rglob("*"))}
    again = Store(Path("store"))
    if what != "mark":
        assert again.get("a") is None
    again.put("a", b"two")
    again.trim()
    again.clear()
    assert {one: one.lstat() for one in (target, *target.rglob("*"))} == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes")
@pytest.mark.parametrize("what", ["entry", "key", "mark"])
def test_a_pipe_is_not_waited_for(cache: Path, what: str) -> None:
    assert state(run()) == "built"
    places = {
        "entry": entries(cache / "store"),
        "key": [cache / "key"],
        "mark": [cache / "store" / "CACHEDIR.TAG", cache / ".gitignore"],
    }[what]
    for path in places:
        path.unlink()
        os.mkfifo(path)
    command = [sys.executable, "-m", "deck_builder.cli", "batch", "talk.md", "--audience", "pub"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "1 built" in done.stdout or what == "mark"


@pytest.mark.parametrize("name", [".", "mine", "talk.md"])
def test_a_folder_of_others_is_no_store(name: str) -> None:
    Path("mine").mkdir()
    Path("mine/file").write_text("mine")
    # The cache of another program has such files, too.
    Path("mine/.gitignore").write_text("*\n")
    Path("mine/CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
    Path("mine").chmod(0o755)
    result = run("--store", name)
    assert result.exit_code == 2
    assert CliRunner().invoke(main, ("clean", "--store", name)).exit_code == 2
    with pytest.raises(RefusedFolderError):
        kept.opened(Path(name))
    assert sorted(path.name for path in Path().iterdir()) == [".git", "mine", "talk.md"]
    assert stat.S_IMODE(Path("mine").stat().st_mode) == 0o755


def test_a_store_of_an_earlier_version_is_taken_over() -> None:
    Path("kept/a1").mkdir(parents=True)
    Path("kept/a1", "b" * 62).write_bytes(b"deck-builder store 1\nand so on")
    Path("kept/.gitignore").write_text("*\n")
    Path("kept/CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert [state(run("--store", "kept")) for _ in range(2)] == ["built", "cached"]


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DECK_BUILDER_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/deck"))
    assert [state(run()) for _ in range(2)] == ["built", "built"]
    result = run("--store", "kept")
    assert "nothing is kept in ‘kept’, as there is no folder for its key" in result.stderr
    assert CliRunner().invoke(main, ("clean",)).exit_code == 0
    assert sorted(path.name for path in Path().iterdir()) == [".git", "output", "talk.md"]


def test_a_hit_for_another_audience_is_a_miss(cache: Path) -> None:
    keeper = Keeper(Store())
    internal = make(replace(JOB, options=Options(audience="int")))
    keeper.keep(JOB, replace(make(JOB), data=internal.data))
    assert keeper.find(JOB) is None
    assert state(run()) == "built"
    assert JOB.output.read_bytes() == make(JOB).data != internal.data


def unlisted(name: str, content: bytes) -> bytes:
    """A slide that nothing leads to."""
    return content if name != "ppt/_rels/presentation.xml.rels" else b"<Relationships/>"


def torn(name: str, content: bytes) -> bytes:
    """A slide that is no XML."""
    return content[:-9] if name == "ppt/slides/slide1.xml" else content


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "unlisted": lambda data: changed(data, unlisted),
    "torn": lambda data: changed(data, torn),
    "cut": lambda data: data[:-30],
    "no zip": lambda data: b"PK" + bytes(100),
    "empty": lambda data: b"",
    "method": lambda data: data.replace(b"\x08\x00\x00\x00!\x00", b"\x63\x00\x00\x00!\x00"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_hit_with_a_fault_is_a_miss(fault: str) -> None:
    keeper = Keeper(Store())
    deck = make(JOB)
    keeper.keep(JOB, deck)
    assert keeper.find(JOB) == deck
    key = _key(JOB)
    entry = keeper.store.get(_deck_key(key, deck.facts)) or b""
    head, _, data = entry.partition(b"\n")
    assert data == deck.data
    assert FAULTS[fault](data) != data
    keeper.store.put(_deck_key(key, deck.facts), head + b"\n" + FAULTS[fault](data))
    assert keeper.find(JOB) is None
    assert state(run()) == "built"
    assert state(run()) == "cached"
    assert JOB.output.read_bytes() == deck.data


def astray(name: str, content: bytes) -> bytes:
    """Animations of shapes that are not there."""
    return re.sub(rb'spid="\d+"', b'spid="999"', content)


def test_faults_of_imported_slides_are_not_held_against_a_hit() -> None:
    Path("other.pptx").write_bytes(changed(source_bytes(), astray))
    with Path("talk.md").open("a") as file:
        file.write("\n\n{{< include other.pptx#5 >}}\n")
    keeper = Keeper(Store())
    deck = make(JOB)
    keeper.keep(JOB, deck)
    found = keeper.find(JOB)
    assert found is not None
    assert found.data == deck.data
    assert [code for _, code in found.checks.excused] == ["timing-target"]


DAMAGES: dict[str, bytes] = {
    "nothing": b"",
    "text": b"hello",
    "cut": b'{"figures": {"slides": 2, "wor',
    "deep": b"[" * 100_000,
    "list": b"[[1, 2], null]\n",
    "object": b"{}\n",
    "number": b"1" * 10_000 + b"\n",
    "bytes": bytes(range(256)),
    "source": b'{"figures": null, "sources": [], "diagnostics": [{"code": "a", "severity": "note", '
    b'"message": "", "span": {"source": {"path": "7", "text": ""}, "start": 0, "end": 1}}]}\nPK',
    "figures": b'{"figures": {"slides": "x", "words": 1, "seconds": NaN}, "sources": [], '
    b'"diagnostics": []}\nPK',
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("which", ["inputs", "deck"])
def test_an_entry_of_another_form_is_a_miss(damage: str, which: str) -> None:
    """It has our mark, as if another version had written it under the same key."""
    keeper = Keeper(Store())
    deck = make(JOB)
    keeper.keep(JOB, deck)
    key = _key(JOB)
    name = f"inputs {key}" if which == "inputs" else _deck_key(key, deck.facts)
    keeper.store.put(name, DAMAGES[damage])
    assert keeper.find(JOB) is None
    keeper.keep(JOB, deck)
    assert keeper.find(JOB) == deck


def test_damaged_bytes_are_a_miss(cache: Path) -> None:
    assert state(run()) == "built"
    originals = {path: path.read_bytes() for path in entries(cache / "store")}
    assert len(originals) == 2
    keeper = Keeper(Store())
    for path, held in originals.items():
        places = {0, 5, len(b"deck-builder store "), 30, 53, 60, len(held) // 2, len(held) - 1}
        damaged = [held[:at] for at in places]
        damaged += [held[:at] + bytes([held[at] ^ 1]) + held[at + 1 :] for at in places]
        damaged += [held + b"x", held * 2, b"deck-builder store 3\n" + held[21:], bytes(5_000_000)]
        for other in damaged:
            path.write_bytes(other)
            assert keeper.find(JOB) is None
            assert not path.exists()
            path.write_bytes(held)
    path.unlink()
    path.mkdir()
    assert keeper.find(JOB) is None
    path.rmdir()
    path.write_bytes(held)
    assert isinstance(keeper.find(JOB), Deck)


def test_two_batches_begin_a_store_at_once(cache: Path) -> None:
    batch = [sys.executable, "-m", "deck_builder.cli", "batch", "talk.md", "--all-audiences"]
    # A process for each processor, three times, takes minutes on a machine that is busy.
    commands = [[*batch, "--jobs", "1", "-o", f"out{at}"] for at in range(3)]
    started = [subprocess.Popen(one, stdout=subprocess.DEVNULL) for one in commands]
    assert [process.wait(600) for process in started] == [0, 0, 0]
    assert state(run()) == "cached"
    assert len({path.read_bytes() for path in Path().glob("out*/talk-pub.pptx")}) == 1
    assert not list(cache.rglob(".*-*"))
