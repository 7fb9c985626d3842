"""How well decks of other programs are read: their slides by the program's own rule, their notes,
and markup that is shown.

    python tests/benchmarks/dialects.py FILE_OR_FOLDER... [--from DIALECT] [--verbose]

For each file it says how many slides its own program shows, and how many are built, without those
that continue another. Notes are counted by the program's own signs. Markup is looked for among the
words on the slides. The counters here know nothing of the package's readers.

A deck may read all that is in the folder given here, as in its author's repository. One whose
template is not there is counted as refused, and its slides are counted in a theme of ours.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import DeckError, Severity
from deck_builder.base.source import Source
from deck_builder.dialects import NAMES, dialect_of
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck, Shape, TextBox, paragraphs_of

SUFFIXES = (".md", ".qmd", ".Rmd")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_MARKUP = re.compile(
    r"^(?:layout|class|background|transition|theme):\s|::right::|</?v-click|<!--|^!\[|\{\.\w+\}"
    r"|^:::|^Notes?:$|^\.[\w-]+\[|!\[bg|\{\{<",
    re.MULTILINE,
)
_NOTES = "notes of the slide"
_REMARK_NOTES = re.compile(r"^\?\?\?$", re.MULTILINE)
"""Markup in remark alone: elsewhere these are an author's words."""
_DIRECTIVE = re.compile(r"\s*[_$]?[A-Za-z]+\s*:(?:\s|$)")
_TOOL = re.compile(r"\s*(?:fit\b|prettier-|markdownlint-|lint |!)")
_CELL = re.compile(r"\s*```\{.*?\n```\n", re.DOTALL)
_FIGURE = re.compile(r"include_graphics\(|^#\| fig-cap:", re.MULTILINE)


class Count(Struct, frozen=True):
    """The slides and the notes of a deck."""

    slides: int
    notes: int = 0


def lines_without_code(text: str, instead: str | None = None) -> Iterator[str]:
    """Yield the lines that are in no fence, and for a fence the line `instead`."""
    mark = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if mark:
            if found and line.strip().startswith(mark) and not line.strip().strip(mark[0]):
                mark = ""
            continue
        if found:
            mark = found[1]
            if instead is not None:
                yield instead
            continue
        yield line


def without_head(text: str) -> tuple[str, str]:
    """Return the front matter of a text, and the rest."""
    found = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL)
    return (found[1], text[found.end() :]) if found else ("", text)


def slidev(text: str, folder: Path) -> Count:
    """Slidev cuts at lines of dashes; what follows on the next line is front matter. It does not
    in comments (https://github.com/slidevjs/slidev/pull/2561)."""
    lines = text.split("\n")
    slides: list[list[str]] = [[]]
    heads: list[list[str]] = [[]]
    at, is_comment = 0, False
    while at < len(lines):
        line = lines[at].rstrip()
        if is_comment or "<!--" in line.rpartition("-->")[2]:
            is_comment = "<!--" in line.rpartition("-->")[2] or "-->" not in line
            slides[-1].append(line)
        elif line.startswith("---"):
            if at or slides[-1]:
                slides.append([])
                heads.append([])
            if line[3:4] != "-" and at + 1 < len(lines) and lines[at + 1].strip():
                at += 1
                while at < len(lines) and lines[at].rstrip() != "---":
                    heads[-1].append(lines[at])
                    at += 1
        elif line.lstrip().startswith("```"):
            mark = re.match(r"\s*(`+)", line)[1]  # type: ignore[index]
            end = next(
                (n for n in range(at + 1, len(lines)) if lines[n].lstrip().startswith(mark)), at
            )
            slides[-1] += lines[at : end + 1]
            at = end
        else:
            slides[-1].append(line)
        at += 1
    count = notes = 0
    for number, (slide, head) in enumerate(zip(slides, heads, strict=True)):
        settings = "\n".join(head)
        if re.search(r"^(?:hide|disabled):\s*true", settings, re.MULTILINE):
            continue
        source = re.search(r"^src:\s*['\"]?([^\s'\"#]+)", settings, re.MULTILINE)
        if source and not (number == 0 and not source):
            part = folder / source[1].lstrip("/")
            if part.is_file():
                inner = slidev(part.read_text(encoding="utf-8"), part.parent)
                count, notes = count + inner.slides, notes + inner.notes
            continue
        count += 1
        body = "\n".join(slide).strip()
        comments = list(re.finditer(r"<!--(.*?)-->", body, re.DOTALL))
        if comments and comments[-1].end() == len(body) and comments[-1][1].strip():
            notes += 1
    return Count(count, notes)


