"""Whether two checkouts of the program make the same decks of the same talks.

    python tests/benchmarks/same_decks.py OLD NEW [--templates DIR] [--jobs 2] [--keep DIR]
                                                  [--only PATTERN] [--messages] [--from DIALECT]

OLD and NEW are folders with a `deck_builder/` package, such as git worktrees. Both build the talks
of OLD, each in processes of its own and with a store of its own, so that only the program differs:
the reference talk in every theme, for all audiences and with each template under `--templates`, the
talks under tests/decks, what `deck-builder new` writes, the docs' examples, and the galleries.

Decks are compared part by part as a reader of XML sees them: not by the order of attributes, by
prefixes, or by white space between elements. Pictures and other media are compared by their bytes,
whatever their number; a relation is what it leads to, whatever its id. A template that one program
refuses must be refused by the other in the same words. What else is said of a deck may be reworded:
it is shown, and counts only with `--messages`.

With `--from own`, NEW is told that the talks are in our own Markdown, and OLD finds out: with one
checkout as both, it shows that talks of ours are taken for nobody else's.

The exit code is 1 when anything differs. `--keep` keeps the decks in a new folder, under `old` and
`new`; `--only` builds those alone whose name has this regular expression.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import os
import posixpath
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, islice, zip_longest
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

REFERENCE = "outlines/rust-vs-go"
TALKS = "tests/decks"
ASPECTS = ("16:9", "4:3")
TEMPLATES = (".pptx", ".potx")
TIME_LIMIT = 300

_MODULE = "deck_builder"
_ONE = "deck.pptx"
_DECK, _FOLDER, _STORE = "{deck}", "{folder}", "{store}"
_TYPES = "[Content_Types].xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_PACKAGE = "the package"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WITH_PREFIXES = {
    "{http://www.w3.org/2001/XMLSchema-instance}type",
    *(f"{_COMPATIBILITY}{name}" for name in ("Ignorable", "MustUnderstand", "ProcessContent")),
}
_EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)
_EXAMPLES = "example-"
_SHOWN = 10
_WIDTH = 160
_BEFORE = 40


class Deck(Struct, frozen=True):
    """A deck to be built, and the words that have it built. Among these, `{deck}` stands for the
    file to write, `{folder}` for the folder of several, and `{store}` for the program's store."""

    name: str
    words: tuple[str, ...]


class Outcome(Struct, frozen=True):
    """What came of a command: its exit code, or none when it took too long; what it said, without
    the paths of this program; and the decks it wrote, by their names."""

    code: int | None
    said: str
    decks: Mapping[str, Path]

    @property
    def ending(self) -> str:
        """How it ended, in a few words."""
        if self.code is None:
            return f"not done after {TIME_LIMIT} seconds"
        return f"exit code {self.code}: {self.said}" if self.code else "built"


class Program(Struct, frozen=True):
    """A checkout of the program, the folder whose talks it builds, and that for what it writes."""

    checkout: Path
    inputs: Path
    work: Path

    def build(self, deck: Deck) -> Outcome:
        """Build the deck, in a folder of its own."""
        folder = self.work / deck.name.replace("%", "%25").replace("/", "%2F")
        folder.mkdir(parents=True)
        paths = {_DECK: folder / _ONE, _FOLDER: folder, _STORE: self.work / ".store"}
        code, said = self.run("-m", _MODULE, *(str(paths.get(word, word)) for word in deck.words))
        written = {path.name: path for path in folder.glob("*.pptx")}
        return Outcome(code, self._without_paths(said), written)

    def run(self, *words: str) -> tuple[int | None, str]:
        """Run Python among the inputs, with this checkout before any that is installed. Return its
        exit code, none when it took too long, and what it said."""
        # Safe: else the package that lies among the inputs would come first.
        paths = {"PYTHONPATH": str(self.checkout), "PYTHONSAFEPATH": "1"}
        paths["DECK_BUILDER_CACHE"] = str(self.work / ".cache")
        try:
            done = subprocess.run(
                [sys.executable, *words],
                cwd=self.inputs,
                env=os.environ | paths,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=TIME_LIMIT,
                encoding="utf-8",
                errors="replace",
            )
        except subprocess.TimeoutExpired:
            return None, ""
        return done.returncode, done.stdout.strip()

    def _without_paths(self, said: str) -> str:
        if "Traceback (most recent call last)" in said:
            said = "crashed with " + said.splitlines()[-1]
        for path, name in (
            (self.checkout / _MODULE, "PROGRAM"),
            (self.work, "WRITTEN"),
            (self.inputs, "INPUTS"),
            (self.checkout, "CHECKOUT"),
        ):
            said = said.replace(f"{path}{os.sep}", f"{name}/")
        return said


