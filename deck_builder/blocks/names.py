"""The few words that blocks say by themselves, in the talk's language."""

from __future__ import annotations

from deck_builder.languages import primary_language
from deck_builder.values import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """What callouts without a title of their own are called, and what stands before the source of
    a chart's data."""

    note: str
    tip: str
    important: str
    warning: str
    caution: str
    source: str

    def callout(self, kind: str) -> str:
        """Return what a callout of a kind is called."""
        name: str = getattr(self, kind)
        return name


_NAMES = {
    "ar": Names("ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "المصدر: "),
    "cs": Names("Poznámka", "Tip", "Důležité", "Varování", "Upozornění", "Zdroj: "),
    "da": Names("Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig", "Kilde: "),
    "de": Names("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Quelle: "),
    "en": Names("Note", "Tip", "Important", "Warning", "Caution", "Source: "),
    "es": Names("Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Fuente: "),
    "fa": Names("یادداشت", "نکته", "مهم", "هشدار", "احتیاط", "منبع: "),
    "fi": Names("Huomaa", "Vinkki", "Tärkeää", "Varoitus", "Varo", "Lähde: "),
    "fr": Names("Note", "Astuce", "Important", "Avertissement", "Attention", "Source\u202f: "),
    "hi": Names("नोट", "सुझाव", "महत्वपूर्ण", "चेतावनी", "सावधानी", "स्रोत: "),
    "it": Names("Nota", "Suggerimento", "Importante", "Avviso", "Attenzione", "Fonte: "),
    "ja": Names("注記", "ヒント", "重要", "警告", "注意", "出典："),
    "ko": Names("참고", "팁", "중요", "경고", "주의", "출처: "),
    "nl": Names("Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Bron: "),
    "no": Names("Merk", "Tips", "Viktig", "Advarsel", "Forsiktig", "Kilde: "),
    "pl": Names("Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie", "Źródło: "),
    "pt": Names("Nota", "Dica", "Importante", "Aviso", "Cuidado", "Fonte: "),
    "ru": Names("Примечание", "Совет", "Важно", "Предупреждение", "Осторожно", "Источник: "),
    "sv": Names("Obs", "Tips", "Viktigt", "Varning", "Försiktigt", "Källa: "),
    "tr": Names("Not", "İpucu", "Önemli", "Uyarı", "Dikkat", "Kaynak: "),
    "uk": Names("Примітка", "Порада", "Важливо", "Попередження", "Обережно", "Джерело: "),
    "zh": Names("注意", "提示", "重要", "警告", "小心", "来源："),
}


def names_in(language: str) -> Names:
    """Return the words in `language`, a BCP 47 tag; in English if not known."""
    return _NAMES.get(primary_language(language), _NAMES["en"])
