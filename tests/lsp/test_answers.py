"""Definitions, explanations, symbols, folds and other names: the text with the cursor, and what is
answered."""

from __future__ import annotations

import base64
import random
import re
from pathlib import Path

import pytest
from PIL import Image

from deck_builder.api.editing.checking import Findings, checked
from deck_builder.api.editing.definition import definitions
from deck_builder.api.editing.desk import Desk
from deck_builder.api.editing.hover import help_at
from deck_builder.api.editing.model import Edit, Fold, Symbol
from deck_builder.api.editing.renaming import renameable, renamed
from deck_builder.api.editing.symbols import folds, symbols
from deck_builder.base.diagnostics import DeckError
from tests.lsp.talk import FIRST, MORE, SECOND, SETTINGS, opened, written

DEFINITIONS = {
    "an include": ("01-see.md", "{{< include shared/mo¦re.md >}}", ("shared/more.md", "")),
    "an include in a div": ("01-see.md", "::: include shared/mo¦re.md", ("shared/more.md", "")),
    "a picture": ("01-see.md", "![a](data/b¦ay.png)", ("data/bay.png", "")),
    "a file of data": (
        "01-see.md",
        "```chart bar\ndata: data/hei¦ghts.csv\n```",
        ("data/heights.csv", ""),
    ),
    "a background": ("01-see.md", "## A {background=data/b¦ay.png}", ("data/bay.png", "")),
    "a theme": ("deck.yaml", "theme: themes/ou¦rs.yaml", ("themes/ours.yaml", "")),
    "a section": ("deck.yaml", "sections: [01-se¦e.md]", ("01-see.md", "")),
    "an id of words": ("01-see.md", "[a](#the-mo¦on)", ("02-why.md", "## The moon")),
    "an id": ("01-see.md", "## A {#the-one}\n\n[a](#the-o¦ne)", ("01-see.md", "the-one")),
    "a reference": (
        "01-see.md",
        "![a](data/bay.png){#fig-bay}\n\nSee @fig-b¦ay.",
        ("01-see.md", "fig-bay"),
    ),
    "a variable": ("01-see.md", "{{ se¦a }}", ("deck.yaml", "sea")),
    "an audience": ("01-see.md", "## A {audience=pi¦lots}", ("deck.yaml", "pilots")),
    "nothing": ("01-see.md", "A wo¦rd", None),
    "a file that is not there": ("01-see.md", "![a](no¦ne.png)", None),
    "a file outside of the root": ("01-see.md", "![a](../../out¦side.png)", None),
    "an address": ("01-see.md", "[a](https://exa¦mple.org/a.md)", None),
}


@pytest.mark.parametrize(("name", "text", "expected"), DEFINITIONS.values(), ids=DEFINITIONS)
def test_what_is_named_is_found(
    tmp_path: Path, name: str, text: str, expected: tuple[str, str] | None
) -> None:
    (tmp_path / "outside.png").write_bytes(b"")
    folder = written(tmp_path / "project" / "talk")
    desk, path, offset = opened(folder, name, text)
    found = definitions(desk, path, offset)
    if expected is None:
        assert found == ()
        return
    place = found[0]
    assert place.path == str(folder / expected[0])
    assert desk.source(place.path).text[place.start : place.end] == expected[1]


def test_a_variable_of_audiences_has_several_definitions(tmp_path: Path) -> None:
    desk, path, offset = opened(written(tmp_path), "01-see.md", "{{ se¦a }}")
    text = desk.source(str(tmp_path / "deck.yaml")).text
    found = [text[: one.start].count("\n") for one in definitions(desk, path, offset)]
    assert found == [2, 6]


