"""The places of a talk that name files, and the ways to name one that is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


OUTSIDE_NAMES = ["../../elsewhere/{}", "{machine}/elsewhere/{}", "link-{}", "folder/{}"]
# The talk and the file that it names.
PLACES = {
    "include": ("{{{{< include {} >}}}}\n", "secret.md"),
    "div": ("::: include {}\n", "secret.md"),
    "code": ("## A\n\n```python {{file={}}}\n```\n", "secret.py"),
    "picture": ("## A\n\n![a]({})\n", "secret.png"),
    "html": ('## A\n\n<img src="{}" alt="a">\n', "secret.png"),
    "drawing": ("## A\n\n![a]({})\n", "secret.svg"),
    "poster": ('## A\n\n![a](tone.mp4){{poster="{}"}}\n', "secret.png"),
    "film": ("## A\n\n![a]({})\n", "secret.mp4"),
    "background": ('## A {{background="{}"}}\n\ntext\n', "secret.png"),
    "chart": ("## A\n\n```chart bar\ndata: '{}'\n```\n", "secret.csv"),
    "json": ("## A\n\n```chart bar\ndata: '{}'\n```\n", "secret.json"),
    "table": ("## A\n\n```table\ndata: '{}'\n```\n", "secret.csv"),
    "slides": ("{{{{< include {}#1 >}}}}\n", "secret.pptx"),
    "slide": ('## A {{include="{}#1"}}\n', "secret.pptx"),
    "theme": ("---\ntheme: {}\n---\n\n## A\n\n- a\n", "secret.yaml"),
    "template": ("---\ntemplate: {}\n---\n\n## A\n\n- a\n", "secret.pptx"),
    "kept": ("---\ntemplate: {}\nkeep-slides: [1]\n---\n\n## A\n\n- a\n", "secret.pptx"),
    "bibliography": ("---\nbibliography: {}\n---\n\n## A\n\n- [@a]\n", "secret.bib"),
    "style": (
        "---\nbibliography: works.bib\ncsl: {}\n---\n\n## A\n\n- [@a]\n",
        "secret.csl",
    ),
    "audience": ("---\naudiences: {{a: {{theme: {}}}}}\n---\n\n## A\n\n- a\n", "secret.yaml"),
}


def names_outside(machine: Path, file: str) -> Iterator[str]:
    """Every way to name a file that is elsewhere; links are made for it."""
    (Path("outlines") / f"link-{file}").symlink_to(machine / "elsewhere" / file)
    (Path("outlines") / "folder").symlink_to(machine / "elsewhere")
    for form in OUTSIDE_NAMES:
        yield form.format(file, machine=machine)
    yield f"%2e%2e/%2e%2e/elsewhere/{file}"
    yield f"folder/../elsewhere/{file}"
