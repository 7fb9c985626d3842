"""The colours of a page: those of its scheme, and how they are changed."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.color import shaded, with_lightness, with_saturation
from deck_builder.package.xml import Element
from deck_builder.template.colors import plain_color
from deck_builder.template.xml import percentage, text


class Tone(Struct, frozen=True):
    """A colour, RRGGBB, and how opaque it is, as a share."""

    color: str
    opacity: float = 1.0


class Colors(Struct, frozen=True):
    """The colours of a scheme, RRGGBB by slot, and the slots by their names on the page."""

    scheme: Mapping[str, str]
    mapping: Mapping[str, str]

    def named(self, name: str) -> str:
        """Return the colour that a page calls `name`."""
        return self.scheme.get(self.mapping.get(name, name), self.scheme["dk1"])

    def tone(self, holder: Element | None, own: Tone | None = None) -> Tone | None:
        """Return the colour in an element, None when there is none; `own` is what a theme leaves to
        the shape."""
        for one in holder if holder is not None else ():
            if str(one.tag).endswith("Clr"):
                return self._read(one, own)
        return None

    def _read(self, element: Element, own: Tone | None) -> Tone:
        name = text(element, "val")
        if str(element.tag).endswith("}schemeClr"):
            found = Tone(self.named("tx1" if name == "phClr" else name))
            if name == "phClr" and own is not None:
                found = own
        else:
            found = Tone(plain_color(element) or "808080")
        for change in element:
            found = _changed(found, change)
        return found


def _changed(tone: Tone, change: Element) -> Tone:
    share = percentage(change, "val", 100.0) / 100
    color = tone.color
    match str(change.tag).rpartition("}")[2]:
        case "alpha":
            return replace(tone, opacity=max(0.0, min(1.0, share)))
        case "lumMod":
            color = with_lightness(color, share, 0.0)
        case "lumOff":
            color = with_lightness(color, 1.0, share)
        case "satMod":
            color = with_saturation(color, share)
        case "tint":
            color = shaded(color, 1.0, share)
        case "shade":
            color = shaded(color, share, 1.0)
        case _:
            pass
    return replace(tone, color=color)
