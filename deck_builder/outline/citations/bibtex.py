"""BibTeX and BibLaTeX as works of CSL."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cached_property

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
)
from pylatexenc.latex2text import LatexNodes2Text

from deck_builder.base.diagnostics import Collector
from deck_builder.base.numerals import whole_number
from deck_builder.base.source import Source, Span
from deck_builder.outline.citations.works import BAD_WORK, Work

# What is wrong is reported by us.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

# The types of CSL that those of BibTeX and BibLaTeX are.
_TYPES = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "manual": "book",
    "reference": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "patent": "patent",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "unpublished": "manuscript",
    "software": "software",
    "dataset": "dataset",
    "video": "motion_picture",
}
_GENRES = {
    "mastersthesis": "Master’s thesis",
    "phdthesis": "PhD thesis",
    "techreport": "Tech. rep.",
}
# The variables of CSL, with the fields that they are from: the first one that there is.
_TEXTS = {
    "title": ("title",),
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle"),
    "collection-title": ("series",),
    "publisher": ("publisher", "school", "institution", "organization", "howpublished"),
    "publisher-place": ("location", "address"),
    "event": ("eventtitle",),
    "volume": ("volume",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "number-of-volumes": ("volumes",),
    "title-short": ("shorttitle",),
    "genre": ("type",),
    "note": ("note",),
    "version": ("version",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
}
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
_LITERAL = {"DOI": "doi", "URL": "url"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERED = ("report", "patent", "manual", "thesis")
_ITALIC = re.compile(r"\\(?:emph|textit|textsl|mkbibemph)\s*\{([^{}]*)\}")
_KEPT = re.compile(r"((?<![\\\w^_$])\{[^{}\\][^{}]*\})")
_LOGO = re.compile(r"\\((?:La|Xe|Lua|Bib)?TeX)(?![A-Za-z])(?:\{\})?")
# No other file is read.
_INPUT = re.compile(r"\\(?:input|include|InputIfFileExists)(?![A-Za-z])")
_DATE = re.compile(r"(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_ESCAPED = re.compile(r"\\([_%&#~$])(?:\{\})?")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|\.)", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def bibtex_works(source: Source, found: Collector) -> Iterator[tuple[str, Work, Span]]:
    """Yield the works in a BibTeX file: their keys, what they are, and where."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = parse_string(source.text, parse_stack=[])
    strings = {key.lower(): one.value for key, one in library.strings_dict.items()}
    for block in library.blocks:
        line = block.start_line or 0
        place = source.lines_span(line, line + 1)
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            entry = block.ignore_error_block
        elif isinstance(block, ParsingFailedBlock):
            hint = "look for a brace, a quotation mark or a comma that is missing"
            found.report(BAD_WORK, place, why="its entry is not complete", hint=hint)
            continue
        else:
            entry = block
        if not isinstance(entry, Entry):
            continue
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        yield entry.key, _Entry(entry.entry_type.lower(), fields, strings), place


class _Entry(Mapping[str, object]):
    """A work that is read when it is first looked at: of many, a talk cites a few, and the LaTeX of
    some thousands takes a minute."""

    def __init__(self, kind: str, fields: Mapping[str, str], strings: Mapping[str, str]) -> None:
        self._kind = kind
        self._fields = fields
        self._strings = strings

    @cached_property
    def _read(self) -> Work:
        raw = {key: _value(text, self._strings) for key, text in self._fields.items()}
        return _work(self._kind, raw)

    def __getitem__(self, key: str) -> object:
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """A value without what encloses it, its parts joined and names of strings replaced."""
    return "".join(_part(part.strip(), strings, 0) for part in _parts(raw))


_MOST_NESTED = 20


def _part(part: str, strings: Mapping[str, str], depth: int) -> str:
    if part[:1] == "{" or part[:1] == '"':
        return part[1:-1]
    known = strings.get(part.lower())
    if known is None or depth > _MOST_NESTED:
        return part
    return "".join(_part(one.strip(), strings, depth + 1) for one in _parts(known))


def _parts(raw: str) -> Iterator[str]:
    """The parts of a value between the # that join them."""
    depth, quoted, start = 0, False, 0
    for index, letter in enumerate(raw):
        if letter in "{}":
            depth += 1 if letter == "{" else -1
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter == "#" and not depth and not quoted:
            yield raw[start:index]
            start = index + 1
    yield raw[start:]


