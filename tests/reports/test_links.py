"""Links are kept, or it is said that they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from deck_builder.base.diagnostics import Checked
from deck_builder.batch.job import Job, build
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck, TextBox
from tests.talks import laid_out
from tests.writer.opened import Opened


def built(text: str, folder: Path) -> tuple[str, list[str]]:
    """The XML of a slide and its relationships, and the codes of what was reported."""
    Image.new("RGB", (40, 30), "red").save(folder / "a.png")
    (folder / "b").mkdir()
    for name in ("report.xlsx", "my report.xlsx", "b/x.pdf"):
        (folder / name).write_bytes(b"")
    talk = folder / "talk.md"
    talk.write_text(f"## A\n\n{text}\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    opened = Opened(write_deck(checked.value))
    parts = [name for name in opened.names if "slides/" in name]
    xml = "\n".join(opened.archive.read(name).decode() for name in parts)
    return xml, [one.code for one in checked.diagnostics]


@pytest.mark.parametrize("target", ["https://example.org", "report.xlsx", "#a"])
def test_the_title_of_a_link_is_its_tooltip(target: str, tmp_path: Path) -> None:
    xml, found = built(f"See [it]({target} 'All of \"2025\"')", tmp_path)
    assert re.findall(r'hlinkClick [^>]*tooltip="([^"]*)"', xml) == ["All of &quot;2025&quot;"]
    assert not found


@pytest.mark.parametrize(
    ("link", "target", "codes"),
    [
        ("[a](report.xlsx)", "report.xlsx", []),
        ("[a](b/x.pdf#page=2)", "b/x.pdf#page=2", []),
        ("[a](<my report.xlsx>)", "my%20report.xlsx", []),
        ("[a](b)", "b", []),
        ("[a](reports.xlsx)", "reports.xlsx", ["dead-link"]),
        ("[a](../../../../elsewhere/x.pdf)", "../../../../elsewhere/x.pdf", []),
        ("[a](sms:+4930123)", "sms:+4930123", []),
        ("[a](msteams:/l/chat/0)", "msteams:/l/chat/0", []),
        ("[a](file:///home/a.txt)", "file:///home/a.txt", ["unsafe-link"]),
        ("[a](//host/share/a.txt)", "//host/share/a.txt", ["unsafe-link"]),
        ("[a](/etc/passwd)", "/etc/passwd", ["unsafe-link"]),
        ("[a](data:text/html,x)", "", ["link-dropped"]),
        ("[a](ms-excel:ofe)", "", ["link-dropped"]),
        ("[a](http://)", "", ["link-dropped"]),
        ("[a](#b)", "", ["broken-link"]),
        ("![a](a.png){link=reports.xlsx}", "reports.xlsx", ["dead-link"]),
        ("[![a](a.png)](file:///a.txt)", "file:///a.txt", ["unsafe-link"]),
        ("[![a](a.png)](ms-excel:ofe)", "", ["link-dropped"]),
        ("[![a](a.png)](#b)", "", ["broken-link"]),
    ],
)
def test_a_link_leads_where_it_says(
    link: str, target: str, codes: list[str], tmp_path: Path
) -> None:
    xml, found = built(f"See {link}", tmp_path)
    assert re.findall(r'Target="([^"]*)" TargetMode="External"', xml) == [target] * bool(target)
    assert found == codes


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[![Red](a.png)](https://example.org)", ["https://example.org"]),
        ("![Red](a.png){link=https://example.org}", ["https://example.org"]),
        ('<a href="https://example.org"><img src="a.png" alt="Red"></a>', ["https://example.org"]),
        (
            "[![Red](a.png)](https://example.org/1) [![Red](a.png)](https://example.org/2)",
            ["https://example.org/1", "https://example.org/2"],
        ),
        ("Words [![Red](a.png)](https://example.org)", ["https://example.org"]),
        ("- Words\n\n  [![Red](a.png)](https://example.org)", ["https://example.org"]),
        (
            ":::: columns\n::: column\n[![Red](a.png)](https://example.org)\n:::\n"
            "::: column\nWords\n:::\n::::",
            ["https://example.org"],
        ),
    ],
)
def test_a_picture_in_a_link_keeps_it(text: str, targets: list[str], tmp_path: Path) -> None:
    xml, found = built(text, tmp_path)
    clicks = re.findall(r'descr="Red"><a:hlinkClick r:id="(rId\d+)"/>', xml)
    known = re.findall(r'Target="([^"]*)" TargetMode="External"', xml)
    assert (len(clicks), known) == (len(targets), targets)
    assert not found


def of_links(checked: Checked[LaidOutDeck]) -> list[tuple[str, str, str]]:
    return [(one.code, one.message, one.hint) for one in checked.diagnostics]


def a_project(folder: Path, link: str) -> Path:
    """A talk among the outlines of a project that has a report, and a folder for decks."""
    for name in ("outlines", "output", "data"):
        (folder / name).mkdir()
    (folder / ".git").mkdir()
    (folder / "data" / "report.xlsx").write_bytes(b"")
    (folder / "outlines" / "notes.txt").write_bytes(b"")
    talk = folder / "outlines" / "talk.md"
    talk.write_text(f"## A\n\n[a]({link})\n", encoding="utf-8")
    return talk


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../data/report.xlsx", []),
        (
            "../data/raport.xlsx",
            [
                (
                    "dead-link",
                    "the link leads to ‘../data/raport.xlsx’, which is not there",
                    "did you mean ‘../data/report.xlsx’?",
                )
            ],
        ),
        (
            "notes.txt",
            [
                (
                    "link-from-deck",
                    "the link leads to ‘notes.txt’ from the deck, in ‘{folder}/output’, where "
                    "it is not there",
                    "write ‘../outlines/notes.txt’, or put the deck beside the talk",
                )
            ],
        ),
        (
            "zzz.txt",
            [
                (
                    "dead-link",
                    "the link leads to ‘zzz.txt’, which is not there",
                    "links lead from the deck, in ‘{folder}/output’",
                )
            ],
        ),
        (
            "www.example.org/b",
            [
                (
                    "dead-link",
                    "the link leads to ‘www.example.org/b’, which is not there",
                    "write ‘https://www.example.org/b’ if it is on the web",
                )
            ],
        ),
        ("../../elsewhere.txt", []),
    ],
)
def test_a_link_to_a_file_leads_from_the_deck(
    link: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    talk = a_project(tmp_path, link)
    checked = lay_out_deck(talk, Options(deck_folder=str(tmp_path / "output")))
    told = [tuple(one.format(folder=tmp_path) for one in found) for found in expected]
    assert of_links(checked) == told


def test_a_build_knows_where_its_deck_will_be(tmp_path: Path) -> None:
    job = Job(a_project(tmp_path, "notes.txt"), tmp_path / "output" / "talk.pptx")
    assert [one.code for one in build(job).diagnostics] == ["link-from-deck"]
    beside = replace(job, output=job.talk.with_suffix(".pptx"))
    assert build(beside).diagnostics == ()


@pytest.mark.parametrize(
    ("title", "link"),
    [
        ("Smileys & Emotion", "smileys--emotion"),
        ("✨ Features", "-features"),
        ("C++ -- and more", "c----and-more"),
        ("Smileys & Emotion", "smileys-emotion"),
    ],
)
def test_ids_of_github_are_known(title: str, link: str) -> None:
    found = laid_out(f"## {title}\n\n[a](#{link})\n\n## B\n\nText\n")
    assert found.diagnostics == ()
    (anchors,) = (one.anchors for one in found.value.slides[:1])
    runs = [
        run
        for shape in found.value.slides[0].shapes
        if isinstance(shape, TextBox)
        for paragraph in shape.paragraphs
        for run in paragraph.runs
        if run.link
    ]
    assert [run.link.removeprefix("#") in anchors for run in runs] == [True]
