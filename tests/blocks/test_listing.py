"""Code with numbers, marked lines, captions, and out of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.blocks import Block, Code
from deck_builder.shapes import AutoShape, TextBox
from tests.blocks.example import THEME, box, texts_in
from tests.talks import block_of, outline_of, shape_texts

_FILE = "one\n  two\n  three\n\nfive\n"


def _code(opening: str, text: str = "a\nb\nc\nd") -> Code:
    block = block_of(f"```{opening}\n{text}\n```\n")
    assert isinstance(block, Code)
    return block


def _frames(block: Block, columns: float = 40, lines: float = 20) -> list[TextBox]:
    return texts_in(block.place(box(columns, lines), THEME))


def _read(opening: str, folder: Path) -> tuple[str, list[str]]:
    (folder / "a.txt").write_text(_FILE, encoding="utf-8")
    found = Collector()
    block = _code(opening, "").resolve(Assets((folder,)), found)
    return block.plain(), [one.code for one in found.found]


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("python", ["a", "b", "c", "d"]),
        ("python {.numberLines}", ["1  a", "2  b", "3  c", "4  d"]),
        ("python {.numberLines startFrom=8}", [" 8  a", " 9  b", "10  c", "11  d"]),
        ("{.python start-from=3}", ["3  a", "4  b", "5  c", "6  d"]),
    ],
)
def test_numbers(opening: str, shown: list[str]) -> None:
    (frame,) = _frames(_code(opening))
    assert [paragraph.text for paragraph in frame.paragraphs] == shown


@pytest.mark.parametrize(
    ("opening", "marked"),
    [
        ("python {2,4}", [1, 3]),
        ("python {2-3}", [1, 2]),
        ("python {.numberLines} {4}", [3]),
        ('python {highlight="1-2,4"}', [0, 1, 3]),
        ("python {1|3}", []),
        ("python", []),
    ],
)
def test_marked_lines(opening: str, marked: list[int]) -> None:
    (frame,) = _frames(_code(opening))
    tinted = [
        number
        for number, paragraph in enumerate(frame.paragraphs)
        if any(run.highlight for run in paragraph.runs)
    ]
    assert tinted == marked


def test_numbers_and_marks_go_on_on_the_next_slide() -> None:
    block = _code("python {.numberLines} {6}", "\n".join("abcdefgh"))
    cut = block.split(box(40, 6), THEME)
    assert cut is not None
    texts = [[one.text.strip() for one in _frames(part)[0].paragraphs] for part in cut]
    assert [text for part in texts for text in part] == [
        f"{number}  {letter}" for number, letter in enumerate("abcdefgh", 1)
    ]
    rest = _frames(cut[1])[0].paragraphs
    assert [any(run.highlight for run in one.runs) for one in rest] == [
        one.text.strip() == "6  f" for one in rest
    ]


def test_steps_have_frames_that_take_turns() -> None:
    shapes = _code("python {1-2|4|1,3}").place(box(40, 20), THEME).shapes
    panel, *frames = shapes
    assert isinstance(panel, TextBox)
    steps = [(one.step, one.box) for one in frames if isinstance(one, AutoShape)]
    assert [step for step, _ in steps] == [1, 2, 3, 3]
    heights = [round(one.height / steps[1][1].height, 1) for _, one in steps]
    assert heights == [2.0, 1.0, 1.0, 1.0]
    assert all(panel.box.contains(one) for _, one in steps)
    assert steps[0][1].bottom <= steps[1][1].y


def test_caption() -> None:
    frames = _frames(_code('python {caption="Listing 1"}'))
    assert [frame.paragraphs[0].text for frame in frames] == ["a", "Listing 1"]
    assert frames[0].box.bottom <= frames[1].box.y


@pytest.mark.parametrize(
    ("opening", "text"),
    [
        ("{.text file=a.txt}", "one\n  two\n  three\n\nfive"),
        ("{.text file=a.txt lines=2-3}", "two\nthree"),
        ("{.text file=a.txt lines=5}", "five"),
    ],
)
def test_lines_of_a_file(tmp_path: Path, opening: str, text: str) -> None:
    assert _read(opening, tmp_path) == (text, [])


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        ("{.text file=a.txt lines=20-30}", "bad-lines"),
        ("{.text file=b.txt}", "missing-file"),
        ("{.text file=.}", "unreadable-file"),
    ],
)
def test_files_without_those_lines(tmp_path: Path, opening: str, code: str) -> None:
    assert _read(opening, tmp_path)[1] == [code]


@pytest.mark.parametrize(
    "opening", ["{lines=3-1}", "{.x highlight=a}", "python {0}", "{.x startFrom=a}"]
)
def test_bad_lines(opening: str) -> None:
    checked = outline_of(f"# T\n\n```{opening}\na\n```\n")
    assert [found.code for found in checked.diagnostics] == ["bad-lines"]


def test_lines_in_a_fence_that_names_a_file() -> None:
    checked = outline_of("# T\n\n```{.text file=a.txt}\nx = 1\n```\n")
    assert [found.code for found in checked.diagnostics] == ["unused-lines"]


@pytest.mark.parametrize(
    ("opening", "label"),
    [
        ("python", "Python"),
        ("cpp", "C++"),
        ("js {.numberLines}", "JavaScript"),
        ("nosuchlanguage", "nosuchlanguage"),
        ("", ""),
        ("text", ""),
        ('python {label="main.py"}', "main.py"),
        ('python {label=""}', ""),
        ('{label="notes"}', "notes"),
    ],
)
def test_a_talk_may_say_what_language_its_code_is_in(opening: str, label: str) -> None:
    text = f"---\ncode-labels: true\n---\n\n```{opening}\na\n```\n"
    checked = outline_of(text)
    assert checked.diagnostics == ()
    ((code,),) = (slide.blocks for slide in checked.value.slides)
    assert isinstance(code, Code)
    assert code.label == label


@pytest.mark.parametrize(("opening", "label"), [("python", ""), ('c {label="a.c"}', "a.c")])
def test_by_itself_only_what_is_given_labels_code(opening: str, label: str) -> None:
    assert _code(opening).label == label


@pytest.mark.parametrize("lines", [3, 5, 20])
def test_a_label_is_read_after_the_code_and_stands_over_it(lines: int) -> None:
    block = _code('python {label="main.py" caption="What it does"}', "\n".join("a" * 30))
    room = box(40, lines)
    parts = block.split(room, THEME) or (block,)
    placed = parts[0].place(room, THEME)
    panel, code, label, caption = placed.shapes
    assert isinstance(panel, AutoShape)
    assert isinstance(code, TextBox)
    assert isinstance(label, TextBox)
    assert [*shape_texts(label), *shape_texts(caption)] == ["main.py", "What it does"]
    assert label.box.bottom == code.box.y
    assert panel.box.contains(label.box)
    assert panel.box.contains(code.box)
    assert panel.box.bottom == code.box.bottom < caption.box.y
    assert len(parts) == 1 or placed.height <= room.height
