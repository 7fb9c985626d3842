"""Which layout of a template has which role: by type, by what its placeholders are and where they
stand, and by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.template.pages import PICTURES, TEXTS, Page, Place

Places = dict[str, Place]
"""A layout's placeholders by our names for them."""

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

# How layouts of a role are called, without accents; a part of the name is enough.
_NAMES = {
    "title": "title slide|titelfolie|titre|titulo|titolo|cover|deckblatt|startfolie|opening",
    "section": "section|abschnitt|kapitel|chapter|divider|trenn|seccion|sezione|intercalaire|章",
    "content": "title and content|titel und inhalt|titre et contenu|titulo y|titolo e|text",
    "two-content": "two content|zwei inhalt|deux contenu|dos objetos|due contenu|2 col|two col",
    "comparison": "comparison|vergleich|comparaison|comparacion|confronto",
    "title-only": "title only|nur titel|titre seul|solo el titulo|solo titolo",
    "blank": "blank|leer|vide|en blanco|vuota",
    "picture-caption": "picture with caption|bild mit|image avec|imagen con|immagine con",
    "full-bleed": "full|photo|picture|bild|image|foto|imagen",
    "quote": "quote|quotation|zitat|citation|cita|citazione|citacao|引用",
    "statement": "statement|aussage|message|kernbotschaft|big idea|affirmation|takeaway",
    "big-number": "big number|big fact|fact|zahl|chiffre|numero|kpi|key figure",
    "agenda": "agenda|inhaltsverzeichnis|sommaire|indice|table of contents|contents|overview|toc",
    "closing": "closing|thank|danke|merci|gracias|grazie|end slide|schluss|final|contact|kontakt",
}
_TYPES = {
    "title": ("title",),
    "section": ("secHead",),
    "content": ("obj", "tx", "objOnly"),
    "two-content": ("twoObj", "twoColTx"),
    "comparison": ("twoTxTwoObj",),
    "title-only": ("titleOnly",),
    "blank": ("blank",),
    "picture-caption": ("picTx",),
    "figure": ("objTx",),
}
# Only by name: what is there is like that of other roles.
_NAMED_ONLY = ("quote", "statement", "big-number", "agenda", "closing", "full-bleed")
# What stands in for a role that a template has no layout for.
_STAND_INS = {
    "section": "title",
    "closing": "title",
    "agenda": "content",
}
# What stands in the body's placeholder then, at a place and in a size of its own.
_IN_BODY = {
    "statement": "statement",
    "quote": "quote",
    "big-number": "explanation",
    "figure": "left",
}
IN_BODY = "in the body"
ROLES = (
    *("title", "section", "content", "two-content", "comparison", "figure", "title-only"),
    *("quote", "statement", "big-number", "full-bleed", "picture-caption", "agenda", "blank"),
    "closing",
)


# What other choices are made beside.
_FIRST = ("content", "title-only")


class Choice(Struct, frozen=True):
    """The layout that has a role, which of its placeholders are used, and how it was found."""

    role: str
    page: Page
    places: Mapping[str, Place]
    how: str


def choose(
    pages: Sequence[Page], width: int, height: int, by_hand: Mapping[str, Page]
) -> dict[str, Choice]:
    """Return the layout of each role; `by_hand` are those that the author chose."""
    chooser = _Chooser(tuple(pages), width, height)
    choices: dict[str, Choice] = {}
    for role in (*_FIRST, *(role for role in ROLES if role not in _FIRST)):
        if role in by_hand:
            page = by_hand[role]
            choices[role] = Choice(role, page, chooser.places(role, page), "by hand")
        else:
            choices[role] = chooser.choice(role, choices)
    return {role: choices[role] for role in ROLES}


