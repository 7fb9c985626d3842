"""What is said of diagrams, in the languages of talks."""

from __future__ import annotations

import re

import pytest

from deck_builder.base.diagnostics import Collector
from deck_builder.charts.data.spec import ChartSpec
from tests.diagrams.drawn import content_of, said
from tests.written import cases

LANGUAGES = ("de", "fr", "ar", "ja", "zh-Hant", "pt-BR")
CASES = {
    "flow": (
        "flowchart LR\n Auftrag --> Bezahlt{Bezahlt?}\n Bezahlt -->|ja| Senden\n"
        " Bezahlt --> Mahnen\n",
        "Auftrag → Bezahlt?\nja: Senden\n→ Mahnen\n",
    ),
    "class": ("classDiagram\n Brot <|-- Roggen\n", "Brot – Roggen\n"),
    "entities": ("erDiagram\n GAST ||--o{ KORB : trägt\n", "GAST – KORB (trägt, 1 – 0..*)\n"),
    "sequence": (
        "sequenceDiagram\n A->>B: Hallo\n Note over A,B: warm\n",
        "A → B: Hallo\nA, B: warm\n",
    ),
    "gantt": (
        "gantt\n dateFormat YYYY-MM-DD\n Messen :crit, 2026-03-02, 3d\n",
        "Messen: 2. März 2026 – 5. März 2026\n",
    ),
    "journey": ("journey\n Warten: 1: Gast\n", "Warten: 1/5 (Gast)\n"),
    "quadrant": (
        "quadrantChart\n x-axis Wenig --> Viel\n A: [0.2, 0.7]\n",
        "x: Wenig – Viel\nA: 0.2, 0.7\n",
    ),
    "git": (
        'gitGraph\n commit id: "a"\n branch b\n commit\n checkout main\n merge b\n',
        "main: a\nb\nb → main\n",
    ),
    "sankey": ("sankey-beta\n A,B,1234.5\n", "A: B 1.234,5\n"),
}
# What the program says in English, but for the words of mermaid that stand on the slide.
VERBS = re.compile(r"\b(then|to|is|of|note|over|copy|commit|zero|many)\b", re.IGNORECASE)


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_signs_stand_for_verbs(text: str, expected: str) -> None:
    content = content_of(text, Collector(), "de")
    assert content is not None
    assert said(content) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "expected"), tuple(cases("diagrams")))
def test_no_other_language_has_english_words(text: str, expected: str, language: str) -> None:
    content = content_of(text, Collector(), language)
    if content is None or isinstance(content, ChartSpec):
        return
    found = set(VERBS.findall(said(content)))
    assert found <= set(VERBS.findall(text))