def marp(text: str, folder: Path) -> Count:
    """Marp cuts at rules, and at the headings that `headingDivider` names. A comment that sets
    nothing is a note (https://marpit.marp.app/presenter-notes)."""
    head, body = without_head(text)
    found = re.search(r"headingDivider:\s*(\[[^\]]*\]|\d)", head)
    digits = [int(one) for one in re.findall(r"\d", found[1])] if found else []
    levels = set(digits) if found and "[" in found[1] else set(range(1, (digits or [0])[0] + 1))
    body = re.sub(r"<!--.*?-->", _note_of_marp, body, flags=re.DOTALL)
    count, has_content, before, noted = 1, False, "", set[int]()
    for line in lines_without_code(body, ""):
        is_rule = re.fullmatch(r" {0,3}(?:([-*_])[ \t]*)(?:\1[ \t]*){2,}", line)
        is_underline = is_rule and set(line.strip()) == {"-"} and _is_text(before)
        heading = re.match(r" {0,3}(#{1,6})(?:\s|$)", line)
        if line.startswith(_NOTES):
            noted.add(count)
            line = line.removeprefix(_NOTES)
        if is_rule and not is_underline:
            count, has_content = count + 1, False
        elif heading and len(heading[1]) in levels:
            count += has_content
            has_content = True
        elif line.strip():
            has_content = True
        before = line
    return Count(count, len(noted))


def _note_of_marp(comment: re.Match[str]) -> str:
    """The lines of a comment, empty, with a sign before them where it is a note."""
    words = comment[0].removeprefix("<!--").removesuffix("-->")
    is_note = words.strip() and not (_DIRECTIVE.match(words) or _TOOL.match(words))
    at_start = not comment.string[: comment.start()].rpartition("\n")[2].strip()
    return (_NOTES if is_note and at_start else "") + "\n" * comment[0].count("\n")


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not re.match(r"\s*(?:#|>|[-*+] |\d+[.)] |<|\||!\[)", line)


def reveal(text: str, folder: Path) -> Count:
    """reveal.js cuts at lines of three dashes, and of two or four for what is below."""
    head, body = without_head(text)
    own = re.search(r"^separator:\s*['\"]?(.*?)['\"]?\s*$", head, re.MULTILINE)
    below = re.search(r"^verticalSeparator:\s*['\"]?(.*?)['\"]?\s*$", head, re.MULTILINE)
    marks = {"---", "----", "--"}
    if own or below:
        marks = {re.sub(r"\\r\??|\\n|[\^$]", "", one[1]).strip() for one in (own, below) if one}
    count, notes, before, noted = 1, 0, "", False
    for line in lines_without_code(body):
        is_below = line.strip() == "--" and before.strip() and not below
        if line.strip() in marks and not is_below:
            count, noted = count + 1, False
        elif re.match(r"notes?:", line, re.IGNORECASE) and not noted:
            notes, noted = notes + 1, True
        before = line
    return Count(count, notes)


def remark(text: str, folder: Path) -> Count:
    """remark cuts at lines of three dashes; layouts and excluded slides are not shown."""
    head, body = without_head(text)
    slides: list[list[str]] = [[]]
    for line in lines_without_code(body):
        if line.rstrip() == "---":
            slides.append([])
        else:
            slides[-1].append(line)
    shown = [one for one in slides if not _is_layout(one)]
    notes = sum(any(line.rstrip() == "???" for line in one) for one in shown)
    has_title = "title:" in head and "xaringan" in head
    return Count(len(shown) + has_title, notes)


def _is_layout(lines: list[str]) -> bool:
    for line in lines:
        found = re.fullmatch(r"([A-Za-z][\w-]*):\s*(.*?)\s*", line)
        if not found:
            if line.strip():
                return False
            continue
        if found[1] in ("layout", "exclude") and found[2] == "true":
            return True
    return False


def pandoc(text: str, folder: Path, level: int = 0) -> Count:
    """pandoc cuts at headings up to the slide level, and at rules; a title has a slide. As in its
    PowerPoint decks, what is below a section's heading is a slide, and what shows nothing is none:
    `emptySlide` in https://github.com/jgm/pandoc, src/Text/Pandoc/Writers/Powerpoint."""
    head, body = without_head(text)
    title = bool(re.search(r"^title:\s*\S", head, re.MULTILINE)) or text.startswith("% ")
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"\A(?:%.*\n)+", "", body)
    body = re.sub(r"^---\n(?:[\w-]+:.*\n)+(?:---|\.\.\.)$", "", body, flags=re.MULTILINE)
    # Cells at the beginning show nothing, but for figures.
    while (cell := _CELL.match(body)) and not _FIGURE.search(cell[0]):
        body = body[cell.end() :]
    blocks = [line for line in _outside_divs(lines_without_code(body, "code")) if line.strip()]
    if not level:
        given = re.search(r"slide[-_]level:\s*(\d)", head)
        level = int(given[1]) if given else _slide_level(blocks)
    count, is_open, notes, noted = 0, False, 0, -1
    for line in blocks:
        if line == _NOTES:
            notes, noted = notes + (noted != count), count
            continue
        heading = re.match(r"(#{1,6})(?:\s|$)", line)
        is_rule = re.fullmatch(r"(?:-{3,}|\*{3,}|_{3,})\s*", line)
        if re.fullmatch(r"#{1,6}\s*", line):
            is_open = is_open and heading is not None and len(heading[1]) > level
        elif heading and len(heading[1]) <= level:
            count, is_open = count + 1, len(heading[1]) == level
        elif is_rule:
            is_open = False
        elif not is_open:
            count, is_open = count + 1, True
    return Count(count + title, notes)


