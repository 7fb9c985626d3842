"""Files that are replaced in one step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import replace_file


def test_a_file_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    replace_file(path, b"data")
    assert path.read_bytes() == b"data"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "file", b"data")
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("file/inside", "would be its folder"),
        ("folder", "name a file"),
        ("x" * 300, "a shorter name"),
    ],
)
def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DeckError, match="cannot be written") as raised:
        replace_file(tmp_path / name, b"data")
    assert hint in raised.value.hint
    assert raised.value.hint.endswith("what was there before is untouched")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_link_that_leads_nowhere_is_said_to_be_one(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("nowhere/file")
    with pytest.raises(DeckError, match="a link to ‘nowhere/file’, cannot be written"):
        replace_file(link, b"data")
    assert list(tmp_path.iterdir()) == [link]
