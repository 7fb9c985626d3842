"""A talk's settings: `deck.yaml`, or the front matter of a talk that is a single file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.assets.programs import PROGRAM_NAMES
from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    DeckError,
    Diagnostic,
    Problem,
    Severity,
    suggestion,
)
from deck_builder.base.fields import TEXT, UNKNOWN_KEY, Fields
from deck_builder.base.limits import AUDIENCES, VARIABLES
from deck_builder.base.marks import read_decimal
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.base.values import Located
from deck_builder.base.yaml import WRONG_TYPE, Value, overlaid, parse_yaml
from deck_builder.outline.authors import Author, has_more, read_authors
from deck_builder.outline.colors import read_colors
from deck_builder.outline.numbers import read_between, read_kept_slides, read_level, read_minutes
from deck_builder.text.runs import Run, plain_runs
from deck_builder.theme import DEFAULT_THEME

DECK_FILE = "deck.yaml"
ASPECTS = ("16:9", "4:3")
TOTAL = "total"
TRANSITIONS = ("none", "fade", "push", "wipe", "morph")
DROP = "drop"
SURPLUS = ("appendix", DROP)
PROSE = ("keep", "condense", "notes")
COMPOSE = ("auto", "plain")
NATIVE_CHARTS = "native"
CHARTS = ("drawn", NATIVE_CHARTS)
RULES = "rules"
SLIDES = ("headings", RULES)
"""What starts slides: headings and rules, or rules alone."""
DEEPEST_HEADING = 6
LEAST_PRIORITY = 3
"""The priority of slides that leave first."""
LEVELS = 3
"""How many levels of depth there are to choose from."""
WORDS_PER_MINUTE = 140.0
SECONDS_PER_SLIDE = 8.0
PACES = (20, 500)
"""How slowly and how fast an author may speak, in words a minute."""
LEAST_SECONDS = (0, 600)
"""Between what the least time of a slide may be."""

NOT_A_MAPPING = Problem(
    "not-a-mapping", Severity.ERROR, "{where} must be lines of ‘key: value’", ""
)
BAD_NAME = Problem(
    "bad-name",
    Severity.ERROR,
    "‘{name}’ cannot be the name of {what}",
    "use letters, digits, hyphens and underscores, and begin with a letter",
)
_NAME = re.compile(r"[^\W\d][\w.-]*")
_VARIABLES = {"type": ["object", "null"], "additionalProperties": TEXT}
_UNCITED = late(r"@?([^\s,;@]+)")
FOR_ALL = ("audiences", "environment", "sections")
"""What concerns the talk as a whole."""


class DeckFile(Located, frozen=True):
    """A talk's settings as the author gave them.

    The `notes` are those of the title slide. `author` is the names of all `authors`, who are only
    given when there is more to say of some. A `template` is a PowerPoint file whose look the talk
    has instead of a theme's; `layouts` are roles with the name or the number of the layout that it
    has for each, and `keep_slides` the numbers of those of its own slides that stay, negative ones
    from the end. `keep_data` keeps what the template and imported slides have besides what they
    show. `minutes` is the time the talk may take, 0 when open; `surplus`, one of `SURPLUS`, is
    where slides go for which there is none. `slides`, one of `SLIDES`, is what starts a slide,
    `slide_level` the heading level that does, 0 to infer it. In a `literal` talk, the first heading
    is not taken for its title, and no slide is cut or left out. In an `incremental` one, the items
    of lists come one by one. `written_as` names the dialect that it is in. `words_per_minute` is
    how fast the author speaks, `seconds_per_slide` the least that a slide takes; with a `clock`,
    the notes say when each slide begins. `prose` is one of
    `PROSE`, or empty to choose by slide. `compose` is one of `COMPOSE`: whether variants are chosen
    by content, or only as asked for. `charts` is one of `CHARTS`: whether they are drawn, or
    PowerPoint's own. `diagram_programs` may draw the diagrams that are not read, if the command
    line allows it. `colors` are those of the sides that slides compare, by the
    first word of their headings. `agenda` is None to have one when there are sections enough. With
    `progress`, slides show their section as the theme does. `slide_numbers` may be "total" to show
    how many slides there are, too. `transition` is one of `TRANSITIONS`, or empty. A `smart` talk
    has the quotes, dashes and ellipses of its language. With `code_labels`, each piece of code says
    its language. `decimal` is the mark before the decimals of numbers in the data of charts, empty
    to find out. `variables` are names and values; `environment` names those that may come from the
    environment. `bibliography` are the files of the works that may be cited, in the style `csl`,
    and `nocite` the keys of those that are references in any case, `*` for all. `audience` is who
    the settings are for, `level` how deep it goes, 0 for all the way; `audiences` are all who have
    settings of their own, `changes` where these are. `marked` are the runs of those texts that have
    markup, by their key; the texts themselves have none once variables are filled in.
    `checks` are
    the checks of plug-ins that the deck must pass. `place_of_minutes` is where the minutes are
    named, None on the command line. `given` are the keys that the author has set.
    """

    aside = ("span", "changes", "place_of_minutes", "given")

    title: str = ""
    subtitle: str = ""
    notes: str = ""
    author: str = ""
    authors: tuple[Author, ...] = ()
    date: str = ""
    language: str = "en"
    decimal: str = ""
    theme: str = DEFAULT_THEME
    template: str = ""
    layouts: tuple[tuple[str, str], ...] = ()
    keep_slides: tuple[int, ...] = ()
    keep_data: bool = False
    aspect: str = "16:9"
    minutes: float = 0.0
    surplus: str = SURPLUS[0]
    words_per_minute: float = WORDS_PER_MINUTE
    seconds_per_slide: float = SECONDS_PER_SLIDE
    clock: bool = False
    header: str = ""
    footer: str = ""
    slide_numbers: bool | str = True
    progress: bool = True
    slides: str = SLIDES[0]
    slide_level: int = 0
    literal: bool = False
    incremental: bool = False
    written_as: str = ""
    prose: str = ""
    colors: tuple[tuple[str, str], ...] = ()
    compose: str = COMPOSE[0]
    charts: str = CHARTS[0]
    diagram_programs: tuple[str, ...] = ()
    agenda: bool | None = None
    smart: bool = False
    code_labels: bool = False
    transition: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    environment: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()
    csl: str = ""
    nocite: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    audience: str = ""
    level: int = 0
    audiences: tuple[DeckFile, ...] = ()
    sections: tuple[str, ...] = ()
    span: Span | None = None
    changes: Span | None = None
    marked: tuple[tuple[str, tuple[Run, ...]], ...] = ()
    place_of_minutes: Span | None = None
    given: tuple[str, ...] = ()

    def runs(self, key: str) -> tuple[Run, ...]:
        """Return one of the texts as runs."""
        known = dict(self.marked).get(key)
        text = getattr(self, key)
        return known if known is not None else (Run(text),) if text else ()

    def titled(self, runs: tuple[Run, ...], span: Span | None) -> DeckFile:
        """Return the settings with the title of a heading at `span`."""
        text = plain_runs(runs)
        marked = self.marked if runs == (Run(text),) else (*self.marked, ("title", runs))
        return replace(self, title=text, marked=marked, span=self.span or span)

    def place(self, words: str) -> Span | None:
        """Return the span of `words` in the settings, else that of the settings."""
        found = self.span.text.find(words) if self.span else -1
        return self.span.at(found, len(words)) if self.span and found >= 0 else self.span


def read_front_matter(span: Span) -> Checked[DeckFile]:
    """Return the settings in the front matter at `span`.

    Other programs keep their own keys there, so an unknown one is only a warning.
    """
    collector = Collector()
    deck = read_settings(span.source, span.start, span.end, "the front matter", collector)
    return Checked(deck, _softened(collector))


def settings_of(value: Value) -> Checked[DeckFile]:
    """Return the settings in a `value` of YAML, in which an unknown key is only a warning."""
    collector = Collector()
    deck = _settings(value, "the front matter", collector)
    deck = replace(deck, audiences=tuple(_audiences(value, deck, collector)))
    return Checked(deck, _softened(collector))


def _softened(collector: Collector) -> tuple[Diagnostic, ...]:
    return tuple(
        replace(one, severity=Severity.WARNING) if one.code == UNKNOWN_KEY.code else one
        for one in collector.found
    )


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
    deck = _settings(value, where, collector)
    return replace(deck, audiences=tuple(_audiences(value, deck, collector)))


def _audiences(value: Value, deck: DeckFile, collector: Collector) -> Iterator[DeckFile]:
    """The settings as each audience has them: its own, and for what it leaves out the talk's."""
    own = (value.mapping or {}).get("audiences")
    if own is None or own.mapping is None:
        return
    AUDIENCES.check(len(own.mapping), "the talk", own.span)
    common = {key: one for key, one in (value.mapping or {}).items() if key not in FOR_ALL}
    for name, changes in own.mapping.items():
        if not is_name(name):
            collector.report(BAD_NAME, own.keys[name], name=name, what="an audience")
            continue
        for key in FOR_ALL:
            if key in changes.keys:
                where = f"the audience ‘{name}’"
                collector.report(UNKNOWN_KEY, changes.keys[key], key=key, where=where, hint="")
        base = Value(common, changes.span, keys=value.keys)
        found = Collector()
        merged = overlaid(base, changes, found, name)
        special = _settings(merged, f"the audience ‘{name}’", found)
        # What is wrong with the talk's own settings has been said.
        told = {(one.code, one.span) for one in collector.found}
        collector.found += [one for one in found.found if (one.code, one.span) not in told]
        yield replace(
            special,
            audience=name,
            environment=deck.environment,
            sections=deck.sections,
            span=deck.span,
            changes=changes.span,
        )


