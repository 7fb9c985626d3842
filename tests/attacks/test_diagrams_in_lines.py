"""Hostile diagrams that are written in lines: they end soon, with a diagram or with a reason."""

from __future__ import annotations

import pytest

from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import LimitError
from deck_builder.charts.data.spec import ChartSpec
from tests.diagrams.drawn import content_of, faults, ground

BLANKS = " " * 3_000
MANY = {
    "messages": "sequenceDiagram\n" + "A->>B: x\n" * 10_000,
    "statements on a line": "sequenceDiagram\n" + "A->>B: x;" * 400,
    "participants": "sequenceDiagram\n" + "".join(f"participant P{at}\n" for at in range(10_000)),
    "blocks in blocks": "sequenceDiagram\n" + "loop x\n" * 5_000,
    "tasks": "gantt\n" + "A : 2026-01-01, 3d\n" * 10_000,
    "tasks that wait": "gantt\n"
    + "".join(f"A : t{at}, after t{at + 1}, 1d\n" for at in range(2_000)),
    "centuries without work": "gantt\nexcludes monday, tuesday\nA : 0001-01-01, 9990y",
    "a length without end": "gantt\nA : 2026-01-01, 999999y",
    "levels of thoughts": "mindmap\n" + "".join(" " * at + "a\n" for at in range(1, 500)),
    "thoughts": "mindmap\n a\n" + "  b\n" * 10_000,
    "points": "quadrantChart\n" + "a: [0.5, 0.5]\n" * 10_000,
    "commits": "gitGraph\n" + "commit\n" * 10_000,
    "branches": "gitGraph\ncommit\n" + "".join(f"branch b{at}\ncommit\n" for at in range(4_000)),
    "periods": "timeline\n" + "1 : a : b\n" * 10_000,
    "events": "timeline\n1" + " : a" * 900,
    "cards": "kanban\n a\n" + "  b\n" * 10_000,
    "scores": "journey\n" + "a: 3: b\n" * 10_000,
}
LONG = {
    "blanks in a message": f"sequenceDiagram\nA{BLANKS}B{BLANKS}",
    "blanks in a note": f"sequenceDiagram\nnote over A{BLANKS}x",
    "blanks behind an arrow": f"sequenceDiagram\nA->>{BLANKS}",
    "a line": "sequenceDiagram\nA->>B: " + "x" * 20_000,
    "dashes": "sequenceDiagram\n" + "-" * 3_900,
    "angles": "sequenceDiagram\n" + "<" * 3_900,
    "brackets": "mindmap\n " + "(" * 3_900,
    "braces": "kanban\n a" + "@{" * 1_900,
    "quotes": "pie\n" + '"' * 3_900,
    "colons": "journey\n" + ":" * 3_900,
    "options": "gitGraph\ncommit " + 'id:"' * 900,
    "commas": "xychart-beta\nbar [" + "," * 3_800 + "]",
    "digits": 'pie\n"a" : ' + "9" * 3_000,
    "a number of Python": "sequenceDiagram\nautonumber 1e999999999",
    "a format of dates": "gantt\ndateFormat " + "D" * 3_000 + "\nA : 1, 2",
    "marks": 'mindmap\n a["`' + "**_" * 1_000 + '`"]',
    "tags": "sequenceDiagram\nA->>B: " + "<b" * 1_500,
}


@pytest.mark.parametrize("name", MANY)
def test_too_much_is_refused(name: str) -> None:
    found = Collector()
    try:
        content = content_of(MANY[name], found)
    except LimitError:
        return
    assert content is not None or found.found


@pytest.mark.parametrize("name", LONG)
def test_long_lines_end_soon(name: str) -> None:
    content = content_of(LONG[name], Collector())
    if content is not None and not isinstance(content, ChartSpec):
        content.lay_out(ground())


SCRIPTS = (
    "الرسالة الأولى إلى الخادم",
    "הודעה ראשונה לשרת",
    "第一条消息发送到服务器",
    "最初のメッセージ",
    "서버로 보내는 첫 메시지",
    "ข้อความแรกถึงเซิร์ฟเวอร์",
    "सर्वर को पहला संदेश",
    "Första meddelandet 🚀 till servern",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)


@pytest.mark.parametrize("words", SCRIPTS)
def test_every_script_has_room(words: str) -> None:
    for text in (
        f"sequenceDiagram\nA->>B: {words}\nnote over A: {words}\nB->>B: {words}",
        f"gantt\nsection {words}\n{words} : 2026-01-01, 3d",
        f"timeline\nsection {words}\n{words} : {words}",
        f"mindmap\n {words}\n  {words}\n   {words}",
        f"quadrantChart\nquadrant-1 {words}\nx-axis {words}\n{words}: [0.2, 0.2]",
        f"journey\nsection {words}\n{words}: 3: {words}",
        f'gitGraph\ncommit id: "{words}" tag: "{words}"',
        f"kanban\n {words}\n  {words}",
    ):
        content = content_of(text, Collector())
        assert content is not None
        assert not isinstance(content, ChartSpec)
        space = ground(size=12)
        assert sorted(set(faults(content.lay_out(space), space))) == []