class Difference(Struct, frozen=True):
    """Where two decks differ first in one part, and what is there. A part that only one of them
    has differs nowhere in it."""

    part: str
    place: str
    old: str
    new: str

    def lines(self) -> Iterator[str]:
        """The difference, for the terminal."""
        if not self.place:
            yield f"{self.part} is only in {'old' if self.old else 'new'}"
            return
        yield f"{self.part}  {self.place}"
        yield from (f"    {name}: {text}" for name, text in _cut(self.old, self.new))


def _cut(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Both texts, in one line each, from a little before where they differ."""
    pairs = enumerate(zip_longest(old, new))
    unlike = next((place for place, (one, other) in pairs if one != other), 0)
    begin = max(0, unlike - _BEFORE) if max(len(old), len(new)) > _WIDTH else 0
    for name, text in (("old", old), ("new", new)):
        after = "…" if len(text) > begin + _WIDTH else ""
        part = text[begin : begin + _WIDTH].replace("\n", "\\n")
        yield name, f"{'…' if begin else ''}{part}{after}"


class Verdict(Struct, frozen=True):
    """What was found of a deck. `refusal` is what both programs said who did not build it,
    `messages` are the lines that they said differently. Some decks have the same bytes, too."""

    deck: Deck
    differences: Sequence[Difference] = ()
    messages: Sequence[str] = ()
    refusal: str = ""
    has_same_bytes: bool = False

    def lines(self) -> Iterator[str]:
        """The verdict, for the terminal."""
        same = "identical" if self.has_same_bytes else "same"
        word = "DIFFERS" if self.differences else "refused" if self.refusal else same
        yield f"{word:<9}{self.deck.name}"
        if self.refusal:
            yield f"    {self.refusal.splitlines()[0]}"
        for difference in self.differences[:_SHOWN]:
            yield from (f"    {line}" for line in difference.lines())
        if rest := self.differences[_SHOWN:]:
            yield f"    and {len(rest)} more: {', '.join(found.part for found in rest)}"
        if self.messages:
            yield f"    messages differ in {len(self.messages)} lines"
            yield from (f"        {line}" for line in self.messages[:_SHOWN])


class Part(Struct, frozen=True):
    """A part of a deck: its name, content type and content, and what its relations lead to, by
    their ids. What is no XML is named by its content, so that it does not matter how such parts are
    counted, nor how often one is there."""

    name: str
    kind: str
    data: bytes
    relations: Mapping[str, str]


def parts_of(path: Path) -> dict[str, Part]:
    """The parts of a deck, by their names; among them the package itself, for its relations.

    Raises BadZipFile, KeyError or XMLSyntaxError when it is none.
    """
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    types = _types_in(files.pop(_TYPES))
    kinds = {file: _type_of(file, types) for file in files if not file.endswith(".rels")}
    names = {file: _name(file, kind, files[file]) for file, kind in kinds.items()}
    found = {_PACKAGE: Part(_PACKAGE, "", b"", _relations("", files, names))}
    for file, name in names.items():
        found[name] = Part(name, kinds[file], files[file], _relations(file, files, names))
    return found


def _types_in(data: bytes) -> dict[str, str]:
    """Content types, by the names of parts, and by suffixes with their dot."""
    found = {}
    for one in _read(data):
        name = one.get("PartName") or "." + one.get("Extension", "")
        found[name.lower()] = one.get("ContentType", "")
    return found


def _type_of(file: str, types: Mapping[str, str]) -> str:
    return types.get(f"/{file}".lower()) or types.get(_suffix(file), "")


def _suffix(file: str) -> str:
    return posixpath.splitext(file)[1].lower()


def _name(file: str, kind: str, data: bytes) -> str:
    if _is_xml(kind):
        return file
    return f"{_suffix(file)} of {len(data):,} bytes, {hashlib.sha256(data).hexdigest()[:12]}"


def _is_xml(kind: str) -> bool:
    """Whether a part is compared as XML: not so a picture in SVG."""
    return kind.endswith(("+xml", "/xml")) and not kind.startswith("image/")


def _relations(file: str, files: Mapping[str, bytes], names: Mapping[str, str]) -> dict[str, str]:
    """What the relations of a file lead to, by their ids. "" is the package itself."""
    folder, name = posixpath.split(file)
    data = files.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {one.get("Id", ""): _end(one, folder, names) for one in _read(data)} if data else {}


def _end(relation: etree._Element, folder: str, names: Mapping[str, str]) -> str:
    kind = relation.get("Type", "").removeprefix(f"{_RELATIONS}/")
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return f"{kind} -> {target}"
    file = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    return f"{kind} -> {names.get(file, f'{file}, which is not there')}"


def _read(data: bytes) -> etree._Element:
    # White space goes between elements alone: not in one without children, nor beside words.
    parser = etree.XMLParser(
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        huge_tree=True,
    )
    return etree.fromstring(data, parser)


def normalised(part: Part) -> etree._Element:
    """A part as a tree in which ids of relations have become what these lead to, prefixes their
    namespaces, and white space that says nothing is gone. Raises XMLSyntaxError when it is none."""
    root = _read(part.data)
    if part.kind == _CORE:
        # Its properties stand in any order (ECMA-376 part 2, 8.3.4).
        root[:] = sorted(root, key=lambda one: str(one.tag))
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, _meaning(element, str(name), str(value), part.relations))
    return root


def _meaning(element: etree._Element, name: str, value: str, relations: Mapping[str, str]) -> str:
    qualified = etree.QName(name)
    is_relation = qualified.namespace in (_RELATIONS, _STRICT_RELATIONS)
    if is_relation or qualified.localname.lower() == "relid":
        return relations.get(value, value)
    if name in _WITH_PREFIXES or (name == "Requires" and element.tag == f"{_COMPATIBILITY}Choice"):
        return " ".join(sorted(_without_prefix(word, element.nsmap) for word in value.split()))
    return value


def _without_prefix(word: str, namespaces: Mapping[str | None, str]) -> str:
    prefix, colon, local = word.partition(":")
    return namespaces.get(prefix, prefix) + colon + local


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """The parts in which two decks differ, in the order of their names.

    Raises BadZipFile, KeyError or XMLSyntaxError when one of them is no deck.
    """
    ours, theirs = parts_of(old), parts_of(new)
    for name in sorted(ours.keys() | theirs.keys(), key=_in_order):
        one, other = ours.get(name), theirs.get(name)
        if one is None or other is None:
            yield Difference(name, "", "there" if one else "", "there" if other else "")
        elif one != other:
            found = chain(_contents(one, other), _ends(one, other), _kinds(one, other))
            yield from (Difference(name, *first) for first in islice(found, 1))


def _in_order(name: str) -> list[tuple[int, str]]:
    """A key that puts slide 2 before slide 10."""
    return [(int(one), "") if one.isdigit() else (0, one) for one in re.split(r"(\d+)", name)]


Found = Iterator[tuple[str, str, str]]
"""Places in a part, with what is there in the old deck and in the new one."""


def _contents(old: Part, new: Part) -> Found:
    if not _is_xml(old.kind):
        return  # Its name tells its content.
    try:
        yield from _unlike(normalised(old), normalised(new))
    except etree.XMLSyntaxError as error:
        if old.data != new.data:
            yield f"is no XML: {error}", _quoted(repr(old.data)), _quoted(repr(new.data))


def _ends(old: Part, new: Part) -> Found:
    before, after = set(old.relations.values()), set(new.relations.values())
    if before != after:
        lost, gained = (sorted(only) or ["nothing"] for only in (before - after, after - before))
        yield "leads to", ", ".join(lost), ", ".join(gained)


def _kinds(old: Part, new: Part) -> Found:
    if old.kind != new.kind:
        yield "content type", old.kind, new.kind


def _unlike(old: etree._Element, new: etree._Element) -> Found:
    """Where two elements differ: a path, and what is there in each."""
    if old.tag != new.tag:
        yield _path(old), _as_text(old), _as_text(new)
        return
    for name in sorted({*map(str, old.attrib), *map(str, new.attrib)}):
        one, other = old.get(name), new.get(name)
        if one != other:
            place = f"{_path(old)}/@{etree.QName(name).localname}"
            yield place, _quoted(one), _quoted(other)
    if (old.text or "") != (new.text or ""):
        yield f"{_path(old)}/text()", _quoted(old.text), _quoted(new.text)
    yield from _unlike_children(old, new)


def _unlike_children(old: etree._Element, new: etree._Element) -> Found:
    for one, other in zip_longest(old, new):
        if one is None or other is None:
            there = other if one is None else one
            yield _path(there), _as_text(one), _as_text(other)
        elif len(old) == len(new):
            yield from _unlike(one, other)
        elif next(_unlike(one, other), None):
            # One was put in or taken out here: show it whole, not what stands there instead.
            yield _path(one), _as_text(one), _as_text(other)
        if one is not None and other is not None and (one.tail or "") != (other.tail or ""):
            yield f"{_path(one)}/following::text()", _quoted(one.tail), _quoted(other.tail)


def _quoted(text: str | None) -> str:
    return "nothing" if text is None else f"‘{text}’"


def _as_text(element: etree._Element | None) -> str:
    if element is None:
        return "nothing"
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns(:[\w.-]+)?="[^"]*"', "", text)


def _path(element: etree._Element) -> str:
    return element.getroottree().getpath(element)


def compare(deck: Deck, old: Program, new: Program, written_as: str = "") -> Verdict:
    """Build a deck with both programs, and compare what came of it. The new one is told whose
    Markdown the talk is `written_as`, where it can be."""
    can_be_told = written_as and deck.words[0] == "build"
    told = (*deck.words, "--from", written_as) if can_be_told else deck.words
    before, after = old.build(deck), new.build(replace(deck, words=told))
    if before.ending != after.ending:
        return Verdict(deck, [Difference("the build", "ends", before.ending, after.ending)])
    found: list[Difference] = []
    for name in sorted(before.decks.keys() | after.decks.keys()):
        found += _decks_differ(name, before.decks.get(name), after.decks.get(name))
    if before.code != 0:
        return Verdict(deck, found, refusal=before.ending)
    has_same_bytes = {name: path.read_bytes() for name, path in before.decks.items()} == {
        name: path.read_bytes() for name, path in after.decks.items()
    }
    said = _changed_lines(before.said, after.said)
    return Verdict(deck, found, said, has_same_bytes=has_same_bytes)


def _decks_differ(name: str, old: Path | None, new: Path | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference(name, "", str(old or ""), str(new or ""))
        return
    try:
        for found in differences(old, new):
            yield replace(found, part=f"{name}: {found.part}" if name != _ONE else found.part)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        yield Difference(name, "cannot be read", repr(error), repr(error))


def _changed_lines(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def decks(old: Program, starter: Path, examples: Path, templates: Path | None) -> Iterator[Deck]:
    """All decks to be compared; the folder of `examples` has one more talk in each file."""
    for theme in _themes(old):
        yield _deck(f"reference, {theme}", REFERENCE, "--theme", theme)
    words = ("build", "--verbose", REFERENCE, "--all-audiences", "--store", _STORE, "-o", _FOLDER)
    yield Deck("reference, all audiences", words)
    for talk in sorted((old.inputs / TALKS).glob("*.md")):
        yield _deck(talk.name, f"{TALKS}/{talk.name}")
    yield _deck("starter", str(starter))
    for example in sorted(examples.glob(f"{_EXAMPLES}*.md")):
        yield _deck(example.stem, str(example))
    for aspect in ASPECTS:
        yield Deck(f"gallery, {aspect}", ("themes", "--aspect", aspect, "--gallery", _DECK))
    for template in _templates(templates) if templates else ():
        name = template.relative_to(templates or template).as_posix()
        yield _deck(f"reference in {name}", REFERENCE, "--template", str(template))


def write_examples(inputs: Path, folder: Path) -> None:
    """Write each example of the docs as a file of its own, beside what examples may use."""
    for page in (inputs / "README.md", *sorted((inputs / "docs").glob("*.md"))):
        texts = _EXAMPLE.finditer(page.read_text(encoding="utf-8"))
        for number, found in enumerate(texts, 1):
            path = folder / f"{_EXAMPLES}{page.stem}-{number:02}.md"
            path.write_text(found["text"], encoding="utf-8")


def _deck(name: str, talk: str, *options: str) -> Deck:
    words = ("build", "--verbose", talk, *options, "--store", _STORE, "-o", _DECK)
    return Deck(name, words)


def _themes(program: Program) -> list[str]:
    code, said = program.run("-m", _MODULE, "themes")
    if code != 0:
        sys.exit(f"the old program lists no themes: {said}")
    return [line.split()[0] for line in said.splitlines()]


def _templates(folder: Path) -> Iterator[Path]:
    """The templates, each content once."""
    seen: set[bytes] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in TEMPLATES and (data := path.read_bytes()) not in seen:
            seen.add(data)
            yield path


def main() -> int:
    """Build, compare and print. Return 1 when anything differs, else 0."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.keep or Path(temporary)).resolve()
        inputs = options.old.resolve()
        old, new = (
            _program(side.resolve(), inputs, work / name)
            for name, side in (("old", inputs), ("new", options.new))
        )
        for name in ("starter", "examples"):
            old.run("-m", _MODULE, "new", str(work / name))
        write_examples(inputs, work / "examples")
        chosen = [
            deck
            for deck in decks(old, work / "starter", work / "examples", options.templates)
            if re.search(options.only, deck.name)
        ]
        if not chosen:
            sys.exit(f"no deck is named like {options.only}")
        return _judge(chosen, old, new, options)


def _program(checkout: Path, inputs: Path, work: Path) -> Program:
    """The program in a checkout. Exits when Python finds another there."""
    program = Program(checkout, inputs, work)
    code, said = program.run("-c", "import deck_builder; print(deck_builder.__file__)")
    if code != 0 or checkout not in Path(said).resolve().parents:
        sys.exit(f"{checkout} holds no deck_builder that can be run: {said}")
    return program


def _judge(chosen: Sequence[Deck], old: Program, new: Program, options: argparse.Namespace) -> int:
    began = time.monotonic()
    verdicts = []
    with ThreadPoolExecutor(options.jobs) as pool:
        told = partial(compare, old=old, new=new, written_as=options.written_as)
        for verdict in pool.map(told, chosen):
            verdicts.append(verdict)
            print("\n".join(verdict.lines()), flush=True)
    print(f"{_summary(verdicts)}; {time.monotonic() - began:.0f} seconds")
    failed = any(one.differences or (options.messages and one.messages) for one in verdicts)
    return 1 if failed else 0


def _summary(verdicts: Sequence[Verdict]) -> str:
    unlike = sum(1 for one in verdicts if one.differences)
    refused = sum(1 for one in verdicts if one.refusal and not one.differences)
    messages = sum(1 for one in verdicts if one.messages)
    same = len(verdicts) - unlike - refused
    identical = sum(1 for one in verdicts if one.has_same_bytes)
    return (
        f"{len(verdicts)} builds: {same} the same, {identical} of them byte for byte, "
        f"{refused} refused by both in the same words, "
        f"{unlike} differ; messages differ in {messages}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("old", type=Path, help="the checkout whose talks are built")
    parser.add_argument("new", type=Path, help="the checkout that must make the same of them")
    parser.add_argument("--templates", type=Path, help="a folder of .pptx and .potx files")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a new folder for the decks")
    parser.add_argument("--only", default="", help="a regular expression on a deck's name")
    parser.add_argument("--from", dest="written_as", default="", help="what the new one is told")
    parser.add_argument("--messages", action="store_true", help="other messages count, too")
    options = parser.parse_args()
    if options.keep and options.keep.exists():
        parser.error(f"{options.keep} is there already")
    if options.templates:
        options.templates = options.templates.resolve()
        if not any(_templates(options.templates)):
            parser.error(f"there are no templates in {options.templates}")
    return options


if __name__ == "__main__":
    sys.exit(main())
