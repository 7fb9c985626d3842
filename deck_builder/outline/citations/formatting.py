"""Citations and references in a style, by citeproc-py."""

from __future__ import annotations

import re
import string
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from msgspec import Struct

from deck_builder.outline.citations import marks
from deck_builder.outline.citations.calls import Call, Cite
from deck_builder.outline.citations.items import csl_item
from deck_builder.outline.citations.style import DISAMBIGUATED, Style, StyleError
from deck_builder.outline.citations.works import Work

_HIDDEN_NAME = re.compile(rf"{marks.HIDDEN}({marks.END}*)[\s,.;:]*")
_OPENING = f"[{marks.ITALIC}-{marks.SMALL_CAPS}]"
_HIDDEN_TITLE = re.compile(rf"({_OPENING}*)[“\"]?{marks.HIDDEN}[”\"]?({marks.END}*)[.,;:]?\s*")
_EMPTY_LOOK = re.compile(f"{_OPENING}{marks.END}")
_NUMBERED = re.compile(rf"^([\[(]?\d+[\])]?\.?)(?=[^\s\d\]).,{marks.END}])")
# Whose names a citation begins with, or what stands in their place.
_NAMED = ("author", "editor", "translator", "title")


class Reference(Struct, frozen=True):
    """A reference: the key of the work, and its marked text."""

    key: str
    text: str


class Formatted(Struct, frozen=True):
    """The texts of citations, in order, and the references. Citations to the works `alike` cannot
    be told apart; the places `unsaid` are those that the style leaves out."""

    citations: tuple[str, ...]
    references: tuple[Reference, ...]
    alike: tuple[tuple[str, ...], ...] = ()
    unsaid: tuple[Cite, ...] = ()


