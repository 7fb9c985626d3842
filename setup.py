"""What setup.cfg cannot say: on an index, README.md has no files beside it.

`DECK_BUILDER_ADDRESS` in the environment is the address of the repository at the commit that is
released, such as https://github.com/OWNER/deck-builder/blob/v1.0.0. Links and pictures then lead
there. Without it, README.md is taken as it is.
"""

import os
import re
from pathlib import Path

from setuptools import setup

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)\s]+)\)")


def described(readme: str, address: str) -> str:
    """Return the text of README.md with whole addresses of its links and pictures."""

    def link(found: re.Match[str]) -> str:
        is_picture, words, target = found.groups()
        # The file itself, and not the page about it.
        raw = "?raw=true" if is_picture else ""
        return f"{is_picture}[{words}]({address.rstrip('/')}/{target}{raw})"

    return _LINK.sub(link, readme)


if __name__ == "__main__":
    address = os.environ.get("DECK_BUILDER_ADDRESS", "")
    released = {}
    if address:
        readme = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
        released = {
            "long_description": described(readme, address),
            "project_urls": {"Source": address, "Documentation": f"{address}/docs"},
        }
    setup(**released)
