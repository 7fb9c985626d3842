"""The examples of the docs, each of which is a talk, and the pictures of their slides.

The picture of an example stands under it. `python -m tests.pictures` draws it, and writes the line
that shows it.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from deck_builder.base.diagnostics import Checked
from deck_builder.gallery.starter import write_starter
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck
from tests.drawn import Chosen, digest_of, picture_of
from tests.steps import DOCS
from tests.steps import pages as pages_with_steps

EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown\n(?P<text>.*?)^(?P=fence)\n"
    r"(?P<shown>\n!\[The slides? of this example[^\n]*\n)?",
    re.MULTILINE | re.DOTALL,
)
GALLERY = Path("docs/gallery")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_MOST_SLIDES = 9
LARGEST = 24_000
"""How many bytes the picture of an example may have."""
FEWEST_COLORS = 32
# Slides in a row, and their width in pixels, by how many there are.
_ONE, _TWO, _MORE = (1, 480), (2, 380), (3, 280)


class Example(Struct, frozen=True):
    """An example on a `page`, from a `line`, with the `path` of its picture, and what is `shown`
    under it."""

    page: Path
    line: int
    text: str
    path: Path
    shown: str

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.page.name}-{self.line}"

    @property
    def shows_picture(self) -> bool:
        """Whether the picture under it is its own."""
        return self.shown.endswith(f"({_target(self.page, self.path)})\n")


def pages() -> list[Path]:
    """Return the pages that have examples: on those with steps, a talk may need what was there
    before, and `tests/steps.py` follows them."""
    with_steps = pages_with_steps()
    others = (page for page in sorted(DOCS.glob("*.md")) if page not in with_steps)
    return [Path("README.md"), *others]


def examples() -> Iterator[Example]:
    """Yield the examples of all pages."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        for found, path in _with_paths(page, text):
            line = text.count("\n", 0, found.start()) + 1
            yield Example(page, line, found["text"], path, found["shown"] or "")


def _with_paths(page: Path, text: str) -> Iterator[tuple[re.Match[str], Path]]:
    """Yield each example with the path of its picture, which is named after its section."""
    bare = EXAMPLE.sub(lambda found: re.sub("[^\n]", " ", found[0]), text)
    seen: Counter[str] = Counter()
    for found in EXAMPLE.finditer(text):
        section = _HEADING.findall(bare[: found.start()])[-1]
        name = "-".join(re.findall(r"\w+", section.lower()))
        seen[name] += 1
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        yield found, GALLERY / page.stem.lower() / f"{name}{number}.png"


def laid_out(example: Example) -> Checked[LaidOutDeck]:
    """Return the deck of an example, with what was reported. It stands in a folder that
    `deck-builder new` has written: examples use no other files."""
    with tempfile.TemporaryDirectory() as folder:
        write_starter(Path(folder))
        talk = Path(folder, "talk.md")
        talk.write_text(example.text, encoding="utf-8")
        return lay_out_deck(talk, Options())


def content_of_example(deck: LaidOutDeck) -> str:
    """Return a digest of what the deck of an example shows."""
    return digest_of([_chosen(deck)], *_size(deck))


def draw_example(deck: LaidOutDeck) -> bytes:
    """Return the slides of an example as PNG."""
    return picture_of([_chosen(deck)], *_size(deck), LARGEST, FEWEST_COLORS)


def _chosen(deck: LaidOutDeck) -> Chosen:
    return deck, range(min(len(deck.slides), _MOST_SLIDES))


def _size(deck: LaidOutDeck) -> tuple[int, int]:
    return {1: _ONE, 2: _TWO}.get(len(deck.slides), _MORE)


def illustrated(page: Path, titles: dict[Path, str]) -> str:
    """Return the text of a page with a line under each example that shows its picture. `titles`
    says what is on a picture."""
    text = page.read_text(encoding="utf-8")
    parts, end = [], 0
    for found, path in _with_paths(page, text):
        parts.append(text[end : found.start()])
        example = found[0].removesuffix(found["shown"] or "")
        parts.append(f"{example}\n![{titles[path]}]({_target(page, path)})\n")
        end = found.end()
    return "".join(parts) + text[end:]


def _target(page: Path, path: Path) -> str:
    """Where a page finds a picture."""
    return path.relative_to(page.parent).as_posix()


def description(deck: LaidOutDeck) -> str:
    """Return what the picture of an example shows, as its alternative text."""
    titles = [re.sub(r"[\[\]\\]", "", one.title) for one in deck.slides[:_MOST_SLIDES] if one.title]
    named = ", ".join(f"‘{one}’" for one in titles)
    what = "The slide" if len(deck.slides) == 1 else "The slides"
    return f"{what} of this example: {named}" if named else f"{what} of this example"
