"""The few words that a deck says by itself, in the talk's language."""

from __future__ import annotations

from deck_builder.base.languages import in_language

_AGENDA = {
    "ar": "جدول الأعمال",
    "cs": "Program",
    "da": "Dagsorden",
    "de": "Agenda",
    "en": "Agenda",
    "es": "Agenda",
    "fa": "دستور جلسه",
    "fi": "Asialista",
    "fr": "Sommaire",
    "hi": "कार्यसूची",
    "it": "Agenda",
    "ja": "目次",
    "ko": "목차",
    "nl": "Agenda",
    "no": "Agenda",
    "pl": "Agenda",
    "pt": "Agenda",
    "ru": "Содержание",
    "sv": "Agenda",
    "tr": "Gündem",
    "uk": "Зміст",
    "zh": "目录",
    "zh-Hant": "目錄",
}

_APPENDIX = {
    "ar": "ملحق",
    "cs": "Příloha",
    "da": "Bilag",
    "de": "Anhang",
    "en": "Appendix",
    "es": "Anexo",
    "fa": "پیوست",
    "fi": "Liite",
    "fr": "Annexe",
    "hi": "परिशिष्ट",
    "it": "Appendice",
    "ja": "付録",
    "ko": "부록",
    "nl": "Bijlage",
    "no": "Vedlegg",
    "pl": "Załącznik",
    "pt": "Apêndice",
    "ru": "Приложение",
    "sv": "Bilaga",
    "tr": "Ek",
    "uk": "Додаток",
    "zh": "附录",
    "zh-Hant": "附錄",
}

_ON_THIS_SLIDE = {
    "ar": "لهذه الشريحة",
    "cs": "na tento snímek",
    "da": "til dette dias",
    "de": "für diese Folie",
    "en": "on this slide",
    "es": "en esta diapositiva",
    "fa": "برای این اسلاید",
    "fi": "tälle dialle",
    "fr": "sur cette diapositive",
    "hi": "इस स्लाइड पर",
    "it": "su questa diapositiva",
    "ja": "(このスライド)",
    "ko": "(이 슬라이드)",
    "nl": "voor deze dia",
    "no": "på dette lysbildet",
    "pl": "na ten slajd",
    "pt": "neste slide",
    "ru": "на этот слайд",
    "sv": "på den här bilden",
    "tr": "bu slaytta",
    "uk": "на цей слайд",
    "zh": "(本页)",
    "zh-Hant": "(本頁)",
}


def agenda_title(language: str) -> str:
    """Return the agenda slide's title in `language`, a BCP 47 tag; in English if not known."""
    return in_language(_AGENDA, language)


def appendix_title(language: str) -> str:
    """Return what the slides after the end are called in `language`; in English if not known."""
    return in_language(_APPENDIX, language)


def on_this_slide(language: str, start: str, length: str) -> str:
    """Return the line that says when a slide begins and how long it takes."""
    words = in_language(_ON_THIS_SLIDE, language)
    return f"{start} · {length} {words}"
