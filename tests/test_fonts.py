import json
from itertools import groupby
from pathlib import Path

import pytest

from deck_builder.fonts import (
    Face,
    estimated_advance,
    face,
    font_file,
    is_known,
    read_face,
    read_font,
    symbols_face,
    symbols_file,
)

DATA = Path(__file__).parents[1] / "deck_builder" / "fonts" / "data"
FILES = sorted((DATA / "files").glob("*.ttf"))


@pytest.mark.parametrize(
    ("family", "bold", "italic", "width"),
    [
        ("Calibri", False, False, (1019 + 1076) / 2048),
        ("Arial", False, False, 1139 / 2048 * 2),
        ("Arial", True, False, 1139 / 2048 + 1251 / 2048),
        ("Arial Narrow", False, False, 934 / 2048 * 2),
        ("Times New Roman", False, True, (909 + 1024) / 2048),
        ("Courier New", True, True, 1229 / 2048 * 2),
    ],
)
def test_widths_are_those_of_the_font(family: str, bold: bool, italic: bool, width: float) -> None:
    assert face(family, bold, italic).width("en") == pytest.approx(width)


@pytest.mark.parametrize(
    ("family", "line_height"),
    [
        ("Calibri", 1.2207),
        ("Cambria", 1.1724),
        ("Arial", 1.1499),
        ("Arial Narrow", 1.1475),
        ("Times New Roman", 1.1499),
        ("Courier New", 1.1328),
        ("Some Unknown Family", 1.37),
    ],
)
def test_line_height_is_powerpoints(family: str, line_height: float) -> None:
    assert face(family).line_height == line_height


def test_a_family_is_found_in_any_spelling_of_its_name() -> None:
    assert face(" times  new ROMAN ").width("word") == face("Liberation Serif").width("word")


def test_known_families() -> None:
    known = [name for name in ("Calibri", "calibri", "Helvetica", "Verdana", "") if is_known(name)]
    assert known == ["Calibri", "calibri", "Helvetica"]


def test_an_unknown_family_is_wider_than_arial() -> None:
    ratio = face("Inter").width("Handgloves") / face("Arial").width("Handgloves")
    assert ratio == pytest.approx(1.12)


def test_an_unknown_family_for_code_is_monospaced() -> None:
    consolas = face("Consolas")
    assert consolas.width("i") == consolas.width("W") == pytest.approx(0.606, abs=0.001)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0.0),
        ("日本語", 3.0),
        ("ｶﾅ", 1.2),
        ("🚀", 1.37),
        ("\u200d\ufe0f\u0301\u200f", 0.0),
        ("\ud800", 1.0),
        ("\U000e0000", 1.0),
    ],
)
def test_characters_of_other_fonts_are_estimated(text: str, width: float) -> None:
    assert face("Calibri").width(text) == pytest.approx(width)


def test_no_break_signs_are_as_wide_as_the_common_ones() -> None:
    calibri = face("Calibri")
    assert calibri.width("\u00a0\u202f\u2011\u00ad") == calibri.width("  --")


def test_an_accent_of_its_own_adds_no_width() -> None:
    calibri = face("Calibri")
    assert calibri.width("e\u0301") == calibri.width("é") == calibri.width("e")


def test_every_character_has_an_advance() -> None:
    advances = [estimated_advance(chr(code)) for code in range(0x110000)]
    assert (min(advances), max(advances)) == (0.0, 1.45)


def test_lines_in_other_fonts_are_higher() -> None:
    calibri = face("Calibri")
    texts = ("plain", "naïve → Ελληνικά", "✅ done", "日本語")
    assert [calibri.line_height_of(text) for text in texts] == [1.2207, 1.2207, 1.37, 1.46]


@pytest.mark.parametrize(
    ("family", "bold", "name"),
    [
        ("Calibri", False, "Carlito-Regular.ttf"),
        ("Cambria", True, "Caladea-Bold.ttf"),
        ("Arial Narrow", True, "LiberationSans-Bold.ttf"),
        ("Courier New", True, "LiberationMono-Regular.ttf"),
        ("Fira Code", False, "LiberationMono-Regular.ttf"),
        ("Inter", True, "LiberationSans-Bold.ttf"),
    ],
)
def test_font_files(family: str, bold: bool, name: str) -> None:
    found = font_file(family, bold)
    assert (found.name, found.is_file()) == (name, True)


def test_shipped_font_files_come_with_their_licence() -> None:
    licences = [path.read_text(encoding="utf-8") for path in FILES[0].parent.glob("LICENSE-*.txt")]
    assert len(licences) == 3
    assert all("SIL OPEN FONT LICENSE Version 1.1" in licence for licence in licences)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_numbers_are_those_of_the_shipped_fonts(path: Path) -> None:
    assert read_face(DATA / f"{path.stem}.json") == read_font(path)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("bold", [False, True])
def test_letters_that_other_fonts_lack_are_as_wide_as_they_are_drawn(bold: bool) -> None:
    from fontTools.ttLib import TTFont

    path = symbols_file()
    with TTFont(path.with_stem("DejaVuSans-Bold") if bold else path) as font:
        units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        drawn = {chr(code): metrics[name][0] / units for code, name in font.getBestCmap().items()}
    assert symbols_face(bold).advances == drawn


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_every_face_has_the_characters_of_western_text(path: Path) -> None:
    missing = [
        character
        for character in map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])
        if character not in read_face(path).advances
    ]
    assert missing == []


def write_face(face: Face, path: Path) -> None:
    """Write a face as the shipped ones: runs of neighbouring code points with their advances."""
    codes = sorted(map(ord, face.advances))
    runs = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    widths = []
    for _, pairs in runs:
        run = [code for _, code in pairs]
        widths.append([run[0], [round(face.advances[chr(code)] * face.units) for code in run]])
    content = {"line_height": face.line_height, "units": face.units, "widths": widths}
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="ascii")


def test_a_face_survives_its_file(tmp_path: Path) -> None:
    shown = face("Cambria", bold=True)
    write_face(shown, tmp_path / "face.json")
    assert read_face(tmp_path / "face.json") == shown
