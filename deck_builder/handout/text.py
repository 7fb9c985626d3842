"""Runs and paragraphs as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, field

from deck_builder.formulas.mathml import to_mathml
from deck_builder.handout.html import address, element, is_address, text
from deck_builder.handout.page_colors import TEXT_COLORS
from deck_builder.text.html_lists import list_class, list_type
from deck_builder.text.runs import LINE_BREAK, Paragraph, ParagraphRole, Run, elements_of

_BOXES = {True: "☑", False: "☐"}


class TextSetter(Struct, frozen=True):
    """Sets text on a page: `places` are the ids of link targets in the page by their names in the
    talk; headings in the text are of `level`; `rtl` is the page's direction."""

    places: Mapping[str, str]
    level: int = 4
    rtl: bool = False

    def inline(self, runs: Sequence[Run]) -> str:
        """Return `runs` in their looks; neighbours with one link are one link."""
        return "".join(
            self._linked(link, tuple(part))
            for link, part in groupby(runs, key=lambda run: run.link)
        )

    def _linked(self, link: str, runs: Sequence[Run]) -> str:
        content = "".join(map(_run, runs))
        target = address(link, self.places) if link else ""
        if not target:
            return content
        class_ = "address" if is_address("".join(run.text for run in runs), target) else None
        return element("a", content, href=target, class_=class_, title=runs[0].tip or None)

    def flow(self, paragraphs: Sequence[Paragraph]) -> str:
        """Return `paragraphs` as headings, paragraphs and nested lists."""
        parts: list[str] = []
        for listed, group in groupby(paragraphs, key=lambda one: one.bullet is not None):
            found = list(group)
            parts += _lists(found, self) if listed else map(self.paragraph, found)
        return "".join(parts)

    def paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph that is no list item; nothing for an empty one."""
        if not paragraph.runs:
            return ""
        content = self.inline(paragraph.runs)
        match paragraph.role:
            case ParagraphRole.HEADING:
                return element(f"h{self.level}", content, dir=self.direction(paragraph))
            case ParagraphRole.ATTRIBUTION:
                return element("p", content, class_="attribution", dir=self.direction(paragraph))
            case ParagraphRole.BODY:
                return element("p", content, dir=self.direction(paragraph))

    def direction(self, paragraph: Paragraph) -> str | None:
        """Return the paragraph's direction where it is not the page's."""
        if paragraph.rtl == self.rtl:
            return None
        return "rtl" if paragraph.rtl else "ltr"


class _Item(Struct, frozen=True):
    first: Paragraph
    more: list[Paragraph] = field(default_factory=list)
    inner: list[Paragraph] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        return self.first.bullet.number if self.first.bullet else None

    @property
    def style(self) -> str:
        """How it is numbered, empty for no number."""
        bullet = self.first.bullet
        return bullet.style if bullet and bullet.number is not None else ""


def _lists(paragraphs: Sequence[Paragraph], setter: TextSetter) -> Iterator[str]:
    """Lists of one kind each, with what is nested in their items."""
    items = _items(paragraphs)
    for style, group in groupby(items, key=lambda item: item.style):
        found = list(group)
        if not style:
            yield element("ul", *(_item(item, setter) for item in found))
            continue
        first = found[0].number or 0
        yield element(
            "ol",
            *(_item(item, setter, first + place) for place, item in enumerate(found)),
            start=None if first == 1 else str(first),
            type=list_type(style),
            class_=list_class(style),
        )


def _items(paragraphs: Sequence[Paragraph]) -> list[_Item]:
    items: list[_Item] = []
    level = paragraphs[0].level
    for paragraph in paragraphs:
        bullet = paragraph.bullet
        if items and paragraph.level > level:
            items[-1].inner.append(paragraph)
        elif items and bullet is not None and not bullet.shown:
            (items[-1].inner if items[-1].inner else items[-1].more).append(paragraph)
        else:
            items.append(_Item(paragraph))
            level = paragraph.level
    return items


def _item(item: _Item, setter: TextSetter, expected: int | None = None) -> str:
    bullet = item.first.bullet
    checked = bullet.checked if bullet else None
    box = "" if checked is None else element("span", _BOXES[checked], class_="box") + " "
    value = item.number if item.number != expected else None
    return element(
        "li",
        box + setter.inline(item.first.runs),
        *(element("p", setter.inline(one.runs)) for one in item.more),
        *(_lists(item.inner, setter) if item.inner else ()),
        class_=None if checked is None else "task",
        value=None if value is None else str(value),
        dir=setter.direction(item.first),
    )


def _run(run: Run) -> str:
    if run.formula:
        content = to_mathml(run.formula, display=False) or _lines(run.text)
    else:
        content = _lines(run.text)
    for name in elements_of(run):
        content = element(name, content)
    classes = [f"c-{run.color}"] if run.color in TEXT_COLORS else []
    if run.small_caps:
        classes.append("small-caps")
    if classes or run.lang:
        class_ = " ".join(classes) or None
        content = element("span", content, class_=class_, lang=run.lang or None)
    return content


def _lines(words: str) -> str:
    return element("br").join(map(text, words.split(LINE_BREAK)))
