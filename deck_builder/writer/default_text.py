"""The default look of text boxes: that of the presentation which they come from, also in a deck
whose default is another (ECMA-376 part 1, 19.2.1.8)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property

from lxml import etree

from deck_builder.package.xml import parse, qn, serialized
from deck_builder.writer.scaling import complete, scale

_STYLE = qn("p:defaultTextStyle")
_RUN = qn("a:defRPr")
_LIST_STYLE = qn("a:lstStyle")
_PROPERTIES = qn("a:pPr")
_DEEPEST = 9
# The defaults of a level: of its paragraphs, and of their letters.
_OF_PARAGRAPH: dict[str, str] = {"marL": "0", "indent": "0", "algn": "l"}
_OF_LETTERS: dict[str, str] = {
    "sz": "1800",
    "b": "0",
    "i": "0",
    "u": "none",
    "strike": "noStrike",
    "cap": "none",
    "spc": "0",
}
_SPACES = tuple(map(qn, ("a:lnSpc", "a:spcBef", "a:spcAft")))
_BULLETS = tuple(map(qn, ("a:buNone", "a:buAutoNum", "a:buChar", "a:buBlip")))
_FILL, _FONT = qn("a:solidFill"), qn("a:latin")
_USUAL_COLOR, _USUAL_FONT = "tx1", "+mn-lt"
# Spacing that is none: lines of their own height, nothing between paragraphs.
_NO_SPACE = ("100000", "100%", "0")


class DefaultText:
    """The look of text in the presentation `source`, scaled by a factor, where it differs from that
    in `deck`."""

    def __init__(self, source: etree._Element, deck: etree._Element, factor: float = 1.0) -> None:
        self._source = deepcopy(source.find(_STYLE))
        self._deck = deck.find(_STYLE)
        if factor != 1.0:
            if self._source is None:
                self._source = etree.Element(_STYLE)
            _write_sizes(self._source)
            scale(self._source, factor)

    @cached_property
    def _levels(self) -> dict[int, etree._Element]:
        """The levels, from 0, that differ, as the source has them."""
        found = {}
        for depth in range(_DEEPEST):
            own, other = _level(self._source, depth), _level(self._deck, depth)
            if own is not None and _looks(own) != _looks(other):
                found[depth] = own
        return found

    def applied_to(self, blob: bytes) -> bytes:
        """Return a slide, layout or master whose text boxes look as in the source; the same bytes
        where they do anyway."""
        if not self._levels:
            return blob
        root = parse(blob)
        changed = [self._apply(shape) for shape in root.iter(qn("p:sp"))]
        return serialized(root) if any(changed) else blob

    def _apply(self, shape: etree._Element) -> bool:
        """Write the look into a text box, and return whether that was needed."""
        body = shape.find(qn("p:txBody"))
        is_placeholder = next(shape.iter(qn("p:ph")), None) is not None
        if body is None or is_placeholder:
            return False
        levels = sorted(set(_used(body)) & self._levels.keys())
        if not levels:
            return False
        styles = body.find(_LIST_STYLE)
        if styles is None:
            styles = etree.Element(_LIST_STYLE)
            body.insert(1, styles)
        for depth in levels:
            own = _level(styles, depth)
            if own is None:
                _insert(styles, deepcopy(self._levels[depth]), depth)
            else:
                _add_missing(own, self._levels[depth])
        return True


def _write_sizes(style: etree._Element) -> None:
    """Write the default size of letters where a style has none."""
    for depth in range(_DEEPEST):
        level = _level(style, depth)
        if level is None:
            level = etree.Element(_name(depth))
            _insert(style, level, depth)
        run = level.find(_RUN)
        if run is None:
            run = etree.SubElement(level, _RUN)
        run.set("sz", run.get("sz", _OF_LETTERS["sz"]))


def _name(depth: int) -> str:
    return qn(f"a:lvl{depth + 1}pPr")


def _level(style: etree._Element | None, depth: int) -> etree._Element | None:
    return None if style is None else style.find(_name(depth))


def _looks(level: etree._Element | None) -> tuple[object, ...]:
    """What can be seen of a level."""
    run = None if level is None else level.find(_RUN)
    return (
        _attributes(level, _OF_PARAGRAPH),
        _attributes(run, _OF_LETTERS),
        _color(run),
        _font(run),
        tuple(_spacing(level, tag) for tag in _SPACES),
        [] if level is None else [one.tag for one in level if one.tag in _BULLETS[1:]],
    )


def _attributes(element: etree._Element | None, usual: dict[str, str]) -> tuple[str, ...]:
    if element is None:
        return tuple(usual.values())
    return tuple(element.get(key, value) for key, value in usual.items())


def _color(run: etree._Element | None) -> object:
    fill = None if run is None else run.find(_FILL)
    if fill is None or not len(fill):
        return _USUAL_COLOR
    color = fill[0]
    return color.get("val", "") if not len(color) else etree.tostring(color, method="c14n")


def _font(run: etree._Element | None) -> str:
    font = None if run is None else run.find(_FONT)
    return _USUAL_FONT if font is None else font.get("typeface", "")


def _spacing(level: etree._Element | None, tag: str) -> str:
    found = None if level is None else level.find(tag)
    value = "" if found is None or not len(found) else found[0].get("val", "")
    return "" if value in _NO_SPACE else value


def _used(body: etree._Element) -> Iterator[int]:
    """The levels of the paragraphs in a text body."""
    for paragraph in body.iterchildren(qn("a:p")):
        properties = paragraph.find(_PROPERTIES)
        level = "0" if properties is None else properties.get("lvl", "0")
        yield int(level) if level.isdecimal() else 0


def _insert(styles: etree._Element, level: etree._Element, depth: int) -> None:
    """Insert a level after those above it."""
    before = [qn("a:defPPr"), *map(_name, range(depth))]
    styles.insert(sum(one.tag in before for one in styles), level)


def _add_missing(own: etree._Element, usual: etree._Element) -> None:
    """Add to a level what it leaves to its presentation; what it has itself stays."""
    complete(own, usual.attrib.items())
    given = usual.find(_RUN)
    if given is None:
        return
    run = own.find(_RUN)
    if run is None:
        extensions = own.find(qn("a:extLst"))
        place = len(own) if extensions is None else own.index(extensions)
        own.insert(place, deepcopy(given))
        return
    complete(run, given.attrib.items())
