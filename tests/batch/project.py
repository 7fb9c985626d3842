"""A talk with an input of every kind."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

FONTS = Path(__file__).parents[2] / "deck_builder" / "fonts" / "data" / "files"
OUTLINE = """# {{ place }}

## A picture

![A square](square.png)

## A chart

```chart bar
data: sales.csv
```

## Code

```python {file=code.py}
```

{{< include more.md >}}
"""
MORE = "## More {.loud}\n\n- one\n- {{ CITY }}\n"
THEME = "extends: paper\nfonts:\n  minor: Mine\n  files:\n    Mine: font.ttf\n"
SETTINGS = "title: Deck\ntheme: mine.yaml\nvariables: {place: Here}\nenvironment: [CITY]\n"


def picture(name: str, color: str) -> None:
    """Draw a square."""
    Image.new("RGB", (40, 40), color).save(name)


def write_project() -> None:
    """Write the talk `talk` into the working directory, the top of a repository."""
    Path(".git").mkdir()
    Path("talk").mkdir()
    Path("assets").mkdir()
    Path("talk/deck.yaml").write_text(SETTINGS)
    Path("talk/01.md").write_text(OUTLINE)
    Path("more.md").write_text(MORE)
    Path("talk/mine.yaml").write_text(THEME)
    Path("talk/code.py").write_text("print(1)\n")
    Path("assets/sales.csv").write_text("Year,Sales\n2023,5\n2024,7\n")
    picture("assets/square.png", "red")
    shutil.copy(FONTS / "Carlito-Regular.ttf", "talk/font.ttf")
