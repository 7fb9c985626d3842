"""Many phrases looked for at once in a text (Aho and Corasick, 1975): each word is read once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from deck_builder.base.memory import remembered

Phrase = tuple[str, ...]


class PhraseFinder(Struct):
    """Finds the first of some phrases in a text. A state stands for the beginning of a phrase, and
    `shorter` has the state of the longest ending of it that is also one."""

    first_words: set[str] = field(default_factory=set)
    following: list[dict[str, int]] = field(default_factory=lambda: [{}])
    shorter: list[int] = field(default_factory=lambda: [0])
    ends: dict[int, Phrase] = field(default_factory=dict)

    def find(self, words: Sequence[str]) -> Phrase | None:
        """Return a phrase that is in `words`, the one that ends first; None when there is none."""
        if self.first_words.isdisjoint(words):
            return None
        state = 0
        for word in words:
            while state and word not in self.following[state]:
                state = self.shorter[state]
            state = self.following[state].get(word, 0)
            if state in self.ends:
                return self.ends[state]
        return None


@remembered
def finder_of(phrases: tuple[Phrase, ...]) -> PhraseFinder:
    """Return what finds `phrases`; an empty one is in no text. Nothing is added to it."""
    finder = PhraseFinder()
    for phrase in filter(None, phrases):
        _add(phrase, finder)
    _link(finder)
    return finder


def _add(phrase: Phrase, finder: PhraseFinder) -> None:
    finder.first_words.add(phrase[0])
    state = 0
    for word in phrase:
        known = finder.following[state].get(word)
        if known is None:
            known = finder.following[state][word] = len(finder.following)
            finder.following.append({})
            finder.shorter.append(0)
        state = known
    finder.ends.setdefault(state, phrase)


def _link(finder: PhraseFinder) -> None:
    """Set the shorter states, the beginnings of one word first."""
    following, shorter, ends = finder.following, finder.shorter, finder.ends
    states = list(following[0].values())
    for state in states:
        for word, longer in following[state].items():
            states.append(longer)
            ending = shorter[state]
            while ending and word not in following[ending]:
                ending = shorter[ending]
            shorter[longer] = following[ending].get(word, 0)
            if shorter[longer] in ends:
                ends.setdefault(longer, ends[shorter[longer]])
