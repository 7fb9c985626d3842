"""What an index shows: README.md, whose links and pictures lead to the repository."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent
ADDRESS = "https://github.com/OWNER/deck-builder/blob/v1.0.0"
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def test_no_link_of_the_readme_needs_a_file_beside_it() -> None:
    described = runpy.run_path(str(ROOT / "setup.py"))["described"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    before, after = _LINK.findall(readme), _LINK.findall(described(readme, f"{ADDRESS}/"))
    assert len(before) == len(after) > 20
    assert all(one.startswith(("https://", "#")) for one in after)
    assert f"{ADDRESS}/docs/slides.png?raw=true" in after
    assert f"{ADDRESS}/docs/tutorial.md" in after


def test_each_file_that_the_readme_leads_to_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = [one.partition("#")[0] for one in _LINK.findall(readme)]
    own = [one for one in targets if one and not one.startswith("https://")]
    assert own
    assert all((ROOT / one).is_file() for one in own)