def formatted(
    calls: Sequence[Call], more: Iterable[str], works: Mapping[str, Work], style: Style
) -> Formatted:
    """Return `calls` as they are written in a `style`, and the references of their works and of
    `more` ones. Raises StyleError when the style cannot write them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _formatted(calls, tuple(more), works, style)
        except Exception as error:
            raise StyleError(f"it fails with {type(error).__name__}: {error}") from error


def _formatted(
    calls: Sequence[Call], more: tuple[str, ...], works: Mapping[str, Work], style: Style
) -> Formatted:
    keys = (*(cite.key for call in calls for cite in call.cites), *more)
    writer = _Writer(tuple(dict.fromkeys(keys)), works, style)
    alike = writer.tell_apart()
    unsaid: list[Cite] = []
    citations = []
    for call in calls:
        text = writer.called(call)
        plain = marks.plain_of(text)
        unsaid += (cite for cite in call.cites if not _says(plain, cite.locator))
        citations.append(text)
    return Formatted(tuple(citations), writer.references(), alike, tuple(unsaid))


def _says(text: str, locator: str) -> bool:
    numbers = re.findall(r"\w+", locator)
    return not numbers or numbers[0] in text


class _Writer:
    """Writes citations to the works with these `keys`, in the order in which they are cited."""

    def __init__(self, keys: tuple[str, ...], works: Mapping[str, Work], style: Style) -> None:
        from citeproc import CitationStylesBibliography
        from citeproc.source.json import CiteProcJSON

        # citeproc-py does not tell keys by their case.
        self._names = {key: f"work{number}" for number, key in enumerate(keys)}
        self._keys = {name: key for key, name in self._names.items()}
        self._works = works
        self._style = style
        items = [csl_item(works[key], name) for key, name in self._names.items()]
        self._source = CiteProcJSON(items)
        look = SimpleNamespace(
            preformat=str,
            Italic=marks.styled(marks.ITALIC),
            Oblique=marks.styled(marks.ITALIC),
            Bold=marks.styled(marks.BOLD),
            Light=str,
            Underline=marks.styled(marks.UNDERLINE),
            Superscript=marks.styled(marks.SUPERSCRIPT),
            Subscript=marks.styled(marks.SUBSCRIPT),
            SmallCaps=marks.styled(marks.SMALL_CAPS),
        )
        self._all = CitationStylesBibliography(style.parsed, self._source, look)
        # Without places and words around them, which references do not have.
        self._all.register(self._citation(tuple(map(Cite, keys))))
        if style.parsed.has_bibliography():
            self._all.sort()

    def _citation(self, cites: tuple[Cite, ...]) -> Any:
        from citeproc import Citation, CitationItem, Locator

        items = []
        for cite in cites:
            facts: dict[str, Any] = {}
            if cite.locator:
                facts["locator"] = Locator(cite.label, cite.locator)
            if cite.prefix:
                facts["prefix"] = f"{marks.LEADING}{cite.prefix.rstrip()} "
            if cite.suffix:
                facts["suffix"] = cite.suffix
            items.append(CitationItem(self._names[cite.key], **facts))
        citation = Citation(items)
        citation.bibliography = self._all
        return citation

    def _written(self, cites: tuple[Cite, ...], hidden: Iterable[str] = ()) -> str:
        """A citation, with the names of the authors of `hidden` works replaced by a mark."""
        kept = {name: self._source[name] for name in map(self._names.__getitem__, hidden)}
        for name, reference in kept.items():
            self._source[name] = self._without_author(reference)
        placed = [(self._source[self._names[one.key]], one) for one in cites if one.locator]
        for reference, cite in placed:
            # Whether it is a number is looked up there.
            reference["locator"] = "".join(re.findall(r"^\w+", cite.locator))
        with self._ordered(cites):
            text = str(self._all.cite(self._citation(cites), lambda _: ""))
        for reference, _ in placed:
            reference.pop("locator", None)
        self._source.update(kept)
        return self._polished(text)

    @contextmanager
    def _ordered(self, cites: tuple[Cite, ...]) -> Iterator[None]:
        """Keep works in the order of the author inside, if the style says no other one, or there
        are words that belong to it, such as “see” and “also”."""
        keys, citation = self._all.keys, self._style.root.citation
        order = citation.find("{*}sort")
        is_kept = order is None or any(cite.prefix for cite in cites[1:])
        if len(cites) < 2 or not is_kept or self._style.numbers:
            yield
            return
        first = list(dict.fromkeys(self._names[cite.key] for cite in cites))
        self._all.keys = first + [key for key in keys if key not in first]
        if order is not None:
            citation.remove(order)
        yield
        if order is not None:
            citation.insert(0, order)
        self._all.keys = keys

    def _polished(self, text: str) -> str:
        """A text with what citeproc-py leaves to do."""
        text = re.sub(rf"(?<=[,;]){marks.LEADING}", " ", text)
        text = text.replace(marks.LEADING, "")
        words = "|".join(map(re.escape, (self._style.term("and"), "&")))
        text = re.sub(rf",?\s*(?:{words})\s+et al\.", " et al.", text)
        if self._style.quotes_punctuation:
            text = re.sub(rf"({marks.END}?)([”’])([.,])", _into_quotes, text)
        return text

    def _without_author(self, reference: Any) -> Any:
        from citeproc.source import Name, Reference
        from citeproc.string import String

        named = self._named(reference)
        hidden = String(marks.HIDDEN)
        value = hidden if named == "title" else [Name(literal=hidden)]
        facts = {**reference, named: value}
        facts = {key: one for key, one in facts.items() if key not in ("key", "type")}
        if named == "title":
            facts["title_short"] = hidden
        return Reference(reference.key, reference.type, **facts)

    def _tried(self, cites: tuple[Cite, ...], hidden: Iterable[str] = ()) -> str:
        """A citation that does not count as one before those that follow."""
        before = list(self._all._cites)
        text = self._written(cites, hidden)
        self._all._cites[:] = before
        return text

    def tell_apart(self) -> tuple[tuple[str, ...], ...]:
        """Let the style say more of works whose citations are the same, such as their titles, or
        letters behind the year; return those that stay the same."""
        names = tuple(self._all.keys)
        alike = () if self._style.notes else self._alike(names)
        if not alike:
            return ()
        names = tuple(self._names[key] for keys in alike for key in keys)
        for name in names:
            self._source[name][DISAMBIGUATED] = name
        if self._style.letters:
            for keys in self._alike(names):
                for letter, key in zip(string.ascii_lowercase, keys, strict=False):
                    self._source[self._names[key]]["year_suffix"] = letter
        return self._alike(names)

    def _alike(self, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        written: dict[str, list[str]] = {}
        for name in names:
            key = self._keys[name]
            written.setdefault(self._tried((Cite(key),)), []).append(key)
        return tuple(tuple(keys) for keys in written.values() if len(keys) > 1)

    def called(self, call: Call) -> str:
        """Return the text of a citation."""
        if not call.names_author:
            hidden = [cite.key for cite in call.cites if cite.hides_author]
            text = self._without_names(call.cites, hidden)
            return text if _says_something(text) else self._written(call.cites)
        first = call.cites[0].key
        whole = self._tried(call.cites[:1])
        bare = self._tried(call.cites[:1], [first])
        author = _difference(whole, bare) or self._author(first)
        text = self._without_names(call.cites, [first])
        if not _says_something(text):
            return author
        is_raised = self._style.notes or text.startswith(marks.SUPERSCRIPT)
        # A note is apart from the sentence.
        return f"{author}{marks.HIDDEN if self._style.notes else '' if is_raised else ' '}{text}"

    def _without_names(self, cites: tuple[Cite, ...], hidden: Sequence[str]) -> str:
        text = _HIDDEN_NAME.sub(r"\1", self._written(cites, hidden))
        return _EMPTY_LOOK.sub("", text)

    def _author(self, key: str) -> str:
        """The authors of a work, in a style whose citations do not name them."""
        work = self._works[key]
        named = next((work[name] for name in _NAMED[:3] if work.get(name)), None)
        if not isinstance(named, list) or not named:
            return marks.marked(str(work.get("title", key)))
        names = [
            " ".join(
                str(one[part]) for part in ("non-dropping-particle", "family") if one.get(part)
            )
            or str(one.get("literal", ""))
            if isinstance(one, dict)
            else str(one)
            for one in named
        ]
        if len(names) > 2 or names[-1] == "et al.":
            return f"{names[0]} {self._style.term('et-al')}"
        return f" {self._style.term('and')} ".join(names)

    def references(self) -> tuple[Reference, ...]:
        """Return the references, in the order of the style."""
        if not self._style.parsed.has_bibliography():
            return ()
        keys = [self._keys[name] for name in self._all.keys]
        texts = [self._polished(str(text)) for text in self._all.bibliography()]
        unnamed = [key for key in keys if self._named(self._source[self._names[key]]) == "title"]
        if unnamed:
            kept = dict(self._source)
            for name in map(self._names.__getitem__, unnamed):
                self._source[name] = self._without_author(kept[name])
            hidden = [self._polished(str(text)) for text in self._all.bibliography()]
            self._source.update(kept)
            texts = list(map(_titled_once, texts, hidden))
        return tuple(
            Reference(key, _NUMBERED.sub(r"\1 ", text).strip())
            for key, text in zip(keys, texts, strict=True)
        )

    def _named(self, reference: Any) -> str:
        """What a citation of a work begins with."""
        return next((name for name in _NAMED if name in reference), "title")


def _titled_once(text: str, hidden: str) -> str:
    """A reference without its title at the second place: a style names a work without authors by
    its title, which citeproc-py then repeats. In `hidden` the title is replaced by a mark."""
    before, _, after = hidden.partition(marks.HIDDEN)
    if marks.HIDDEN not in after or not text.startswith(before):
        return text
    between, _, _ = after.partition(marks.HIDDEN)
    end = text.find(between, len(before)) if between else -1
    if end < 0:
        return text
    return before + text[len(before) : end] + _HIDDEN_TITLE.sub("", after)


def _says_something(text: str) -> bool:
    return re.search(r"\w", marks.plain_of(text)) is not None


def _into_quotes(found: re.Match[str]) -> str:
    """A full stop or comma in front of the quotation mark before it."""
    end, quote, mark = found.groups()
    before = found.string[found.start() - 1 : found.start()]
    return f"{end}{quote}" if before in (".", "?", "!") else f"{end}{mark}{quote}"


def _difference(whole: str, bare: str) -> str:
    """What stands in `whole` in the place of what is hidden in `bare`; empty if nothing is."""
    before, hidden, after = bare.partition(marks.HIDDEN)
    if not hidden or not whole.startswith(before) or not whole.endswith(after):
        return ""
    return whole[len(before) : len(whole) - len(after)]
