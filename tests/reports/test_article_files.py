"""The files that an article uses go into the talk that it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from deck_builder.article import outline_path
from deck_builder.cli import main

USES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a bibliography": ("---\nbibliography: refs.bib\n---\n", ("refs.bib",)),
    "several": ("---\nbibliography: [a.bib, lib/b.json]\n---\n", ("a.bib", "lib/b.json")),
    "a style": ("---\nbibliography: a.bib\ncsl: my.csl\n---\n", ("a.bib", "my.csl")),
    "the name of a style": ("---\ncsl: apa\n---\n", ()),
    "a template": ("---\ntemplate: acme.pptx\n---\n", ("acme.pptx",)),
    "a picture": ("![a](img/a.png)\n", ("img/a.png",)),
    "a picture in HTML": ('<img src="img/a.png">\n', ("img/a.png",)),
    "a film and its poster": ("![a](a.mp4){poster=b.png}\n", ("a.mp4", "b.png")),
    "the data of a chart": ("```chart bar\ndata: a.csv\n```\n", ("a.csv",)),
    "the data of a table": ('```table\ndata: "b c.csv"\ncolumns: [M]\n```\n', ("b c.csv",)),
    "data in a chart": ("```chart bar\ndata: {A: 1}\n```\n", ()),
    "code": ("```{.python file=a.py}\n```\n", ("a.py",)),
    "a background": ("## B {background=b.jpg}\n\nText\n", ("b.jpg",)),
    "slides": ('## B {include="old.pptx#3-4"}\n', ("old.pptx",)),
    "the web": ("![a](https://e.org/a.png) ![b](data:image/png;base64,aa)\n", ()),
    "elsewhere": ("---\nbibliography: ../refs.bib\n---\n\n![a](/etc/a.png)\n", ()),
}


@pytest.mark.parametrize(("article", "expected"), USES.values(), ids=USES)
def test_files_that_an_article_uses(
    tmp_path: Path, article: str, expected: tuple[str, ...]
) -> None:
    folder = tmp_path / "article"
    for name in (*expected, "apa", "not-used.csv", "../refs.bib"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    file = folder / "a.md"
    body = "" if "## B" in article else "## A\n\nSome words.\n"
    front, mark, rest = article.rpartition("---\n")
    file.write_text(f"{front}{mark}\n{body}\n{rest}", encoding="utf-8")
    checked = outline_path(file)
    assert checked.value is not None, checked.diagnostics
    files = checked.value[0]
    texts = {name for name in files if name == "deck.yaml" or name.endswith(".md")}
    assert set(files) - texts == set(expected)
    assert all(files[name] == name.encode() for name in expected)


def test_a_missing_file_is_said_when_the_talk_is_built(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\nbibliography: refs.bib\n---\n\n## A\n\nText [@doe].\n", encoding="utf-8")
    talk = tmp_path / "talk"
    result = CliRunner().invoke(main, ["outline", str(file), "-o", str(talk)])
    assert result.exit_code == 0
    checked = CliRunner().invoke(main, ["check", str(talk)])
    assert "refs.bib" in checked.output
