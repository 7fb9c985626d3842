"""Chunks of code that other programs run: what the deck says of what they would show."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.source import Source
from deck_builder.dialects.chunks import hides_code
from deck_builder.markdown import parse_markdown
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from tests.dialects.outlines import outline_lines

RMD = "---\noutput: powerpoint_presentation\n---\n\n"
XARINGAN = "---\noutput: xaringan::moon_reader\n---\n\n"
HIDES = "```{r setup, include=FALSE}\nknitr::opts_chunk$set(\n  dpi = 9, echo = FALSE)\n```\n\n"


def _losses(path: Path) -> list[str]:
    found = lay_out_deck(path, Options()).diagnostics
    return [one.message for one in found if one.code == "no-counterpart"]


@pytest.mark.parametrize(
    ("chunk", "said"),
    [
        ('{r echo=FALSE, fig.cap="Miles per gallon"}', "‘fig-cap: Miles per gallon’"),
        ("{r, echo=FALSE}", "‘output of a cell’"),
        ("{r, echo=FALSE, eval=FALSE}", ""),
        ("{r, include=FALSE}", ""),
        ('{r, echo=FALSE, results="hide"}', ""),
        ("{r}", ""),
    ],
)
def test_what_is_not_run_is_said(chunk: str, said: str, tmp_path: Path) -> None:
    for head, name in ((RMD, "talk.Rmd"), (XARINGAN, "other.Rmd")):
        path = tmp_path / name
        path.write_text(f"{head}## Cars\n\n```{chunk}\nplot(cars)\n```\n", encoding="utf-8")
        losses = [one for one in _losses(path) if "cell" in one or "cap" in one]
        assert losses == ([f"{said} has no counterpart in a deck"] if said else []), name


def test_each_of_several_outputs_counts(tmp_path: Path) -> None:
    path = tmp_path / "talk.Rmd"
    chunk = "```{r, echo=FALSE}\nplot(cars)\n```\n\n"
    path.write_text(f"{RMD}## Cars\n\n{chunk}{chunk}", encoding="utf-8")
    assert "‘output of a cell’ has no counterpart in a deck, 2 times" in _losses(path)


def test_a_caption_of_r_is_that_of_the_code(tmp_path: Path) -> None:
    path = tmp_path / "talk.Rmd"
    chunk = '```{r cars, fig.cap="Miles per gallon"}\nplot(cars)\n```\n'
    path.write_text(f"{RMD}## Cars\n\n{chunk}", encoding="utf-8")
    shown = "\n".join(outline_lines(path, ""))
    assert "Miles per gallon" in shown
    assert "plot(cars)" in shown


@pytest.mark.parametrize("head", [RMD, XARINGAN])
def test_a_chunk_hides_the_code_of_all(head: str, tmp_path: Path) -> None:
    own = "## Own\n\n```{r, echo=TRUE}\nown(cars)\n```\n\n"
    others = "## Cars\n\n```{r}\nplot(cars)\n```\n\n## Plain\n\n```r\nplain(cars)\n```\n"
    rules = head.count("xaringan") * "---\n\n"
    path = tmp_path / "talk.Rmd"
    path.write_text(f"{head}{HIDES}{rules}{own}{rules}{others}", encoding="utf-8")
    shown = "\n".join(outline_lines(path, ""))
    there = [one for one in ("plot(cars)", "own(cars)", "plain(cars)") if one in shown]
    assert there == ["own(cars)", "plain(cars)"]


def test_a_chunk_that_is_not_run_sets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "talk.Rmd"
    shown_only = HIDES.replace("include=FALSE", "eval=FALSE")
    path.write_text(f"{RMD}{shown_only}## Cars\n\n```{{r}}\nplot(cars)\n```\n", encoding="utf-8")
    assert "plot(cars)" in "\n".join(outline_lines(path, ""))


@pytest.mark.parametrize(
    ("code", "is_hidden"),
    [
        ("knitr::opts_chunk$set(dpi = 9, echo = FALSE)", True),
        ('knitr::opts_chunk$set(out.width = c("50%", "9%"), echo = F)', True),
        ("# knitr::opts_chunk$set(echo = FALSE)", False),
        ("knitr::opts_chunk$set(echo = TRUE)", False),
    ],
)
def test_what_is_set_for_all_chunks(code: str, is_hidden: bool) -> None:
    text = f"```{{r}}\n{code}\n```\n"
    assert hides_code(parse_markdown(Source("talk.Rmd", text)).value.children) is is_hidden
