"""Files of somebody else, beside a repository: whatever they say must be in no deck."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import numpy
import pptx
from PIL import Image

CANARY = "Zqvxanary"
"""A word that is in each of the files."""
COLOR = (192, 255, 238)
"""The colour of each of the pictures."""

_FONT = Path(__file__).parents[2] / "deck_builder/fonts/data/files/Carlito-Regular.ttf"
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60">'
    f'<rect width="80" height="60" fill="#C0FFEE"/><text y="30">{CANARY}</text></svg>'
)


_STYLE = f"""<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>{CANARY}</title></info>
<citation><layout><text value="{CANARY}"/><text variable="title"/></layout></citation>
</style>"""


def write_canaries(folder: Path) -> None:
    """Write a file of each kind that a talk can name, all called `secret`, into `folder`."""
    folder.mkdir()
    texts = {
        "secret.md": f"## {CANARY}\n\n- {CANARY}\n",
        "secret.py": f"{CANARY} = 1\n",
        "secret.csv": f"a,b\n{CANARY},1\n{CANARY}2,2\n",
        "secret.json": f'[{{"a": "{CANARY}", "b": 1}}]',
        "secret.yaml": f"extends: paper\nfooter: {CANARY}\n",
        "secret.svg": _SVG,
        "secret.bib": f"@book{{a, title={{{CANARY}}}, author={{{CANARY}}}, year=2020}}\n",
        "secret.csl": _STYLE,
        "secret.txt": CANARY,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    Image.new("RGB", (80, 60), COLOR).save(folder / "secret.png")
    (folder / "secret.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + CANARY.encode())
    shutil.copy(_FONT, folder / "secret.ttf")
    presentation = pptx.Presentation()
    for layout in presentation.slide_layouts:
        layout.element.cSld.set("name", f"{CANARY} {layout.name}")
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = CANARY
    slide.notes_slide.notes_text_frame.text = CANARY
    presentation.save(str(folder / "secret.pptx"))


def make_machine(folder: Path) -> None:
    """Make a repository in `folder`, and files of somebody else beside it."""
    write_canaries(folder / "elsewhere")
    (folder / "repository" / ".git").mkdir(parents=True)
    (folder / "repository" / ".git" / "config").write_text(f"[x]\ntoken = {CANARY}\n")
    (folder / "repository" / "outlines").mkdir()
    works = "@book{a, title={Days}, author={Doe, Jane}, year=2020}\n"
    (folder / "repository" / "outlines" / "works.bib").write_text(works)


def leaked(data: bytes) -> bool:
    """Whether there is anything of the files in `data`: as it is, or in an archive, or in a
    picture."""
    if CANARY.encode() in data or CANARY.encode("utf-16-le") in data:
        return True
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(leaked(archive.read(name)) for name in archive.namelist())
    return _shows_color(data)


def _shows_color(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            pixels = numpy.asarray(picture.convert("RGBA").convert("RGB"), int)
    except (OSError, ValueError):
        return False
    # JPEG and WebP change colours a little.
    return bool((abs(pixels - COLOR).max(axis=-1) < 6).any())
