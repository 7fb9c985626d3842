"""Long texts that are withheld take time by their length, not by its square."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_MOST_SECONDS = 20
_TALK = """---
title: Numbers
audiences:
  us: {title: Ours}
  them: {title: Theirs}
---

# Everybody

~~~ {audience=them}
first = [
CODE
]
last = done here
~~~
"""


def test_withheld_code_of_many_numbers(tmp_path: Path) -> None:
    code = "\n".join(f"{number}," for number in range(8_000))
    talk = tmp_path / "talk.md"
    talk.write_text(_TALK.replace("CODE", code), encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from deck_builder.outline import secrets_of;"
        "from deck_builder.outline.options import Options;"
        "from deck_builder.pipeline import read_outline;"
        "outline = read_outline(Path(sys.argv[1]), Options(audience='us')).value;"
        "print(*(' '.join(one) for one in secrets_of(outline)), sep='\\n')"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(talk)],
        capture_output=True,
        text=True,
        check=False,
        timeout=_MOST_SECONDS,
    )
    assert "last done here" in run.stdout, run.stderr
