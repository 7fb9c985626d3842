"""Talks of any number of slides: as Markdown, and as python-pptx writes them.

python tests/benchmarks/many_slides.py SLIDES FILE.pptx
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

_WORDS = (
    *("noon", "day", "sun", "light", "shade", "hour", "slow", "steady", "river"),
    *("north", "south", "winter", "summer", "measure", "answer", "question", "count", "simple"),
)


def words(slide: int, line: int) -> str:
    """A line of five to seven words, another one in every place."""
    count = 5 + (slide + line) % 3
    return " ".join(_WORDS[(slide * 7 + word * 3 + line) % len(_WORDS)] for word in range(count))


def markdown(slides: int) -> Iterator[str]:
    """Yield a talk of so many slides."""
    yield "---\ntitle: Many slides\n---\n\n# Part\n\n"
    for number in range(slides):
        line = [words(number, index) for index in range(8)]
        yield (
            f"## Slide {number + 1} about {_WORDS[number % len(_WORDS)]}\n\n"
            f"- {line[0]}\n- {line[1]} **bold {number}** words\n    - {line[2]}\n    - {line[3]}\n"
            f"- {line[4]}\n- {line[5]}\n\n::: notes\n{line[6]}.\n\n{line[7]}.\n:::\n\n"
        )


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
