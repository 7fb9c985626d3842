"""Which words of one text stand together in another, too: a suffix automaton (Blumer and others,
1985), which reads each word of both texts once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import partial

from msgspec import Struct, field

from deck_builder.base.exact import Exact
from deck_builder.base.memory import recalled, remembered


def shared_lengths(
    words: Sequence[str | None], others: Iterable[tuple[str, ...]]
) -> tuple[int, ...]:
    """Return for each of `words` how many of them, up to and with this one, stand together in
    `others` as well, which are words in parts, one after the other. None is a word that nothing
    else is like."""
    automaton, states = _automaton(tuple(words))
    shared = automaton.shared_with(others)
    return tuple([shared[state] for state in states])


@remembered
def _automaton(words: tuple[str | None, ...]) -> tuple[_Automaton, list[int]]:
    """The automaton of a text, and the state after each of its words. Nothing is added to it."""
    automaton = _Automaton()
    return automaton, [automaton.added(word) for word in words]


class _Automaton(Struct):
    """Accepts every sequence of words in a text. A state stands for sequences that end at the same
    places; `longest` has the length of its longest one, and `shorter` is the state of the longest
    of their endings that is also elsewhere."""

    following: list[dict[str | None, int]] = field(default_factory=lambda: [{}])
    longest: list[int] = field(default_factory=lambda: [0])
    shorter: list[int] = field(default_factory=lambda: [-1])
    last: int = 0

    def added(self, word: str | None) -> int:
        """Add a word to the text, and return the state of the text up to it."""
        new = self._state({}, self.longest[self.last] + 1)
        state, self.last = self.last, new
        while state >= 0 and word not in self.following[state]:
            self.following[state][word] = new
            state = self.shorter[state]
        if state >= 0:
            self.shorter[new] = self._split(state, word)
        return new

    def _state(self, following: dict[str | None, int], longest: int, shorter: int = 0) -> int:
        self.following.append(following)
        self.longest.append(longest)
        self.shorter.append(shorter)
        return len(self.longest) - 1

    def _split(self, state: int, word: str | None) -> int:
        """Return the state of exactly the sequences of `state` with `word` after them."""
        known, length = self.following[state][word], self.longest[state] + 1
        if self.longest[known] == length:
            return known
        copy = self._state(dict(self.following[known]), length, self.shorter[known])
        self.shorter[known] = copy
        while state >= 0 and self.following[state].get(word) == known:
            self.following[state][word] = copy
            state = self.shorter[state]
        return copy

    def shared_with(self, others: Iterable[tuple[str, ...]]) -> list[int]:
        """Return for each state the length of its longest sequence that is in `others`, or of the
        longest ending of it."""
        shared = self._found_in(others)
        by_length = self._by_length()
        for state in reversed(by_length):
            shorter = self.shorter[state]
            if shared[state] and shorter:
                shared[shorter] = self.longest[shorter]
        for state in by_length:
            shared[state] = shared[state] or shared[self.shorter[state]]
        return shared

    def _by_length(self) -> list[int]:
        """The states by the length of their longest sequence, the shortest first."""
        known = Exact(self, len(self.longest))
        return recalled(
            lambda: (_Automaton, known),
            lambda: sorted(range(1, len(self.longest)), key=self.longest.__getitem__),
        )

    def _found_in(self, others: Iterable[tuple[str, ...]]) -> list[int]:
        found = [0] * len(self.longest)
        known = Exact(self, len(self.longest))
        state = length = 0
        for words in others:
            state, length, lengths = recalled(
                partial(_key, known, state, length, words),
                partial(self._read, state, length, words),
            )
            for one, longest in lengths.items():
                if longest > found[one]:
                    found[one] = longest
        return found

    def _read(
        self, state: int, length: int, words: tuple[str, ...]
    ) -> tuple[int, int, dict[int, int]]:
        """The state after more words, how many of them lead to it, and the most that led to each
        state on the way."""
        following, lengths = self.following, dict[int, int]()
        for word in words:
            while state and word not in following[state]:
                state = self.shorter[state]
                length = self.longest[state]
            if word in following[state]:
                state = following[state][word]
                length += 1
                if length > lengths.get(state, 0):
                    lengths[state] = length
        return state, length, lengths


def _key(known: Exact, state: int, length: int, words: tuple[str, ...]) -> Hashable:
    return _Automaton, known, state, length, words