def _work(kind: str, raw: Mapping[str, str]) -> Work:
    work: dict[str, object] = {"type": _TYPES.get(kind, "document")}
    if kind in _GENRES:
        work["genre"] = _GENRES[kind]
    for name, fields in _TEXTS.items():
        text = next((raw[one] for one in fields if raw.get(one, "").strip()), "")
        if text:
            work[name] = _titled(text)
    for name, one in _NAMES.items():
        if raw.get(one, "").strip():
            work[name] = list(_names(raw[one]))
    for name, one in _LITERAL.items():
        if raw.get(one, "").strip():
            work[name] = _ESCAPED.sub(r"\1", raw[one].strip())
    if "DOI" in work:
        work["DOI"] = _DOI.sub("", str(work["DOI"]))
    if raw.get("number") or raw.get("issue"):
        name = "number" if work["type"] in _NUMBERED else "issue"
        work[name] = _text(raw.get("number") or raw["issue"])
    if raw.get("pages"):
        work["page"] = re.sub(r"\s*(?:-{1,3}|–|—)\s*", "-", _text(raw["pages"]))
    if "edition" in work:
        work["edition"] = _edition(str(work["edition"]))
    if raw.get("subtitle") and "title" in work:
        work["title"] = f"{work['title']}: {_titled(raw['subtitle'])}"
    work |= _dates(raw)
    if raw.get("eprint") and "URL" not in work:
        work |= _eprint(raw)
    return work


def _eprint(raw: Mapping[str, str]) -> dict[str, object]:
    kind = raw.get("eprinttype", raw.get("archiveprefix", "")).lower()
    return {"URL": f"https://arxiv.org/abs/{raw['eprint'].strip()}"} if kind == "arxiv" else {}


def _edition(text: str) -> str:
    """An edition as a number, if it is one."""
    found = _ORDINAL.fullmatch(text.strip())
    if found:
        return found[1]
    word = text.strip().lower().removesuffix(" edition")
    return str(_ORDINALS.index(word) + 1) if word in _ORDINALS else text


def _dates(raw: Mapping[str, str]) -> dict[str, object]:
    dates: dict[str, object] = {}
    issued = _date(raw.get("date", "")) or _year(raw)
    if issued:
        dates["issued"] = issued
    accessed = _date(raw.get("urldate", ""))
    if accessed:
        dates["accessed"] = accessed
    return dates


def _date(text: str) -> dict[str, object] | None:
    """A date as BibLaTeX writes it, perhaps a range."""
    ends = [_DATE.fullmatch(one.strip("~? ")) for one in text.split("/") if one.strip(". ")]
    parts = [[int(part) for part in end.groups() if part] for end in ends if end]
    return {"date-parts": parts[:2]} if parts and None not in ends else None


def _year(raw: Mapping[str, str]) -> dict[str, object] | None:
    """A date as BibTeX writes it."""
    year = _text(raw.get("year", ""))
    if not re.fullmatch(r"-?\d{1,4}", year):
        return {"literal": year} if year else None
    month = _text(raw.get("month", "")).lower()
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else whole_number(month) or 0
    return {"date-parts": [[int(year), number] if 1 <= number <= 12 else [int(year)]]}


def _names(text: str) -> Iterator[Mapping[str, str]]:
    for name in split_multiple_persons_names(text):
        if name.strip().lower() == "others":
            yield {"literal": "et al."}
            continue
        if name.startswith("{") and name.endswith("}") and name.count("{") == 1:
            yield {"literal": _text(name)}
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except InvalidNameError:
            yield {"literal": _text(name)}
            continue
        found = {
            "given": _text(" ".join(parts.first)),
            "non-dropping-particle": _text(" ".join(parts.von)),
            "family": _text(" ".join(parts.last)),
            "suffix": _text(" ".join(parts.jr)),
        }
        yield {part: words for part, words in found.items() if words}


def _titled(text: str) -> str:
    """A text with what is in braces kept as it is written, in whatever case the style sets it."""
    pieces: list[str] = []
    for piece in _KEPT.split(_ITALIC.sub(r"<i>\1</i>", text)):
        words = _text(piece, strip=False)
        is_kept = _KEPT.fullmatch(piece) and words
        pieces.append(f'<span class="nocase">{words}</span>' if is_kept else words)
    return "".join(pieces).strip()


def _text(latex: str, strip: bool = True) -> str:
    """LaTeX as text."""
    latex = _INPUT.sub("", _LOGO.sub(r"\1", latex))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            text = LatexNodes2Text(math_mode="text").latex_to_text(latex, tolerant_parsing=True)
        # It does not tell what it fails at: commands without what they need, deep braces.
        except Exception:  # noqa: BLE001
            text = re.sub(r"[{}\\]", "", latex)
    text = str(text).replace("\n", " ")
    return text.strip() if strip else text