class _Chooser(Struct, frozen=True):
    pages: tuple[Page, ...]
    width: int
    height: int

    def choice(self, role: str, known: Mapping[str, Choice]) -> Choice:
        """The best layout for a role."""
        anchor = known["content"].page.title if "content" in known else None
        master = known["content"].page.master if "content" in known else 0
        rated = []
        for page in self.pages:
            places = self._suits(role, page, anchor)
            if places is None:
                continue
            typed, named = page.type in _TYPES.get(role, ()), is_named(role, page.name)
            if role in _NAMED_ONLY and not named:
                continue
            spare = len(page.contents) - sum(name != "title" for name in places)
            strange = page.master != master
            rated.append(((not typed, strange, spare, not named, page.number), page, places))
        if rated:
            (untyped, *_, unnamed, _), page, places = min(rated, key=lambda one: one[0])
            by_name = role in _NAMED_ONLY or not unnamed
            how = "placeholders" if untyped else "type"
            return Choice(role, page, places, "name" if untyped and by_name else how)
        return self._stand_in(role, known)

    def _stand_in(self, role: str, known: Mapping[str, Choice]) -> Choice:
        if role == "content":
            page = min(self.pages, key=self._lack)
            return Choice(role, page, self._titled(page), "own boxes")
        if role == "title-only":
            content = known["content"]
            return replace(content, role=role, places=self._titled(content.page))
        if role == "title":
            return replace(known["content"], role=role, places=self._titled(known["content"].page))
        if role in _STAND_INS:
            return replace(known[_STAND_INS[role]], role=role, how=f"as {_STAND_INS[role]}")
        columns = known.get("two-content")
        if role == "comparison" and columns and "left" in columns.places:
            return replace(columns, role=role, how=IN_BODY)
        body = known["content"].places.get("body")
        if body is not None and role in _IN_BODY:
            places = {**known["content"].places}
            places[_IN_BODY[role]] = places.pop("body")
            return Choice(role, known["content"].page, places, IN_BODY)
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
        wanted = names.get(role, ("body",) if role in ("content", "agenda") else ())
        return found | dict(zip(wanted, largest, strict=False))

    def _suits(self, role: str, page: Page, anchor: Place | None) -> Places | None:
        suits: Callable[[Page], Places | None] = {
            "title": self._opening,
            "section": self._section,
            "content": self._content,
            "agenda": self._content,
            "two-content": self._two_content,
            "comparison": self._comparison,
            "figure": self._figure,
            "title-only": self._title_only,
            "blank": self._blank,
            "picture-caption": self._picture_caption,
            "full-bleed": self._full_bleed,
            "quote": self._quote,
            "statement": self._statement,
            "big-number": self._big_number,
            "closing": self._closing,
        }[role]
        found = suits(page)
        if found and anchor and role in ("two-content", "comparison", "figure", "title-only"):
            return found if self._is_at(found["title"], anchor) else None
        return found

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

    def _opening(self, page: Page) -> Places | None:
        title = page.title
        is_known = page.type == "title" or (title is not None and title.type == "ctrTitle")
        if title is None or not (is_known or is_named("title", page.name)):
            return None
        return {"title": title, **self._subtitle(page)}

    def _subtitle(self, page: Page) -> Places:
        texts = [one for one in page.contents if one.type in TEXTS]
        if not texts:
            return {}
        return {"subtitle": max(texts, key=lambda one: (one.type == "subTitle", one.area))}

    def _section(self, page: Page) -> Places | None:
        is_known = page.type == "secHead" or is_named("section", page.name)
        if page.title is None or not is_known or self._large(page, 0.4):
            return None
        return {"title": page.title, **self._subtitle(page)}

    def _closing(self, page: Page) -> Places | None:
        if page.title is None or self._large(page, 0.4):
            return None
        return {"title": page.title, **self._subtitle(page)}

    def _content(self, page: Page) -> Places | None:
        large = self._large(page, _LARGE)
        if page.title is None or len(large) != 1 or self._large(page, _HALF) != large:
            return None
        wide = large[0].box.width >= _WIDE * self.width
        heads = is_heading(page.title, self.width, self.height)
        below = large[0].box.y + large[0].box.height // 4 >= page.title.box.y
        return {"title": page.title, "body": large[0]} if wide and heads and below else None

    def _pair(self, page: Page) -> tuple[Place, Place] | None:
        """Two placeholders side by side, from the left."""
        large = self._large(page, _HALF)
        if page.title is None or len(large) != 2:
            return None
        left, right = sorted(large, key=lambda one: one.box.x)
        apart = left.box.right <= right.box.x + self.width // 100
        return (left, right) if apart and _beside(left.box, right.box) else None

    def _two_content(self, page: Page) -> Places | None:
        pair = self._pair(page)
        if pair is None or page.title is None or self._headings(page, pair):
            return None
        widths = [one.box.width for one in pair]
        if min(widths) < _ALIKE * max(widths):
            return None
        return {"title": page.title, "left": pair[0], "right": pair[1]}

    def _headings(self, page: Page, pair: tuple[Place, Place]) -> tuple[Place, Place] | None:
        """The two headings above two columns."""
        low = [one for one in page.contents if one.type in TEXTS and one not in pair]
        above = [[one for one in low if _is_above(one.box, side.box)] for side in pair]
        if not all(above) or above[0][0] is above[1][0]:
            return None
        return above[0][0], above[1][0]

    def _comparison(self, page: Page) -> Places | None:
        pair = self._pair(page)
        headings = self._headings(page, pair) if pair else None
        if pair is None or headings is None or page.title is None:
            return None
        return {
            "title": page.title,
            "left-heading": headings[0],
            "left": pair[0],
            "right-heading": headings[1],
            "right": pair[1],
        }

    def _figure(self, page: Page) -> Places | None:
        pair = self._pair(page)
        if pair is None or page.title is None:
            return None
        narrow, wide = sorted(pair, key=lambda one: one.box.width)
        if narrow.box.width >= _ALIKE * wide.box.width:
            return None
        return {"title": page.title, "left": narrow, "right": wide}

    def _title_only(self, page: Page) -> Places | None:
        if page.title is None or page.contents:
            return None
        return {"title": page.title}

    def _blank(self, page: Page) -> Places | None:
        return {} if not page.usable else None

    def _picture_caption(self, page: Page) -> Places | None:
        pictures = [one for one in page.contents if one.type == "pic"]
        texts = [one for one in page.contents if one.type in TEXTS]
        if page.title is None or len(pictures) != 1 or not texts:
            return None
        if page.type != "picTx" and not is_named("picture-caption", page.name):
            return None
        caption = max(texts, key=lambda one: one.area)
        return {"title": page.title, "picture": pictures[0], "caption": caption}

    def _full_bleed(self, page: Page) -> Places | None:
        pictures = [one for one in page.contents if one.type == "pic"]
        if page.title is None or len(pictures) != 1 or self._share(pictures[0]) < _BLEEDING:
            return None
        if _overlap(pictures[0].box, page.title.box):
            return None
        return {"title": page.title, "picture": pictures[0]}

    def _texts(self, page: Page) -> list[Place]:
        """The texts of a layout that is known by its name, from the largest."""
        texts = [one for one in page.contents if one.type in ("", *TEXTS)]
        if page.title is None or not texts:
            return []
        found = sorted(texts, key=lambda one: (-one.area, one.box.y))
        # Where the title is larger, it is itself what the layout is for.
        is_less = _size(found[0]) < _LEAST_OF_TITLE * _size(page.title)
        return [] if is_less else found

    def _quote(self, page: Page) -> Places | None:
        texts = self._texts(page)
        if not 1 <= len(texts) <= 3 or page.title is None or self._share(texts[0]) < _HALF:
            return None
        names = ("quote", "attribution")
        return {"title": page.title, **dict(zip(names, texts, strict=False))}

    def _statement(self, page: Page) -> Places | None:
        texts = self._texts(page)
        if not 1 <= len(texts) <= 2 or page.title is None or self._share(texts[0]) < _HALF:
            return None
        return {"title": page.title, "statement": texts[0]}

    def _big_number(self, page: Page) -> Places | None:
        texts = sorted(self._texts(page), key=lambda one: -_size(one))
        if len(texts) != 2 or page.title is None:
            return None
        number, explanation = texts
        if _size(number) < _LARGER_NUMBER * _size(explanation):
            return None
        return {"title": page.title, "number": number, "explanation": explanation}


def is_heading(title: Place, width: int, height: int) -> bool:
    """Whether a title stands where content can be under it."""
    box = title.box
    return box.y + box.height < _HIGH * height and box.width >= _WIDE * width


def _size(place: Place) -> float:
    return place.style.level(0).size


def is_named(role: str, name: str) -> bool:
    """Whether a layout is called like those of a role in some language."""
    pattern = _NAMES.get(role)
    return bool(pattern and re.search(pattern, _simple(name)))


def _simple(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower().replace("_", " "))
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def _beside(first: Box, second: Box) -> bool:
    common = min(first.bottom, second.bottom) - max(first.y, second.y)
    return common >= _SIDE_BY_SIDE * min(first.height, second.height)


def _is_above(heading: Box, box: Box) -> bool:
    middle = heading.x + heading.width // 2
    return box.x <= middle <= box.right and heading.y + heading.height // 2 < box.y


def _overlap(first: Box, second: Box) -> bool:
    return first.overlaps(second)
