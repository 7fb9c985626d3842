"""How near is the preview to the file? Compares pictures of slides with LibreOffice's.

    python tests/benchmarks/fidelity.py TALK... [--themes all] [--corpus FOLDER --decks 40 --seed 1]
                                        [--worst FOLDER]

For each talk it prints how many paragraphs have the lines that `text.lines` says, and no more than
they were fitted with; how many have fewer than that; how many lines of text have their baseline
within 2 points of LibreOffice's, how many of those in texts that the fonts of the theme have all
characters of, and how many pictures, tables and shapes are within 1 point of it. Other characters
are in whatever font a machine has for them: here Noto's and DejaVu, which PowerPoint does not use.
In tables that are read from the right, LibreOffice has the first column at the left, PowerPoint at
the right: their lines are compared with those of the same cell, wherever that is. `--worst` writes
pictures of the ten worst slides, ours at the left. Needs `soffice` with the fonts Carlito, Caladea and Liberation, and the packages pypdfium2
and resvg_py.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import random
import subprocess
import sys
import tempfile
import unicodedata
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.units import points
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.preview.deck import PicturedDeck, pictured
from deck_builder.preview.marks import Part, Raster, Rect, TextLine
from deck_builder.preview.marks import Path as Outline
from deck_builder.preview.png import slide_pngs
from deck_builder.shapes import (
    AutoShape,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.text.fit import measure
from deck_builder.text.lines import set_paragraphs
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Fonts

SUFFIXES = (".md", ".qmd", ".rmd", ".markdown")
NEAR_LINE, NEAR_SHAPE = 2.0, 1.0
# How far to the side a character may be to be the same one.
_BESIDE = 6.0
_WORST = 10
_SHOWN = 900


class Sign(Struct, frozen=True):
    """A character of a PDF, and where its baseline begins, in points of the slide."""

    text: str
    x: float
    y: float


class Score(Struct):
    """How much of what was compared is near enough."""

    paragraphs: int = 0
    broken: int = 0
    shorter: int = 0
    lines: int = 0
    far_lines: int = 0
    own_lines: int = 0
    far_own_lines: int = 0
    shapes: int = 0
    far_shapes: int = 0

    def add(self, other: Score) -> None:
        """Add the numbers of another one."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        return (
            f"paragraphs {_share(self.paragraphs, self.broken)} ({self.shorter:,} shorter), "
            f"lines {_share(self.lines, self.far_lines)}, "
            f"in own fonts {_share(self.own_lines, self.far_own_lines)}, "
            f"shapes {_share(self.shapes, self.far_shapes)}"
        )


class Page(Struct, frozen=True):
    """A slide that was compared: what it is called, its score, what is far off, and how both show
    it."""

    name: str
    score: Score
    far: tuple[str, ...]
    ours: bytes
    theirs: Any


def _share(count: int, wrong: int) -> str:
    good = 100.0 * (count - wrong) / count if count else 100.0
    return f"{good:.1f} % of {count:,}"


