"""A deck with a picture that it only links to, as a stranger makes it."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
from PIL import Image
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches


def linking_deck(picture: Path) -> bytes:
    """Return a deck with a slide that shows the file at `picture` without having it."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "#336699").save(out, "PNG")
    out.seek(0)
    shape = slide.shapes.add_picture(out, Inches(1), Inches(1), Inches(5), Inches(4))
    link = slide.part.relate_to(picture.as_uri(), RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = next(shape._element.iter(qn("a:blip")))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), link)
    saved = io.BytesIO()
    presentation.save(saved)
    return saved.getvalue()