def _outside_divs(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines that are in no div; for a div, a line that stands for it. A heading below
    a rule ends divs whose ends were forgotten."""
    depth, before = 0, ""
    for line in lines:
        found = re.match(r":{3,}\s*(.*)", line)
        if depth and re.match(r"##?\s", line) and re.fullmatch(r"-{3,}\s*", before):
            depth = 0
        before = line if line.strip() else before
        if found is None:
            if not depth:
                yield line
            continue
        if not depth and found[1].strip():
            yield _NOTES if re.match(r"\{?\s*\.?notes", found[1]) else "a div"
        depth = depth + 1 if found[1].strip() else max(0, depth - 1)


def _slide_level(lines: list[str]) -> int:
    levels = [
        len(found[1])
        for line, below in pairwise(lines)
        if (found := re.match(r"(#{1,6})\s", line)) and not re.match(r"#{1,6}\s", below)
    ]
    return min(levels, default=1)


def quarto(text: str, folder: Path) -> Count:
    """Quarto's slide level is 2, unless its settings say otherwise."""
    head, _ = without_head(text)
    given = re.search(r"slide[-_]level:\s*(\d)", head)
    usual = 2 if re.search(r"^format:", head, re.MULTILINE) else 0
    return pandoc(text, folder, int(given[1]) if given else usual)


COUNTERS: dict[str, Callable[[str, Path], Count]] = {
    "marp": marp,
    "obsidian": reveal,
    "pandoc": pandoc,
    "quarto": quarto,
    "remark": remark,
    "reveal": reveal,
    "slidev": slidev,
}


def shown_markup(deck: LaidOutDeck, dialect: str = "") -> Iterator[str]:
    """Yield what looks like markup among the words on slides that are no code."""
    signs = (_MARKUP, _REMARK_NOTES) if dialect == "remark" else (_MARKUP,)
    for slide in deck.slides:
        shown = [one for one in slide.shapes if not _is_code(one)]
        for paragraph in paragraphs_of(shown):
            if all(run.code for run in paragraph.runs if run.text.strip()):
                continue
            text = "".join(run.text for run in paragraph.runs if not run.code)
            for sign in signs:
                yield from (found[0] for found in sign.finditer(text))


def _is_code(shape: Shape) -> bool:
    return isinstance(shape, TextBox) and shape.style.name == "code"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--from", dest="written_as", default="", choices=("", *NAMES))
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    totals: dict[str, list[int]] = {}
    start = Path.cwd()
    for path in args.paths:
        files = sorted(one for one in path.rglob("*") if one.suffix in SUFFIXES)
        for file in files if path.is_dir() else [path]:
            os.chdir(start)
            within = (str((start / path).resolve()),) if path.is_dir() else ()
            _one(
                file.resolve(),
                Options(written_as=args.written_as, roots=within),
                args.verbose,
                totals,
            )
    for name, (decks, right, markup, lost, refused) in sorted(totals.items()):
        print(
            f"{name:10} {decks:3} decks, {right:3} with the right slides, {markup:3} with markup, "
            f"{lost:3} notes lost, {refused:3} not written"
        )
    return 0


def _one(file: Path, options: Options, verbose: bool, totals: dict[str, list[int]]) -> None:
    text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    dialect = dialect_of(Source(file.name, text), options.written_as)
    if dialect is None or dialect.name not in COUNTERS:
        return
    expected = COUNTERS[dialect.name](text, file.parent)
    total = totals.setdefault(dialect.name, [0] * 5)
    total[0] += 1
    os.chdir(file.parent)
    try:
        checked = lay_out_deck(Path(file.name), options)
    except DeckError as error:
        total[4] += 1
        print(f"{file.name}: {error}")
        if "template" not in str(error):
            return
        checked = lay_out_deck(Path(file.name), replace(options, theme="paper"))
    deck = checked.value
    built = sum(slide.page == 1 and slide.layout != "agenda" for slide in deck.slides)
    notes = sum(bool(slide.notes) for slide in deck.slides if slide.page == 1)
    markup = list(shown_markup(deck, dialect.name))
    codes = {one.code for one in checked.diagnostics if one.severity is Severity.ERROR}
    total[1] += built == expected.slides
    total[2] += bool(markup)
    total[3] += max(0, expected.notes - notes)
    total[4] += bool(codes - {"missing-file", "outside-root", "huge-picture"})
    if verbose or built != expected.slides or markup or notes < expected.notes:
        print(
            f"{dialect.name:9} {built:4} of {expected.slides:4} slides, {notes:3} of "
            f"{expected.notes:3} notes {markup[:4]} {sorted(codes)} {file.parent.name}/{file.name}"
        )


if __name__ == "__main__":
    sys.exit(main())
