"""The few words that charts say by themselves, in the talk's language: what they are called, and
what their data is joined by where it is told in words.

Where a language would inflect what is joined, the words are chosen so that it need not.
"""

from __future__ import annotations

from msgspec import Struct

from deck_builder.base.languages import in_language
from deck_builder.charts import KINDS

_ORDER = tuple(KINDS)


class Words(Struct, frozen=True):
    """The words of one language, in which braces are places for what they join. `kinds` are the
    names of all kinds; `source` stands before where the data is from."""

    kinds: tuple[str, ...]
    values: str
    first: str
    last: str
    lowest: str
    highest: str
    gaps: str
    no_value: str
    points: str
    reach: str
    more: str
    source: str
    colon: str = ": "
    comma: str = ", "
    stop: str = ". "
    axes: str = "{} / {}"
    across: str = "{}"

    def opening(self, kind: str) -> str:
        """Return what a kind of chart is called at the beginning of a sentence, in English
        where the language has no word for it."""
        known = dict(zip(_ORDER, self.kinds, strict=True))
        name = known.get(kind) or KINDS[kind].words
        return name[0].upper() + name[1:]


_WORDS = {
    "ar": Words(
        (
            *("مخطط أعمدة", "مخطط شريطي أفقي", "مخطط أعمدة متجاورة", "مخطط أعمدة مكدسة"),
            *("مخطط خطي", "مخطط مساحي", "مخطط مبعثر", "مخطط دائري", "مخطط حلقي"),
        ),
        *("عدد القيم: {}", "الأولى", "الأخيرة", "الأدنى", "الأعلى"),
        *("عدد الفجوات: {}", "بلا قيمة", "عدد النقاط: {}", "{} من {} إلى {}"),
        "سلاسل أخرى ({}): {}",
        "المصدر: ",
        comma="، ",
        axes="{} حسب {}",
        across="حسب {}",
    ),
    "cs": Words(
        (
            *("sloupcový graf", "pruhový graf", "skupinový sloupcový graf"),
            *("skládaný sloupcový graf", "spojnicový graf", "plošný graf", "bodový graf"),
            *("výsečový graf", "prstencový graf"),
        ),
        *("počet hodnot: {}", "první", "poslední", "nejnižší", "nejvyšší"),
        *("počet chybějících hodnot: {}", "bez hodnoty", "počet bodů: {}", "{} od {} do {}"),
        "Další řady ({}): {}",
        "Zdroj: ",
    ),
    "da": Words(
        (
            *("søjlediagram", "liggende søjlediagram", "grupperet søjlediagram"),
            *("stablet søjlediagram", "kurvediagram", "områdediagram", "punktdiagram"),
            *("cirkeldiagram", "kransediagram"),
        ),
        *("{} værdier", "først", "sidst", "lavest", "højest"),
        *("{} manglende værdier", "ingen værdi", "{} punkter", "{} fra {} til {}"),
        "Yderligere serier ({}): {}",
        "Kilde: ",
        axes="{} efter {}",
        across="Efter {}",
    ),
    "de": Words(
        (
            *("Säulendiagramm", "Balkendiagramm", "gruppiertes Säulendiagramm"),
            *("gestapeltes Säulendiagramm", "Liniendiagramm", "Flächendiagramm"),
            *("Punktdiagramm", "Kreisdiagramm", "Ringdiagramm"),
        ),
        *("{} Werte", "zuerst", "zuletzt", "am niedrigsten", "am höchsten"),
        *("{} Lücken", "kein Wert", "{} Punkte", "{} von {} bis {}"),
        "Weitere Reihen ({}): {}",
        "Quelle: ",
        axes="{} nach {}",
        across="Nach {}",
    ),
    "en": Words(
        tuple(kind.words for kind in KINDS.values()),
        *("{} values", "first", "last", "lowest", "highest"),
        *("{} gaps", "no value", "{} points", "{} from {} to {}"),
        "And {} more series: {}",
        "Source: ",
        axes="{} by {}",
        across="By {}",
    ),
    "es": Words(
        (
            *("gráfico de columnas", "gráfico de barras horizontales"),
            *("gráfico de columnas agrupadas", "gráfico de columnas apiladas"),
            *("gráfico de líneas", "gráfico de áreas", "gráfico de dispersión"),
            *("gráfico circular", "gráfico de anillos"),
        ),
        *("{} valores", "primero", "último", "mínimo", "máximo"),
        *("{} valores ausentes", "sin valor", "{} puntos", "{} de {} a {}"),
        "Otras series ({}): {}",
        "Fuente: ",
        axes="{} por {}",
        across="Por {}",
    ),
    "fa": Words(
        (
            *("نمودار ستونی", "نمودار میله‌ای افقی", "نمودار ستونی خوشه‌ای", "نمودار ستونی پشته‌ای"),
            *("نمودار خطی", "نمودار ناحیه‌ای", "نمودار پراکندگی", "نمودار دایره‌ای", "نمودار حلقوی"),
        ),
        *("{} مقدار", "نخستین", "آخرین", "کمترین", "بیشترین"),
        *("{} مقدار خالی", "بدون مقدار", "{} نقطه", "{} از {} تا {}"),
        "سری‌های دیگر ({}): {}",
        "منبع: ",
        comma="، ",
        axes="{} بر حسب {}",
        across="بر حسب {}",
    ),
    "fi": Words(
        (
            *("pylväskaavio", "vaakapalkkikaavio", "ryhmitelty pylväskaavio"),
            *("pinottu pylväskaavio", "viivakaavio", "aluekaavio", "pistekaavio"),
            *("ympyräkaavio", "rengaskaavio"),
        ),
        *("{} arvoa", "ensimmäinen", "viimeinen", "pienin", "suurin"),
        *("{} puuttuvaa arvoa", "ei arvoa", "{} pistettä", "{} {} – {}"),
        "Muut sarjat ({}): {}",
        "Lähde: ",
    ),
    "fr": Words(
        (
            *("histogramme", "graphique à barres horizontales", "histogramme groupé"),
            *("histogramme empilé", "graphique en courbes", "graphique en aires"),
            *("nuage de points", "graphique en secteurs", "graphique en anneau"),
        ),
        *("{} valeurs", "première", "dernière", "minimum", "maximum"),
        *("{} valeurs absentes", "aucune valeur", "{} points", "{} de {} à {}"),
        "Autres séries ({})\u00a0: {}",
        "Source\u00a0: ",
        colon="\u00a0: ",
        comma="\u202f; ",
        axes="{} par {}",
        across="Par {}",
    ),
    "hi": Words(
        (
            *("स्तंभ चार्ट", "क्षैतिज बार चार्ट", "समूहित स्तंभ चार्ट", "स्टैक्ड स्तंभ चार्ट", "रेखा चार्ट"),
            *("क्षेत्र चार्ट", "स्कैटर प्लॉट", "पाई चार्ट", "डोनट चार्ट"),
        ),
        *("{} मान", "पहला", "अंतिम", "न्यूनतम", "अधिकतम"),
        *("{} रिक्त मान", "कोई मान नहीं", "{} बिंदु", "{} {} से {} तक"),
        "अन्य शृंखलाएँ ({}): {}",
        "स्रोत: ",
        stop="। ",
    ),
    "it": Words(
        (
            *("istogramma", "grafico a barre orizzontali", "istogramma raggruppato"),
            *("istogramma in pila", "grafico a linee", "grafico ad area"),
            *("grafico a dispersione", "grafico a torta", "grafico ad anello"),
        ),
        *("{} valori", "iniziale", "finale", "minimo", "massimo"),
        *("{} valori mancanti", "nessun valore", "{} punti", "{} da {} a {}"),
        "Altre serie ({}): {}",
        "Fonte: ",
        axes="{} per {}",
        across="Per {}",
    ),
    "ja": Words(
        (
            *("縦棒グラフ", "横棒グラフ", "集合縦棒グラフ", "積み上げ縦棒グラフ", "折れ線グラフ"),
            *("面グラフ", "散布図", "円グラフ", "ドーナツグラフ"),
        ),
        *("{}個の値", "最初", "最後", "最小", "最大"),
        *("{}個の欠損値", "値なし", "{}個の点", "{}は{}から{}まで"),
        "その他の系列（{}）：{}",
        "出典：",
        *("：", "、", "。"),
    ),
    "ko": Words(
        (
            *("세로 막대형 차트", "가로 막대형 차트", "묶은 세로 막대형 차트"),
            *("누적 세로 막대형 차트", "꺾은선형 차트", "영역형 차트", "분산형 차트"),
            *("원형 차트", "도넛형 차트"),
        ),
        *("값 {}개", "처음", "마지막", "최솟값", "최댓값"),
        *("빈 값 {}개", "값 없음", "점 {}개", "{} {}~{}"),
        "그 밖의 계열({}): {}",
        "출처: ",
    ),
    "nl": Words(
        (
            *("kolomdiagram", "horizontaal staafdiagram", "gegroepeerd kolomdiagram"),
            *("gestapeld kolomdiagram", "lijndiagram", "vlakdiagram", "spreidingsdiagram"),
            *("cirkeldiagram", "ringdiagram"),
        ),
        *("{} waarden", "eerst", "laatst", "laagst", "hoogst"),
        *("{} ontbrekende waarden", "geen waarde", "{} punten", "{} van {} tot {}"),
        "Overige reeksen ({}): {}",
        "Bron: ",
        axes="{} per {}",
        across="Per {}",
    ),
    "no": Words(
        (
            *("søylediagram", "liggende søylediagram", "gruppert søylediagram"),
            *("stablet søylediagram", "linjediagram", "arealdiagram", "punktdiagram"),
            *("sektordiagram", "ringdiagram"),
        ),
        *("{} verdier", "først", "sist", "lavest", "høyest"),
        *("{} manglende verdier", "ingen verdi", "{} punkter", "{} fra {} til {}"),
        "Øvrige serier ({}): {}",
        "Kilde: ",
        axes="{} etter {}",
        across="Etter {}",
    ),
    "pl": Words(
        (
            *("wykres kolumnowy", "wykres słupkowy poziomy", "wykres kolumnowy grupowany"),
            *("wykres kolumnowy skumulowany", "wykres liniowy", "wykres warstwowy"),
            *("wykres punktowy", "wykres kołowy", "wykres pierścieniowy"),
        ),
        *("liczba wartości: {}", "pierwsza", "ostatnia", "najniższa", "najwyższa"),
        *("liczba braków: {}", "brak wartości", "liczba punktów: {}", "{} od {} do {}"),
        "Pozostałe serie ({}): {}",
        "Źródło: ",
    ),
    "pt": Words(
        (
            *("gráfico de colunas", "gráfico de barras horizontais"),
            *("gráfico de colunas agrupadas", "gráfico de colunas empilhadas"),
            *("gráfico de linhas", "gráfico de área", "gráfico de dispersão"),
            *("gráfico de setores", "gráfico de rosca"),
        ),
        *("{} valores", "primeiro", "último", "mínimo", "máximo"),
        *("{} valores ausentes", "sem valor", "{} pontos", "{} de {} a {}"),
        "Outras séries ({}): {}",
        "Fonte: ",
        axes="{} por {}",
        across="Por {}",
    ),
    "ru": Words(
        (
            *("столбчатая диаграмма", "горизонтальная столбчатая диаграмма"),
            *("столбчатая диаграмма с группировкой", "столбчатая диаграмма с накоплением"),
            *("линейный график", "диаграмма с областями", "точечная диаграмма"),
            *("круговая диаграмма", "кольцевая диаграмма"),
        ),
        *("значений: {}", "первое", "последнее", "наименьшее", "наибольшее"),
        *("пропусков: {}", "нет значения", "точек: {}", "{} от {} до {}"),
        "Другие ряды ({}): {}",
        "Источник: ",
    ),
    "sv": Words(
        (
            *("stapeldiagram", "liggande stapeldiagram", "grupperat stapeldiagram"),
            *("staplat stapeldiagram", "linjediagram", "ytdiagram", "punktdiagram"),
            *("cirkeldiagram", "ringdiagram"),
        ),
        *("{} värden", "först", "sist", "lägst", "högst"),
        *("{} saknade värden", "inget värde", "{} punkter", "{} från {} till {}"),
        "Övriga serier ({}): {}",
        "Källa: ",
        axes="{} efter {}",
        across="Efter {}",
    ),
    "tr": Words(
        (
            *("sütun grafiği", "yatay çubuk grafiği", "kümelenmiş sütun grafiği"),
            *("yığılmış sütun grafiği", "çizgi grafiği", "alan grafiği", "dağılım grafiği"),
            *("pasta grafiği", "halka grafiği"),
        ),
        *("{} değer", "ilk", "son", "en düşük", "en yüksek"),
        *("{} boş değer", "değer yok", "{} nokta", "{} {} – {}"),
        "Diğer seriler ({}): {}",
        "Kaynak: ",
    ),
    "uk": Words(
        (
            *("стовпчаста діаграма", "горизонтальна стовпчаста діаграма"),
            *("стовпчаста діаграма з групуванням", "стовпчаста діаграма з накопиченням"),
            *("лінійний графік", "діаграма з областями", "точкова діаграма"),
            *("кругова діаграма", "кільцева діаграма"),
        ),
        *("значень: {}", "перше", "останнє", "найменше", "найбільше"),
        *("пропусків: {}", "немає значення", "точок: {}", "{} від {} до {}"),
        "Інші ряди ({}): {}",
        "Джерело: ",
    ),
    "zh": Words(
        (
            *("柱形图", "条形图", "簇状柱形图", "堆积柱形图", "折线图", "面积图", "散点图", "饼图"),
            "圆环图",
        ),
        *("{}个值", "首项", "末项", "最低", "最高"),
        *("{}个空值", "无值", "{}个点", "{}从{}到{}"),
        "其他系列（{}）：{}",
        "来源：",
        *("：", "，", "。"),
    ),
    "zh-Hant": Words(
        (
            *("直條圖", "橫條圖", "群組直條圖", "堆疊直條圖", "折線圖", "區域圖", "散佈圖"),
            *("圓形圖", "環圈圖"),
        ),
        *("{}個值", "首項", "末項", "最低", "最高"),
        *("{}個空值", "無值", "{}個點", "{}從{}到{}"),
        "其他數列（{}）：{}",
        "資料來源：",
        *("：", "，", "。"),
    ),
}

LANGUAGES = tuple(_WORDS)
"""The languages that charts speak."""


def words_in(language: str) -> Words:
    """Return the words in `language`, a BCP 47 tag; in English if not known."""
    return in_language(_WORDS, language)
