"""The script as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from deck_builder.speaker.script.passages import CodePassage, ListItem, ListPassage, Passage
from deck_builder.speaker.script.script import Piece, Script, ScriptSlide, pieces
from deck_builder.text.runs import LINE_BREAK, Paragraph
from deck_builder.timing.speech import clock_time

_WIDTH = 78
_INDENT = "    "


def text_script(script: Script) -> str:
    """Return `script` as lines of text."""
    blocks = ["\n".join(_head(script))]
    for section in script.sections:
        if section.name:
            length = f"  {clock_time(section.seconds)}" if section.seconds else ""
            blocks.append(_underlined(f"{section.name}{length}", "-"))
        blocks.extend("\n\n".join(_slide(slide)) for slide in section.slides)
    return "\n\n".join(blocks) + "\n"


def _head(script: Script) -> Iterator[str]:
    if script.title:
        yield _underlined(script.title, "=")
    yield from filter(None, (script.properties.subtitle, script.byline))
    yield script.summary


def _underlined(text: str, sign: str) -> str:
    return f"{text}\n{sign * min(len(text), _WIDTH)}"


def _slide(slide: ScriptSlide) -> Iterator[str]:
    cues = [slide.times] if slide.times else []
    cues += (f"[{cue}]" for cue in slide.cues)
    title = f"{slide.planned.number}. {slide.title}".rstrip()
    yield f"{title}\n{_INDENT}{'  '.join(cues)}" if cues else title
    for block in _passages(slide.notes, _WIDTH - len(_INDENT)):
        yield textwrap.indent(block, _INDENT)


def _passages(found: Iterable[Passage], width: int) -> Iterator[str]:
    for passage in found:
        match passage:
            case Paragraph():
                yield _filled(inline(passage), width)
            case CodePassage():
                yield "\n".join(f"  {line}".rstrip() for line in passage.lines)
            case ListPassage():
                yield "\n".join(_list(passage, width))


def _list(passage: ListPassage, width: int) -> Iterator[str]:
    for index, item in enumerate(passage.items):
        yield _item(item, f"{passage.label(index) or '-'} ", width)


def _item(item: ListItem, mark: str, width: int) -> str:
    if item.checked is not None:
        mark = "[x] " if item.checked else "[ ] "
    inner = "\n".join(_passages(item.passages, width - len(mark)))
    return mark + textwrap.indent(inner, " " * len(mark)).removeprefix(" " * len(mark))


def _filled(text: str, width: int) -> str:
    lines = (
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.split(LINE_BREAK)
    )
    return "\n".join(lines)


def inline(paragraph: Paragraph) -> str:
    """Return the runs of `paragraph` as text: emphasis between asterisks, links with their
    address."""
    return "".join(map(_piece, pieces(paragraph)))


def _piece(piece: Piece) -> str:
    run = piece.run
    core = run.text.strip()
    if not core or piece.is_pause:
        return run.text
    lead, _, tail = run.text.partition(core)
    if run.bold or run.italic:
        core = f"*{core}*"
    if run.link.startswith("#slide-"):
        core = f"{core} (slide {run.link.removeprefix('#slide-')})"
    elif run.link and run.link.removeprefix("mailto:") != core:
        core = f"{core} ({run.link})"
    return f"{lead}{core}{tail}"
