"""Whether a written file has text that its audience must not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from deck_builder.writer.leaks.binary import Strings
from deck_builder.writer.leaks.phrases import finder_of
from deck_builder.writer.leaks.texts import Texts, UnsearchableError

__all__ = ["Leak", "UnsearchableError", "find_leak"]


class Leak(Struct, frozen=True):
    """A phrase that must not be in the file, and the part that it is in."""

    phrase: tuple[str, ...]
    part: str


def find_leak(
    entries: Iterable[tuple[str, bytes]],
    secrets: Iterable[tuple[str, ...]],
    words_of: Callable[[str], tuple[str, ...]],
) -> Leak | None:
    """Return the first of the `secrets` that is in the parts of a file, None when there is none.

    Everything is looked at that has words: the texts, attributes and comments of XML in any
    encoding, names of parts, targets of links, metadata of pictures and recordings, and whatever is
    inside of embedded files. `words_of` cuts a text into words as the secrets were. Raises
    UnsearchableError for a part that cannot be looked into.
    """
    known = tuple(secrets)
    if not known:
        return None
    finder = finder_of(known)
    phrases = {"".join(secret) for secret in known}
    # A ligature is two letters.
    least = min(map(len, phrases)) // 2
    texts = Texts(least, Strings(phrases, least))
    for part, content in entries:
        for place, text in texts.of_part(part, content):
            leak = finder.find(words_of(text))
            if leak is not None:
                return Leak(leak, place)
    return None
