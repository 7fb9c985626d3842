"""Conditions: attributes that say who sees the node that has them.

`audience=a,b`, `not-audience=a`, `level=2`; or, as in Quarto, the class `content-visible` or
`content-hidden` with `when-profile=a`, `unless-profile=a`, `when-format=pptx` or
`unless-format=pptx`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.patterns import late
from deck_builder.markdown import Attributes, Node
from deck_builder.markdown.condition_words import HIDDEN, KEYS, VISIBLE
from deck_builder.outline.settings import LEVELS, DeckFile

UNKNOWN_AUDIENCE = Problem(
    "unknown-audience", Severity.ERROR, "there is no audience called ‘{name}’", "{hint}"
)
NEVER_SEEN = Problem(
    "never-seen",
    Severity.WARNING,
    "nobody can see this: its conditions exclude each other",
    "remove one of them",
)
BAD_LEVEL = Problem(
    "bad-level", Severity.ERROR, "‘{value}’ is not a level", f"write level=1 to level={LEVELS}"
)
NAMES_NOBODY = Problem(
    "names-nobody", Severity.ERROR, "‘{key}’ names nobody", "write {key}=, then a name or several"
)
HIDDEN_FOR = Problem(
    "hidden-for",
    Severity.ERROR,
    "‘content-hidden’ does not go with ‘{key}’",
    "write ‘audience’ or ‘not-audience’ without the class",
)

UNKNOWN_FORMAT = Problem(
    "unknown-format", Severity.WARNING, "there is no format called ‘{name}’", "{hint}"
)

_CLASSES = (VISIBLE, HIDDEN)
_QUARTO = ("when-profile", "unless-profile", "when-format", "unless-format")
_FORMATS = ("pptx", "powerpoint")
# Those of Quarto and pandoc, for which a text may be as well.
_OTHER_FORMATS = (
    *("asciidoc", "beamer", "commonmark", "context", "docbook", "docx", "dashboard", "epub", "gfm"),
    *("html", "html4", "html5", "html:js", "hugo", "ipynb", "jats", "json", "latex", "man"),
    *(
        "markdown",
        "mediawiki",
        "ms",
        "muse",
        "native",
        "odt",
        "opendocument",
        "org",
        "pdf",
        "plain",
    ),
    *("revealjs", "rst", "rtf", "s5", "slideous", "slidy", "texinfo", "textile", "typst"),
    *("word", "email", "llms-txt"),
)
_SEPARATORS = late(r"[,\s]+")


def has_conditions(keys: Iterable[str]) -> bool:
    """Whether there is a condition among the `keys` and classes of attributes."""
    return any(key in KEYS or key in _CLASSES for key in keys)


def is_conditional(node: Node) -> bool:
    """Whether a node has a condition."""
    attributes = node.attributes
    is_classed = any(name in _CLASSES for name in attributes.classes)
    return is_classed or any(key in KEYS for key, _ in attributes.pairs)


def is_only_condition(attributes: Attributes) -> bool:
    """Whether `attributes` are conditions only."""
    others = [name for name in attributes.classes if name not in _CLASSES]
    return not (attributes.id or others) and all(key in KEYS for key, _ in attributes.pairs)


def unconditional(node: Node) -> Node:
    """Return a node without its condition."""
    if not is_conditional(node):
        return node
    attributes = node.attributes
    kept = replace(
        attributes,
        classes=tuple(name for name in attributes.classes if name not in _CLASSES),
        pairs=tuple((key, value) for key, value in attributes.pairs if key not in KEYS),
    )
    return replace(node, attributes=kept)


class Viewer(Struct, frozen=True):
    """The audience of the settings `deck`."""

    deck: DeckFile
    found: Collector

    def sees(self, node: Node) -> bool:
        """Whether the conditions of a node hold; everybody sees a node without any."""
        attributes = node.attributes
        conditions = [pair for pair in attributes.pairs if pair[0] in KEYS]
        if len(conditions) > 1 and _exclude_each_other(conditions):
            self.found.report(NEVER_SEEN, attributes.span)
        if HIDDEN in attributes.classes and not self._is_hidden_for_some(conditions, attributes):
            return False
        return all(self._holds(key, value, attributes) for key, value in conditions)

    def _is_hidden_for_some(
        self, conditions: Sequence[tuple[str, str]], attributes: Attributes
    ) -> bool:
        """Whether the class that hides has conditions that it goes with."""
        for key, _ in conditions:
            if key not in _QUARTO:
                self.found.report(HIDDEN_FOR, attributes.span, key=key)
        return bool(conditions) and all(key in _QUARTO for key, _ in conditions)

    def _holds(self, key: str, value: str, attributes: Attributes) -> bool:
        if key == "level":
            return self._is_deep_enough(value, attributes)
        names = _names(value)
        if not names:
            self.found.report(NAMES_NOBODY, attributes.place(key), key=key)
            return False
        negated = key.startswith(("not-", "unless-"))
        if key in _QUARTO:
            negated ^= HIDDEN in attributes.classes
        if key.endswith("-format"):
            return self._is_format(names, attributes) != negated
        return self._is_named(names, attributes) != negated

    def _is_format(self, names: Sequence[str], attributes: Attributes) -> bool:
        known = (*_FORMATS, *_OTHER_FORMATS)
        for name in names:
            if name not in known:
                hint = suggestion(name, known) or "the format of decks is ‘pptx’"
                self.found.report(UNKNOWN_FORMAT, attributes.place(name), name=name, hint=hint)
        return any(name in _FORMATS for name in names)

    def _is_named(self, names: Sequence[str], attributes: Attributes) -> bool:
        known = [one.audience for one in self.deck.audiences]
        for name in names:
            if name not in known:
                hint = suggestion(name, known) or "declare it under ‘audiences’ in the settings"
                place = attributes.place(name)
                self.found.report(UNKNOWN_AUDIENCE, place, name=name, hint=hint)
        return self.deck.audience in names

    def _is_deep_enough(self, value: str, attributes: Attributes) -> bool:
        if value not in map(str, range(1, LEVELS + 1)):
            self.found.report(BAD_LEVEL, attributes.span, value=value)
            return False
        return not self.deck.level or int(value) <= self.deck.level


def _names(value: str) -> list[str]:
    return [name for name in _SEPARATORS().split(value) if name]


def _exclude_each_other(conditions: Sequence[tuple[str, str]]) -> bool:
    """Whether there is no audience for which all conditions hold."""
    wanted = [set(_names(value)) for key, value in conditions if key == "audience"]
    unwanted = [set(_names(value)) for key, value in conditions if key == "not-audience"]
    return bool(wanted) and not set.intersection(*wanted).difference(*unwanted)
