"""Mermaid's git graphs, read line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.gitgraph.diagram import Commit, GitGraph, Look, Way
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Line, lines_of, unquoted
from deck_builder.diagrams.mermaid import prepared

_MAIN = "main"
_WAY = re.compile(r":?\s*(LR|TB|BT|TD)\s*:?$", re.IGNORECASE)
_MAIN_NAME = re.compile(r"""mainBranchName["']?\s*:\s*["']?([^"',}\n]+)""")
_MAIN_ORDER = re.compile(r"""mainBranchOrder["']?\s*:\s*["']?(\d{1,4})""")
_OPTION = re.compile(r"""(\w+)\s*:\s*("[^"]*"|'[^']*'|[^\s"']+)""")
_STATEMENTS = ("commit", "branch", "checkout", "switch", "merge", "cherry-pick")
_KEYS = ("id", "tag", "type", "msg", "parent", "order")
_LOOKS = (Look.NORMAL, Look.REVERSE, Look.HIGHLIGHT)


def read(fence: Fence, found: Collector) -> GitGraph:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    main, order = _MAIN_NAME.search(fence.text), _MAIN_ORDER.search(fence.text)
    name = main[1].strip() if main else _MAIN
    reader = _Reader(name, way=Way.RIGHT)
    reader.branches[name] = _Branch(None, int(order[1]) if order else 0)
    for number, one in enumerate(lines_of(page)):
        way = _WAY.fullmatch(one.text)
        if number == 0 and way:
            reader.way = Way(way[1].upper().replace("TD", "TB"))
        elif one.text != ":":
            reader.read(one)
    if not reader.commits:
        raise DiagramError("there is no commit in it", 0, 1, "write ‘commit’")
    return reader.graph(page.title or reader.title, page.described)


class _Branch(Struct):
    """A branch: its last commit, and where it is asked to be."""

    head: int | None
    order: int | None = None


class _Reader(Struct):
    """What was read so far, and the `current` branch."""

    current: str
    way: Way
    title: str = ""
    branches: dict[str, _Branch] = field(default_factory=dict)
    commits: list[tuple[Commit, str]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def read(self, one: Line) -> None:
        """Take up a line."""
        match one.word:
            case "commit":
                self._commit(one)
            case "branch":
                self._branch(one)
            case "checkout" | "switch":
                self.current = self._known(one, unquoted(one.rest))
            case "merge":
                self._merge(one)
            case "cherry-pick":
                self._pick(one)
            case "title" if one.rest:
                self.title = plain_label(one.rest)
            case word:
                hint = suggestion(word, _STATEMENTS)
                raise one.wrong("this is no statement of a git graph", one.text.split()[0], hint)

    def _options(self, one: Line, text: str) -> tuple[str, Mapping[str, list[str]]]:
        """What stands by itself, and the values behind each key."""
        found: dict[str, list[str]] = {}
        for key, value in _OPTION.findall(text):
            if key not in _KEYS:
                raise one.wrong(f"‘{key}’ means nothing here", key, suggestion(key, _KEYS))
            found.setdefault(key, []).append(unquoted(value))
        bare = _OPTION.sub("", text).strip()
        return unquoted(bare), found

    def _commit(self, one: Line) -> None:
        bare, options = self._options(one, one.rest)
        head = self.branches[self.current].head
        look = self._look(one, options) or Look.NORMAL
        name = _first(options, "id")
        words = name or _first(options, "msg") or bare
        parents = () if head is None else (head,)
        self._add(one, name, words, parents, look, options)

    def _look(self, one: Line, options: Mapping[str, list[str]]) -> Look | None:
        kind = _first(options, "type")
        if not kind:
            return None
        known = {look.value: look for look in _LOOKS}
        if kind not in known:
            raise one.wrong(f"‘{kind}’ is no type of commits", kind, suggestion(kind, known))
        return known[kind]

    def _add(
        self,
        one: Line,
        name: str,
        words: str,
        parents: tuple[int, ...],
        look: Look,
        options: Mapping[str, list[str]],
    ) -> None:
        number = len(self.commits)
        if name and name in self.names:
            raise one.wrong(f"there is another commit with the id ‘{name}’", name)
        tags = tuple(filter(None, options.get("tag", ())))
        commit = Commit(words or str(number), 0, parents, look, tags, bool(words))
        self.names[name or f"\0{number}"] = number
        self.commits.append((commit, self.current))
        self.branches[self.current].head = number

    def _branch(self, one: Line) -> None:
        bare, options = self._options(one, one.rest)
        order = _first(options, "order")
        if not bare:
            raise one.wrong("the branch has no name", hint="branch develop")
        if bare in self.branches:
            raise one.wrong(f"there is a branch ‘{bare}’", bare, f"checkout {bare}")
        if order and not (order.isdecimal() and len(order) < 7):
            raise one.wrong(f"‘{order}’ is no number", order, "branch develop order: 2")
        head = self.branches[self.current].head
        self.branches[bare] = _Branch(head, int(order) if order else None)
        self.current = bare

    def _known(self, one: Line, name: str) -> str:
        if name in self.branches:
            return name
        hint = suggestion(name, self.branches)
        raise one.wrong(f"there is no branch ‘{name}’", name, hint)

    def _merge(self, one: Line) -> None:
        bare, options = self._options(one, one.rest)
        other = self._known(one, bare)
        head, merged = self.branches[self.current].head, self.branches[other].head
        if other == self.current:
            raise one.wrong(f"‘{other}’ is the current branch", bare, "checkout another one before")
        if merged is None:
            raise one.wrong(f"the branch ‘{other}’ has no commits", bare)
        if merged == head:
            raise one.wrong(f"‘{other}’ has nothing that ‘{self.current}’ does not have", bare)
        parents = (merged,) if head is None else (head, merged)
        name = _first(options, "id")
        look = self._look(one, options)
        self._add(one, name, name or _first(options, "msg"), parents, look or Look.MERGE, options)

    def _pick(self, one: Line) -> None:
        _, options = self._options(one, one.rest)
        name = _first(options, "id")
        if name not in self.names:
            hint = suggestion(name, (each for each in self.names if each[:1] != "\0"))
            raise one.wrong(f"there is no commit with the id ‘{name}’", name, hint)
        source, head = self.names[name], self.branches[self.current].head
        if self.commits[source][1] == self.current:
            raise one.wrong(f"the commit ‘{name}’ is on the current branch", name)
        parent = _first(options, "parent")
        if parent and parent not in self.names:
            raise one.wrong(f"there is no commit with the id ‘{parent}’", parent)
        parents = (source,) if head is None else (head, source)
        given = {**options, "tag": options.get("tag", [f"cherry-pick: {name}"])}
        self._add(one, "", "", parents, Look.PICK, given)

    def graph(self, title: str, described: str) -> GitGraph:
        """The graph, with its branches in their order: those that are asked to be somewhere come
        behind those that are not, as mermaid has it, the main one first."""
        main = next(iter(self.branches))
        names = sorted(self.branches, key=lambda name: self._place(name, main))
        used = {branch for _, branch in self.commits}
        shown = [name for name in names if name in used]
        places = {name: at for at, name in enumerate(shown)}
        commits = (replace(commit, branch=places[branch]) for commit, branch in self.commits)
        return GitGraph(
            kind="Git graph",
            title=title,
            described=described,
            branches=tuple(shown),
            commits=tuple(commits),
            way=self.way,
        )

    def _place(self, name: str, main: str) -> tuple[float, int]:
        order = self.branches[name].order
        at = list(self.branches).index(name)
        if order is None:
            return 0.0 if name == main else at / len(self.branches), at
        return float(order), at


def _first(options: Mapping[str, list[str]], key: str) -> str:
    return options[key][0] if options.get(key) else ""
