"""The script as one HTML page, to print or to read from; nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.languages import Direction, direction_of, primary_language
from deck_builder.speaker.script.passages import CodePassage, ListItem, ListPassage, Passage
from deck_builder.speaker.script.script import Piece, Script, ScriptSection, ScriptSlide, pieces
from deck_builder.text.html_lists import list_class, list_rules, list_type
from deck_builder.text.runs import LINE_BREAK, Paragraph, ParagraphRole, elements_of
from deck_builder.timing.speech import clock_time


def html_script(script: Script) -> str:
    """Return `script` as a page to print."""
    return _page(script, "printed.css")


def teleprompter(script: Script) -> str:
    """Return `script` as a dark page in large letters."""
    return _page(script, "teleprompter.css")


def _page(script: Script, sheet: str) -> str:
    style = Path(__file__).with_name(sheet).read_text(encoding="utf-8")
    language = script.properties.language
    direction = direction_of(language)
    body = "\n".join(_body(script, _Writer(direction is Direction.RTL, language)))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction.value}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(script.title)}</title>\n<style>\n{style}{list_rules()}\n</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _body(script: Script, writer: _Writer) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{_text(script.title)}</h1>"
    if script.properties.subtitle:
        yield f"<p>{_text(script.properties.subtitle)}</p>"
    if script.byline:
        yield f"<p>{_text(script.byline)}</p>"
    yield f"<p{writer.english}>{_text(script.summary)}</p>"
    yield "</header>"
    yield "<main>"
    for section in script.sections:
        yield from _section(section, writer)
    yield "</main>"


def _section(section: ScriptSection, writer: _Writer) -> Iterator[str]:
    if section.name:
        length = f' <span class="time">{clock_time(section.seconds)}</span>'
        yield f"<section>\n<h2>{_text(section.name)}{length if section.seconds else ''}</h2>"
    for slide in section.slides:
        yield from writer.slide(slide, "h3" if section.name else "h2")
    if section.name:
        yield "</section>"


class _Writer(Struct, frozen=True):
    """Writes slides into a page of one language and direction."""

    rtl: bool
    language: str

    @property
    def english(self) -> str:
        """The attributes of words that are English wherever they stand."""
        is_english = primary_language(self.language) == "en"
        return "" if is_english else ' lang="en" dir="ltr"'

    def slide(self, slide: ScriptSlide, heading: str) -> Iterator[str]:
        """A slide with its title as a `heading`."""
        number = slide.planned.number
        skipped = "" if slide.is_spoken else ' class="skipped"'
        yield f'<article id="slide-{number}"{skipped}>'
        name = f" {_text(slide.title)}" if slide.title else ""
        yield f'<{heading}><span class="number">{number}</span>{name}</{heading}>'
        times = [f'<span class="time">{slide.times}</span>'] if slide.times else []
        cues = [f'<span class="cue"{self.english}>{_text(cue)}</span>' for cue in slide.cues]
        if times or cues:
            yield f'<p class="cues">{" ".join(times + cues)}</p>'
        yield from self.passages(slide.notes)
        yield "</article>"

    def passages(self, found: Iterable[Passage]) -> Iterator[str]:
        """Paragraphs, code and lists."""
        for passage in found:
            match passage:
                case Paragraph():
                    yield self.paragraph(passage)
                case CodePassage():
                    lines = _text(LINE_BREAK.join(passage.lines))
                    yield f'<pre dir="ltr"><code>{lines}</code></pre>'
                case ListPassage():
                    yield from self.list(passage)

    def paragraph(self, paragraph: Paragraph) -> str:
        """A paragraph, which says its direction where that is not the page's."""
        classes = "" if paragraph.role is ParagraphRole.BODY else f' class="{paragraph.role.value}"'
        return f"<p{classes}{self.direction(paragraph)}>{inline(paragraph)}</p>"

    def direction(self, paragraph: Paragraph) -> str:
        """The attribute that says how a paragraph is read, where it must be said."""
        if paragraph.rtl == self.rtl:
            return ""
        return ' dir="rtl"' if paragraph.rtl else ' dir="ltr"'

    def list(self, passage: ListPassage) -> Iterator[str]:
        """A list with bullets or numbers."""
        if passage.start is None:
            yield "<ul>"
        else:
            yield f"<ol{_list_attributes(passage.start, passage.style)}>"
        for item in passage.items:
            yield from self.item(item)
        yield "</ul>" if passage.start is None else "</ol>"

    def item(self, item: ListItem) -> Iterator[str]:
        """An item; one that is a single paragraph stands on one line."""
        task = "" if item.checked is None else ("☑ " if item.checked else "☐ ")
        kind = ' class="task"' if task else ""
        first, rest = item.passages[:1], item.passages[1:]
        if first and isinstance(first[0], Paragraph):
            yield f"<li{kind}{self.direction(first[0])}>{task}{inline(first[0])}"
            yield from self.passages(rest)
        else:
            yield f"<li{kind}>{task}"
            yield from self.passages(item.passages)
        yield "</li>"


def _list_attributes(start: int, style: str) -> str:
    values = {
        "start": None if start == 1 else str(start),
        "type": list_type(style),
        "class": list_class(style),
    }
    return "".join(f' {name}="{value}"' for name, value in values.items() if value)


def inline(paragraph: Paragraph) -> str:
    """Return the runs of `paragraph` as HTML."""
    return "".join(map(_piece, pieces(paragraph)))


def _piece(piece: Piece) -> str:
    text = _text(piece.run.text).replace(LINE_BREAK, "<br>")
    if piece.is_pause:
        return f'<span class="pause">{text}</span>'
    run = piece.run
    # Code has a look of its own, also where it is marked or the name of a key.
    for tag in elements_of(replace(run, highlight="") if run.code else run):
        text = f"<{tag}>{text}</{tag}>"
    if run.lang:
        text = f'<span lang="{escape(run.lang)}">{text}</span>'
    title = f' title="{escape(run.tip)}"' if run.tip else ""
    return f'<a href="{escape(run.link)}"{title}>{text}</a>' if run.link else text


def _text(text: str) -> str:
    return escape(text, quote=False)
