"""The picture of a slide as SVG 1.1: text as text, pictures inside the file."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.addresses import url_of
from deck_builder.base.languages import has_right_to_left
from deck_builder.base.source import Span
from deck_builder.fonts import css_name, generic_family, has_other_widths, stand_in
from deck_builder.package.xml import attribute, text
from deck_builder.preview.marks import (
    Gradient,
    Letters,
    Mark,
    Part,
    Path,
    Raster,
    Rect,
    SlidePicture,
    TextLine,
    Turn,
)

# The characters around text that is read from the right (UAX #9, section 2.1).
_EMBEDDING, _ENDING = "\u202b", "\u202c"
BOLD_STROKE = 0.035
"""How much thicker the strokes of bold letters are than others, as a factor of the size."""
# Base lines in points that differ by less are one.
_LEVEL = 0.01
_NAMESPACE = "http://www.w3.org/2000/svg"
_MEDIA_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}


class SvgOptions(Struct, frozen=True):
    """How slides are drawn as SVG. `anchors` are the numbers of slides, from 1, by the ids that
    links name; where there are none, links inside the deck are left out. `families` names the
    families that stand for one, the first one that is there first. Pictures with a name in
    `shared`, by their bytes, stand elsewhere on the page, under that id. Italic text is `slanted`
    where no font has italics. With `plain_pictures`, drawings of the author's are
    pictures. Lines that are read from the right are `embedded` for programs that know no
    `direction`: characters say it. With `sources`, parts say where they were written. Bold text
    for which `strokes` is true has thicker strokes: the program has no bold font for it."""

    anchors: Mapping[str, int] = field(default_factory=dict)
    families: Callable[[str], Iterable[str]] = lambda family: css_families(family)
    shared: Mapping[bytes, str] = field(default_factory=dict)
    slanted: bool = False
    plain_pictures: bool = False
    embedded: bool = False
    sources: bool = False
    strokes: Callable[[Letters], bool] = lambda letters: False


def css_families(family: str) -> tuple[str, ...]:
    """Return the families that a browser tries for `family`: its own, then one of the same widths,
    then any of its kind."""
    return family, stand_in(family), generic_family(family)


def linked_slide(link: str, anchors: Mapping[str, int]) -> int | None:
    """Return the number of the slide that a `link` inside the deck leads to, None for no slide."""
    return anchors.get(link[1:]) or anchors.get(unquote(link[1:]))


def place_of(span: Span) -> str:
    """Return the file, line and column of `span`, as editors take them."""
    line, column = span.source.position(span.start)
    return f"{span.source.path}:{line}:{column}"


def slide_svg(slide: SlidePicture, number: int, title: str, options: SvgOptions) -> str:
    """Return the picture of the slide with this number, from 1, as an `svg` element that has
    the slide's title as its name. It is a group, so that screen readers read the text in it."""
    writer = _Writer(number, options)
    content = "".join(map(writer.part, slide.parts))
    width, height = _number(slide.width), _number(slide.height)
    return (
        f'<svg xmlns="{_NAMESPACE}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-label="{attribute(title)}"><title>{text(title)}'
        f"</title>{content}</svg>"
    )


def data_address(kind: str, data: bytes) -> str:
    """Return the picture `data` in the format `kind` as an address that holds it."""
    return f"data:{_MEDIA_TYPES[kind]};base64,{base64.b64encode(data).decode('ascii')}"


