"""The pictures of slides in the docs: which slides are on each, and how they are drawn.

    python -m tests.pictures            # draws those that are out of date
    python -m tests.pictures --all      # draws all of them

`docs/gallery/pictures.json` says what each picture was drawn from. A test compares that with the
slides as they are now.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from deck_builder.gallery import lay_out_gallery
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.preview.deck import pictured
from deck_builder.preview.marks import Gradient, Mark, Raster, SlidePicture, TextLine
from deck_builder.preview.marks import (
    Path as Outline,
)
from deck_builder.preview.png import slide_pngs
from deck_builder.preview.shapes import Drawn
from deck_builder.preview.slide import slide_picture
from deck_builder.shapes import ChartFrame, FormulaFrame, LaidOutDeck
from deck_builder.theme.file import theme_names
from tests.tutorial import deck_after

FOLDER = Path("docs/gallery")
KNOWN = FOLDER / "pictures.json"
LARGEST = 100_000
"""How many bytes a picture may have."""
_TALK = Path("outlines/rust-vs-go")
_GALLERY, _CHARTS, _DIAGRAMS, _TUTORIAL = "gallery", "charts", "diagrams", "tutorial"
_GAP, _GROUND = 8, "#e8e8e8"
_FEWEST_COLORS = 96
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
    """Return a digest of what the slides of a sheet show: each letter and each outline with its
    place to the point, and the data of charts."""
    found = hashlib.sha256(f"{sheet.columns} {sheet.width}".encode())
    for choice in sheet.choices:
        deck = _deck(choice)
        for number in _numbers(deck, choice):
            picture = slide_picture(deck, number, _not_drawn())
            for part in picture.parts:
                for mark in part.marks:
                    found.update(_said(mark).encode("utf-8", "replace"))
            for shape in deck.slides[number].shapes:
                if isinstance(shape, ChartFrame):
                    found.update(repr(shape.chart).encode("utf-8", "replace"))
    return found.hexdigest()[:16]


class _Nothing(dict[object, object]):
    """Has a picture of nothing for everything."""

    def __missing__(self, key: object) -> object:
        from deck_builder.charts.draw.chart import Drawing

        return Drawing(b"", b"")


def _not_drawn() -> Drawn:
    """What stands for charts and formulas, which take long to draw."""
    return Drawn(_Nothing(), {})  # type: ignore[arg-type]


def _said(mark: Mark) -> str:
    """What a mark is, to the point: numbers of other machines may differ by less."""
    match mark:
        case TextLine():
            return "".join(
                f"{one.text}|{one.x:.0f}|{one.baseline:.0f}|{one.size:.1f}|{one.family}|{one.color}"
                f"|{one.bold}|{one.italic}"
                for one in mark.letters
            )
        case Outline():
            return f"{_rounded(mark.data)}|{mark.fill}|{mark.line}|{mark.width:.1f}"
        case Gradient():
            return f"{mark.rect}|{mark.colors}"
        case Raster():
            rect = mark.rect
            return f"{rect.x:.0f}|{rect.y:.0f}|{rect.width:.0f}|{rect.height:.0f}"


def _rounded(data: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.0f}", data)


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


def _slides(choice: Choice) -> tuple[list[SlidePicture], LaidOutDeck]:
    """The slides of a choice, drawn: only their charts and formulas."""
    deck = _deck(choice)
    numbers = list(_numbers(deck, choice))
    kept = {number: slide for number, slide in enumerate(deck.slides) if number in numbers}
    few = replace(deck, slides=tuple(kept.values()))
    drawn = _drawn(few)
    return [slide_picture(deck, number, drawn) for number in numbers], deck


def _drawn(deck: LaidOutDeck) -> Drawn:
    from deck_builder.charts.draw.drawings import drawn_charts
    from deck_builder.formulas.picture import drawn_formulas

    has_formulas = any(isinstance(one, FormulaFrame) for s in deck.slides for one in s.shapes)
    formulas = drawn_formulas(list(deck.formulas())) if has_formulas else {}
    return Drawn(drawn_charts(list(deck.charts()), None), formulas)


def draw(sheet: Sheet) -> bytes:
    """Return a sheet as PNG."""
    tiles = []
    for choice in sheet.choices:
        pictures, deck = _slides(choice)
        fonts = pictured(replace(deck, slides=())).fonts
        tiles += [_opened(png) for png in slide_pngs(pictures, fonts, 2 * sheet.width)]
    return _smallest(_together(tiles, sheet))


def _opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as pixels:
        half = (pixels.width // 2, pixels.height // 2)
        return pixels.convert("RGB").resize(half, Image.Resampling.LANCZOS)


def _together(tiles: Sequence[Image.Image], sheet: Sheet) -> Image.Image:
    width, height = tiles[0].size
    rows = -(-len(tiles) // sheet.columns)
    size = (sheet.columns * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    whole = Image.new("RGB", size, _GROUND)
    for number, tile in enumerate(tiles):
        row, column = divmod(number, sheet.columns)
        whole.paste(tile, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    return whole


def _smallest(pixels: Image.Image) -> bytes:
    """As PNG with as many colours as there is room for."""
    colors = 256
    while True:
        out = io.BytesIO()
        # Rare colours, such as that of a word, are kept.
        pixels.quantize(colors, Image.Quantize.MAXCOVERAGE, kmeans=1).save(
            out, "PNG", optimize=True
        )
        if len(out.getvalue()) <= LARGEST or colors <= _FEWEST_COLORS:
            return out.getvalue()
        colors = colors * 3 // 4


def known() -> dict[str, str]:
    """Return what each picture was drawn from."""
    found: dict[str, str] = json.loads(KNOWN.read_text("utf-8")) if KNOWN.is_file() else {}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    before, now = known(), {}
    for sheet in sheets():
        name = sheet.path.as_posix()
        now[name] = content_of(sheet)
        if options.all or before.get(name) != now[name] or not sheet.path.is_file():
            data = draw(sheet)
            sheet.path.write_bytes(data)
            print(f"{name}: {len(data):,} bytes", flush=True)
    KNOWN.write_text(json.dumps(now, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
