"""Which layout of a template has which role: by type, by its placeholders and their places, and by
name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, yaml
from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.template.pages import PICTURES, TEXTS, Page, Place

Places = dict[str, Place]
"""The placeholders of a layout, by our names for them."""

_SIDE_BY_SIDE = 0.6
_ALIKE = 0.75
_LARGE = 0.16
_HALF = 0.07
_WIDE = 0.4
_LOW = 0.2
_BLEEDING = 0.5
_SAME_PLACE = 0.06
_HIGH = 0.4
_LEAST_OF_TITLE = 0.9
_LARGER_NUMBER = 1.5

# The roles that are chosen first, since the choice of others depends on them.
_FIRST = ("content", "title-only")
# Their layouts have their title where those for content have it.
_ALIGNED = ("two-content", "comparison", "figure", "title-only")
IN_BODY = "in the body"


class Role(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How the layout of a role is recognized, and what takes its place: see `roles.yaml`."""

    types: tuple[str, ...] = ()
    names: str = ""
    named_only: bool = False
    optional: bool = False
    stand_in: str = ""
    in_body: str = ""
    regions: dict[str, tuple[float, float, float, float]] = {}


ROLES = yaml.decode(Path(__file__).with_suffix(".yaml").read_bytes(), type=dict[str, Role])


class Choice(Struct, frozen=True):
    """The layout that has a role, which of its placeholders are used, and how it was found."""

    role: str
    page: Page
    places: Mapping[str, Place]
    how: str


def choose(
    pages: Sequence[Page], width: int, height: int, by_hand: Mapping[str, Page]
) -> dict[str, Choice]:
    """Return the layout of each role, but of an optional one only if the template has it; `by_hand`
    are those that the author chose."""
    chooser = _Chooser(tuple(pages), width, height)
    choices: dict[str, Choice] = {}
    for role in (*_FIRST, *(role for role in ROLES if role not in _FIRST)):
        if role in by_hand:
            page = by_hand[role]
            choices[role] = Choice(role, page, chooser.places(role, page), "by hand")
        elif (choice := chooser.choice(role, choices)) is not None:
            choices[role] = choice
    return {role: choices[role] for role in ROLES if role in choices}