class _Writer:
    """Writes the marks of one slide. Ids are different from those of other slides on the page."""

    def __init__(self, number: int, options: SvgOptions) -> None:
        self._number = number
        self._options = options
        self._gradients = 0
        self._clips = 0

    def part(self, part: Part) -> str:
        content = "".join(map(self._mark, part.marks))
        if not content:
            return ""
        names = _turned(part.turn) if part.turn else ""
        if part.shape is not None:
            names += f' data-shape="{part.shape}"'
        if part.paragraph is not None:
            names += f' data-paragraph="{part.paragraph}"'
        if self._options.sources and part.span is not None:
            names += f' data-source="{attribute(place_of(part.span))}"'
        if part.alt:
            names += f' role="img" aria-label="{attribute(part.alt)}"'
        return f"<g{names}>{content}</g>" if names else content

    def _mark(self, mark: Mark) -> str:
        match mark:
            case Path():
                return _path(mark)
            case Gradient():
                return self._gradient(mark)
            case TextLine():
                return self._line(mark)
            case Raster():
                return self._linked(self._raster(mark), mark.link, mark.tip)
            case _:
                assert_never(mark)

    def _gradient(self, mark: Gradient) -> str:
        self._gradients += 1
        name = f"s{self._number}g{self._gradients}"
        stops = "".join(
            f'<stop offset="{_share(share)}" stop-color="#{color}"/>' for share, color in mark.stops
        )
        ends = zip(("x1", "y1", "x2", "y2"), mark.direction, strict=True)
        way = "".join(f' {key}="{_share(share)}"' for key, share in ends)
        filled = f'<rect{_place(mark.rect)} fill="url(#{name})"/>'
        if mark.data:
            turned = f' transform="{_matrix(mark.matrix)}"' if mark.matrix else ""
            filled = f'<path d="{mark.data}" fill="url(#{name})"{turned}/>'
        return f'<linearGradient id="{name}"{way}>{stops}</linearGradient>{filled}'

    def _raster(self, mark: Raster) -> str:
        if self._options.plain_pictures and mark.fallback and not mark.own:
            mark = replace(mark, data=mark.fallback, format="png")
        known = self._options.shared.get(mark.data)
        picture = f'<use href="#{known}"/>' if known else image_element(mark)
        crop, (width, height) = mark.crop, mark.size
        view = (
            f"{_share(crop.left * width)} {_share(crop.top * height)} "
            f"{_share((1 - crop.left - crop.right) * width)} "
            f"{_share((1 - crop.top - crop.bottom) * height)}"
        )
        shown = (
            f'<svg{_place(mark.rect)} viewBox="{view}" preserveAspectRatio="none">{picture}</svg>'
        )
        if mark.opacity != 1.0:
            shown = f'<g opacity="{_share(mark.opacity)}">{shown}</g>'
        if not mark.outline:
            return shown
        self._clips += 1
        name = f"s{self._number}c{self._clips}"
        corner = f"translate({_number(mark.rect.x)} {_number(mark.rect.y)})"
        clip = f'<clipPath id="{name}"><path d="{mark.outline}" transform="{corner}"/></clipPath>'
        return f'{clip}<g clip-path="url(#{name})">{shown}</g>'

    def _linked(self, content: str, link: str, tip: str = "") -> str:
        target = self._target(link)
        if not target:
            return content
        shown = f"<title>{text(tip)}</title>" if tip else ""
        outside = "" if target.startswith("#") else ' target="_blank" rel="noopener noreferrer"'
        return f'<a href="{attribute(target)}"{outside}>{shown}{content}</a>'

    def _target(self, link: str) -> str:
        """Where a link leads on the page; empty when it leads nowhere."""
        if not link.startswith("#"):
            return url_of(link) if link else ""
        number = linked_slide(link, self._options.anchors)
        return f"#{number}" if number else ""

    def _line(self, line: TextLine) -> str:
        words = "".join(letters.text for letters in line.letters)
        if line.rtl or has_right_to_left(words):
            return self._mixed(line)
        return "".join(self._letters(letters) for letters in line.letters if letters.text.strip())

    def _letters(self, letters: Letters) -> str:
        look, words = self._look(letters), text(letters.text)
        place = f' x="{_number(letters.x)}" y="{_number(letters.baseline)}"'
        if letters.italic and self._options.slanted:
            slant = f"matrix(1 0 -.2 1 {_number(letters.x)} {_number(letters.baseline)})"
            place = f' transform="{slant}"'
        if has_other_widths(letters.family):
            place += f' textLength="{_number(letters.width)}" lengthAdjust="spacingAndGlyphs"'
        written = f'<text{place}{look} xml:space="preserve">{words}</text>'
        return self._linked(written, letters.link, letters.tip)

    def _mixed(self, line: TextLine) -> str:
        """A line that is read from the right, or in which some words are: its order is left to the
        program that shows it."""
        x = line.right if line.rtl else min(letters.x for letters in line.letters)
        level = max(line.letters, key=lambda letters: letters.size).baseline
        spans = "".join(self._span(letters, level) for letters in line.letters)
        direction = ' direction="rtl"' if line.rtl else ""
        if line.rtl and self._options.embedded:
            direction, spans = ' text-anchor="end"', f"{_EMBEDDING}{spans}{_ENDING}"
        return (
            f'<text x="{_number(x)}" y="{_number(level)}"{direction} '
            f'xml:space="preserve">{spans}</text>'
        )

    def _span(self, letters: Letters, level: float) -> str:
        look = f"{_raised(letters, level)}{self._look(letters)}"
        return self._linked(f"<tspan{look}>{text(letters.text)}</tspan>", letters.link, letters.tip)

    def _look(self, letters: Letters) -> str:
        families = ", ".join(map(css_name, self._options.families(letters.family)))
        look = (
            f' font-family="{attribute(families)}" font-size="{_number(letters.size)}" '
            f'fill="#{letters.color}"'
        )
        if letters.bold:
            look += ' font-weight="700"'
            if self._options.strokes(letters):
                width = _number(letters.size * BOLD_STROKE)
                look += f' stroke="#{letters.color}" stroke-width="{width}"'
        if letters.italic and not self._options.slanted:
            look += ' font-style="italic"'
        if letters.underline or letters.strike:
            lines = ("underline" * letters.underline, "line-through" * letters.strike)
            look += f' text-decoration="{" ".join(filter(None, lines))}"'
        if letters.tracking:
            look += f' letter-spacing="{_number(letters.tracking)}"'
        if letters.lang:
            look += f' xml:lang="{attribute(letters.lang)}"'
        return look


