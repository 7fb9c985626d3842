"""Talks of any number of slides: as Markdown, and as python-pptx writes them.

python tests/benchmarks/many_slides.py SLIDES FILE.pptx
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

_WORDS = (
    *("noon", "day", "sun", "light", "shade", "hour", "slow", "steady", "river"),
    *("north", "south", "winter", "summer", "measure", "answer", "question", "count", "simple"),
)


def words(slide: int, line: int) -> str:
    """A line of five to seven words, another one in every place."""
    count = 5 + (slide + line) % 3
    return " ".join(_WORDS[(slide * 7 + word * 3 + line) % len(_WORDS)] for word in range(count))


def markdown(slides: int, deck: str = "light") -> Iterator[str]:
    """Yield a talk of so many slides of the kind of `deck`, one of `DECKS`."""
    yield "---\ntitle: Many slides\n---\n\n# Part\n\n"
    for number in range(slides):
        yield f"## Slide {number + 1} about {_WORDS[number % len(_WORDS)]}\n\n"
        yield DECKS[deck](number)


def light(number: int) -> str:
    """Six bullets on two levels, with one bold run and two paragraphs of notes: it fits."""
    line = [words(number, index) for index in range(8)]
    return (
        f"- {line[0]}\n- {line[1]} **bold {number}** words\n    - {line[2]}\n    - {line[3]}\n"
        f"- {line[4]}\n- {line[5]}\n\n::: notes\n{line[6]}.\n\n{line[7]}.\n:::\n\n"
    )


def full(number: int) -> str:
    """Eight bullets on two levels, each with bold, italic and code runs: it must be split."""
    bullets = (
        f"{'    ' if index % 3 == 2 else ''}- {words(number, index)} **{_WORDS[number % 11]} day** "
        f"and *{_WORDS[number % 7]}*, with `{_WORDS[index]}_{number}` "
        f"{_WORDS[(number + index) % 17]}\n"
        for index in range(8)
    )
    return "".join(bullets) + f"\n::: notes\n{words(number, 8)}.\n:::\n\n"


def prose(number: int) -> str:
    """Four paragraphs of three sentences, as in an article: too much text for a slide."""
    paragraphs = (
        " ".join(
            f"{words(number, 5 * index + 2 * part).capitalize()}, *{words(number, index + part)}* "
            f"and {words(number, index + 3 * part + 4)}."
            for part in range(3)
        )
        for index in range(4)
    )
    return "\n\n".join(paragraphs) + "\n\n"


DECKS: Mapping[str, Callable[[int], str]] = {"light": light, "full": full, "prose": prose}
"""What a slide of each deck has under its title, by the number of the slide."""


def write_stock(slides: int, output: str) -> None:
    """Write the same slides with python-pptx as its manual does it."""
    from pptx import Presentation

    deck = Presentation()
    for number in range(slides):
        line = [words(number, index) for index in range(8)]
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Slide {number + 1} about {_WORDS[number % len(_WORDS)]}"
        frame = slide.placeholders[1].text_frame
        for index, (level, text) in enumerate(zip((0, 0, 1, 1, 0, 0), line, strict=False)):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            paragraph.level = level
            paragraph.add_run().text = text
            if index == 1:
                paragraph.add_run().text = f" bold {number}"
                paragraph.runs[1].font.bold = True
        slide.notes_slide.notes_text_frame.text = f"{line[6]}.\n{line[7]}."
    deck.save(output)


if __name__ == "__main__":
    write_stock(int(sys.argv[1]), sys.argv[2])
