"""The script as Markdown, CommonMark with the task lists and struck out text of GitHub."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.speaker.script.passages import CodePassage, ListItem, ListPassage, Passage
from deck_builder.speaker.script.script import Piece, Script, ScriptSlide, pieces
from deck_builder.text.runs import LINE_BREAK, Paragraph, ParagraphRole, Run, elements_of
from deck_builder.timing.speech import clock_time

_SPECIAL = re.compile(r"([\\`*_\[<>&~$|^=])")
# Signs that would begin a heading, a list or a rule at the start of a line.
_OPENING = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|-(?=[- ]*$)|:(?=:))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_TICKS = re.compile("`+")
# Signs that would make a link of brackets before them.
_AFTER_BRACKET = "([:"
_MARKS = {"em": "*", "strong": "**", "s": "~~"}


def markdown_script(script: Script) -> str:
    """Return `script` as Markdown."""
    blocks: list[str] = [f"# {_line(script.title)}"] if script.title else []
    about = (script.properties.subtitle, script.byline, script.summary)
    blocks.append("\\\n".join(_opened(_escaped(line)) for line in about if line))
    for section in script.sections:
        if section.name:
            length = f" ({clock_time(section.seconds)})" if section.seconds else ""
            blocks.append(f"## {_line(section.name)}{length}")
        for slide in section.slides:
            blocks.extend(_slide(slide, "###" if section.name else "##"))
    return "\n\n".join(blocks) + "\n"


def _slide(slide: ScriptSlide, level: str) -> Iterator[str]:
    yield f"{level} {slide.planned.number}. {_line(slide.title)}".rstrip()
    parts = [f"`{slide.times}`"] if slide.times else []
    parts += (_escaped(cue) for cue in slide.cues)
    if parts:
        yield " · ".join(parts)
    yield from _passages(slide.notes)


def _line(text: str) -> str:
    """A heading's text; number signs at its end would belong to the heading."""
    escaped = _escaped(" ".join(text.split()))
    return re.sub(r"#(?=#*$)", r"\\#", escaped)


def _passages(found: Iterable[Passage]) -> Iterator[str]:
    """The blocks that passages are, to be set apart by blank lines."""
    before: Passage | None = None
    for passage in found:
        if isinstance(passage, ListPassage) and isinstance(before, ListPassage):
            # Two lists of one kind would become one.
            yield "<!-- -->"
        match passage:
            case Paragraph():
                yield _paragraph(passage)
            case CodePassage():
                yield _code_block(passage.lines)
            case ListPassage():
                yield "\n".join(_list(passage))
        before = passage


def _paragraph(paragraph: Paragraph) -> str:
    text = inline(paragraph)
    if paragraph.role is ParagraphRole.HEADING and "\n" not in text:
        return f"**{text}**" if not _TICKS.search(text) and "*" not in text else text
    return text


def _code_block(lines: Sequence[str]) -> str:
    fence = _ticks("\n".join(lines), 3)
    return "\n".join((fence, *lines, fence))


def _list(passage: ListPassage) -> Iterator[str]:
    is_loose = any(
        isinstance(one, Paragraph | CodePassage)
        for item in passage.items
        for one in item.passages[1:]
    )
    for index, item in enumerate(passage.items):
        if is_loose and index:
            yield ""
        yield from _item(item, passage.label(index) or "-", is_loose)


def _item(item: ListItem, mark: str, is_loose: bool) -> Iterator[str]:
    task = "" if item.checked is None else ("[x] " if item.checked else "[ ] ")
    blocks = list(_passages(item.passages))
    # An item that opens with a list or code has its mark on a line of its own.
    opens_with_text = bool(item.passages) and isinstance(item.passages[0], Paragraph)
    text = ("\n\n" if is_loose else "\n").join(blocks)
    lines = text.split("\n") if opens_with_text else ["", *text.split("\n")]
    indent = " " * (len(mark) + 1)
    yield f"{mark} {task}{lines[0]}".rstrip()
    yield from ((indent + line).rstrip() for line in lines[1:] if line or is_loose)


def inline(paragraph: Paragraph) -> str:
    """Return the runs of `paragraph` as Markdown."""
    found = [piece for piece in pieces(paragraph) if piece.run.text]
    text = ""
    for index, piece in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        text += _piece(piece, text, after)
    lines = text.split("\n")
    return "\\\n".join(_opened(line.strip()) for line in lines)


def _piece(piece: Piece, before: str, after: Piece | None) -> str:
    run = piece.run
    core = run.text.strip()
    if not core:
        return run.text
    lead, _, tail = run.text.partition(core)
    text = _code_span(core) if run.code else _escaped(core)
    if piece.is_pause and not (after and after.run.text[0] in _AFTER_BRACKET):
        return core
    if not piece.is_pause:
        text = _marked(text, run, before + lead, tail or (after and _first(after)) or " ")
    return f"{lead}{text}{tail}"


def _first(piece: Piece) -> str:
    """The first character of a piece: a mark when it has any."""
    return "*" if any(_tags(piece.run)) or piece.run.link else piece.run.text[0]


def _tags(run: Run) -> Iterator[str]:
    return elements_of(replace(run, code=False, highlight=""))


def _marked(text: str, run: Run, before: str, after: str) -> str:
    """Text with its looks and its link: as marks where these cannot be misread, else as HTML."""
    wanted = list(_tags(run))
    is_free = before[-1:] in ("", " ", "\n") and (after[:1].isspace() or _is_stop(after[:1]))
    is_plain = len(wanted) == 1 and wanted[0] in _MARKS and is_free and not _is_stop(text[-1:])
    for tag in wanted:
        mark = _MARKS.get(tag, "")
        is_mark = is_plain and not _is_stop(text[:1])
        text = f"{mark}{text}{mark}" if is_mark else f"<{tag}>{text}</{tag}>"
    if run.link.startswith("#slide-"):
        return f"{text} (slide {run.link.removeprefix('#slide-')})"
    # A bracket would end the text of the link.
    linked = text.replace("]", "\\]")
    return f"[{linked}](<{run.link}>)" if run.link else text


def _is_stop(character: str) -> bool:
    """Whether a character is punctuation or a symbol, beside which marks are read differently
    (CommonMark 6.2)."""
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _code_span(text: str) -> str:
    text = text.replace(LINE_BREAK, " ")
    ticks = _ticks(text, 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _ticks(text: str, least: int) -> str:
    """At least so many backticks, and more than any run of them in `text`."""
    return "`" * max(least, 1 + max(map(len, _TICKS.findall(text)), default=0))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _opened(line: str) -> str:
    """A line that begins as text."""
    line = _NUMBERED.sub(r"\1\\\2", line)
    return _OPENING.sub(r"\\\1", line)
