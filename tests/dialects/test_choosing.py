"""Which dialect a talk is in: as far as its signs tell, and never by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.source import Source, read_source
from deck_builder.dialects import NAMES, OWN, SUFFIXES, dialect_of, named
from deck_builder.dialects.registry import DIALECTS
from deck_builder.outline.options import Options
from deck_builder.outline.talk import find_talks
from deck_builder.pipeline import lay_out_deck
from tests.dialects.outlines import CASES

ROOT = CASES.parent.parent.parent
_OURS = ("outlines", "docs", "tests", "deck_builder")

CHOSEN = {
    "marp": "---\nmarp: true\n---\n\n# A\n",
    "marp by its directives": "# A\n\n---\n\n<!-- _class: lead -->\n\n# B\n",
    "marp by directives for all slides": "# A\n\n---\n\n<!-- header: H -->\n\n# B\n",
    "marp by a background": "# A\n\n---\n\n![bg right](a.png)\n",
    "slidev": "---\ntheme: seriph\n---\n\n# A\n\n---\n\n# B\n",
    "slidev by front matter": "# A\n\n---\nlayout: two-cols\n---\n\n# B\n\n::right::\n\nc\n",
    "slidev by its code": "# A\n\n---\n\n```ts {monaco-run}\na\n```\n",
    "slidev by code in files": "---\nlayout: cover\n---\n\n# A\n\n---\n\n<<< @/a.ts\n",
    "slidev by a layout that remark has not": (
        "---\ntheme: seriph\n---\n\n# A\n\n---\nlayout: quote\n---\n\nb\n\n"
        "---\nlayout: fact\n---\n\nc\n\n---\nlayout: end\n---\n"
    ),
    "quarto": "---\nformat: revealjs\n---\n\n## A\n",
    "quarto by R Markdown": "---\noutput: powerpoint_presentation\n---\n\n## A\n",
    "reveal": "---\nseparator: '<!--s-->'\n---\n\n# A\n",
    "reveal by attributes": "<!-- .slide: data-background='red' -->\n\n# A\n",
    "reveal by notes": "# A\n\nNote: b\n\n---\n\n# B\n\n----\n\n# C\n",
    "remark": "class: center, middle\n\n# A\n\n---\n\n# B\n",
    "remark by notes": "# A\n\n???\n\nb\n\n---\n\n# B\n",
    "remark by steps": "# A\n\n- b\n\n--\n\n- c\n\n---\n\n# D\n\n--\n\n- e\n",
    "presenterm": "# A\n\n<!-- end_slide -->\n\n# B\n",
    "deckset": "slidenumbers: true\n\n# A\n\n---\n\n# B\n",
    "md2pptx": "template: a.pptx\n\n# A\n\n### B\n",
    "obsidian": "# A\n\n![[a.png]]\n\n---\n\n# B\n",
    "pandoc by a command of beamer": "# A\n\n- b\n\n\\pause\n\n- c\n",
    "pandoc by a background": '# A\n\n## B {background-image="a.png"}\n\nc\n',
    "pandoc": "---\ncolortheme: dolphin\n---\n\n# A\n",
    "pandoc by a title block": "% A\n% B\n\n# C\n\n---\n\nd\n",
}
OWN_TALKS = {
    "a talk": "---\ntitle: T\n---\n\n# A\n\n- b\n\n---\n\nc\n",
    "a web page": "---\nlayout: page\ntitle: T\n---\n\n# A\n\ntext\n",
    "an include": "# A\n\n{{< include b.md >}}\n",
    "an article with a title block": "% A\n% B\n\n# C\n\ntext\n",
    "keys of ours": "---\naudiences: {a: {}}\npaginate: true\n---\n\n# A\n\n---\n\n![bg](a.png)\n",
    "signs in code": "# A\n\n```\n![bg](a.png)\n<!-- _class: x -->\n```\n\n`<!-- pause -->`\n",
    "code of Slidev in code": (
        "# A\n\n````md\n```ts {monaco}\na\n```\n````\n\n---\n\n```\n<<< @/a.ts\n```\n"
    ),
    "one step": "# A\n\n- b\n\n--\n\n- c\n\n---\n\n# D\n",
    "two dashes above titles": "# A\n\n--\n\n# B\n\n---\n\n# C\n\n--\n\n![](d.png)\n",
    "it is said": "---\nfrom: own\nmarp: true\n---\n\n# A\n",
}


@pytest.mark.parametrize("case", CHOSEN)
def test_chosen(case: str) -> None:
    found = dialect_of(Source("talk.md", CHOSEN[case]))
    assert found is not None
    assert found.name == case.partition(" ")[0]


@pytest.mark.parametrize("case", OWN_TALKS)
def test_ours(case: str) -> None:
    assert dialect_of(Source("talk.md", OWN_TALKS[case])) is None


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for folder in _OURS
        for path in (ROOT / folder).rglob("*.md")
        if CASES not in path.parents
    )
    + [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_page_of_ours_is_in_a_dialect(path: Path) -> None:
    assert dialect_of(read_source(path)) is None


def test_the_suffix_goes_first() -> None:
    found = dialect_of(Source("talk.qmd", "# A\n"))
    assert found is not None
    assert found.name == "quarto"


def test_what_is_wanted_goes_first() -> None:
    found = dialect_of(Source("talk.md", CHOSEN["marp"]), "slidev")
    assert found is not None
    assert found.name == "slidev"
    assert dialect_of(Source("talk.md", CHOSEN["marp"]), OWN) is None


def test_an_unknown_dialect() -> None:
    with pytest.raises(DeckError, match="no dialect called ‘marq’") as caught:
        named("marq")
    assert "marp" in caught.value.hint


def test_an_unknown_dialect_has_its_place(tmp_path: Path) -> None:
    single = tmp_path / "talk.md"
    single.write_text("---\ntitle: T\nfrom: marq\n---\n# A\n", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "deck.yaml").write_text("title: T\nfrom: marq\n", encoding="utf-8")
    (folder / "01-a.md").write_text("# A\n", encoding="utf-8")
    for path, line in ((single, 3), (folder, 2)):
        with pytest.raises(DeckError, match="no dialect called ‘marq’") as caught:
            lay_out_deck(path, Options())
        assert caught.value.span is not None
        assert (caught.value.span.line, caught.value.span.column) == (line, 7)


def test_the_reader_of_pandoc_is_no_dialect() -> None:
    found = dialect_of(Source("talk.md", "---\nformat: revealjs\nfrom: markdown+emoji\n---\n# A\n"))
    assert found is not None
    assert found.name == "quarto"


def test_names_and_suffixes_are_those_of_the_dialects() -> None:
    assert (OWN, *(one.name for one in DIALECTS)) == NAMES
    assert set(SUFFIXES) == {".md", *(suffix for one in DIALECTS for suffix in one.suffixes)}


def test_it_is_said_what_a_talk_is_read_as(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(CHOSEN["marp"], encoding="utf-8")
    told = [one for one in lay_out_deck(path, Options()).diagnostics if one.code == "read-as"]
    assert [one.message for one in told] == ["read as Marp"]
    own = lay_out_deck(path, Options(written_as=OWN)).diagnostics
    assert "read-as" not in [one.code for one in own]


def test_lines_are_shown_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("---\nmarp: true\n---\n\n# A\n\n![x](missing.png)\n", encoding="utf-8")
    (found,) = (
        one for one in lay_out_deck(path, Options()).diagnostics if one.code == "missing-file"
    )
    assert (found.line, found.column) == (7, 1)
    assert found.span is not None
    assert found.span.source.line(2) == "marp: true"


def test_folders_are_searched_for_all_suffixes(tmp_path: Path) -> None:
    for name in ("a.md", "b.qmd", "c.Rmd", "d.txt"):
        (tmp_path / name).write_text("# A\n", encoding="utf-8")
    assert [path.name for path in find_talks(tmp_path)] == ["a.md", "b.qmd", "c.Rmd"]