class _Chooser(Struct, frozen=True):
    pages: tuple[Page, ...]
    width: int
    height: int

    def choice(self, role: str, known: Mapping[str, Choice]) -> Choice | None:
        """The best layout for a role; None where none suits an optional one."""
        anchor = known["content"].page.title if "content" in known else None
        master = known["content"].page.master if "content" in known else 0
        rated = []
        for page in self.pages:
            places = self._suits(role, page, anchor)
            typed, named = page.type in ROLES[role].types, is_named(role, page.name)
            if places is None or (ROLES[role].named_only and not named):
                continue
            spare = len(page.contents) - sum(name != "title" for name in places)
            strange = page.master != master
            rated.append(((not typed, strange, spare, not named, page.number), page, places))
        if rated:
            (untyped, *_, unnamed, _), page, places = min(rated, key=lambda one: one[0])
            how = "type" if not untyped else "placeholders" if unnamed else "name"
            return Choice(role, page, places, how)
        return None if ROLES[role].optional else self._stand_in(role, known)

    def _stand_in(self, role: str, known: Mapping[str, Choice]) -> Choice:
        if role == "content":
            page = min(self.pages, key=self._lack)
            return Choice(role, page, self._titled(page), "own boxes")
        content, stand_in, in_body = known["content"], ROLES[role].stand_in, ROLES[role].in_body
        if role in ("title-only", "title"):
            return replace(content, role=role, places=self._titled(content.page))
        if stand_in:
            return replace(known[stand_in], role=role, how=f"as {stand_in}")
        columns = known.get("two-content")
        if role == "comparison" and columns and "left" in columns.places:
            return replace(columns, role=role, how=IN_BODY)
        if in_body and "body" in content.places:
            places = {**content.places}
            places[in_body] = places.pop("body")
            return Choice(role, content.page, places, IN_BODY)
        page = known["title-only"].page
        return Choice(role, page, self._titled(page), "own boxes")

    def _lack(self, page: Page) -> tuple[bool, bool, int, int]:
        """How little a layout suits content of our own under its title."""
        title = page.title
        is_high = title is not None and is_heading(title, self.width, self.height)
        return not is_high, page.type != "titleOnly", len(page.contents), page.number

    def _titled(self, page: Page) -> Places:
        return {"title": page.title} if page.title else {}

    def places(self, role: str, page: Page) -> Places:
        """The placeholders of a layout that was chosen by hand, as far as they suit."""
        return self._suits(role, page, None) or self._some(role, page)

    def _some(self, role: str, page: Page) -> Places:
        names = {"two-content": ("left", "right"), "title": ("subtitle",), "section": ("subtitle",)}
        found = self._titled(page)
        largest = sorted(page.contents, key=lambda one: -one.area)
        wanted = names.get(role, ("body",) if role in ("content", "agenda", "opening") else ())
        return found | dict(zip(wanted, largest, strict=False))

    def _suits(self, role: str, page: Page, anchor: Place | None) -> Places | None:
        """The placeholders of a layout by name, None when it does not suit a role; its title has to
        be where the `anchor` is."""
        title = page.title
        if role == "blank":
            return None if page.usable else {}
        if title is None or (anchor and role in _ALIGNED and not self._is_at(title, anchor)):
            return None
        suits: Callable[[Page, Place], Places | None] = {
            "title": self._title,
            "opening": self._opening,
            "section": self._section,
            "content": self._content,
            "agenda": self._content,
            "two-content": self._two_content,
            "comparison": self._comparison,
            "figure": self._figure,
            "title-only": self._title_only,
            "picture-caption": self._picture_caption,
            "full-bleed": self._full_bleed,
            "quote": self._quote,
            "statement": self._statement,
            "big-number": self._big_number,
            "closing": self._closing,
        }[role]
        found = suits(page, title)
        return None if found is None else {"title": title, **found}

    def _is_at(self, title: Place, anchor: Place) -> bool:
        """Whether a title stands about where those of most slides do."""
        return (
            abs(title.box.y - anchor.box.y) < _SAME_PLACE * self.height
            and abs(title.box.x - anchor.box.x) < _SAME_PLACE * self.width
            and title.box.width > _ALIKE * anchor.box.width
        )

    def _share(self, place: Place) -> float:
        return place.area / (self.width * self.height)

    def _large(self, page: Page, least: float) -> list[Place]:
        """The placeholders that hold text or anything else, and are no headings."""
        return [
            one
            for one in page.contents
            if one.type not in (*PICTURES, "subTitle")
            and self._share(one) >= least
            and one.box.height >= _LOW * self.height
        ]

    def _title(self, page: Page, title: Place) -> Places | None:
        is_known = page.type == "title" or title.type == "ctrTitle" or is_named("title", page.name)
        return self._subtitle(page) if is_known else None

    def _opening(self, page: Page, title: Place) -> Places | None:
        large = self._large(page, _LARGE)
        if len(large) != 1 or large != self._large(page, _HALF):
            return None
        body, head = large[0].box, title.box
        return {"body": large[0]} if head.right <= body.x or body.right <= head.x else None

    def _subtitle(self, page: Page) -> Places:
        texts = [one for one in page.contents if one.type in TEXTS]
        if not texts:
            return {}
        return {"subtitle": max(texts, key=lambda one: (one.type == "subTitle", one.area))}

    def _section(self, page: Page, title: Place) -> Places | None:
        is_known = page.type == "secHead" or is_named("section", page.name)
        return self._closing(page, title) if is_known else None

    def _closing(self, page: Page, _title: Place) -> Places | None:
        return None if self._large(page, 0.4) else self._subtitle(page)

    def _content(self, page: Page, title: Place) -> Places | None:
        large = self._large(page, _LARGE)
        if len(large) != 1 or self._large(page, _HALF) != large:
            return None
        box = large[0].box
        is_wide = box.width >= _WIDE * self.width
        is_below = box.y + box.height // 4 >= title.box.y
        is_high = is_heading(title, self.width, self.height)
        return {"body": large[0]} if is_wide and is_high and is_below else None

    def _pair(self, page: Page) -> tuple[Place, Place] | None:
        """Two placeholders next to each other, from the left."""
        large = self._large(page, _HALF)
        if len(large) != 2:
            return None
        left, right = sorted(large, key=lambda one: one.box.x)
        apart = left.box.right <= right.box.x + self.width // 100
        return (left, right) if apart and _are_level(left.box, right.box) else None

    def _two_content(self, page: Page, _title: Place) -> Places | None:
        pair = self._pair(page)
        if pair is None or self._headings(page, pair):
            return None
        widths = [one.box.width for one in pair]
        if min(widths) < _ALIKE * max(widths):
            return None
        return {"left": pair[0], "right": pair[1]}

    def _headings(self, page: Page, pair: tuple[Place, Place]) -> tuple[Place, Place] | None:
        """The two headings above two columns."""
        low = [one for one in page.contents if one.type in TEXTS and one not in pair]
        above = [[one for one in low if _is_above(one.box, side.box)] for side in pair]
        if not all(above) or above[0][0] is above[1][0]:
            return None
        return above[0][0], above[1][0]

    def _comparison(self, page: Page, _title: Place) -> Places | None:
        pair = self._pair(page)
        headings = self._headings(page, pair) if pair else None
        if pair is None or headings is None:
            return None
        names = ("left-heading", "left", "right-heading", "right")
        return dict(zip(names, (headings[0], pair[0], headings[1], pair[1]), strict=True))

    def _figure(self, page: Page, _title: Place) -> Places | None:
        pair = self._pair(page)
        if pair is None:
            return None
        narrow, wide = sorted(pair, key=lambda one: one.box.width)
        is_wider = narrow.box.width < _ALIKE * wide.box.width
        return {"left": narrow, "right": wide} if is_wider else None

    def _title_only(self, page: Page, _title: Place) -> Places | None:
        return None if page.contents else {}

    def _picture_caption(self, page: Page, _title: Place) -> Places | None:
        pictures = [one for one in page.contents if one.type == "pic"]
        texts = [one for one in page.contents if one.type in TEXTS]
        is_known = page.type == "picTx" or is_named("picture-caption", page.name)
        if not is_known or len(pictures) != 1 or not texts:
            return None
        return {"picture": pictures[0], "caption": max(texts, key=lambda one: one.area)}

    def _full_bleed(self, page: Page, title: Place) -> Places | None:
        pictures = [one for one in page.contents if one.type == "pic"]
        if len(pictures) != 1 or self._share(pictures[0]) < _BLEEDING:
            return None
        return None if pictures[0].box.overlaps(title.box) else {"picture": pictures[0]}

    def _texts(self, page: Page, title: Place) -> list[Place]:
        """The texts of a layout that is recognized by its name, from the largest."""
        texts = [one for one in page.contents if one.type in ("", *TEXTS)]
        found = sorted(texts, key=lambda one: (-one.area, one.box.y))
        # Where the title is larger, it is itself what the layout is for.
        is_less = found and _size(found[0]) < _LEAST_OF_TITLE * _size(title)
        return [] if is_less else found

    def _quote(self, page: Page, title: Place) -> Places | None:
        texts = self._texts(page, title)
        if not 1 <= len(texts) <= 3 or self._share(texts[0]) < _HALF:
            return None
        return dict(zip(("quote", "attribution"), texts, strict=False))

    def _statement(self, page: Page, title: Place) -> Places | None:
        texts = self._texts(page, title)
        if not 1 <= len(texts) <= 2 or self._share(texts[0]) < _HALF:
            return None
        return {"statement": texts[0]}

    def _big_number(self, page: Page, title: Place) -> Places | None:
        texts = sorted(self._texts(page, title), key=lambda one: -_size(one))
        if len(texts) != 2 or _size(texts[0]) < _LARGER_NUMBER * _size(texts[1]):
            return None
        return {"number": texts[0], "explanation": texts[1]}


def is_heading(title: Place, width: int, height: int) -> bool:
    """Whether a title stands where content can be under it."""
    box = title.box
    return box.y + box.height < _HIGH * height and box.width >= _WIDE * width


def _size(place: Place) -> float:
    return place.style.level(0).size


def is_named(role: str, name: str) -> bool:
    """Whether a layout has a name that is usual for a role in some language."""
    names = ROLES[role].names
    return bool(names and re.search(names, _simple(name)))


def _simple(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower().replace("_", " "))
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def _are_level(first: Box, second: Box) -> bool:
    common = min(first.bottom, second.bottom) - max(first.y, second.y)
    return common >= _SIDE_BY_SIDE * min(first.height, second.height)


def _is_above(heading: Box, box: Box) -> bool:
    middle = heading.x + heading.width // 2
    return box.x <= middle <= box.right and heading.y + heading.height // 2 < box.y
