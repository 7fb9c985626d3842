"""Variables are replaced wherever the format says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deck_builder.base.diagnostics import has_errors
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
