"""Variables: replaced by their values after everything is parsed, so that no value is markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import is_not

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    Problem,
    Severity,
    suggestion,
)
from deck_builder.base.source import Span
from deck_builder.markdown import VARIABLE, Node, NodeKind
from deck_builder.outline.settings import DeckFile

UNKNOWN_VARIABLE = Problem(
    "unknown-variable", Severity.ERROR, "there is no variable called ‘{name}’", "{hint}"
)

_SETTINGS = ("title", "subtitle", "author", "date")
_VERBATIM: tuple[NodeKind, ...] = ("code", "code_span", "math", "math_block", "comment")


def filled_deck(
    deck: DeckFile, environment: Mapping[str, str], defined: Mapping[str, str]
) -> Checked[DeckFile]:
    """Return `deck` with all its variables: a value `defined` on the command line takes precedence
    over one from the `environment`, and that over the talk's own. Title, subtitle, author and date
    are variables, too. In all these and the footer, variables are replaced."""
    found = Collector()
    values = dict(deck.variables)
    values |= {name: environment[name] for name in deck.environment if name in environment}
    values |= defined
    setter = _Setter(values, deck.environment, found)
    deck = replace(deck, **{key: setter.setting(getattr(deck, key), deck) for key in _SETTINGS})
    setter.values = values = _settings(deck) | values
    footer = setter.setting(deck.footer, deck)
    return found.checked(replace(deck, footer=footer, variables=tuple(values.items())))


def _settings(deck: DeckFile) -> dict[str, str]:
    """The settings that are variables; the audience is one when the talk declares audiences."""
    own = {key: getattr(deck, key) for key in _SETTINGS if getattr(deck, key)}
    return own | ({"audience": deck.audience} if deck.audiences else {})


def with_variables(nodes: Iterable[Node], deck: DeckFile, found: Collector) -> list[Node]:
    """Return `nodes` with variables replaced by their values, except in code and formulas."""
    setter = _Setter(dict(deck.variables), deck.environment, found)
    return [setter.node(node) for node in nodes]


def variable_filler(deck: DeckFile, found: Collector) -> Callable[[str, Span], str]:
    """Return a function that replaces the variables in a text that is not part of a node."""
    return _Setter(dict(deck.variables), deck.environment, found).text


class _Setter(Struct):
    values: Mapping[str, str]
    environment: tuple[str, ...]
    found: Collector

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
            target=self.text(node.target, node.span),
            title=self.text(node.title, node.span),
        )

    def _with_attributes(self, node: Node) -> Node:
        attributes = node.attributes
        pairs = tuple((key, self.text(value, node.span)) for key, value in attributes.pairs)
        return replace(node, attributes=replace(attributes, pairs=pairs))

    def setting(self, text: str, deck: DeckFile) -> str:
        """Return one of the settings with the variables in it replaced."""
        return self.text(text, deck.place(text)) if "{{" in text else text

    def text(self, text: str, place: Span | None) -> str:
        """Return `text` with the variables in it replaced."""
        for name in dict.fromkeys(found[1] for found in VARIABLE.finditer(text)):
            if name not in self.values:
                self._report(name, place)
        return VARIABLE.sub(lambda found: self.values.get(found[1], found[0]), text)

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