def image_element(mark: Raster, name: str = "") -> str:
    """Return the whole of a picture in its own size, with the id `name`."""
    own = f' id="{name}"' if name else ""
    width, height = map(_share, mark.size)
    return (
        f'<image{own} width="{width}" height="{height}" preserveAspectRatio="none" '
        f'href="{data_address(mark.format, mark.data)}"/>'
    )


def _path(mark: Path) -> str:
    look = f' fill="#{mark.fill}"' if mark.fill else ' fill="none"'
    if mark.fill and mark.opacity != 1.0:
        look += f' fill-opacity="{_share(mark.opacity)}"'
    if mark.line:
        look += f' stroke="#{mark.line}" stroke-width="{_number(mark.width)}"'
    if mark.line and mark.line_opacity != 1.0:
        look += f' stroke-opacity="{_share(mark.line_opacity)}"'
    if mark.dash:
        look += f' stroke-dasharray="{" ".join(map(_number, mark.dash))}"'
    if mark.rounded:
        look += ' stroke-linecap="round" stroke-linejoin="round"'
    if mark.matrix:
        look += f' transform="{_matrix(mark.matrix)}"'
    return f'<path d="{mark.data}"{look}/>'


def _matrix(numbers: Iterable[float]) -> str:
    return f"matrix({' '.join(map(_share, numbers))})"


def _turned(turn: Turn) -> str:
    place = " ".join(map(_number, (turn.degrees, turn.x, turn.y)))
    return f' transform="rotate({place})"'


def _place(rect: Rect) -> str:
    return (
        f' x="{_number(rect.x)}" y="{_number(rect.y)}" width="{_number(rect.width)}" '
        f'height="{_number(rect.height)}"'
    )


def _raised(letters: Letters, level: float) -> str:
    """How far letters stand above the base line of others, at `level`. A distance to the letters
    before them would be one in the order of reading for some programs, for others as they stand."""
    rise = level - letters.baseline
    return f' baseline-shift="{_number(rise)}"' if abs(rise) > _LEVEL else ""


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _share(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")
