"""The pictures of slides in the docs: which slides are on each, and how they are drawn.

    python -m tests.pictures            # draws those that are out of date
    python -m tests.pictures --all      # draws all of them

`docs/gallery/pictures.json` says what each picture was drawn from. A test compares that with the
slides as they are now.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from deck_builder.gallery import lay_out_gallery
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck
from deck_builder.theme.file import theme_names
from tests.drawn import Chosen, digest_of, picture_of
from tests.examples import (
    FEWEST_COLORS as EXAMPLES_FEWEST,
)
from tests.examples import (
    LARGEST as EXAMPLES_LARGEST,
)
from tests.examples import (
    content_of_example,
    description,
    draw_example,
    examples,
    illustrated,
    laid_out,
    pages,
)
from tests.steps import TUTORIAL, Shown, deck_after, followed
from tests.steps import pages as pages_with_steps

FOLDER = Path("docs/gallery")
KNOWN = FOLDER / "pictures.json"
LARGEST = 100_000
"""How many bytes a picture may have."""
_FEWEST_COLORS = 96
# Of pages with steps: slides of a deck, in a row, and of several decks in a row; and widths in
# pixels by how many stand in a row.
_MOST_SLIDES, _COLUMNS, _MOST_COLUMNS = 9, 3, 5
_WIDTHS = {1: 480, 2: 380, 3: 280, 4: 210, 5: 170}
_TALK = Path("outlines/rust-vs-go")
_GALLERY, _CHARTS, _DIAGRAMS, _TUTORIAL = "gallery", "charts", "diagrams", "tutorial"
# The themes in the order of docs/themes.md.
_FIRST = (
    "paper",
    "swiss",
    "folio",
    "studio",
    "corporate",
    "lecture",
    "night",
    "console",
    "keynote",
)
_THEME = (
    *("Why bread rises", "Four ingredients", "Two ways to raise a dough"),
    *("How much of it is air", "Where a kilogram of dough comes from"),
    *("Four signs of a ready dough", "Four flours side by side", "In other words"),
)
_KINDS = (
    *("Most answers come within a minute", "Oslo is calmer", "Fridays are full"),
    *("Large cities are in the middle", "More sales, a better margin", "Where the money went"),
    *("Cairo has grown most", "June and December", "From the north to the south"),
    *("Three seasons", "Every city has its own year", "Until the launch", "One in thirty pays"),
    *("Reykjavik is above the target", "Bars with a target, a usual range and errors"),
    "A logarithmic scale",
)
_GRAPHS = (
    *("What happens to an order", "A loaf by mail", "Classes", "What bread needs"),
    *("The new oven", "Where the flour goes", "What runs the shop", "From the idea to the shop"),
)


class Choice(Struct, frozen=True):
    """Slides of a deck, by their titles: the deck of `gallery` in a theme, of `charts`, of
    `diagrams`, the talk for an audience, or that of the `tutorial` after so many texts, for an
    audience."""

    deck: str
    variant: str
    titles: tuple[str, ...]


class Sheet(Struct, frozen=True):
    """A picture of slides in so many `columns`, each `width` pixels wide."""

    path: Path
    columns: int
    width: int
    choices: tuple[Choice, ...]


def sheets() -> Iterator[Sheet]:
    """Yield the pictures of the docs."""
    two = (_THEME[0], _THEME[2])
    names = (*_FIRST, *(name for name in theme_names() if name not in _FIRST))
    all_themes = tuple(Choice(_GALLERY, name, two) for name in names)
    yield Sheet(FOLDER / "themes.png", 6, 290, all_themes)
    for name in names:
        yield Sheet(FOLDER / f"{name}.png", 4, 400, (Choice(_GALLERY, name, _THEME),))
    yield Sheet(FOLDER / "charts.png", 4, 400, (Choice(_CHARTS, "", _KINDS),))
    yield Sheet(FOLDER / "diagrams.png", 2, 556, (Choice(_DIAGRAMS, "", _GRAPHS),))
    yield Sheet(Path("docs/slides.png"), 4, 340, tuple(_talk()))
    yield from _tutorial()


def _tutorial() -> Iterator[Sheet]:
    """What the steps of the tutorial show, by how many texts were written before."""
    first = ("Why the sea comes and goes", "Twice a day the sea rises", "The Moon pulls")
    chart = "Bristol has three times the range of Hamburg"
    parts = (
        (Choice(_TUTORIAL, "1", first),),
        (Choice(_TUTORIAL, "2", (chart,)),),
        (
            Choice(_TUTORIAL, "5 pupils", (*first[1:], chart)),
            Choice(_TUTORIAL, "5 pilots", (first[1], chart, "What to look up before you sail")),
        ),
    )
    for number, choices in enumerate(parts, 1):
        columns = min(3, len(choices[0].titles))
        yield Sheet(
            FOLDER / f"tutorial-{number}.png", columns, 400 if columns > 1 else 640, choices
        )


def _talk() -> Iterator[Choice]:
    yield Choice(
        "talk",
        "",
        (
            *("Rust vs. Go", "Rust handled 1.5× the throughput of Go"),
            *("Starting a task takes a keyword or a runtime",),
            *("Cloudflare and Dropbox divide the work",),
        ),
    )
    yield Choice(
        "talk",
        "executives",
        (
            *("Operations", "The short answer fits on one line"),
            *("Rust moves four risks ahead of the release",),
            *("Discord's service paused for its own cleaning",),
        ),
    )
    yield Choice(
        "talk",
        "engineers",
        (
            *("Choose your effort",),
            *("An async function compiles to a state machine",),
            *("Rust wins at run time, Go at build time", "In Rust the lock owns the data"),
        ),
    )
    yield Choice(
        "talk",
        "students",
        (
            *("Two languages, two beliefs", "Four words open every door"),
            *("In Rust, every value has one owner",),
            *("Rust gives power, and makes you work for it",),
        ),
    )


def content_of(sheet: Sheet) -> str:
    """Return a digest of what the slides of a sheet show."""
    return digest_of(_chosen(sheet), sheet.columns, sheet.width)


def draw(sheet: Sheet) -> bytes:
    """Return a sheet as PNG."""
    return picture_of(_chosen(sheet), sheet.columns, sheet.width, LARGEST, _FEWEST_COLORS)


def _chosen(sheet: Sheet) -> list[Chosen]:
    decks = [(_deck(choice), choice) for choice in sheet.choices]
    return [(deck, list(_numbers(deck, choice))) for deck, choice in decks]


def _numbers(deck: LaidOutDeck, choice: Choice) -> Iterator[int]:
    titles = [slide.title for slide in deck.slides]
    for title in choice.titles:
        if title not in titles:
            raise LookupError(f"{choice.deck} {choice.variant} has no slide ‘{title}’")
        yield titles.index(title)


@cache
def _deck(choice: Choice) -> LaidOutDeck:
    if choice.deck == _GALLERY:
        return lay_out_gallery((choice.variant,)).value
    if choice.deck in (_CHARTS, _DIAGRAMS):
        return lay_out_deck(Path(f"tests/decks/{choice.deck}.md"), Options(flatten=True)).value
    if choice.deck == _TUTORIAL:
        count, _, audience = choice.variant.partition(" ")
        return deck_after(int(count), audience)
    options = Options(flatten=True, audience=choice.variant)
    return lay_out_deck(_TALK, options).value


def known() -> dict[str, str]:
    """Return what each picture was drawn from."""
    found: dict[str, str] = json.loads(KNOWN.read_text("utf-8")) if KNOWN.is_file() else {}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    before = {} if options.all else known()
    now: dict[str, str] = {}
    for sheet in sheets():
        name = sheet.path.as_posix()
        now[name] = content_of(sheet)
        if before.get(name) != now[name] or not sheet.path.is_file():
            _write(sheet.path, draw(sheet))
    now |= _drawn_steps(before)
    now |= _written_examples(before)
    KNOWN.write_text(json.dumps(now, indent=2) + "\n", "utf-8")


def sheet_of(shown: Shown) -> tuple[list[Chosen], int, int]:
    """Return the slides that a page with steps shows, how many stand in a row, and their width."""
    chosen: list[Chosen] = [
        (deck, range(min(len(deck.slides), _MOST_SLIDES))) for deck in shown.decks
    ]
    most = max(len(numbers) for _, numbers in chosen)
    columns = most if len(chosen) > 1 and most <= _MOST_COLUMNS else min(most, _COLUMNS)
    return chosen, columns, _WIDTHS[columns]


def _drawn_steps(before: dict[str, str]) -> dict[str, str]:
    """Draw what the pages with steps show, where it is out of date."""
    now = {}
    for page in pages_with_steps():
        if page == TUTORIAL:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for shown in followed(page, Path(folder)):
                chosen, columns, width = sheet_of(shown)
                name = shown.path.as_posix()
                now[name] = digest_of(chosen, columns, width)
                if before.get(name) != now[name] or not shown.path.is_file():
                    few, several = EXAMPLES_FEWEST, len(chosen) > 1
                    data = picture_of(chosen, columns, width, EXAMPLES_LARGEST, few, several)
                    _write(shown.path, data)
    return now


def _written_examples(before: dict[str, str]) -> dict[str, str]:
    """Draw the examples that are out of date, and show them on their pages. Return what each was
    drawn from."""
    now, described = {}, {}
    for example in examples():
        deck, name = laid_out(example).value, example.path.as_posix()
        now[name], described[example.path] = content_of_example(deck), description(deck)
        if before.get(name) != now[name] or not example.path.is_file():
            _write(example.path, draw_example(deck))
    for page in pages():
        if any(example.page == page for example in examples()):
            page.write_text(illustrated(page, described), encoding="utf-8")
    for folder in {path.parent for path in described}:
        for path in set(folder.glob("*.png")) - set(described):
            path.unlink()
    return now


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    print(f"{path.as_posix()}: {len(data):,} bytes", flush=True)


if __name__ == "__main__":
    main()
