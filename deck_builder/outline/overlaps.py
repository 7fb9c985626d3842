"""Which words of one text stand together in another, too: a suffix automaton (Blumer and others,
1985), which reads each word of both texts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from deck_builder.base.memory import remembered


def shared_lengths(words: Sequence[str | None], others: Iterable[str]) -> list[int]:
    """Return for each of `words` how many of them, up to and with this one, stand together in
    `others` as well. None is a word that nothing else is like."""
    automaton, states = _automaton(tuple(words))
    shared = automaton.shared_with(others)
    return [shared[state] for state in states]


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

    def shared_with(self, others: Iterable[str]) -> list[int]:
        """Return for each state the length of its longest sequence that is in `others`, or of the
        longest ending of it."""
        shared = self._found_in(others)
        by_length = sorted(range(1, len(self.longest)), key=self.longest.__getitem__)
        for state in reversed(by_length):
            shorter = self.shorter[state]
            if shared[state] and shorter:
                shared[shorter] = self.longest[shorter]
        for state in by_length:
            shared[state] = shared[state] or shared[self.shorter[state]]
        return shared

    def _found_in(self, others: Iterable[str]) -> list[int]:
        found = [0] * len(self.longest)
        state = length = 0
        for word in others:
            while state and word not in self.following[state]:
                state = self.shorter[state]
                length = self.longest[state]
            if word in self.following[state]:
                state = self.following[state][word]
                length += 1
                found[state] = max(found[state], length)
        return found
