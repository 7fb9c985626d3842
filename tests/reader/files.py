"""PowerPoint files to be read: built from talks, and made with python-pptx as others make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pptx
from pptx.presentation import Presentation

from deck_builder.assets import Assets
from deck_builder.outline import resolve
from deck_builder.pipeline import write_deck
from deck_builder.reader import DeckContents, read_deck
from deck_builder.slides import compose, lay_out
from tests.talks import a_theme, outline_of


def built(text: str, theme: str = "paper") -> bytes:
    """The file that a talk becomes."""
    outline = resolve(outline_of(text).value, Assets(())).value
    look = a_theme(theme)
    return write_deck(lay_out(compose(outline, look).value, look).value)


def contents(text: str, theme: str = "paper") -> DeckContents:
    """What is in the file that a talk becomes."""
    return read_deck(built(text, theme))


def made(*fills: Callable[[Presentation], None]) -> bytes:
    """A file of python-pptx, filled by functions."""
    presentation = pptx.Presentation()
    for fill in fills:
        fill(presentation)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def with_parts(data: bytes, **parts: bytes | None) -> bytes:
    """A file with other parts, by the last word of their names; None takes one out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            word = name.rpartition("/")[2].partition(".")[0]
            content = parts.get(word, old.read(name)) if name.endswith(".xml") else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()
