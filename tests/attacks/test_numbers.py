"""Numbers that no talk can mean, wherever one may stand: they are used, or reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main
from deck_builder.doctor.examine import examine_file
from deck_builder.doctor.findings import is_healthy
from tests.writer.decks import png

NUMBERS = {
    "nan": "nan",
    "inf": "inf",
    "YAML's nan": ".nan",
    "YAML's infinity": ".inf",
    "1e308": "1e308",
    "1e309": "1e309",
    "1e-320": "1e-320",
    "-1": "-1",
    "0": "0",
    "of 20 digits": "9" * 20,
    "of 400 digits": "9" * 400,
    "of 5000 digits": "9" * 5000,
}
SETTINGS = (
    *("minutes", "words-per-minute", "seconds-per-slide", "slide-level", "level", "keep-slides"),
    *("title", "date", "author", "language", "aspect"),
)
SLIDES = """
## Time {{minutes={n} priority={n} level={n}}}

- a

::: notes
[pause {n}s] [pause {n} min] [pause {n}:30]
:::

## A clock {{seconds={n}s transition={n} background=one.png dim={n}}}

{n}. a
{n}. b

## A picture

![a](one.png){{width={n} height={n}cm crop="{n}% 0 0 0"}}

## Half a picture

![a](one.png){{.left-half focus="{n}% 5%" width={n}%}}

- a

## HTML

<img src="one.png" alt="a" width="{n}" height="{n}">
<ol start="{n}"><li>a</li></ol>

## Code

```python {{.numberLines startFrom={n}}} {{1|{n}-3}}
a
b
```

## A file

```{{.text file=talk.md lines=1-{n}}}
```

## Columns

:::: columns
::: {{.column width={n}%}}
a
:::
::: column
b
:::
::::

## Formula

$$\\rule{{{n}em}}{{{n}pt}} \\hspace{{{n}cm}} x^{{{n}}}$$

{{{{< include talk.pptx#{n} >}}}}
"""
CHARTS = (
    "bar\ndata: {{a: {n}, b: 2}}",
    "line\ndata: {{1: {n}, 2: 2, {n}: -5}}",
    "pie\ndata: {{a: {n}, b: 2}}",
    "donut\ndata: {{a: 1e-300, b: {n}}}",
    "scatter\ndata: [[{n}, 1], [2, {n}]]",
    "stacked-bar\ndata: {{categories: [a, {n}], series: {{x: [1, {n}], y: [{n}, 2]}}}}",
    "area\ndata: {{{n}: 1, 2020: 2, 2021: 2}}",
    "hbar\ndata: {{a: {n}, b: -{n}}}",
)
THEME = ("left", "right", "columns", "gutter")
STYLE = ("sizes", "floors", "space-before", "line-spacing", "tracking", "indent")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.png").write_bytes(png())


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def build(*arguments: str) -> Result:
    """Build the talk; if there is a deck, it is a good one."""
    result = run("build", "talk.md", "-o", "out.pptx", "--draft", "--no-cache", *arguments)
    if result.exit_code == 0:
        assert is_healthy(examine_file(Path("out.pptx")))
    return result


def write(text: str) -> None:
    Path("talk.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("number", ["nan", "NaN", "inf", "-inf", "1e308", "1e309", "0", "-1", "x"])
def test_minutes_are_a_number_that_a_talk_can_have(number: str) -> None:
    write("## a\n\n- b\n")
    for command in (["build", "-o", "a.pptx"], ["time"], ["script"], ["check"]):
        result = run(*command, "talk.md", f"--minutes={number}")
        assert result.exit_code == 2
        assert "--minutes" in result.stderr
    assert not Path("a.pptx").exists()


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_any_number_in_settings(number: str) -> None:
    for key in SETTINGS:
        write(f"---\n{key}: {number}\n---\n\n## a\n\n- b\n")
        build()
        run("time", "talk.md")
    write("---\nminutes: 1e300\n---\n\n## a\n\n- b\n")
    assert "[out-of-range]" in run("check", "talk.md").stderr


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_any_number_in_text(number: str) -> None:
    write(SLIDES.format(n=number))
    result = build()
    # A formula of 20,000 digits is none.
    assert result.exit_code == 0 or "[over-limit]" in result.stderr
    charts = "".join(f"## A chart\n\n```chart {one.format(n=number)}\n```\n\n" for one in CHARTS)
    write(charts)
    assert build().exit_code == 0


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_any_number_in_data(number: str) -> None:
    Path("data.csv").write_text(f"a,b\nx,{number}\ny,2\n", encoding="utf-8")
    Path("data.json").write_text(f'[{{"a": "x", "b": {number}}}]', encoding="utf-8")
    Path("data.yaml").write_text(f"- {{a: x, b: {number}}}\n- {{a: y, b: 2}}\n", encoding="utf-8")
    names = ("data.csv", "data.json", "data.yaml")
    write("".join(f"## A\n\n```chart bar\ndata: {one}\n```\n\n" for one in names))
    assert build().exit_code == 0


@pytest.mark.parametrize("number", ["1e300", "-1e300", "9" * 400, "0", "-5", "1e-9", "101"])
def test_any_number_in_a_theme(number: str) -> None:
    write("# a\n\n## b\n\n- c\n\n| a |\n|---|\n| b |\n\n## c\n\n```chart bar\ndata: {a: 1}\n```\n")
    grid = "".join(f"  {key}: {number}\n" for key in THEME)
    style = "".join(f"    {key}: {number}\n" for key in STYLE)
    for text in (f"grid:\n{grid}", f"styles:\n  body:\n{style}", f"styles:\n  title:\n{style}"):
        Path("mine.yaml").write_text(text, encoding="utf-8")
        build("--theme", "mine.yaml")
