"""Diagrams in handouts: what they say, as a list."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from deck_builder.cli import main

TALK = """# Talk

## Before

Some text.

```mermaid
flowchart LR
 a[Order] --> b{Paid?}
 b -- yes --> c([Ship])
```

## After

```mermaid {alt="One; and the other"}
sequenceDiagram
 A->>B: Hello
```
"""


def test_a_diagram_is_what_it_says(tmp_path: Path) -> None:
    talk, page = tmp_path / "talk.md", tmp_path / "page.html"
    talk.write_text(TALK, encoding="utf-8")
    result = CliRunner().invoke(main, ["handout", str(talk), "-o", str(page)])
    assert result.exit_code == 0, result.output
    found = re.findall(r'<ul class="diagram".*?</ul>', page.read_text(encoding="utf-8"))
    assert [re.findall("<li>(.*?)</li>", one) for one in found] == [
        ["Order, then Paid?", "yes: Ship"],
        ["One", "and the other"],
    ]
    assert "Some text." in page.read_text(encoding="utf-8")