HELP = {
    "a setting": ("deck.yaml", "minu¦tes: 3", "minutes", "how long the talk may take"),
    "the value of a setting": ("deck.yaml", "theme: pa¦per", "paper", "the look"),
    "a setting of an audience": (
        "deck.yaml",
        "audiences:\n  pilots:\n    minu¦tes: 3",
        "minutes",
        "how long",
    ),
    "a key of a theme": ("themes/ours.yaml", "exte¦nds: paper", "extends", "this one changes"),
    "a key of a chart": ("01-see.md", "```chart bar\nuni¦t: m\n```", "unit", "shown behind them"),
    "a kind of chart": ("01-see.md", "```chart water¦fall\n```", "waterfall", "waterfall chart"),
    "a key of attributes": ("01-see.md", "## A {trans¦ition=fade}", "transition", "push"),
    "a class": ("01-see.md", "## A {.append¦ix}", "appendix", "after the end"),
    "a variant": ("01-see.md", "## A {.timel¦ine}", "timeline", "variant"),
    "a div": ("01-see.md", "::: not¦es", "notes", "what you say"),
    "a variable": ("01-see.md", "The {{ se¦a }}", "sea", "- pilots: `Elbe`"),
    "an id": ("01-see.md", "[a](#the-mo¦on)", "the-moon", "The moon"),
    "a file": ("01-see.md", "![a](data/b¦ay.png)", "data/bay.png", "data/bay.png"),
    "nothing": ("01-see.md", "A wo¦rd", "", ""),
    "an unknown key": ("deck.yaml", "nob¦ody: 3", "", ""),
}


@pytest.mark.parametrize(("name", "text", "word", "said"), HELP.values(), ids=HELP)
def test_what_something_means_is_said(
    tmp_path: Path, name: str, text: str, word: str, said: str
) -> None:
    desk, path, offset = opened(written(tmp_path), name, text)
    found = help_at(desk, path, offset, checked(desk, tmp_path), pictures=False)
    if not word:
        assert found is None
        return
    assert found is not None
    assert desk.source(path).text[found.start : found.end] == word
    assert said in found.text


def test_a_heading_has_the_number_and_the_time_of_its_slide_and_its_picture(
    tmp_path: Path,
) -> None:
    desk, path = Desk(), str(written(tmp_path) / "01-see.md")
    findings = checked(desk, tmp_path)
    offset = FIRST.index("Twice")
    found = help_at(desk, path, offset, findings, pictures=True)
    assert found is not None
    assert found.text == "**Slide 2** for pilots: 0:08, begins at 0:08"
    kind, _, data = found.picture.partition(",")
    assert kind == "data:image/svg+xml;base64"
    picture = base64.b64decode(data).decode()
    assert "Twice a day" in picture
    assert ' width="480" height="270"' in picture
    # Its number is that in the whole deck.
    assert re.search(r">2<", picture)
    plain = help_at(desk, path, offset, findings, pictures=False)
    assert plain is not None
    assert plain.picture == ""


def test_a_picture_that_is_too_large_for_editors_is_one_of_points(tmp_path: Path) -> None:
    folder = written(tmp_path)
    noise = Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(270_000))
    noise.save(folder / "data" / "noise.png")
    desk, path = Desk(), str(folder / "01-see.md")
    desk.note(path, "## A\n\n![Noise](data/noise.png)\n\nSome words beside it.\n")
    found = help_at(desk, path, 4, checked(desk, folder), pictures=True)
    assert found is not None
    assert found.picture == "" or found.picture.startswith("data:image/png;base64,")
    assert len(found.picture) < 90_100


def outline(found: tuple[Symbol, ...]) -> list[object]:
    return [(one.name, one.detail, one.is_section, outline(one.children)) for one in found]


def test_symbols_are_sections_and_slides_with_their_times(tmp_path: Path) -> None:
    desk = Desk()
    findings = checked(desk, written(tmp_path))
    found = symbols(desk, str(tmp_path / "01-see.md"), findings)
    nothing: list[object] = []
    slide = ("Twice a day", "2 · 0:08", False, nothing)
    assert outline(found) == [("What we see", "0:08", True, [slide])]
    assert (found[0].start, found[0].end) == (0, len(FIRST))
    other = symbols(desk, str(tmp_path / "02-why.md"), findings)
    assert [one.name for one in other[0].children] == ["The moon"]


def test_symbols_have_no_times_before_the_slides_are_known(tmp_path: Path) -> None:
    desk = Desk()
    desk.note(str(tmp_path / "a.md"), "# A\n\n## B\n\nText.\n\n## C\n\nText.\n")
    found = symbols(desk, str(tmp_path / "a.md"), Findings())
    nothing: list[object] = []
    slides = [(name, "", False, nothing) for name in ("B", "C")]
    assert outline(found) == [("A", "", True, slides)]


