"""What stands at the foot of a template's slides: footers, dates and numbers with words of their
own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import Element
from deck_builder.template.cleaning import main_part
from deck_builder.template.xml import A, P, child, children, flag, text
from deck_builder.theme.model import NUMBER_SIGN

_LONGEST = 200
# What programs write for somebody to write over, in the languages in which they do.
_PROMPTS = re.compile(
    r"(?:sample |your |click to (?:add|edit) )?(?:footer|fu(?:ß|ss)zeile|pied de page|pie de página"
    r"|piè di pagina|rodapé|voettekst|stopka|zápatí|sidfot|sidefod|bunntekst|alatunniste"
    r"|нижний колонтитул|页脚|頁尾|フッター|바닥글)(?:ntext| ?text| here)?|[<‹«].*[>›»]"
    r"|presentation title|title of (?:the )?presentation|.*\b20xx"
    r"|(?:date|datum|fecha|data)(?: here)?",
    re.IGNORECASE,
)


def own_words(shape: Element, kind: str) -> str:
    """Return the words that a placeholder of this kind has on a layout, in one line, with
    NUMBER_SIGN for the number of the slide; empty when these are nothing but that number, a date
    that changes, or an invitation to write there."""
    lines = ("".join(_texts(line)) for line in children(child(shape, f"{P}txBody"), f"{A}p"))
    words = " ".join(" ".join(lines).split())[:_LONGEST]
    bare = words.replace(NUMBER_SIGN, "").strip()
    if not bare or _PROMPTS.fullmatch(bare):
        return ""
    if kind == "sldNum" and NUMBER_SIGN not in words:
        return ""
    return words


def _texts(line: Element) -> Iterator[str]:
    for part in line:
        if part.tag == f"{A}r":
            yield "".join(one.text or "" for one in children(part, f"{A}t"))
        elif part.tag == f"{A}br":
            yield " "
        elif part.tag == f"{A}fld" and text(part, "type") == "slidenum":
            yield NUMBER_SIGN


def is_shown(master: Element, kind: str) -> bool:
    """Whether new slides of a master have the footer or the date of their layout."""
    return flag(child(master, f"{P}hf"), kind) is not False


def has_title_foot(package: OpenedFile) -> bool:
    """Whether the title slide has the footer of its layout, too."""
    return flag(package.tree(main_part(package)), "showSpecialPlsOnTitleSld") is not False
