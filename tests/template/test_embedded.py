"""A theme that was written out as a template gives the same deck, until someone changes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from deck_builder.gallery import write_template
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import Shape, TextBox
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Aspect
from tests.template.made import changed, written
from tests.writer.opened import Opened
from tests.written import HERE

EVERY_BLOCK = HERE / "decks" / "every_block.md"
EVERYTHING = HERE / "decks" / "everything.md"


def slides(options: Options, talk: Path) -> list[bytes]:
    """The slides without the segments of the progress line, which a template has on its slides
    and a theme on its layouts."""
    deck = lay_out_deck(talk, options).value
    bare = (replace(slide, head=tuple(_texts(slide.head))) for slide in deck.slides)
    opened = Opened(write_deck(replace(deck, slides=tuple(bare))))
    assert opened.problems == []
    return [opened.archive.read(name) for name in opened.names if name.startswith("ppt/slides/s")]


def _texts(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    return (shape for shape in shapes if isinstance(shape, TextBox))


@pytest.mark.parametrize("talk", [EVERY_BLOCK, EVERYTHING])
@pytest.mark.parametrize("name", theme_names())
def test_a_theme_and_its_template_give_the_same_slides(
    tmp_path: Path, name: str, talk: Path
) -> None:
    path = written(tmp_path, write_template(name, Aspect.WIDE, True).value, "own.potx")
    assert slides(Options(template=str(path)), talk) == slides(Options(theme=name), talk)


def test_what_was_changed_counts(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "ppt/slideMasters/slideMaster1.xml":
            return content
        return content.replace(b'sz="2400"', b'sz="2600"')

    data = changed(write_template("paper", Aspect.WIDE, False).value, change)
    theme = lay_out_deck(EVERY_BLOCK, Options(template=str(written(tmp_path, data)))).value.theme
    assert theme.styles["body"].level(0).size == 26
    assert theme.styles["body"].floor == 16
    assert theme.styles["table"].level(0).size == 16


def test_a_layout_that_was_deleted_is_replaced(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b'name="Quote"', b'name="Renamed"')

    data = changed(write_template("paper", Aspect.WIDE, False).value, change)
    path = written(tmp_path, data)
    assert slides(Options(template=str(path)), EVERY_BLOCK)