FOLDS = {
    "settings": ("---\ntitle: A\n---\n\n# B\n", [Fold(0, 2)]),
    "sections and slides": (
        "# A\n\n## B\n\nb\n\n## C\n\nc\n",
        [Fold(0, 8), Fold(2, 4), Fold(6, 8)],
    ),
    "a fence": ("a\n\n```\nx\n```\n\nb\n", [Fold(2, 4)]),
    "a fence that is not closed": ("a\n\n```\nx\ny\n", [Fold(2, 5)]),
    "divs": (":::: columns\n::: column\na\n:::\n::::\n", [Fold(0, 4), Fold(1, 3)]),
    "a comment": ("a\n\n<!-- b\nc -->\n", [Fold(2, 3, is_comment=True)]),
    "nothing": ("a\n", []),
}


@pytest.mark.parametrize(("text", "expected"), FOLDS.values(), ids=FOLDS)
def test_what_can_be_folded(tmp_path: Path, text: str, expected: list[Fold]) -> None:
    desk = Desk()
    desk.note(str(tmp_path / "a.md"), text)
    assert list(folds(desk, str(tmp_path / "a.md"))) == expected


def test_groups_of_settings_can_be_folded(tmp_path: Path) -> None:
    desk = Desk()
    found = folds(desk, str(written(tmp_path) / "deck.yaml"))
    assert found == (Fold(3, 7), Fold(4, 6))


def applied(text: str, edits: list[Edit]) -> str:
    for one in sorted(edits, reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    return text


def files_with(folder: Path, edits: tuple[Edit, ...]) -> dict[str, str]:
    """The changed files by their names."""
    names = {str(Path(one.path).relative_to(folder)) for one in edits}
    return {
        name: applied(
            (folder / name).read_text(encoding="utf-8"),
            [one for one in edits if one.path == str(folder / name)],
        )
        for name in names
    }


def test_an_id_has_another_name_everywhere(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "02-why.md").write_text(SECOND + "\n[up](#twice), `[no](#twice)`\n", encoding="utf-8")
    path = str(folder / "01-see.md")
    edits = renamed(Desk(), path, FIRST.index("#twice") + 2, "daily")
    assert files_with(folder, edits) == {
        "01-see.md": FIRST.replace("#twice", "#daily"),
        "02-why.md": SECOND + "\n[up](#daily), `[no](#twice)`\n",
    }
    assert edits == renamed(Desk(), path, FIRST.index("](#twice") + 4, "daily")


def test_a_variable_has_another_name_everywhere(tmp_path: Path) -> None:
    folder = written(tmp_path)
    expected = {
        "01-see.md": FIRST.replace("{{ sea }}", "{{ water }}"),
        "shared/more.md": MORE.replace("{{ sea }}", "{{ water }}"),
        "deck.yaml": SETTINGS.replace("{sea: ", "{water: "),
    }
    places = {
        "01-see.md": FIRST.index("{{ sea"),
        "shared/more.md": MORE.index("{{ sea"),
        "deck.yaml": SETTINGS.index(" {sea"),
    }
    for name, place in places.items():
        edits = renamed(Desk(), str(folder / name), place + 3, "water")
        assert files_with(folder, edits) == expected, name


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("## A {#on¦e}", "two words", "is not an id"),
        ("## A {#on¦e}", "the-moon", "there is a ‘the-moon’ in the talk already"),
        ("The {{ se¦a }}", "1st", "is not the name of a variable"),
        ("The {{ titl¦e }}", "name", "there is no id and no variable here"),
        ("A wo¦rd", "name", "there is no id and no variable here"),
        ("[a](#the-mo¦on)", "name", "there is no id and no variable here"),
    ],
)
def test_what_cannot_have_the_name_is_said(tmp_path: Path, text: str, name: str, why: str) -> None:
    desk, path, offset = opened(written(tmp_path), "01-see.md", text)
    with pytest.raises(DeckError, match=why):
        renamed(desk, path, offset, name)


def test_the_stretch_of_a_name_is_told_before(tmp_path: Path) -> None:
    desk, path, offset = opened(written(tmp_path), "01-see.md", "## A {#on¦e .cards}")
    place = renameable(desk, path, offset)
    assert place is not None
    assert desk.source(path).text[place.start : place.end] == "one"
    assert renameable(desk, path, 3) is None
