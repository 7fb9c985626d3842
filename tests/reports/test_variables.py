"""Variables are replaced wherever the format says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from deck_builder.base.diagnostics import has_errors
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.writer.opened import Opened

SETTINGS = "---\nvariables: {id: '7', f: shown, c: accent2}\n---\n\n## A\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://example.org/{{ id }})", 'Target="https://example.org/7"'),
        ("[a](<https://example.org/{{ id }}>)", 'Target="https://example.org/7"'),
        ("[a][1]\n\n[1]: https://example.org/{{id}}", 'Target="https://example.org/7"'),
        ("<https://example.org/{{ id }}>", "<a:t>https://example.org/7</a:t>"),
        ('![{{ id }} dots]({{ f }}.png "{{ id }} points")', 'descr="7 dots"'),
        ('![dots]({{ f }}.png "{{ id }} points")', "7 points"),
        ("[b]{color={{ c }}}", 'schemeClr val="accent2"'),
        ('[b]{color="{{ c }}"}', 'schemeClr val="accent2"'),
        ('```python {file="{{ f }}.py"}\n```', "shown"),
        ("*{{ id }}* and **{{ id }}**", "<a:t>7</a:t>"),
        ("`{{ id }}`", "{{ id }}"),
        (r"\{{ id }}", "{{ id }}"),
    ],
)
def test_a_variable_is_replaced(text: str, expected: str, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "shown.png")
    (tmp_path / "shown.py").write_text("shown = 1\n", encoding="utf-8")
    talk = tmp_path / "talk.md"
    talk.write_text(SETTINGS + text + "\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert not has_errors(checked.diagnostics)
    opened = Opened(write_deck(checked.value))
    parts = (opened.archive.read(name).decode("utf-8", "replace") for name in opened.names)
    assert expected in "\n".join(parts)


DATA = "variables: {n: '5', name: Oslo, f: other}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```chart bar\ndata: {This year: {{n}}, B: 2}\n```", "This year 5, B 2"),
        ("```chart bar\ndata: {This year: {{ n }}, {{ name }}: 2}\n```", "This year 5, Oslo 2"),
        ("```chart bar\ndata:\n  {{ name }}: {{ n }}\n```", "Oslo 5"),
        ("```chart bar\ndata: [[A, {{ n }}], [B, 3]]\ntitle: {{ name }}\n```", "A 5, B 3"),
        ("```chart bar\ndata: {A: 1}\nsource: {{ name }} & {{name}}\n```", "Oslo & Oslo"),
        ('```chart bar\ndata: {A: 1}\nsource: "{{ name }}"\n```', "Oslo"),
        (
            "```chart bar\nunit: h\n\n| a | {{ name }} |\n|--|--|\n| {{ name }} | {{ n }} |\n```",
            "5",
        ),
        ("```chart bar\nunit: h\n\na,b\n{{ name }},{{ n }}\n```", "Oslo 5"),
        ("```table\ndata: {{ f }}.csv\nwhere: {a: {{ n }}}\n```", "found"),
        ("{{< include {{ f }}.md >}}", "Included Oslo"),
        ('{{< include "{{ f }}.md" >}}', "Included Oslo"),
        ("::: include {{f}}.md\n:::", "Included Oslo"),
        ("> [!NOTE] {title={{ name }}}\n> text", "Oslo"),
        ("::: {.callout-note title={{ name }}}\ntext\n:::", "Oslo"),
    ],
)
def test_a_variable_needs_no_quotes(text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n5,found\n6,lost\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("Included {{ name }}\n", encoding="utf-8")
    talk = tmp_path / "talk.md"
    talk.write_text(f"---\n{DATA}---\n\n## A\n\n{text}\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert not checked.diagnostics
    opened = Opened(write_deck(checked.value))
    parts = "".join(
        opened.archive.read(name).decode() for name in opened.names if "slides/slide" in name
    )
    assert expected.replace("&", "&amp;") in parts
    assert "{{" not in parts


def test_settings_need_no_quotes(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(
        f"---\ntitle: {{{{ name }}}} now\nfooter: {{{{n}}}}\n{DATA}---\n\n## A\n\n- b\n"
    )
    checked = lay_out_deck(talk, Options())
    assert not checked.diagnostics
    properties = checked.value.properties
    assert (properties.title, properties.footer) == ("Oslo now", "5")


def test_an_unknown_variable_in_an_include_is_said(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(f"---\n{DATA}---\n\n## A\n\n{{{{< include {{{{ nane }}}}.md >}}}}\n")
    first, _ = lay_out_deck(talk, Options()).diagnostics
    assert (first.code, first.line, first.hint) == ("unknown-variable", 7, "did you mean ‘name’?")


USING = (
    "---\nvariables: {city: Oslo}\naudiences: {a: {}}\n---\n\n## A {{ what }}\n\n- b {{ who }}\n"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "t.md", "-D", "what=1", "-D", "who=2", "-D", "city=3"), ""),
        (("build", "t.md", "-D", "what=1", "-D", "who=1", "-D", "cty=3"), "did you mean ‘city’?"),
        (("check", "t.md", "-D", "what=1", "-D", "whoo=1"), "did you mean ‘who’?"),
        (("script", "t.md", "-D", "what=1", "-D", "zzz=1"), "nothing uses the variable ‘zzz’"),
        (("time", "t.md", "u.md", "-D", "what=1", "-D", "who=1", "-D", "other=1"), ""),
        (("time", "t.md", "-D", "what=1", "-D", "who=1", "-D", "other=1"), "‘other’"),
        (("build", "u.md", "-D", "other=1", "-D", "inside=2"), ""),
        (("build", "v.md", "-D", "only=1", "--all-audiences"), ""),
        (("batch", "u.md", "v.md", "-D", "other=1", "-D", "inside=1", "-D", "only=1"), ""),
        (("batch", "u.md", "v.md", "-D", "other=1", "-D", "onl=1"), "did you mean ‘only’?"),
    ],
)
def test_a_value_that_nothing_uses_is_an_error(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.md").write_text(USING)
    Path("u.md").write_text("## A {{ other }}\n\n{{< include w.md >}}\n")
    Path("v.md").write_text(
        "---\naudiences: {a: {}, b: {}}\n---\n\n## A\n\n- a\n- {{ only }} {audience=a}\n"
    )
    Path("w.md").write_text("{{ inside }}\n")
    if "-D" in arguments and "u.md" in arguments and not any("inside" in one for one in arguments):
        arguments = (*arguments, "-D", "inside=1")
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == (2 if said else 0), done.output
    assert said in done.output
    assert not said or not Path("output").exists()
