"""`deck-builder template`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from deck_builder.cli import main
from deck_builder.doctor.examine import examine_file
from tests.template.made import plain, saved, written
from tests.writer.opened import Opened


def test_inspect_says_what_was_chosen(tmp_path: Path) -> None:
    path = written(tmp_path, saved(plain()))
    result = CliRunner().invoke(main, ["template", "inspect", str(path)])
    assert result.exit_code == 0
    assert "slides   10.00 by 7.50 inches" in result.stdout
    assert "content           2 Title and Content (type)" in result.stdout
    assert "quote             2 Title and Content (in the body)" in result.stdout


def test_inspect_as_json(tmp_path: Path) -> None:
    path = written(tmp_path, saved(plain()))
    result = CliRunner().invoke(main, ["template", "inspect", str(path), "--format", "json"])
    found = json.loads(result.stdout)
    assert found["roles"]["two-content"]["number"] == 4
    assert found["roles"]["two-content"]["placeholders"][1]["placeholder"] == {"type": "", "idx": 1}
    assert len(found["layouts"]) == 11


def test_gallery_shows_the_template(tmp_path: Path) -> None:
    path, output = written(tmp_path, saved(plain())), tmp_path / "gallery.pptx"
    result = CliRunner().invoke(main, ["template", "gallery", str(path), "-o", str(output)])
    assert result.exit_code == 0
    opened = Opened(output.read_bytes())
    assert opened.problems == []
    assert len([name for name in opened.names if name.startswith("ppt/slides/s")]) > 15


def test_new_writes_a_template(tmp_path: Path) -> None:
    output = tmp_path / "own.potx"
    result = CliRunner().invoke(main, ["template", "new", "--from", "night", "-o", str(output)])
    assert result.exit_code == 0
    opened = Opened(output.read_bytes())
    assert examine_file(output) == ()
    assert b"template.main+xml" in opened.archive.read("[Content_Types].xml")


def test_layouts_of_a_theme_in_the_template_have_roles(tmp_path: Path) -> None:
    output = tmp_path / "own.potx"
    CliRunner().invoke(main, ["template", "new", "-o", str(output)])
    result = CliRunner().invoke(main, ["template", "inspect", str(output)])
    assert "opening           2 Title Slide with Content (name)" in result.stdout
    assert "without a role" not in result.stdout


def test_new_needs_a_name_for_a_template(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["template", "new", "-o", str(tmp_path / "own.docx")])
    assert result.exit_code == 2
    assert "must end in .pptx or .potx" in result.stderr
