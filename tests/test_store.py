"""The store: what goes in comes out, or nothing does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deck_builder.batch.store import Store


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("??/*") if path.is_file())


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.get("a") is None
    store.put("a", b"one")
    store.put("b", b"")
    assert (store.get("a"), store.get("b"), store.get("c")) == (b"one", b"", None)
    store.put("a", b"two")
    assert Store(tmp_path / "store").get("a") == b"two"


@pytest.mark.parametrize("change", ["cut", "empty", "flip", "longer", "moved"])
def test_an_altered_entry_is_removed(tmp_path: Path, change: str) -> None:
    store = Store(tmp_path)
    store.put("a", b"some bytes")
    (path,) = entries(tmp_path)
    held = path.read_bytes()
    changed = {
        "cut": held[:-1],
        "empty": b"",
        "flip": held[:-1] + b"S",
        "longer": held + b"!",
    }
    if change == "moved":
        store.put("b", b"other bytes")
        (other,) = set(entries(tmp_path)) - {path}
        os.replace(other, path)
    else:
        path.write_bytes(changed[change])
    assert store.get("a") is None
    assert not path.exists()
    store.put("a", b"some bytes")
    assert store.get("a") == b"some bytes"


def test_the_one_not_asked_for_the_longest_leaves(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=1000)
    for at, key in enumerate("abc"):
        store.put(key, bytes(200))
        os.utime(max(entries(tmp_path), key=lambda path: path.stat().st_mtime), (at, at))
    assert store.get("a") == bytes(200)
    store.put("d", bytes(300))
    assert [key for key in "abcd" if store.get(key) is not None] == ["a", "c", "d"]


def test_what_is_larger_than_the_store_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", limit=100)
    store.put("a", bytes(100))
    assert store.get("a") is None
    assert not (tmp_path / "store").exists()


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    store = Store(tmp_path / "file" / "store")
    store.put("a", b"one")
    assert store.get("a") is None
    store.trim()
    assert store.clear() == (0, 0)


def test_git_and_backups_pass_it_over(tmp_path: Path) -> None:
    Store(tmp_path).put("a", b"one")
    assert (tmp_path / ".gitignore").read_text() == "*\n"
    assert (tmp_path / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f")


def test_only_what_is_ours_is_cleared(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("a", b"one")
    store.put("b", b"three")
    kept = [
        tmp_path / "mine.txt",
        entries(tmp_path)[0].parent / "mine",
        tmp_path / "zz" / ("0" * 62),
    ]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    removed, freed = store.clear()
    assert (removed, freed > 8) == (2, True)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(kept)
    assert store.get("a") is None


def test_a_cleared_store_leaves_no_folder(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put("a", b"one")
    store.clear()
    assert list(tmp_path.iterdir()) == []
    store.put("a", b"one")
    assert store.get("a") == b"one"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ("0" * 62)).write_text("mine")
    store = Store(tmp_path / "store")
    store.put("a", b"one")
    shelves = [tmp_path / "store" / f"{at:02x}" for at in range(256)]
    next(shelf for shelf in shelves if not shelf.exists()).symlink_to(elsewhere)
    store.clear()
    assert (elsewhere / ("0" * 62)).read_text() == "mine"


def test_what_a_crash_left_is_swept_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("a", b"one")
    entry = entries(tmp_path)[0]
    left = entry.with_name(".deck-builder-0123456789abcdef.tmp")
    left.write_bytes(b"half")
    store.trim()
    assert not left.exists()
    assert store.get("a") == b"one"


PUTS = """
import sys
from pathlib import Path
from deck_builder.batch.store import Store
store = Store(Path(sys.argv[1]), limit=60_000)
for turn in range(60):
    key = str(turn % 7)
    store.put(key, key.encode() * 3000)
    found = store.get(str((turn + 3) % 7))
    assert found is None or found == str((turn + 3) % 7).encode() * 3000
"""


def test_processes_share_a_store(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PUTS, str(tmp_path)]
    started = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    store = Store(tmp_path)
    assert [store.get(str(key)) for key in range(7)] == [
        str(key).encode() * 3000 for key in range(7)
    ]
    assert not list(tmp_path.rglob(".*-*"))
