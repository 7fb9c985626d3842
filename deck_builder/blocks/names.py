"""The few words that blocks say by themselves, in the talk's language."""

from __future__ import annotations

from msgspec import Struct

from deck_builder.base.languages import in_language


class Names(Struct, frozen=True):
    """What callouts without a title of their own are called."""

    note: str
    tip: str
    important: str
    warning: str
    caution: str

    def callout(self, kind: str) -> str:
        """Return what a callout of a kind is called."""
        name: str = getattr(self, kind)
        return name


_NAMES = {
    "ar": Names("ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه"),
    "cs": Names("Poznámka", "Tip", "Důležité", "Varování", "Upozornění"),
    "da": Names("Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig"),
    "de": Names("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"),
    "en": Names("Note", "Tip", "Important", "Warning", "Caution"),
    "es": Names("Nota", "Consejo", "Importante", "Advertencia", "Precaución"),
    "fa": Names("یادداشت", "نکته", "مهم", "هشدار", "احتیاط"),
    "fi": Names("Huomaa", "Vinkki", "Tärkeää", "Varoitus", "Varo"),
    "fr": Names("Note", "Astuce", "Important", "Avertissement", "Attention"),
    "hi": Names("नोट", "सुझाव", "महत्वपूर्ण", "चेतावनी", "सावधानी"),
    "it": Names("Nota", "Suggerimento", "Importante", "Avviso", "Attenzione"),
    "ja": Names("注記", "ヒント", "重要", "警告", "注意"),
    "ko": Names("참고", "팁", "중요", "경고", "주의"),
    "nl": Names("Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"),
    "no": Names("Merk", "Tips", "Viktig", "Advarsel", "Forsiktig"),
    "pl": Names("Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie"),
    "pt": Names("Nota", "Dica", "Importante", "Aviso", "Cuidado"),
    "ru": Names("Примечание", "Совет", "Важно", "Предупреждение", "Осторожно"),
    "sv": Names("Obs", "Tips", "Viktigt", "Varning", "Var försiktig"),
    "tr": Names("Not", "İpucu", "Önemli", "Uyarı", "Dikkat"),
    "uk": Names("Примітка", "Порада", "Важливо", "Попередження", "Обережно"),
    "zh": Names("说明", "提示", "重要", "警告", "小心"),
    "zh-Hant": Names("說明", "提示", "重要", "警告", "小心"),
}


def names_in(language: str) -> Names:
    """Return the words in `language`, a BCP 47 tag; in English if not known."""
    return in_language(_NAMES, language)
