"""Dialects that plug-ins add. They are read line by line, and only for talks that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector
from deck_builder.base.plugins import DIALECTS, Addition, Plugin, blamed, find, load
from deck_builder.base.source import Source
from deck_builder.dialects.masks import Line, Mask, head_of, open_lines
from deck_builder.dialects.model import NOTES, Cut, Dialect, Ignored, Masked, Part, Reading
from deck_builder.dialects.tree import notes_of

MEANINGS = ("slide", "slide-above", "notes", "hidden", "text")
"""What a line can be."""


class OpenLine(Struct, frozen=True):
    """A line of a talk that is neither code nor among the settings: its `number`, from 1, and its
    `text` without the line end."""

    number: int
    text: str


class LineMark(Struct, frozen=True):
    """What the line of that `number` is: a `slide` begins with it and it says nothing, or a slide
    begins above it (`slide-above`); the `notes` of a slide begin with it; it is `hidden`; or it is
    read as another `text`, which is as long."""

    number: int
    meaning: str
    text: str = ""


class LineDialect(Addition, frozen=True):
    """The Markdown of another program, called `title`: `mark` yields what some of the lines are.
    All others are Markdown of our own. `settings` are the keys of its front matter with ours, or
    an empty text for one that has no meaning here."""

    title: str
    mark: Callable[[Sequence[OpenLine]], Iterable[LineMark]]
    settings: Mapping[str, str] = field(default_factory=dict)


def plugin_dialect(name: str) -> Dialect | None:
    """Return the dialect that a plug-in has under `name`; None when none has. Raises PluginError
    when it cannot be used."""
    plugin = find(DIALECTS, name)
    if plugin is None:
        return None
    dialect = load(plugin, LineDialect)
    none = Ignored("it has no meaning in a deck")
    return Dialect(
        name,
        dialect.title,
        lambda keys, text: 0,
        lambda source, found: _masked(source, found, dialect, plugin),
        _parts,
        {theirs: ours or none for theirs, ours in dialect.settings.items()},
        (),
        defaults={"slides": "rules"},
    )


def _masked(source: Source, found: Collector, dialect: LineDialect, plugin: Plugin) -> Masked:
    mask, cuts = Mask(source), list[Cut]()
    settings, begin = head_of(source, mask, found)
    lines = {source.position(line.start)[0]: line for line in open_lines(source.text, begin)}
    with blamed(plugin):
        given = tuple(OpenLine(number, line.text) for number, line in lines.items())
        for mark in dialect.mark(given):
            _apply(mark, lines, mask, cuts)
    return Masked(mask.masked(), tuple(sorted(cuts, key=lambda cut: cut.offset)), settings)


def _apply(mark: object, lines: Mapping[int, Line], mask: Mask, cuts: list[Cut]) -> None:
    """Do what a mark says. Raises TypeError or ValueError for one that makes no sense."""
    if not isinstance(mark, LineMark):
        raise TypeError(f"it marked a line with a {type(mark).__name__}, not a LineMark")
    line = lines.get(mark.number)
    if line is None:
        raise ValueError(f"it marked line {mark.number}, which is code, a setting or not there")
    match mark.meaning:
        case "slide":
            mask.rule(line.start, line.end)
            cuts.append(Cut(line.start))
        case "slide-above":
            cuts.append(Cut(line.start))
        case "notes":
            mask.rule(line.start, line.end)
            cuts.append(Cut(line.start, NOTES))
        case "hidden":
            mask.blank(line.start, line.end)
        case "text" if len(mark.text) == len(line.text) and "\n" not in mark.text:
            mask.put(line.start, mark.text)
        case "text":
            raise ValueError(f"line {mark.number} must stay as long as it is, and one line")
        case _:
            raise ValueError(f"‘{mark.meaning}’ is none of {', '.join(MEANINGS)}")


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    for part in parts:
        part.nodes = [node for node in part.nodes if node.kind not in ("comment", "rule")]
        spoken = tuple(node for node in part.notes if node.kind not in ("comment", "rule"))
        part.notes = [notes_of(spoken)] if spoken else []
    return [part for part in parts if part.nodes or part.notes or part.pairs]
