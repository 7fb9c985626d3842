"""The talk that `deck-builder new` writes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.blocks import KINDS, Block, Columns
from deck_builder.gallery.starter import write_starter
from deck_builder.outline.options import Options
from deck_builder.outline.settings import ASPECTS, DECK_FILE
from deck_builder.pipeline import lay_out_deck, read_outline
from deck_builder.theme.file import theme_names

# The day of the year in the middle of each month, and where the cities are.
MIDDLES = (15, 46, 74, 105, 135, 166, 196, 227, 258, 288, 319, 349)
LATITUDES = {"Reykjavik": 64.1, "Berlin": 52.5, "Cairo": 30.0, "Singapore": 1.3}


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talks") / "mine"
    write_starter(folder)
    return folder


def blocks(of: tuple[Block, ...]) -> Iterator[Block]:
    """Yield `of` and what stands in columns."""
    for block in of:
        yield block
        if isinstance(block, Columns):
            for column in block.columns:
                yield from blocks(column.blocks)


def test_written_files_are_named_and_there(tmp_path: Path) -> None:
    written = write_starter(tmp_path)
    assert [file.relative_to(tmp_path).as_posix() for file in written] == [
        "01-what-we-see.md",
        "02-why.md",
        "assets/corporate.pptx",
        "assets/daylight.csv",
        "assets/december.png",
        "assets/june.png",
        "assets/long.csv",
        "assets/sun-paths.png",
        "assets/tilt.md",
        "assets/tone.wav",
        "assets/works.bib",
        "deck.yaml",
    ]
    assert all(file.stat().st_size > 0 for file in written)


@pytest.mark.parametrize(("theme", "aspect"), list(product(theme_names(), ASPECTS)))
def test_nothing_is_wrong_with_it(starter: Path, tmp_path: Path, theme: str, aspect: str) -> None:
    talk = tmp_path / "talk"
    write_starter(talk)
    settings = (starter / DECK_FILE).read_text(encoding="utf-8")
    assert 'aspect: "16:9"' in settings
    settings = settings.replace('aspect: "16:9"', f'aspect: "{aspect}"')
    (talk / DECK_FILE).write_text(settings, encoding="utf-8")
    assert lay_out_deck(talk, Options(theme=theme)).diagnostics == ()


def test_every_block_kind_is_in_it(starter: Path) -> None:
    outline = read_outline(starter, Options()).value
    seen = {type(block).__name__ for slide in outline.slides for block in blocks(slide.blocks)}
    # A group is what is left of things that the format does not have, and a table out of a file
    # is a table when the file is read. Few talks have pictures in a line.
    unseen = {"DataTable", "Group", "MixedList", "MixedText", "PicturedList", "PicturedText"}
    assert seen == {kind.__name__ for kind in KINDS} - unseen


def test_chart_shows_what_the_talk_computes(starter: Path) -> None:
    code = re.search(r"```python\n(.*?)```", (starter / "02-why.md").read_text("utf-8"), re.DOTALL)
    assert code is not None
    names: dict[str, Callable[[float, int], float]] = {}
    exec(code[1], names)
    with (starter / "assets" / "daylight.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for city, latitude in LATITUDES.items():
        computed = [f"{names['daylight'](latitude, day):.1f}" for day in MIDDLES]
        assert [row[city] for row in rows] == computed


@pytest.mark.parametrize("is_folder", [True, False])
def test_what_is_there_is_left_alone(tmp_path: Path, is_folder: bool) -> None:
    taken = tmp_path / "talk"
    kept = taken / "notes.txt" if is_folder else taken
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(DeckError, match="is there already"):
        write_starter(taken)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [kept]
    assert kept.read_text(encoding="utf-8") == "mine"
