"""Variables: replaced by their values after everything is parsed, so that no value is markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import is_not

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    Problem,
    Severity,
    suggestion,
)
from deck_builder.base.limits import FILLED_TEXT
from deck_builder.base.source import Span
from deck_builder.markdown import VARIABLE, Node, NodeKind
from deck_builder.outline.authors import Author
from deck_builder.outline.setting_texts import setting_runs
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import Run, plain_runs

UNKNOWN_VARIABLE = Problem(
    "unknown-variable", Severity.ERROR, "there is no variable called ‘{name}’", "{hint}"
)
ENVIRONMENT_NOT_ALLOWED = Problem(
    "environment-not-allowed",
    Severity.ERROR,
    "the talk may not read the environment variable ‘{name}’",
    "allow it with --env {name}, or set the variable with -D {name}=value",
)

_FOOTER = "footer"
_SETTINGS = ("title", "subtitle", "author", "date")
_VERBATIM: tuple[NodeKind, ...] = ("code", "code_span", "math", "math_block", "comment")


def filled_deck(
    deck: DeckFile,
    environment: Mapping[str, str],
    defined: Mapping[str, str],
    allowed: Collection[str] = (),
) -> Checked[DeckFile]:
    """Return `deck` with all its variables: a value `defined` on the command line takes precedence
    over one from the `environment`, and that over the talk's own. Of the environment, the talk gets
    what it names and what is `allowed`. Title, subtitle, author and date are variables, too. In all
    these and the footer, variables are replaced and markup is read."""
    found = Collector()
    values = dict(deck.variables)
    for name in deck.environment:
        if name in defined:
            continue
        # Whether there is such a variable is not said, either.
        if name not in allowed:
            found.report(ENVIRONMENT_NOT_ALLOWED, _place_in_environment(name, deck), name=name)
        elif name in environment:
            values[name] = environment[name]
    values |= defined
    setter = _Setter(values, deck.environment, found)
    deck = _with_texts(deck, _SETTINGS, setter)
    authors = tuple(setter.author(author, deck) for author in deck.authors)
    deck = replace(deck, authors=authors)
    setter.values = values = _settings(deck) | values
    deck = _with_texts(deck, (_FOOTER,), setter)
    return found.checked(replace(deck, variables=tuple(values.items())))


def _with_texts(deck: DeckFile, keys: Iterable[str], setter: _Setter) -> DeckFile:
    """The settings with their texts under `keys` as runs, and plain."""
    for key in keys:
        written = getattr(deck, key)
        runs = setting_runs(written, deck, setter.node, setter.found)
        text = plain_runs(runs)
        if runs != (Run(text),) and runs:
            deck = replace(deck, marked=(*deck.marked, (key, runs)))
        deck = replace(deck, **{key: text})
    return deck


def _place_in_environment(name: str, deck: DeckFile) -> Span | None:
    if deck.span is None:
        return None
    text = deck.span.text
    found = text.find(name, max(0, text.find("environment:")))
    return deck.span.at(found, len(name)) if found >= 0 else deck.span


def _settings(deck: DeckFile) -> dict[str, str]:
    """The settings that are variables; the audience is one when the talk declares audiences."""
    own = {key: getattr(deck, key) for key in _SETTINGS if getattr(deck, key)}
    return own | ({"audience": deck.audience} if deck.audiences else {})


def with_variables(
    nodes: Iterable[Node], deck: DeckFile, found: Collector
) -> tuple[list[Node], frozenset[str]]:
    """Return `nodes` with variables replaced by their values, except in code and formulas; and what
    targets and attributes have become by that, which may be addresses that tell the values."""
    setter = _Setter(dict(deck.variables), deck.environment, found)
    filled = [setter.node(node) for node in nodes]
    return filled, frozenset(setter.filled)


def variable_filler(deck: DeckFile, found: Collector) -> Callable[[str, Span], str]:
    """Return a function that replaces the variables in a text that is not part of a node."""
    return _Setter(dict(deck.variables), deck.environment, found).text


class _Setter(Struct):
    values: Mapping[str, str]
    environment: tuple[str, ...]
    found: Collector
    filled: set[str] = field(default_factory=set)

    def node(self, node: Node) -> Node:
        """Return `node` with the variables in it replaced."""
        if node.kind in _VERBATIM:
            # Which file code is from, for one, may still be a variable.
            return self._with_attributes(node) if _has_variables(node) else node
        if node.kind == "variable":
            written = f"{{{{ {node.text} }}}}"
            text = self.values.get(node.text)
            if text is None:
                self._report(node.text, node.span)
            else:
                FILLED_TEXT.count(len(text), span=node.span)
            return Node("text", text=written if text is None else text, span=node.span)
        if node.kind == "link" and _is_address(node):
            words = replace(node.children[0], text=self.text(node.target, node.span))
            node = replace(node, children=(words,))
        children = tuple(map(self.node, node.children))
        if any(map(is_not, children, node.children)):
            node = replace(node, children=children)
        return self._filled(node) if _has_variables(node) else node

    def _filled(self, node: Node) -> Node:
        return replace(
            self._with_attributes(node),
            text=self.text(node.text, node.span) if node.kind == "image" else node.text,
            target=self._target(node.target, node.span),
            title=self.text(node.title, node.span),
        )

    def _with_attributes(self, node: Node) -> Node:
        attributes = node.attributes
        pairs = tuple((key, self._target(value, node.span)) for key, value in attributes.pairs)
        return replace(node, attributes=replace(attributes, pairs=pairs))

    def _target(self, text: str, place: Span | None) -> str:
        """A text that may be an address."""
        if "{{" not in text:
            return text
        filled = self.text(text, place)
        self.filled.add(filled.strip())
        return filled

    def setting(self, text: str, deck: DeckFile) -> str:
        """Return one of the settings with the variables in it replaced."""
        return self.text(text, deck.place(text)) if "{{" in text else text

    def author(self, author: Author, deck: DeckFile) -> Author:
        """Return an author with the variables replaced."""
        return replace(
            author,
            name=self.setting(author.name, deck),
            affiliations=tuple(self.setting(one, deck) for one in author.affiliations),
            email=self.setting(author.email, deck),
            link=self.setting(author.link, deck),
        )

    def text(self, text: str, place: Span | None) -> str:
        """Return `text` with the variables in it replaced."""
        for name in dict.fromkeys(found[1] for found in VARIABLE.finditer(text)):
            if name not in self.values:
                self._report(name, place)

        def value(found: re.Match[str]) -> str:
            text = self.values.get(found[1], found[0])
            FILLED_TEXT.count(len(text), span=place)
            return text

        return VARIABLE.sub(value, text)

    def _report(self, name: str, place: Span | None) -> None:
        hint = suggestion(name, self.values) or "set it under ‘variables’, or with -D name=value"
        if name in self.environment:
            hint = f"set {name} in the environment"
        self.found.report(UNKNOWN_VARIABLE, place, name=name, hint=hint)


def _is_address(link: Node) -> bool:
    """Whether a link shows its own address."""
    words = link.children[0].text if len(link.children) == 1 else ""
    return "{{" in words and words == link.target


def _has_variables(node: Node) -> bool:
    """Whether there may be variables in the texts of a node itself, apart from its children."""
    return (
        "{{" in node.target
        or "{{" in node.title
        or (node.kind == "image" and "{{" in node.text)
        or any("{{" in value for _, value in node.attributes.pairs)
    )
