"""Words that the harbour does not use."""

from collections.abc import Iterator

from deck_builder.api.plugins import Check, CheckedDeck, Finding

AVOIDED = {"utilise": "use", "leverage": "use", "synergy": "say what it is"}


def check(deck: CheckedDeck) -> Iterator[Finding]:
    for slide in deck.slides:
        for text in (*slide.texts, *slide.notes):
            for word in text.lower().split():
                if better := AVOIDED.get(word.strip(".,:;!?")):
                    message, hint = f"“{word}” is not a word of ours", f"better: {better}"
                    yield Finding(message, hint, slide.number, text)


PLAIN_WORDS = Check(api=1, check=check)