def settings_for(audience: str, deck: DeckFile) -> DeckFile:
    """Return the settings that `audience` has. Raises DeckError when it is not declared."""
    known = {one.audience: one for one in deck.audiences}
    if audience not in known:
        hint = suggestion(audience, known) or "declare it under ‘audiences’ in the settings"
        raise DeckError(f"the talk has no audience ‘{audience}’", hint)
    return replace(known[audience], audiences=deck.audiences)


def _settings(value: Value, where: str, collector: Collector) -> DeckFile:
    fields = Fields(value, where, collector)
    deck = read_fields(fields, collector)
    return replace(
        deck,
        span=value.span,
        place_of_minutes=value.keys.get("minutes"),
        given=tuple(value.mapping or ()),
    )


def read_fields(fields: Fields, collector: Collector) -> DeckFile:
    """Return the settings that `fields` give."""
    has_agenda = fields.place("agenda") is not None
    authors = read_authors(fields, collector)
    deck = DeckFile(
        title=fields.text("title"),
        subtitle=fields.text("subtitle"),
        notes=fields.text("notes"),
        author=", ".join(author.name for author in authors),
        authors=authors if any(map(has_more, authors)) else (),
        date=fields.text("date"),
        language=_language(fields),
        decimal=read_decimal(fields),
        theme=fields.text("theme", DEFAULT_THEME),
        template=fields.text("template"),
        layouts=_layouts(fields),
        keep_slides=read_kept_slides(fields, collector),
        keep_data=fields.flag("keep-data", default=False),
        aspect=fields.choice("aspect", ASPECTS, ASPECTS[0]),
        minutes=read_minutes(fields, collector),
        surplus=fields.choice("surplus", SURPLUS, SURPLUS[0]),
        words_per_minute=read_between(
            "words-per-minute", WORDS_PER_MINUTE, PACES, fields, collector
        ),
        seconds_per_slide=read_between(
            "seconds-per-slide", SECONDS_PER_SLIDE, LEAST_SECONDS, fields, collector
        ),
        clock=fields.flag("clock", default=False),
        header=fields.text("header"),
        footer=fields.text("footer"),
        slide_numbers=_slide_numbers(fields),
        progress=fields.flag("progress", default=True),
        slides=fields.choice("slides", SLIDES, SLIDES[0]),
        slide_level=read_level("slide-level", DEEPEST_HEADING, fields, collector),
        literal=fields.flag("literal", default=False),
        incremental=fields.flag("incremental", default=False),
        written_as=fields.text("from"),
        prose=fields.choice("prose", PROSE, ""),
        compose=fields.choice("compose", COMPOSE, COMPOSE[0]),
        charts=fields.choice("charts", CHARTS, CHARTS[0]),
        diagram_programs=_programs(fields),
        agenda=fields.flag("agenda", default=False) if has_agenda else None,
        smart=fields.flag("smart", default=False),
        code_labels=fields.flag("code-labels", default=False),
        transition=fields.choice("transition", TRANSITIONS, ""),
        colors=read_colors(fields),
        variables=_variables(fields, collector),
        environment=_names(fields, collector),
        bibliography=tuple(item.text or "" for item in fields.texts("bibliography")),
        csl=fields.text("csl"),
        nocite=_uncited(fields),
        checks=tuple(item.text or "" for item in fields.texts("checks")),
        level=read_level("level", LEVELS, fields, collector),
        sections=tuple(item.text or "" for item in fields.texts("sections")),
    )
    fields.group("audiences")
    fields.finish()
    return deck


