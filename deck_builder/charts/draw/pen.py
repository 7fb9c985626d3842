"""The size, colours and text that a chart is drawn with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import commonprefix

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.color import LEAST_CONTRAST, contrast, mix, readable
from deck_builder.base.units import points
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Align, Label
from deck_builder.fonts import Face
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import ACCENTS

SMALLEST_TEXT = 12.0
_NARROW = 420.0
_ELLIPSIS = "…"
_LINE_SPACING = 1.15
# How far the colours step towards the background.
_TINT = 0.45
_RULE = 0.78
_FADES = (0.55, 0.7, 0.45)
_MOST_ROUNDS = 4
# So few bars have text so many times as large, in frames of some size.
_UPRIGHT = ("bar", "grouped-bar")
_MOST_FEW = 3
_LARGER = 1.25
_LEAST_PITCH, _LEAST_HEIGHT = 100.0, 160.0
BLACK, WHITE = "000000", "FFFFFF"
"""One of them is easy to read on any colour."""


class Pen(Struct, frozen=True):
    """The size of the chart in points, the size of its text, its colours as RRGGBB; some series and
    categories have their `own`. What grows is `positive`, what shrinks `negative`."""

    width: float
    height: float
    size: float
    text: str
    muted: str
    rule: str
    background: str
    accents: tuple[str, ...]
    regular: Face
    bold: Face
    own: Mapping[str, str] = field(default_factory=dict)
    positive: str = ""
    negative: str = ""

    @property
    def line(self) -> float:
        """The distance between two lines of text."""
        return self.size * _LINE_SPACING

    def width_of(self, text: str, bold: bool = False) -> float:
        """Return how wide `text` is on one line."""
        return (self.bold if bold else self.regular).width(text) * self.size

    def widest(self, texts: tuple[str, ...], bold: bool = False) -> float:
        """Return the width of the widest of `texts`, 0 without any."""
        return max((self.width_of(text, bold) for text in texts), default=0.0)

    def color(self, index: int) -> str:
        """Return the colour of series `index`: the accents, then tints of them."""
        turn, place = divmod(index, len(self.accents))
        accent = self.accents[place]
        return accent if turn == 0 else mix(accent, self.background, _TINT)

    def fade(self, index: int) -> str:
        """Return the tone of series or part `index` when others are highlighted: neighbours
        differ."""
        return mix(self.muted, self.background, _FADES[index % len(_FADES)])

    def series_color(self, spec: ChartSpec, index: int) -> str:
        """Return the colour of series `index` of `spec`, faded when others are highlighted."""
        if self.is_faded(spec, index):
            return self.fade(index)
        name = spec.series[index].name
        if name in self.own:
            return self.own[name]
        if self.own:
            free = [accent for accent in self.accents if accent not in self.own.values()]
            place = sum(row.name not in self.own for row in spec.series[:index])
            return free[place % len(free)] if free else self.fade(index)
        return self.accents[0] if name in spec.highlight else self.color(index)

    def category_color(self, spec: ChartSpec, category: int, series: int) -> str:
        """Return the colour of a bar or a part: its category's own, else that of its series; one
        beside others with colours of their own is faded, unless it is highlighted."""
        name = spec.categories[category]
        if name in self.own:
            return self.own[name]
        if name not in spec.highlight and any(other in self.own for other in spec.categories):
            return self.fade(category)
        return self.color(series)

    def is_faded(self, spec: ChartSpec, index: int) -> bool:
        """Whether series `index` of `spec` steps back behind others."""
        highlighted = any(row.name in spec.highlight for row in spec.series)
        return highlighted and spec.series[index].name not in spec.highlight

    def on_background(self, color: str) -> str:
        """Return `color` for text, lighter or darker where it would be hard to read."""
        return readable(color, (self.background,))

    def on_fill(self, fill: str) -> str:
        """Return the colour of text on `fill`: the text's or the background's, and black or white
        where neither is easy to read there."""

        def on_it(color: str) -> float:
            return contrast(color, fill)

        best = max((self.background, self.text), key=on_it)
        return best if on_it(best) >= LEAST_CONTRAST else max((BLACK, WHITE), key=on_it)

    def label(
        self,
        text: str,
        x: float,
        y: float,
        align: Align = "left",
        color: str = "",
        bold: bool = False,
    ) -> Label:
        """Return a line of text with its middle at `y`."""
        return Label(text.replace("\n", " "), x, y, self.size, color or self.text, align, bold)

    def lines(self, texts: tuple[str, ...], x: float, y: float, align: Align) -> Iterator[Label]:
        """Yield `texts` as lines, one under the other, the middle of the first at `y`."""
        for number, text in enumerate(texts):
            yield self.label(text, x, y + number * self.line, align)

    def shortened(self, text: str, width: float, bold: bool = False) -> str:
        """Return `text`, its end replaced by an ellipsis when it is wider than `width`."""
        if self.width_of(text, bold) <= width:
            return text
        start = text
        while start and self.width_of(start.rstrip() + _ELLIPSIS, bold) > width:
            start = start[:-1]
        return start.rstrip() + _ELLIPSIS

    def cut_apart(self, texts: Sequence[str], width: float) -> tuple[str, ...]:
        """Return `texts` shortened to `width`, those that would look alike in their middle."""
        cut = {text: self.shortened(text, width) for text in texts}
        # Those that begin alike may be of several kinds, which begin alike further on.
        for _ in range(_MOST_ROUNDS):
            alike: dict[str, list[str]] = {}
            for text, short in cut.items():
                alike.setdefault(short, []).append(text)
            groups = [group for group in alike.values() if len(group) > 1]
            for group in groups:
                # Of characters, not of paths.
                start = commonprefix(group)  # noqa: RUF071
                for text in group:
                    cut[text] = self._without_middle(start, text[len(start) :], width)
            if not groups:
                break
        return tuple(cut[text] for text in texts)

    def _without_middle(self, start: str, end: str, width: float) -> str:
        # What differs begins with a whole word or number, if that has room.
        whole = len(start)
        while whole and start[whole - 1].isalnum():
            whole -= 1
        if self.width_of(_ELLIPSIS + start[whole:] + end) <= width:
            start, end = start[:whole], start[whole:] + end
        tail = _ELLIPSIS + end
        while start and self.width_of(start.rstrip() + tail) > width:
            start = start[:-1]
        return self.shortened(start.rstrip() + tail, width)

    def wrapped(self, text: str, width: float) -> tuple[str, ...]:
        """Return `text` in lines of at most `width`, with the line breaks that it has; a longer
        word stays whole."""
        return tuple(
            line for part in text.split("\n") for line in self._lines(part.split(), width)
        ) or ("",)

    def broken(self, text: str, width: float) -> tuple[str, ...]:
        """Return `text` in lines of at most `width`; a longer word is broken where it must be."""
        words = []
        for word in text.split():
            rest = word
            while rest and self.width_of(rest) > width:
                end = next(
                    (at for at in range(len(rest) - 1, 1, -1) if self.width_of(rest[:at]) <= width),
                    1,
                )
                words.append(rest[:end])
                rest = rest[end:]
            words.append(rest)
        return self._lines(words, width)

    def _lines(self, words: Sequence[str], width: float) -> tuple[str, ...]:
        lines: list[str] = []
        for word in words:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width_of(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(lines) or ("",)


def few_bars(spec: ChartSpec) -> int:
    """Return how many upright bars `spec` has if these are a few, else 0."""
    count = len(spec.categories) * len(spec.series)
    return count if spec.kind in _UPRIGHT and count <= _MOST_FEW else 0


def pen_of(spec: ChartSpec, width: int, height: int, theme: Theme) -> Pen:
    """Return the pen for `spec` in `width` x `height` EMU in `theme`: a few bars have larger text,
    where there is room for it."""
    pen = pen_for(width, height, theme, spec.colors)
    count = few_bars(spec)
    if not count or pen.width < count * _LEAST_PITCH or pen.height < _LEAST_HEIGHT:
        return pen
    style = theme.styles.get("chart")
    return replace(pen, size=(style.level(0).size if style else pen.size) * _LARGER)


def pen_for(width: int, height: int, theme: Theme, colors: Iterable[tuple[str, str]] = ()) -> Pen:
    """Return the pen for a chart of `width` x `height` EMU in `theme`; `colors` are names of the
    palette for what is named in the chart."""
    palette = theme.palette
    across = points(width)
    style = theme.styles.get("chart")
    largest, floor = (style.level(0).size, style.floor) if style else (14.0, SMALLEST_TEXT)
    return Pen(
        width=across,
        height=points(height),
        size=max(SMALLEST_TEXT, floor if across < _NARROW else largest),
        text=palette.hex("text"),
        muted=palette.hex("muted"),
        rule=mix(palette.hex("muted"), palette.hex("background"), _RULE),
        background=palette.hex("background"),
        accents=tuple(map(palette.hex, ACCENTS)),
        regular=theme.fonts.face("minor"),
        bold=theme.fonts.face("minor", bold=True),
        own={name: palette.hex(color) for name, color in colors},
        positive=palette.hex("positive"),
        negative=palette.hex("negative"),
    )
