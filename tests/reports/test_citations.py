"""Citations are written out, and the works that are cited are the references."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from deck_builder.base.diagnostics import Checked
from deck_builder.blocks import Prose
from deck_builder.cli import main
from deck_builder.outline import Outline, citing
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, read_outline, write_deck
from tests.attacks.canary import _STYLE
from tests.slides.test_feet import foot
from tests.talks import shown_on
from tests.writer.opened import Opened

pytest.importorskip("citeproc")

WORKS = r"""
@string{things = "Journal of "}
@article{doe, author={Jane D{\"o}e and Rick van der Roe},
  title={The {DNA} of \emph{things} \& more},
  journal = things # {Things}, year=2020, month=mar, volume=3, pages={3--12}, doi={10.1000/a_b}}
@incollection{roe, author={Roe, Rick}, title={A chapter}, booktitle={The Book}, year={2019},
  publisher={Press}, address={Berlin}, edition={2nd}}
@book{ann1, author={Ann, A.}, title={First}, year={2018}, publisher={Press}}
@book{ann2, author={Ann, A.}, title={Second}, year={2018}, publisher={Press}}
@online{who, author={{World Health Organization}}, title={A page}, date={2021-05-06},
  url={https://example.org/a_b}}
@book{anon, title={Anonymous days}, year={2001}, publisher={Press}}
@article{bad, title = {not closed
"""
SETTINGS = "---\nbibliography: works.bib\n{}---\n\n"


def read(folder: Path, text: str, settings: str = "", **options: str) -> Checked[Outline]:
    (folder / "works.bib").write_text(WORKS, encoding="utf-8")
    talk = folder / "talk.md"
    talk.write_text(SETTINGS.format(settings) + text, encoding="utf-8")
    return read_outline(talk, Options(**options))  # type: ignore[arg-type]


def words(found: Checked[Outline]) -> list[str]:
    """The words of each slide after its title."""
    return [" | ".join(one.plain() for one in slide.blocks) for slide in found.value.slides]


def codes(found: Checked[Outline]) -> list[str]:
    return [one.code for one in found.diagnostics if one.code != "bad-work"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@roe]", "(Roe 2019)"),
        ("[@roe, p. 3]", "(Roe 2019, 3)"),
        ("[@roe, chap. 2]", "(Roe 2019, chap. 2)"),
        ("[@roe, {vol. 2}]", "(Roe 2019, vol. 2)"),
        ("[@roe 33-35, 38 and more]", "(Roe 2019, 33–35, 38 and more)"),
        ("[see @roe, pp. 3--5; also @doe]", "(see Roe 2019, 3–5; also Döe and van der Roe 2020)"),
        ("[-@roe]", "(2019)"),
        ("Roe says [-@roe, p. 3].", "Roe says (2019, 3)."),
        ("@roe says so", "Roe (2019) says so"),
        ("@roe [p. 3] says so", "Roe (2019, 3) says so"),
        ("@roe [p. 3; @who]", "Roe (2019, 3; World Health Organization 2021)"),
        ("@{roe}, @roe.", "Roe (2019), Roe (2019)."),
        ("@anon", "Anonymous Days (2001)"),
        ("[@ann1] [@ann2]", "(Ann 2018a) (Ann 2018b)"),
        ("[see *this*\n@roe, **here**]", "(see this Roe 2019, here)"),
        ("*[@roe]* and `[@roe]`", "(Roe 2019) and [@roe]"),
        ("| a |\n|---|\n| [@roe] |", "a\n(Roe 2019)"),
        ("mail a@roe.org, \\@roe", "mail a@roe.org, Roe (2019)"),
    ],
)
def test_a_citation_is_written_out(text: str, expected: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"## A\n\n{text}\n")
    assert words(found)[0] == expected
    assert not codes(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('```chart bar\ndata: {A: 1}\nsource: "[@roe, p. 3]"\n```', "Source: (Roe 2019, 3)"),
        ("```chart bar\ndata: {A: 1}\nsource: after @roe\n```", "Source: after Roe (2019)"),
        ('```python {caption="From [@roe]"}\nx\n```', "From (Roe 2019)"),
        ('::: {.callout-note title="By @roe"}\nx\n:::', "By Roe (2019)"),
        ('![a](a.png "By @roe")', "By Roe (2019)"),
        ("| a |\n|---|\n| b |\n\n: From [@roe]", "From (Roe 2019)"),
    ],
)
def test_a_citation_in_words_beside_the_text(text: str, expected: str, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
    read(tmp_path, f"## A\n\n{text}\n")
    deck = lay_out_deck(tmp_path / "talk.md", Options()).value
    opened = Opened(write_deck(deck))
    slide = re.sub("<[^>]*>", "", opened.archive.read("ppt/slides/slide1.xml").decode())
    assert expected in slide
    assert "Roe, Rick" in str(deck.slides[-1].shapes)


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("apa", "[@roe, p. 3; @doe]", "(Döe & van der Roe, 2020; Roe, 2019, p. 3)"),
        ("apa", "@doe [chap. 2]", "Döe & van der Roe (2020, Chapter 2)"),
        ("ieee", "[@roe, p. 3]", "[1, p. 3]"),
        ("ieee", "@doe and @roe", "Döe and van der Roe [1] and Roe [2]"),
        ("modern-language-association", "[@roe, p. 3]", "(Roe 3)"),
        ("modern-language-association", "[@ann1, p. 3; @ann2]", "(Ann, First 3; Ann, Second)"),
        ("harvard-cite-them-right", "[@roe]", "(Roe, 2019)"),
    ],
)
def test_a_style_by_its_name(style: str, text: str, expected: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"## A\n\n{text}\n", f"csl: {style}\n")
    assert words(found)[0] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "@doe [S. 3]", "Döe und van der Roe (2020, S. 3)"),
        ("fr", "[@doe, chap. 2]", "(Döe et van der Roe, 2020, chap. 2)"),
    ],
)
def test_words_of_the_language(language: str, text: str, expected: str, tmp_path: Path) -> None:
    settings = f"csl: harvard-cite-them-right\nlanguage: {language}\n"
    assert words(read(tmp_path, f"## A\n\n{text}\n", settings))[0] == expected


def test_references_are_the_last_slide(tmp_path: Path) -> None:
    found = read(
        tmp_path, "# S\n\n## A\n\n- [@doe]\n\n## B\n\n- @who and @anon\n", "language: de\n"
    )
    (*_, last) = found.value.slides
    assert "".join(run.text for run in last.title) == "Literatur"
    assert last.staging.seconds == 0
    assert [one.plain() for one in last.blocks] == [
        "Döe, Jane, und Rick van der Roe. 2020. „The DNA of things & More“. Journal of Things 3 "
        "(März): 3–12. https://doi.org/10.1000/a_b.",
        "World Health Organization. 2021. „A Page“. Mai 6. https://example.org/a_b.",
        "Anonymous Days. 2001. Press.",
    ]
    opened = Opened(write_deck(lay_out_deck(tmp_path / "talk.md", Options()).value))
    relations = "".join(
        opened.archive.read(name).decode() for name in opened.names if "slides/_rels" in name
    )
    assert 'Target="https://doi.org/10.1000/a_b"' in relations
    assert 'Target="https://example.org/a_b"' in relations


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("## A\n\n[@roe]\n\n## Works\n\n::: {#refs}\n:::\n\n## End\n\n- x\n", "A Works End"),
        ("## A\n\n[@roe]\n\n## Works\n", "A Works"),
        ("## A\n\n[@roe]\n\n# Works\n", "A Works"),
        ("## A\n\n[@roe]\n", "A References"),
        ("## A\n\nnothing\n", "A"),
    ],
)
def test_where_references_are(text: str, titles: str, tmp_path: Path) -> None:
    found = read(tmp_path, text)
    slides = tuple(found.value.slides)
    assert " ".join(slide.title[0].text for slide in slides) == titles
    shown = [slide.title[0].text for slide in slides if "The Book" in slide.blocks[0].plain()]
    assert shown == [title for title in titles.split() if title in ("Works", "References")]
    assert not codes(found)


def test_many_references_are_on_several_slides(tmp_path: Path) -> None:
    works = "".join(
        f"@book{{k{n}, title={{{'A long title ' * 9}}}, author={{Doe{n}, J}}, year={2000 + n}}}\n"
        for n in range(30)
    )
    (tmp_path / "works.bib").write_text(works)
    talk = tmp_path / "talk.md"
    talk.write_text(SETTINGS.format('nocite: "@*"\n') + "## A\n\n- one\n")
    titles = [slide.title for slide in lay_out_deck(talk, Options()).value.slides]
    assert len(titles) > 3
    assert all("References" in title for title in titles[1:])


@pytest.mark.parametrize(
    ("nocite", "count"), [("'@doe, @who'", 3), ("[doe]", 2), ("'@*'", 6), ("'@none'", 1)]
)
def test_works_that_are_not_cited(nocite: str, count: int, tmp_path: Path) -> None:
    found = read(tmp_path, "## A\n\n[@roe]\n", f"nocite: {nocite}\n")
    assert len(tuple(found.value.slides)[-1].blocks) == count
    assert codes(found) == (["unknown-citation"] if "none" in nocite else [])


def test_an_unknown_work_is_said_with_its_place(tmp_path: Path) -> None:
    found = read(tmp_path, "## A\n\nSee *that* and [@reo]; @handle\n")
    assert words(found) == ["See that and [@reo]; @handle"]
    first, second = (one for one in found.diagnostics if one.code == "unknown-citation")
    assert (first.line, first.column, first.hint) == (7, 17, "did you mean ‘roe’?")
    assert (second.line, second.column) == (7, 24)


def test_a_work_that_cannot_be_read_is_said_with_its_place(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "## A\n\n[@roe]\n").diagnostics
    assert (found.code, found.line, Path(found.path).name) == ("bad-work", 13, "works.bib")


def test_without_a_bibliography_names_are_text(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text("## A\n\n@doe and [@doe, p. 3], a@b.org\n")
    found = read_outline(talk, Options())
    assert words(found) == ["@doe and [@doe, p. 3], a@b.org"]
    assert [one.code for one in found.diagnostics] == ["looks-like"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "works.json",
            '[{"id": "x", "type": "book", "title": "A <i>b</i> & c", "issued": {"raw": "2020-03"},'
            ' "author": [{"family": "Doe", "given": "Jane"}], "publisher": "P"}]',
        ),
        (
            "works.yaml",
            "references:\n- id: x\n  type: book\n  title: A <i>b</i> & c\n  issued: 2020-03\n"
            "  author:\n  - family: Doe\n    given: Jane\n  publisher: P\n",
        ),
        (
            "works.yml",
            "- id: x\n  type: book\n  title: A <i>b</i> & c\n  publisher: P\n"
            "  issued:\n    date-parts: [[2020, 3]]\n  author: [{family: Doe, given: Jane}]\n",
        ),
        (
            "WORKS.BIB",
            "@BOOK(x, title = {A <i>b</i> \\& c}, year = 2020, month = 3,"
            " author = {Doe, Jane}, publisher = {P})",
        ),
    ],
)
def test_kinds_of_bibliographies(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    talk = tmp_path / "talk.md"
    talk.write_text(f"---\nbibliography: [{name}]\n---\n\n## A\n\n[@x]\n")
    found = read_outline(talk, Options())
    assert words(found) == ["(Doe 2020)", "Doe, Jane. 2020. A b & C. P."]
    assert not found.diagnostics


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.json", b"{", "bad-bibliography"),
        ("a.json", b'{"a": 1}', "bad-bibliography"),
        ("a.json", b"[1, {}]", "bad-work"),
        ("a.yaml", b"a: [", "bad-yaml"),
        ("a.yaml", b"- id: [1]\n", "bad-work"),
        ("a.txt", b"x", "bad-bibliography"),
        ("a.bib", b"@book{a, title={\xe4}}", "bad-bibliography"),
        ("a.bib", b"@book{a, title={1}}\n@book{a, title={2}}", "repeated-work"),
        ("b.bib", b"", "missing-file"),
        ("a.bib", rb"@book{a, title={\emph\input x \input{/etc/passwd} \frac}}", ""),
        (
            "a.json",
            b'[{"id": "a", "author": 7, "issued": {"date-parts": [[null], "x"]}, "title": {}}]',
            "",
        ),
        ("a.json", b'[{"id": "a", "issued": {"date-parts": [[99999999999, 77]]}}]', ""),
        ("a.bib", b"@book{a, title={" + b"{" * 5000 + b"}" * 5000 + b"}}", ""),
        ("a.bib", b"@string{a = a # a}\n@book{a, title = a, year = x # y}", ""),
    ],
)
def test_bad_bibliographies(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    if name != "b.bib":
        (tmp_path / name).write_bytes(data)
    talk = tmp_path / "talk.md"
    talk.write_text(f"---\nbibliography: {name}\n---\n\n## A\n\nx [@a]\n")
    found = read_outline(talk, Options())
    assert {one.code for one in found.diagnostics} >= ({code} if code else set())
    assert "internal-error" not in {one.code for one in found.diagnostics}


def test_a_style_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.csl").write_text(_STYLE)
    found = read(tmp_path, "## A\n\n[@roe]\n", "csl: mine.csl\n")
    assert words(found) == ["ZqvxanaryA chapter"]


_HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
_MACRO = '<macro name="{0}"><text macro="{1}"/><text macro="{1}"/></macro>'
_CITE = '<citation><layout><text macro="m0"/></layout></citation></style>'


@pytest.mark.parametrize(
    "style",
    [
        "",
        "no XML",
        "<html/>",
        f"{_HEAD}</style>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]>' + _HEAD + _CITE,
        _HEAD + _MACRO.format("m0", "m0") + _CITE,
        _HEAD + "".join(_MACRO.format(f"m{n}", f"m{n + 1}") for n in range(60)) + _CITE,
        _HEAD + '<citation><layout><names variable="author"><et-al/></names></layout>',
    ],
)
def test_bad_styles(style: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csl").write_text(style)
    found = read(tmp_path, "## A\n\n[@roe]\n", "csl: bad.csl\n")
    assert "bad-style" in codes(found)


@pytest.mark.parametrize("name", ["apx", "../apa", "..", "apa\\x", ""])
def test_unknown_styles(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, "## A\n\n[@roe]\n", f"csl: '{name}'\n")
    assert codes(found) == (
        [] if not name else ["outside-root" if "/" in name else "unknown-style"]
    )


def test_a_style_of_notes_makes_footnotes(tmp_path: Path) -> None:
    settings = "csl: chicago-notes-bibliography\n"
    found = read(tmp_path, "## A\n\nSo it is [@roe, p. 3].\n\nAs @doe says^[See @who.]\n", settings)
    blocks = [block for block in next(found.value.slides).blocks if isinstance(block, Prose)]
    runs = [run for block in blocks for run in block.paragraphs[0].runs]
    notes = ["".join(run.text for run in one.note) for one in runs if one.note]
    assert "".join(run.text for run in runs).startswith("So it is1.As Jane Döe and Rick")
    assert notes == [
        "Rick Roe, “A Chapter,” in The Book, 2nd ed. (Press, 2019), 3.",
        "“The DNA of things & More,” Journal of Things 3 (March 2020): 3–12, "
        "https://doi.org/10.1000/a_b.",
        "See World Health Organization, “A Page,” May 6, 2021, https://example.org/a_b.",
    ]


def test_what_a_style_leaves_out_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "## A\n\n[@roe, p. 33]\n", "csl: nature\n")
    assert codes(found) == ["locator-left-out"]


def test_citations_that_cannot_be_told_apart_are_said(tmp_path: Path) -> None:
    (tmp_path / "plain.csl").write_text(
        f'{_HEAD}<citation><layout><names variable="author"/></layout></citation></style>'
    )
    found = read(tmp_path, "## A\n\n[@ann1; @ann2]\n", "csl: plain.csl\n")
    assert codes(found) == ["ambiguous-citation"]


def test_what_is_withheld_is_not_among_the_references(tmp_path: Path) -> None:
    settings = "audiences: {staff: {}, press: {}}\n"
    text = "## A\n\n- [@roe]\n- secret plans [@who] {audience=staff}\n"
    last = {
        name: words(read(tmp_path, text, settings, audience=name))[-1]
        for name in ("staff", "press")
    }
    assert "World Health" in last["staff"]
    assert last["press"].startswith("Roe")
    assert "World Health" not in last["press"]
    lay_out_deck(tmp_path / "talk.md", Options(audience="press"))


def test_without_the_extra_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citing, "is_installed", lambda: False)
    (found,) = read(tmp_path, "## A\n\n[@roe]\n").diagnostics
    assert (found.code, found.severity.value, found.line) == ("needs-citations", "error", 2)
    assert "pip install 'deck-builder[citations]'" in found.hint


def test_a_changed_bibliography_builds_the_deck_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deck").mkdir()
    read(Path("deck"), "## A\n\n[@roe]\n")
    run = ("batch", "deck/talk.md", "-o", "out", "--store", "store")
    assert "1 built" in CliRunner().invoke(main, run).output
    shutil.rmtree("out")
    assert "1 cached" in CliRunner().invoke(main, run).output
    Path("deck/works.bib").write_text(WORKS.replace("Rick}", "Ron}"))
    done = CliRunner().invoke(main, run)
    assert "1 built" in done.output, done.output


def test_handouts_and_scripts_have_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read(tmp_path, "## A\n\n[@roe]\n\n::: notes\nAs @who says\n:::\n")
    for command in (("handout", "talk.md", "-o", "a.html"), ("script", "talk.md", "-o", "b.html")):
        assert CliRunner().invoke(main, command).exit_code == 0
    assert "A Chapter" in Path("a.html").read_text(encoding="utf-8")
    assert "As World Health Organization (2021) says" in Path("b.html").read_text(encoding="utf-8")


CITING = """## A

- a [@doe; @roe] b @who
- c [@doe] d

## B

### One

e

### Other

f [see @anon, p. 3]

## C

g
"""


def feet(folder: Path, text: str, theme: str, settings: str = "") -> list[list[str]]:
    """What stands under the rule at the foot of each slide with a title."""
    read(folder, text, f"theme: {theme}\n{settings}")
    slides = lay_out_deck(folder / "talk.md", Options()).value.slides
    return [foot(slide) for slide in slides if slide.layout != "title"]


def test_slides_of_lectures_have_the_works_that_they_cite_at_their_foot(tmp_path: Path) -> None:
    said = feet(tmp_path, CITING, "lecture")
    assert said[0] == [
        "D\u00f6e, van der Roe 2020: The DNA of things & more\u2002·\u2002Roe 2019: A chapter"
        "\u2002·\u2002World Health Organization 2021: A page"
    ]
    assert said[1] == ["2001: Anonymous days"]
    assert said[2] == []
    # The references, which are these works themselves.
    assert said[-1] == []


def test_works_at_the_foot_have_the_numbers_of_their_style(tmp_path: Path) -> None:
    first = feet(tmp_path, "## A\n\n- a @roe\n- b [@anon]\n", "lecture", "csl: ieee\n")[0]
    assert first == ["[1] Roe 2019: A chapter\u2002·\u2002[2] 2001: Anonymous days"]


def test_other_themes_have_no_works_at_the_foot(tmp_path: Path) -> None:
    assert not any(feet(tmp_path, CITING, "paper"))


def test_too_many_works_are_only_among_the_references(tmp_path: Path) -> None:
    keys = [f"w{number}" for number in range(14)]
    more = "".join(
        f"@book{{{key}, author={{Long Name, {key}}}, title={{A title of many words, as books have"
        f" them {key}}}, year={{2000}}}}\n"
        for key in keys
    )
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / "more.bib").write_text(more, encoding="utf-8")
    text = f"## A\n\na [{'; '.join(f'@{key}' for key in keys)}]\n"
    (folder / "talk.md").write_text(
        f"---\ntheme: lecture\nbibliography: more.bib\n---\n\n{text}", encoding="utf-8"
    )
    slides = lay_out_deck(folder / "talk.md", Options()).value.slides
    assert not any(foot(slide) for slide in slides)
    words = " ".join(line for slide in slides for line in shown_on(slide))
    assert all(f"books have them {key}".lower() in words.lower() for key in keys)