def _programs(fields: Fields) -> tuple[str, ...]:
    """The programs that may draw diagrams."""
    names = tuple(item.text or "" for item in fields.texts("diagram-programs"))
    for name in names:
        if name not in PROGRAM_NAMES:
            hint = suggestion(name, PROGRAM_NAMES)
            fields.wrong("diagram-programs", f"of {', '.join(PROGRAM_NAMES)}", hint)
    return tuple(name for name in names if name in PROGRAM_NAMES)


def _layouts(fields: Fields) -> tuple[tuple[str, str], ...]:
    """The layouts of the template by what they are for, each a name or a number."""
    group = fields.group("layouts")
    return tuple((role, group.text(role)) for role in [role for role, _ in group])


def _variables(fields: Fields, collector: Collector) -> tuple[tuple[str, str], ...]:
    value = fields.take("variables", _VARIABLES)
    if value is None or value.content is None:
        return ()
    if value.mapping is None:
        fields.wrong("variables", "lines of ‘name: value’")
        return ()
    VARIABLES.check(len(value.mapping), "the talk", value.span)
    for name, one in value.mapping.items():
        if not is_name(name):
            collector.report(BAD_NAME, value.keys[name], name=name, what="a variable")
        elif one.text is None:
            collector.report(WRONG_TYPE, one.span, key=name, expected="text", hint="")
    return tuple((name, one.text) for name, one in value.mapping.items() if one.text is not None)


def is_name(name: str) -> bool:
    """Whether `name` can be that of a variable or an audience."""
    return _NAME.fullmatch(name) is not None


def _names(fields: Fields, collector: Collector) -> tuple[str, ...]:
    values = fields.texts("environment")
    names = []
    for value in values:
        if is_name(value.text or ""):
            names.append(value.text or "")
        else:
            collector.report(BAD_NAME, value.span, name=value.text, what="a variable")
    return tuple(names)


def _uncited(fields: Fields) -> tuple[str, ...]:
    """The keys of works that are references without being cited: `@a, @b`, a list, or `@*`."""
    texts = (item.text or "" for item in fields.texts("nocite"))
    return tuple(key for text in texts for key in _UNCITED().findall(text))


def _slide_numbers(fields: Fields) -> bool | str:
    value = fields.take("slide-numbers", {"enum": [True, False, TOTAL]})
    if value is None or isinstance(value.content, bool):
        return True if value is None else bool(value.content)
    if value.text != TOTAL:
        fields.wrong("slide-numbers", "true, false or total")
        return True
    return TOTAL


def _language(fields: Fields) -> str:
    language, lang = fields.text("language"), fields.text("lang")
    return language or lang or DeckFile().language
