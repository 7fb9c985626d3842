"""A talk's settings: `deck.yaml`, or the front matter of a talk that is a single file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from deck_builder.diagnostics import (
    Checked,
    Collector,
    DeckError,
    Diagnostic,
    Problem,
    Severity,
    suggestion,
)
from deck_builder.source import Source, Span, read_source
from deck_builder.yamltext import UNKNOWN_KEY, Fields, Value, parse_yaml

DECK_FILE = "deck.yaml"
ASPECTS = ("16:9", "4:3")
TOTAL = "total"
TRANSITIONS = ("none", "fade", "push", "wipe", "morph")
PROSE = ("keep", "condense", "notes")
DEEPEST_HEADING = 6

NOT_A_MAPPING = Problem(
    "not-a-mapping", Severity.ERROR, "{where} must be lines of ‘key: value’", ""
)
MISSING_SECTION = Problem(
    "missing-section", Severity.ERROR, "there is no section file ‘{name}’", "{hint}"
)
OUT_OF_RANGE = Problem(
    "out-of-range", Severity.ERROR, "‘{key}’ must be {expected}, not {value}", ""
)


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A talk's settings as the author gave them.

    `minutes` is the time the talk may take, 0 when open. `slide_level` is the heading level
    that starts a slide, 0 to infer it. `prose` is one of `PROSE`, or empty to choose by slide.
    `agenda` is None to have one when there are sections enough. `slide_numbers` may be "total"
    to show how many slides there are, too. `transition` is one of `TRANSITIONS`, or empty. A
    `smart` talk has the quotes, dashes and ellipses of its language. With `code_labels`, each
    piece of code says its language.
    """

    title: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    language: str = "en"
    theme: str = "paper"
    aspect: str = "16:9"
    minutes: float = 0.0
    footer: str = ""
    slide_numbers: bool | str = True
    slide_level: int = 0
    prose: str = ""
    agenda: bool | None = None
    smart: bool = False
    code_labels: bool = False
    transition: str = ""
    sections: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk found on disk: the folder or file at `path`, and its outlines in speaking order.

    `settings` is the text of its deck.yaml, or None for a single file.
    """

    path: Path
    settings: Source | None
    outlines: tuple[Source, ...]

    @property
    def name(self) -> str:
        """The name of the folder or file, without its ending."""
        return self.path.stem if self.settings is None else self.path.name

    @property
    def folder(self) -> Path:
        """Where its pictures and data are looked for first."""
        return self.path.parent if self.settings is None else self.path


def find_talks(folder: Path) -> tuple[Path, ...]:
    """Return the talks directly in `folder`, in name order: folders with a deck.yaml, and files."""
    entries = sorted(folder.iterdir())
    return tuple(
        entry
        for entry in entries
        if (entry / DECK_FILE).is_file()
        or (entry.suffix == ".md" and entry.is_file() and entry.stem.lower() != "readme")
    )


def read_talk(path: Path) -> Checked[tuple[Talk, DeckFile]]:
    """Read the talk at `path`, a folder with a deck.yaml or a Markdown file.

    Raises DeckError when it is neither, or cannot be read.
    """
    try:
        if path.is_dir():
            return _read_folder(path)
        return Checked((Talk(path, None, (read_source(path),)), DeckFile()))
    except FileNotFoundError as error:
        raise DeckError(f"there is no file or folder ‘{path}’", _nearby(path)) from error
    except OSError as error:
        raise DeckError(f"‘{path}’ cannot be read: {error.strerror}") from error


def _nearby(path: Path) -> str:
    if not path.parent.is_dir():
        return ""
    return suggestion(path.name, (talk.name for talk in find_talks(path.parent)))


def _read_folder(path: Path) -> Checked[tuple[Talk, DeckFile]]:
    if not (path / DECK_FILE).is_file():
        raise DeckError(
            f"‘{path}’ is not a talk: it has no {DECK_FILE}",
            "name a folder with a deck.yaml, or a Markdown file",
        )
    collector = Collector()
    settings = read_source(path / DECK_FILE)
    deck = read_settings(settings, 0, len(settings.text), DECK_FILE, collector)
    outlines = tuple(read_source(file) for file in _section_files(path, deck, collector))
    return collector.checked((Talk(path, settings, outlines), deck))


def _section_files(path: Path, deck: DeckFile, collector: Collector) -> tuple[Path, ...]:
    present = sorted(file for file in path.glob("*.md") if file.is_file())
    if not deck.sections:
        return tuple(file for file in present if file.stem.lower() != "readme")
    files = []
    for name in deck.sections:
        file = path / name
        if file.is_file():
            files.append(file)
        else:
            hint = suggestion(name, (found.name for found in present))
            place = deck.span and deck.span.at(deck.span.text.rfind(name), len(name))
            collector.report(MISSING_SECTION, place, name=name, hint=hint)
    return tuple(files)


def read_front_matter(span: Span) -> Checked[DeckFile]:
    """Return the settings in the front matter at `span`.

    Other programs keep their own keys there, so an unknown one is only a warning.
    """
    collector = Collector()
    deck = read_settings(span.source, span.start, span.end, "the front matter", collector)
    return Checked(deck, tuple(_softened(collector.found)))


def _softened(found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    for diagnostic in found:
        if diagnostic.code == UNKNOWN_KEY.code:
            yield Diagnostic(
                diagnostic.code,
                Severity.WARNING,
                diagnostic.message,
                diagnostic.hint,
                diagnostic.span,
            )
        else:
            yield diagnostic


def read_settings(
    source: Source, start: int, end: int, where: str, collector: Collector
) -> DeckFile:
    """Return the settings in `source` from `start` to `end`; `where` is how messages call them."""
    value = parse_yaml(source, start, end, collector)
    if value is None:
        return DeckFile()
    if value.mapping is None:
        collector.report(NOT_A_MAPPING, value.span, where=where)
        return DeckFile()
    fields = Fields(value, where, collector)
    deck = DeckFile(
        title=fields.text("title"),
        subtitle=fields.text("subtitle"),
        author=", ".join(item.text or "" for item in fields.texts("author")),
        date=fields.text("date"),
        language=_language(fields),
        theme=fields.text("theme", "paper"),
        aspect=fields.choice("aspect", ASPECTS, ASPECTS[0]),
        minutes=_minutes(fields, collector),
        footer=fields.text("footer"),
        slide_numbers=_slide_numbers(fields),
        slide_level=_slide_level(fields, collector),
        prose=fields.choice("prose", PROSE, ""),
        agenda=_agenda(fields),
        smart=fields.flag("smart", default=False),
        code_labels=fields.flag("code-labels", default=False),
        transition=fields.choice("transition", TRANSITIONS, ""),
        sections=tuple(item.text or "" for item in fields.texts("sections")),
        span=value.span,
    )
    fields.finish()
    return deck


def _slide_numbers(fields: Fields) -> bool | str:
    value = fields.take("slide-numbers")
    if value is None or isinstance(value.content, bool):
        return True if value is None else bool(value.content)
    if value.text != TOTAL:
        fields.wrong("slide-numbers", "true, false or total")
        return True
    return TOTAL


def _language(fields: Fields) -> str:
    language, lang = fields.text("language"), fields.text("lang")
    return language or lang or DeckFile().language


def _minutes(fields: Fields, collector: Collector) -> float:
    value = fields.take("minutes")
    if value is None:
        return 0.0
    number = value.number
    if number is None or number <= 0:
        _out_of_range("minutes", "a number above 0", value, collector)
        return 0.0
    return number


def _slide_level(fields: Fields, collector: Collector) -> int:
    value = fields.take("slide-level")
    if value is None:
        return 0
    level = value.content
    if isinstance(level, int) and not isinstance(level, bool) and 1 <= level <= DEEPEST_HEADING:
        return level
    _out_of_range("slide-level", f"a number from 1 to {DEEPEST_HEADING}", value, collector)
    return 0


def _out_of_range(key: str, expected: str, value: Value, collector: Collector) -> None:
    shown = value.text if value.text is not None else "a list"
    collector.report(OUT_OF_RANGE, value.span, key=key, expected=expected, value=shown)


def _agenda(fields: Fields) -> bool | None:
    value = fields.take("agenda")
    if value is None:
        return None
    if isinstance(value.content, bool):
        return value.content
    fields.wrong("agenda", "true or false")
    return None
