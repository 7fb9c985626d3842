"""A git graph as a whole: its branches and commits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.scene import Scene

# Fewer commits than this are not cut.
_FEWEST = 8


class Look(Enum):
    """How a commit looks, by mermaid's name for it; a merge and a copy have looks of their own."""

    NORMAL = "NORMAL"
    REVERSE = "REVERSE"
    HIGHLIGHT = "HIGHLIGHT"
    MERGE = "MERGE"
    PICK = "PICK"


class Commit(Struct, frozen=True):
    """A commit on a branch, after its `parents`, which are counted from 0. It is `named` if its
    author named it, and `continued` if what is before it is on another slide."""

    name: str
    branch: int
    parents: tuple[int, ...] = ()
    look: Look = Look.NORMAL
    tags: tuple[str, ...] = ()
    named: bool = False
    continued: bool = False


class Way(Enum):
    """Where time goes."""

    RIGHT = "LR"
    DOWN = "TB"
    UP = "BT"


class GitGraph(Diagram, frozen=True):
    """A git graph. `branches` are in the order in which they are shown."""

    branches: tuple[str, ...] = ()
    commits: tuple[Commit, ...] = ()
    way: Way = Way.RIGHT

    def lay_out(self, ground: Ground) -> Scene:
        """A lane for each branch, with its commits in the order of time."""
        from deck_builder.diagrams.gitgraph.layout import lay_out

        return lay_out(self, ground)

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A column or a row for each commit."""
        count = len(self.commits)
        return (ground.em(2.2 * count), 0) if self.way is Way.RIGHT else (0, ground.em(1.2 * count))

    def turned(self) -> Diagram:
        """With time to the right instead of down, or the other way round."""
        return replace(self, way=Way.DOWN if self.way is Way.RIGHT else Way.RIGHT)

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves, cut in time, if there are enough commits."""
        count = len(self.commits)
        middle = (count + 1) // 2
        return (self._part(0, middle), self._part(middle, count)) if count >= _FEWEST else ()

    def _part(self, first: int, last: int) -> GitGraph:
        commits = self.commits[first:last]
        used = sorted({commit.branch for commit in commits})
        places = {branch: at for at, branch in enumerate(used)}
        kept = []
        for commit in commits:
            parents = tuple(one - first for one in commit.parents if one >= first)
            continued = commit.continued or len(parents) < len(commit.parents)
            branch = places[commit.branch]
            kept.append(replace(commit, branch=branch, parents=parents, continued=continued))
        names = tuple(self.branches[branch] for branch in used)
        return replace(self, branches=names, commits=tuple(kept))

    def sentences(self) -> Sequence[str]:
        """Each commit with its branch, in the order of time."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        for commit in self.commits:
            branch = self.branches[commit.branch]
            tags = f" ({', '.join(commit.tags)})" if commit.tags else ""
            name = f": {commit.name}" if commit.named else ""
            if commit.look is Look.PICK and len(commit.parents) > 1:
                copy = "copy of" if self.has_verbs else "="
                yield f"{branch}: {copy} {self.commits[commit.parents[-1]].name}{tags}"
            elif len(commit.parents) > 1:
                other = self.branches[self.commits[commit.parents[1]].branch]
                into = "is merged into" if self.has_verbs else "→"
                yield f"{other} {into} {branch}{name}{tags}"
            else:
                unnamed = ": commit" if self.has_verbs else ""
                yield f"{branch}{name or unnamed}{tags}"

    def words(self) -> Sequence[str]:
        """The names of branches and commits, and the tags."""
        found = list(self.branches)
        for commit in self.commits:
            found += [commit.name] if commit.named else []
            found += commit.tags
        return tuple(found)
