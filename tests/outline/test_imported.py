"""Imported slides in an outline: where they may stand, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base import inputs
from deck_builder.base.inputs import Fact
from deck_builder.base.limits import IMPORTED_SLIDES
from deck_builder.outline import Outline, secrets_of
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DECK_FILE
from deck_builder.pipeline import read_outline
from deck_builder.reader import read_deck
from tests.reader.made import NOTES, TITLES, source_bytes
from tests.template.made import changed, of_type, used
from tests.written import problem_rows

FILE = "corporate.pptx"
_OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_bytes(source_bytes())
    return tmp_path


def read(folder: Path, text: str, audience: str = "") -> Outline:
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    checked = read_outline(talk, Options(audience=audience))
    assert problem_rows(checked.diagnostics) == []
    return checked.value


def rows(folder: Path, text: str) -> list[tuple[int, int, str, str]]:
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    return problem_rows(read_outline(talk, Options()).diagnostics)


def slides(outline: Outline) -> list[tuple[str, int]]:
    """The titles of the slides, each with its number in its file, 0 for those of the talk."""
    return [
        (
            "".join(run.text for run in slide.title),
            slide.imported.number if slide.imported else 0,
        )
        for slide in outline.slides
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{{< include corporate.pptx#1,-1 >}}",
        "::: include corporate.pptx#1,-1",
        "::: include corporate.pptx#1,-1 :::",
    ],
)
def test_slides_between_slides(folder: Path, line: str) -> None:
    outline = read(folder, f"## First\n\n- one\n\n{line}\n\n## Last\n\n- two\n")
    assert slides(outline) == [("First", 0), ("The year", 1), ("Thank you", 5), ("Last", 0)]


def test_all_slides_of_a_file(folder: Path) -> None:
    outline = read(folder, f"{{{{< include {FILE} >}}}}\n")
    assert slides(outline) == list(zip(TITLES, range(1, 6), strict=True))
    assert [slide.staging.hidden for slide in outline.slides] == [False] * 3 + [True, False]


def test_a_heading_in_front_of_a_finished_slide(folder: Path) -> None:
    text = '# Part\n\n## Own {#own .hidden priority=2 minutes=3 include="corporate.pptx#1"}\n'
    outline = read(folder, f"{text}\n::: notes\nAnd this.\n:::\n")
    (slide,) = outline.slides
    assert (slide.id, slide.staging.hidden, slide.staging.priority) == ("own", True, 2)
    assert slide.staging.seconds == 180
    assert [one.text for one in slide.notes] == [NOTES, "And this."]
    assert slides(outline) == [("Own", 1)]


def test_notes_behind_slides_are_those_of_the_last(folder: Path) -> None:
    outline = read(folder, "::: include corporate.pptx#1-2\n\n::: notes\nAnd this.\n:::\n")
    notes = [[one.text for one in slide.notes] for slide in outline.slides]
    assert notes == [[NOTES], ["And this."]]


def test_a_section_that_a_finished_slide_opens(folder: Path) -> None:
    outline = read(folder, "# Part {include=corporate.pptx#5}\n\n## Own\n\n- text\n")
    (section,) = outline.sections
    assert section.imported is not None
    assert section.imported.contents.title == "Thank you"
    assert slides(outline) == [("Own", 0)]


def test_files_are_beside_the_outline_that_names_them(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / FILE).rename(folder / "sub" / "ours.pptx")
    (folder / "sub" / "part.md").write_text("{{< include ours.pptx#2 >}}\n", encoding="utf-8")
    outline = read(folder, "## A\n\n- a\n\n{{< include sub/part.md >}}\n")
    assert slides(outline) == [("A", 0), ("Sales", 2)]


def test_variables_in_the_name(folder: Path) -> None:
    text = "---\nvariables: {who: corporate, n: 2}\n---\n\n{{< include {{ who }}.pptx#{{ n }} >}}\n"
    assert slides(read(folder, text)) == [("Sales", 2)]


def test_an_audience_has_slides_of_its_own(folder: Path) -> None:
    text = "---\naudiences: {a: {}, b: {}}\n---\n\n## First\n\n- one\n\n"
    text += "::: {audience=a}\n{{< include corporate.pptx#2 >}}\n:::\n"
    assert slides(read(folder, text, "a")) == [("First", 0), ("Sales", 2)]
    assert slides(read(folder, text, "b")) == [("First", 0)]


def test_what_a_finished_slide_says_is_no_secret(folder: Path) -> None:
    text = "---\naudiences: {a: {}, b: {}}\n---\n\n::: include corporate.pptx#1\n\n## First\n\n"
    text += f"- one\n- [{NOTES}]{{audience=a}}\n- [Nobody else must know]{{audience=a}}\n"
    outline = read(folder, text, "b")
    assert tuple(secrets_of(outline)) == (("nobody", "else", "must"), ("else", "must", "know"))


def test_links_to_the_titles_of_finished_slides(folder: Path) -> None:
    text = "## A\n\n[one](#where-we-are), [none](#where)\n\n::: include corporate.pptx#3\n"
    assert rows(folder, text) == [(3, 23, "warning", "broken-link")]


def test_the_template_keeps_some_of_its_slides(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(used())
    settings = f"template: {FILE}\nkeep-slides: [2, -1, 1]\naudiences: {{a: {{keep-slides: -2}}}}\n"
    (tmp_path / DECK_FILE).write_text(settings, encoding="utf-8")
    (tmp_path / "01.md").write_text("## A\n\n- a\n", encoding="utf-8")

    def kept(options: Options) -> tuple[list[int], list[int]]:
        outline = read_outline(tmp_path, options).value
        return tuple(  # type: ignore[return-value]
            [slide.imported.number for slide in one if slide.imported]
            for one in (outline.opening, outline.closing)
        )

    assert kept(Options()) == ([2, 1], [4])
    assert kept(Options(audience="a")) == ([], [3])
    assert kept(Options(theme="paper")) == ([], [])


@pytest.mark.parametrize(
    ("settings", "row"),
    [
        ("keep-slides: 1\n", (1, 1, "error", "keep-without-template")),
        (f"template: {FILE}\nkeep-slides: [1, 9]\n", (2, 1, "error", "no-such-slide")),
        (f"template: {FILE}\nkeep-slides: [1, 0]\n", (2, 18, "error", "out-of-range")),
        (f"template: {FILE}\nkeep-slides: [1, x]\n", (2, 18, "error", "out-of-range")),
        (f"template: {FILE}\nkeep-slides: [1, 1.0]\n", (2, 18, "error", "out-of-range")),
        (f"template: {FILE}\nkeep-slides: true\n", (2, 14, "error", "out-of-range")),
    ],
)
def test_slides_that_cannot_be_kept(
    folder: Path, settings: str, row: tuple[int, int, str, str]
) -> None:
    (folder / DECK_FILE).write_text(settings, encoding="utf-8")
    (folder / "01.md").write_text("## A\n\n- a\n", encoding="utf-8")
    assert problem_rows(read_outline(folder, Options()).diagnostics) == [row]


def compound(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (compound("EncryptedPackage"), "‘bad.pptx’ is protected with a password"),
        (compound("PowerPoint"), "‘bad.pptx’ is in the old format of PowerPoint 97-2003"),
        (b"text", "‘bad.pptx’ is not a PowerPoint file"),
        (b"PK\x03\x04", "‘bad.pptx’ cannot be read as a PowerPoint file: "),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "bad.pptx").write_bytes(data)
    talk = tmp_path / "talk.md"
    talk.write_text("## A\n\n- a\n\n{{< include bad.pptx#1 >}}\n", encoding="utf-8")
    (found,) = read_outline(talk, Options()).diagnostics
    assert (found.code, found.line, found.column) == ("unreadable-slides", 5, 13)
    assert found.message.startswith(message)


def test_a_document_of_words_is_no_deck(tmp_path: Path) -> None:
    data = of_type(source_bytes(), f"{_OFFICE}wordprocessingml.document.main+xml")
    (tmp_path / "bad.pptx").write_bytes(data)
    assert [row[3] for row in rows(tmp_path, "::: include bad.pptx\n")] == ["unreadable-slides"]


def test_no_more_than_so_many_slides(folder: Path) -> None:
    numbers = ",".join(["1-5"] * (IMPORTED_SLIDES.number // 5))
    text = f"::: include {FILE}#{numbers}\n\n::: include {FILE}#1\n"
    assert rows(folder, text) == [(3, 13, "error", "too-many-includes")]


def test_macros_are_said_to_stay_behind(tmp_path: Path) -> None:
    kind = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    (tmp_path / "a.pptm").write_bytes(of_type(source_bytes(), kind))
    assert rows(tmp_path, "::: include a.pptm#2,5\n") == [
        (1, 13, "note", "macros-left-behind"),
    ]


def test_the_file_is_among_the_inputs(folder: Path) -> None:
    with inputs.noted() as ledger:
        read(folder, f"::: include {FILE}#2\n")
    path = str(folder / FILE)
    assert Fact(inputs.CONTENT, path, inputs.digest(source_bytes())) in ledger.facts
    assert inputs.hold(ledger.facts)
    (folder / FILE).write_bytes(source_bytes(wide=False))
    assert not inputs.hold(ledger.facts)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("slides", b"slideLayout"),
        ("slideLayouts", b"slideMaster"),
        ("slideMasters", b"theme"),
        ("slideMasters", b"slideLayout"),
    ],
)
def test_a_slide_without_all_that_it_hangs_on_is_damaged(
    tmp_path: Path, part: str, kind: bytes
) -> None:
    def change(name: str, content: bytes) -> bytes:
        is_meant = name.startswith(f"ppt/{part}/_rels")
        return content.replace(b"/" + kind + b'"', b'/x"') if is_meant else content

    (tmp_path / FILE).write_bytes(changed(source_bytes(), change))
    assert rows(tmp_path, f"::: include {FILE}\n") == [(1, 13, "error", "unreadable-slides")]


def test_a_file_is_read_once(folder: Path) -> None:
    outline = read(folder, "".join(f"::: include {FILE}#{n}\n\n" for n in (1, 2, 3, 4, 5) * 10))
    found = [slide.imported for slide in outline.slides if slide.imported]
    assert len(found) == 50
    assert len({id(one.file) for one in found}) == 1
    assert found[0].contents == read_deck(source_bytes()).slides[0]