def main() -> None:
    options = _options()
    total, pages = Score(), list[Page]()
    for name, path, theme in _talks(options):
        try:
            found = compare(path, theme, name)
        except DeckError as error:
            print(f"{name}: not built: {error.message}")
            continue
        score = Score()
        for page in found:
            score.add(page.score)
        print(f"{name}: {score}", flush=True)
        total.add(score)
        pages = sorted([*pages, *found], key=lambda page: -_badness(page.score))[:_WORST]
    print(f"all: {total}")
    for page in pages:
        print(f"  {page.name}: {page.score}")
        for line in page.far[:6]:
            print(f"    {line}")
    if options.worst is not None:
        _write_sheets(pages, options.worst)
    is_good = total.broken == 0 and total.far_lines <= 0.02 * total.lines
    sys.exit(0 if is_good else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("talks", type=Path, nargs="*")
    parser.add_argument("--themes", default="", help="names with commas between them, or ‘all’")
    parser.add_argument("--corpus", type=Path, help="a folder of Markdown files")
    parser.add_argument("--decks", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=Path, help="a folder for pictures of the worst slides")
    return parser.parse_args()


def _talks(options: argparse.Namespace) -> Iterator[tuple[str, Path, str]]:
    themes = theme_names() if options.themes == "all" else options.themes.split(",")
    for path in options.talks:
        for theme in themes:
            yield f"{path.stem} {theme}".strip(), path, theme
    if options.corpus is not None:
        files = sorted(one for one in options.corpus.rglob("*") if one.suffix in SUFFIXES)
        chosen = random.Random(options.seed).sample(files, min(options.decks, len(files)))
        for path in sorted(chosen):
            yield str(path.relative_to(options.corpus)), path, ""


def compare(path: Path, theme: str, name: str) -> list[Page]:
    """Return how each slide of a talk compares."""
    wanted = Options(flatten=True, theme=theme)
    deck = _all_shown(lay_out_deck(path, wanted).value)
    drawn = pictured(deck)
    pngs = slide_pngs([slide.picture for slide in drawn.slides], deck_fonts(drawn), 720)
    pages = []
    with tempfile.TemporaryDirectory() as folder:
        document = pypdfium2.PdfDocument(_as_pdf(write_deck(deck), Path(folder)))
        for number, (slide, png) in enumerate(zip(deck.slides, pngs, strict=True)):
            if number >= len(document) or slide.imported is not None:
                continue
            page = document[number]
            score, far = _compared(slide, drawn, number, page, (slide.theme or deck.theme).fonts)
            shown = page.render(scale=720 / page.get_width()).to_pil()
            pages.append(Page(f"{name}, slide {number + 1}", score, tuple(far), png, shown))
        document.close()
    return pages


def deck_fonts(deck: PicturedDeck) -> Any:
    """Return the fonts of a deck."""
    return deck.fonts


def _all_shown(deck: LaidOutDeck) -> LaidOutDeck:
    slides = (replace(one, staging=replace(one.staging, hidden=False)) for one in deck.slides)
    return replace(deck, slides=tuple(slides))


def _as_pdf(pptx: bytes, folder: Path) -> Path:
    (folder / "deck.pptx").write_bytes(pptx)
    profile = (Path(tempfile.gettempdir()) / "deck-builder-fidelity").as_uri()
    command = ("soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf")
    subprocess.run(
        (*command, "--outdir", str(folder), str(folder / "deck.pptx")),
        check=True,
        capture_output=True,
        timeout=600,
    )
    return folder / "deck.pdf"


def _compared(
    slide: LaidOutSlide, deck: PicturedDeck, number: int, page: Any, fonts: Fonts
) -> tuple[Score, list[str]]:
    picture = deck.slides[number].picture
    scale = picture.width / page.get_width()
    score, far = Score(), list[str]()
    signs = defaultdict[str, list[Sign]](list)
    for sign in _signs(page, scale):
        signs[sign.text].append(sign)
    foreign = set(_foreign(picture.parts, fonts))
    for place, line in _lines(picture.parts):
        off = _off(_as_mirrored(line, slide.shapes, place), signs)
        is_far, is_own = off is None or abs(off) > NEAR_LINE, place not in foreign
        score.lines += 1
        score.own_lines += is_own
        if is_far:
            score.far_lines += 1
            score.far_own_lines += is_own
            words = "".join(one.text for one in line.letters)[:40]
            far.append(f"line {'not found' if off is None else f'{off:+.1f}'}: {words}")
    for index, shape in enumerate(slide.shapes):
        if isinstance(shape, TextBox):
            score.add(_breaks(shape, index, deck, number))
    boxes = list(_boxes(page, scale))
    for index, shape in enumerate(slide.shapes):
        for rect in _expected(shape, index, picture.parts):
            score.shapes += 1
            near = min((_distance(rect, box) for box in boxes), default=999.0)
            if near > NEAR_SHAPE:
                score.far_shapes += 1
                far.append(f"{type(shape).__name__} {near:.1f}: {rect}")
    return score, far


def _lines(parts: Iterable[Part]) -> Iterator[tuple[int | None, TextLine]]:
    """The lines of text, with the shapes that they are in."""
    for part in parts:
        for mark in part.marks:
            if isinstance(mark, TextLine) and "".join(one.text for one in mark.letters).strip():
                yield part.shape, mark


def _foreign(parts: Iterable[Part], fonts: Fonts) -> Iterator[int | None]:
    """The shapes with characters that the fonts of the theme lack: all lines below these are where
    another font puts them."""
    for shape, line in _lines(parts):
        for letters in line.letters:
            if not fonts.face(letters.family, letters.bold).covers(letters.text):
                yield shape


def _off(line: TextLine, signs: dict[str, list[Sign]]) -> float | None:
    """How much higher LibreOffice's line is; None when its first letter is nowhere near."""
    best: float | None = None
    for letters in line.letters:
        words = letters.text.lstrip()
        if not words:
            continue
        # Code is set in, all characters of which are equally wide.
        blank = letters.width * (1 - len(words) / len(letters.text))
        left, right = letters.x + blank - _BESIDE, letters.x + blank + _BESIDE
        if line.rtl or not words.isascii():
            ends = [one.x for one in line.letters] + [one.x + one.width for one in line.letters]
            left, right = min(ends) - _BESIDE, max(ends) + _BESIDE
        first = words[:1] if words.isascii() else words[:3]
        near = (one for sign in first for one in signs.get(sign, ()))
        found = [one for one in near if left <= one.x <= right]
        if found:
            off = min((letters.baseline - one.y for one in found), key=abs)
            if best is None or abs(off) < abs(best):
                best = off
    return best


def _signs(page: Any, scale: float) -> Iterator[Sign]:
    text = page.get_textpage()
    height = page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, index))
        if not sign.isspace() and pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            # Letters of Arabic are there in the shape that they have in their word.
            for one in unicodedata.normalize("NFKC", sign):
                yield Sign(one, x.value * scale, (height - y.value) * scale)


