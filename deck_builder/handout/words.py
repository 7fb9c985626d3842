"""The few words that a handout says by itself, in the talk's language."""

from __future__ import annotations

from msgspec import Struct

from deck_builder.base.languages import in_language


class Words(Struct, frozen=True):
    """What the parts of a handout are called."""

    contents: str
    notes: str
    slide: str
    slide_text: str
    hidden: str
    appendix: str


_ROWS = (
    ("ar", "المحتويات", "ملاحظات", "شريحة", "نص الشريحة", "مخفية", "ملحق"),
    ("cs", "Obsah", "Poznámky", "Snímek", "Text snímku", "skrytý", "příloha"),
    ("da", "Indhold", "Noter", "Dias", "Diasets tekst", "skjult", "bilag"),
    ("de", "Inhalt", "Notizen", "Folie", "Text der Folie", "ausgeblendet", "Anhang"),
    ("en", "Contents", "Notes", "Slide", "Text of the slide", "hidden", "appendix"),
    ("es", "Índice", "Notas", "Diapositiva", "Texto de la diapositiva", "oculta", "anexo"),
    ("fa", "فهرست", "یادداشت‌ها", "اسلاید", "متن اسلاید", "پنهان", "پیوست"),
    ("fi", "Sisällys", "Muistiinpanot", "Dia", "Dian teksti", "piilotettu", "liite"),
    ("fr", "Sommaire", "Notes", "Diapositive", "Texte de la diapositive", "masquée", "annexe"),
    ("hi", "विषय-सूची", "नोट्स", "स्लाइड", "स्लाइड का पाठ", "छिपी हुई", "परिशिष्ट"),
    ("it", "Indice", "Note", "Diapositiva", "Testo della diapositiva", "nascosta", "appendice"),
    ("ja", "目次", "ノート", "スライド", "スライドのテキスト", "非表示", "付録"),
    ("ko", "목차", "노트", "슬라이드", "슬라이드 내용", "숨김", "부록"),
    ("nl", "Inhoud", "Notities", "Dia", "Tekst van de dia", "verborgen", "bijlage"),
    ("no", "Innhold", "Notater", "Lysbilde", "Lysbildets tekst", "skjult", "vedlegg"),
    ("pl", "Spis treści", "Notatki", "Slajd", "Tekst slajdu", "ukryty", "załącznik"),
    ("pt", "Índice", "Notas", "Slide", "Texto do slide", "oculto", "apêndice"),
    ("ru", "Содержание", "Заметки", "Слайд", "Текст слайда", "скрыт", "приложение"),
    ("sv", "Innehåll", "Anteckningar", "Bild", "Bildens text", "dold", "bilaga"),
    ("tr", "İçindekiler", "Notlar", "Slayt", "Slaydın metni", "gizli", "ek"),
    ("uk", "Зміст", "Нотатки", "Слайд", "Текст слайда", "прихований", "додаток"),
    ("zh", "目录", "备注", "幻灯片", "幻灯片文字", "隐藏", "附录"),
    ("zh-Hant", "目錄", "備忘稿", "投影片", "投影片文字", "隱藏", "附錄"),
)
_WORDS = {language: Words(*words) for language, *words in _ROWS}


def words_in(language: str) -> Words:
    """Return the words in `language`, a BCP 47 tag; in English if not known."""
    return in_language(_WORDS, language)
