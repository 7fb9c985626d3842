"""Variables in YAML: `{{ name }}` is text without quotes, too. While YAML is read, other characters
stand for its own, which are none in Unicode; all places stay the same."""

from __future__ import annotations

from deck_builder.base.patterns import late

_VARIABLE = late(r"\{\{[ \t]*[^\W\d][\w.-]*[ \t]*\}\}")
_MASKED = {ord(one): 0xFDD0 + number for number, one in enumerate("{} \t")}
_UNMASKED = {number: chr(one) for one, number in _MASKED.items()}
_OPENING = chr(_MASKED[ord("{")])


def masked(text: str) -> str:
    """Return `text` with other characters for its variables, as many."""
    if "{{" not in text:
        return text
    return _VARIABLE().sub(lambda found: found[0].translate(_MASKED), text)


def unmasked(text: str) -> str:
    """Return a masked text as it was."""
    if text.isascii() or _OPENING not in text:
        return text
    return text.translate(_UNMASKED)
