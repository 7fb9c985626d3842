"""Every command that draws slides says what it does not draw, and on which slides."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from deck_builder.cli import main
from deck_builder.cli.preview import builder
from deck_builder.outline.options import Options
from deck_builder.preview.live import Choice
from tests.template import made

GEAR = "the shape ‘gear6’ on slide 2"


@pytest.fixture(autouse=True)
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    presentation = made.plain()
    for words in ("before", "after"):
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        box = slide.shapes.add_shape(MSO_SHAPE.GEAR_6, Pt(9), Pt(9), Pt(90), Pt(90))
        box.text_frame.text = words
    Path("two.pptx").write_bytes(made.saved(presentation))
    Path("talk.md").write_text(
        "---\naspect: 4:3\n---\n\n## One\n\ntext\n\n---\n\n{{< include two.pptx#1 >}}\n", "utf-8"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "talk.md"), f"not drawn: {GEAR}"),
        (("export", "talk.md", "--to", "png"), f"not drawn: {GEAR}"),
        (("handout", "talk.md"), f"not drawn: {GEAR}"),
        (
            ("diff", "talk.md", "two.pptx", "--pictures", "a.html"),
            "not drawn of ‘two.pptx’: the shape ‘gear6’ on slide",
        ),
    ],
)
def test_commands_say_what_is_not_drawn(arguments: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert said in result.stderr
    assert "[parts-not-drawn]" in result.stderr


def test_nothing_is_said_of_a_handout_without_pictures() -> None:
    result = CliRunner().invoke(main, ("handout", "talk.md", "--pictures", "none"))
    assert result.exit_code == 0
    assert "not drawn" not in result.stderr


def test_the_preview_says_what_it_does_not_show() -> None:
    built = builder(Path("talk.md"), Options())(Choice())
    assert built.deck is not None
    assert f"not drawn: {GEAR}" in [one.message for one in built.problems]
