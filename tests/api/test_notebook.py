"""A deck in a notebook."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

CELLS = (
    "import pandas\nfrom deck_builder import build\n"
    "frame = pandas.DataFrame({'Place': ['Hamburg', 'Bristol'], 'Range': [3.8, 12.3]})",
    "build(text='# Tides\\n\\n## By place\\n\\n```chart bar\\ndata: tides.csv\\n```\\n',"
    " files={'tides.csv': frame})",
)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_a_notebook_shows_the_slides_of_a_deck() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in CELLS])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    [shown] = notebook.cells[1].outputs
    page = shown["data"]["text/html"]
    assert page.count("<div style") == 2
    assert "By place" in page
