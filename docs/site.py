"""What mkdocs needs to make a site of these pages, which are written to be read as files, too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

_TOP = Path(__file__).parent.parent
_PAGES = {"README.md": "index.md", "CONTRIBUTING.md": "CONTRIBUTING.md"}
_PAGES |= {"CHANGELOG.md": "CHANGELOG.md"}
_UP = re.compile(r"\]\(\.\./(README|CONTRIBUTING|CHANGELOG)\.md")
_DOWN = re.compile(r"\]\((?:docs/)([^)]+)\)")
_ELSEWHERE = re.compile(r"\[([^\]]*)\]\((?!https?:|#|gallery/|[\w-]+\.md|[\w-]+\.png)[^)\s]*\)")


_ROW = re.compile(r"^\|.*$", re.MULTILINE)
_CODE = re.compile(r"(`+)(.+?)\1")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages at the top of the repository, with links from here."""
    for name, page in _PAGES.items():
        text = (_TOP / name).read_text(encoding="utf-8")
        linked = _DOWN.sub(r"](\1)", text)
        for other, target in _PAGES.items():
            linked = linked.replace(f"]({other}", f"]({target}")
        # What is no page, such as the licence, is named only.
        linked = _ELSEWHERE.sub(r"\1", linked)
        files.append(File.generated(config, page, content=linked))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Let links to the pages at the top lead to those of the site, and bars in the code of tables
    be bars: for GitHub, they have a backslash."""
    linked = _UP.sub(lambda found: f"]({_PAGES[f'{found[1]}.md']}", markdown)
    return _ROW.sub(lambda row: _CODE.sub(_with_bars, row[0]), linked)


def _with_bars(code: re.Match[str]) -> str:
    return code[0].replace("\\|", "|")