def _as_mirrored(line: TextLine, shapes: Sequence[Shape], place: int | None) -> TextLine:
    """A line where LibreOffice has it: it turns no table that is read from the right."""
    table = shapes[place] if place is not None else None
    if not isinstance(table, TableFrame) or not table.style.rtl:
        return line
    edges = [points(one) for one in accumulate(table.widths, initial=0)]
    left, right = points(table.box.x), points(table.box.x) + edges[-1]
    middle = line.letters[0].x + line.letters[0].width / 2
    column = bisect(edges, right - middle) - 1
    moved = left + edges[column] - (right - edges[column + 1])
    letters = (replace(one, x=one.x + moved) for one in line.letters)
    return replace(line, letters=tuple(letters))


def _breaks(shape: TextBox, index: int, deck: PicturedDeck, number: int) -> Score:
    """How many paragraphs of a text have other lines than they should, or more than they were
    fitted with, and how many have fewer than that."""
    theme_fonts = deck.fonts[0]
    width = shape.box.inset(shape.insets).width
    fitted = measure(shape.paragraphs, width, shape.style, theme_fonts).lines
    likely = set_paragraphs(shape.paragraphs, width, shape.style, theme_fonts)
    drawn: dict[int, int] = {}
    for part in deck.slides[number].picture.parts:
        if part.shape == index and part.paragraph is not None:
            bases = {
                round(max(one.baseline for one in mark.letters if one.size), 1)
                for mark in part.marks
                if isinstance(mark, TextLine)
            }
            drawn[part.paragraph] = len(bases)
    score = Score()
    for at, paragraph in enumerate(shape.paragraphs):
        is_mixed = any(run.is_script or run.formula for run in paragraph.runs)
        if paragraph.text.strip() and not paragraph.bullet and not is_mixed:
            count = len(likely[at].lines)
            score.paragraphs += 1
            score.broken += drawn.get(at, 0) != count or count > fitted[at]
            score.shorter += count < fitted[at]
    return score


def _expected(shape: Shape, index: int, parts: Sequence[Part]) -> Iterator[Rect]:
    """The rectangles of what is drawn of a shape."""
    own = [part for part in parts if part.shape == index]
    match shape:
        case Picture():
            yield from (_whole(mark) for mark in own[0].marks if isinstance(mark, Raster))
        case AutoShape() if shape.fill and not (shape.mirrored or shape.flipped):
            yield own[0].rect
        case TextBox() if shape.fill:
            yield own[0].rect
        case TableFrame():
            rects = [
                rect
                for mark in own[0].marks
                if isinstance(mark, Outline) and (rect := _ruled(mark)) is not None
            ]
            yield from dict.fromkeys(rects)
        case _:
            pass


def _whole(mark: Raster) -> Rect:
    """Where a picture would be with what is cut off: LibreOffice writes it so."""
    rect, crop = mark.rect, mark.crop
    width = rect.width / (1 - crop.left - crop.right)
    height = rect.height / (1 - crop.top - crop.bottom)
    return Rect(rect.x - crop.left * width, rect.y - crop.top * height, width, height)


def _ruled(mark: Outline) -> Rect | None:
    """The rectangle that a cell is filled in, None for a line."""
    if not mark.fill or "h" not in mark.data:
        return None
    head, _, rest = mark.data[1:].partition("h")
    x, y = map(float, head.split())
    width, _, rest = rest.partition("v")
    return Rect(x, y, float(width), float(rest.partition("h")[0]))


def _boxes(page: Any, scale: float) -> Iterator[Rect]:
    """The bounds of what a page shows but for its text."""
    height = page.get_height()
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    for one in page.get_objects(filter=kinds, max_depth=4):
        left, bottom, right, top = one.get_bounds()
        yield Rect(
            left * scale, (height - top) * scale, (right - left) * scale, (top - bottom) * scale
        )


def _distance(rect: Rect, other: Rect) -> float:
    """How far the sides of two rectangles are from each other, at most."""
    return max(
        abs(rect.x - other.x),
        abs(rect.y - other.y),
        abs(rect.x + rect.width - other.x - other.width),
        abs(rect.y + rect.height - other.y - other.height),
    )


def _badness(score: Score) -> float:
    wrong = score.far_lines + score.far_shapes + 5 * score.broken
    return wrong + wrong / max(1, score.lines + score.shapes)


def _write_sheets(pages: Sequence[Page], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages, 1):
        with Image.open(io.BytesIO(page.ours)) as ours:
            sheet = Image.new("RGB", (2 * ours.width + 10, ours.height), "red")
            sheet.paste(ours.convert("RGB"), (0, 0))
            sheet.paste(page.theirs.convert("RGB").resize(ours.size), (ours.width + 10, 0))
            sheet.save(folder / f"{number:02}.png")


if __name__ == "__main__":
    main()
