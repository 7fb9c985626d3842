"""Pictures, and charts as pictures with an SVG next to the PNG."""

from __future__ import annotations

from deck_builder.assets import Image, Recording
from deck_builder.base.units import Box
from deck_builder.package.xml import attribute
from deck_builder.shapes import ChartFrame, Crop, Picture
from deck_builder.writer.page import Page, placeholder_reference
from deck_builder.writer.xml import geometry, non_visual, picture_shape, transform

_MEDIA_EXTENSION = "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}"
_MEDIA_NAMESPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def picture_xml(picture: Picture, page: Page) -> str:
    """Return a picture as `p:pic`."""
    blip = blip_xml(picture.image, page) + source_rectangle(picture.crop)
    if picture.recording is not None:
        return _player(picture, picture.recording, blip, page)
    click = page.setting.links.click(picture.link, picture.tip) if picture.link else ""
    return _frame(picture.name, blip, picture.box, picture.alt, page, picture.placeholder, click)


def _player(picture: Picture, recording: Recording, blip: str, page: Page) -> str:
    """A picture that plays a film or sound when it is clicked."""
    number = next(page.ids)
    kind, name = ("video", "Video") if recording.is_film else ("audio", "Audio")
    linked, embedded = page.record(recording)
    page.timeline.play(number, recording.is_film)
    head = (
        f'<p:cNvPr id="{number}" name="{name} {number}" descr="{attribute(picture.alt)}">'
        '<a:hlinkClick r:id="" action="ppaction://media"/></p:cNvPr>'
    )
    use = (
        f'<p:nvPr><a:{kind}File r:link="{linked}"/><p:extLst><p:ext uri="{_MEDIA_EXTENSION}">'
        f'<p14:media xmlns:p14="{_MEDIA_NAMESPACE}" r:embed="{embedded}"/></p:ext></p:extLst>'
        "</p:nvPr>"
    )
    return picture_shape(head, blip, transform(picture.box) + geometry("rect"), use)


def blip_xml(image: Image, page: Page) -> str:
    """Return a picture as `a:blip`."""
    if image.format == "svg":
        return _svg_blip(image.data, image.fallback, page)
    return f'<a:blip r:embed="{page.embed(image.data, image.format)}"/>'


def source_rectangle(crop: Crop) -> str:
    """Return the part of a picture that is visible, in thousandths of a percent."""
    if crop == Crop():
        return ""
    sides = zip("ltrb", (crop.left, crop.top, crop.right, crop.bottom), strict=True)
    shares = "".join(f' {side}="{round(share * 100_000)}"' for side, share in sides)
    return f"<a:srcRect{shares}/>"


def chart_xml(frame: ChartFrame, page: Page) -> str:
    """Return a chart's drawing as `p:pic`. Raises KeyError when it has not been drawn."""
    drawing = page.drawings[frame.chart, frame.box.width, frame.box.height, page.theme.name]
    blip = _svg_blip(drawing.svg, drawing.png, page)
    return _frame("", blip, frame.box, frame.alt, page, frame.placeholder, kind="Chart")


def _svg_blip(svg: bytes, png: bytes, page: Page) -> str:
    """A drawing for programs that know SVG, as a PNG for others."""
    raster, vector = page.embed(png, "png"), page.embed(svg, "svg")
    return (
        f'<a:blip r:embed="{raster}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG_NAMESPACE}" r:embed="{vector}"/>'
        "</a:ext></a:extLst></a:blip>"
    )


def _frame(
    name: str,
    blip: str,
    box: Box,
    alt: str,
    page: Page,
    place_name: str,
    click: str = "",
    kind: str = "Picture",
) -> str:
    placeholder = page.placeholder(place_name)
    number = next(page.ids)
    place = transform(box) + geometry("rect")
    # A picture that fills its placeholder inherits position and outline.
    if placeholder is not None and box == (placeholder.given or placeholder).box:
        place = ""
    head = non_visual(number, name or f"{kind} {number}", alt, click=click)
    locks = 'noGrp="1" ' if placeholder else ""
    return picture_shape(head, blip, place, placeholder_reference(placeholder), locks)
