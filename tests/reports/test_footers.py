"""The footer of a company's layout stays, unless the talk has its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.template.made import changed, plain, saved
from tests.template.test_build import built
from tests.writer.opened import Opened

TALK = "---\ntitle: A talk\ntemplate: corporate.pptx\n{settings}---\n\n## One\n\n- a\n- b\n"
FIELD = '<a:fld id="{00000000-1234-1234-1234-123412341234}" type="%s"><a:t>%s</a:t></a:fld>'
NUMBER = FIELD % ("slidenum", "‹#›")


def run(words: str) -> str:
    return f"<a:r><a:t>{words}</a:t></a:r>"


def template(
    footer: str = "", date: str = "", number: str = NUMBER, hidden: str = "", head: str = ""
) -> bytes:
    """A template whose layouts all have this at their foot; `hidden` is what its master says of
    new slides, `head` an attribute of the presentation."""
    lines = {"ftr": footer, "dt": date, "sldNum": number}

    def change(name: str, content: bytes) -> bytes:
        text = content.decode("utf-8", "surrogateescape")
        if re.fullmatch(r"ppt/slideLayouts/[^/]+\.xml", name):
            for kind, line in lines.items():
                pattern = rf'(<p:ph type="{kind}".*?<a:p>).*?(</a:p>)'
                text = re.sub(pattern, rf"\1{_escaped(line)}\2", text, flags=re.DOTALL)
        if hidden and name == "ppt/slideMasters/slideMaster1.xml":
            text = text.replace("<p:txStyles>", f"<p:hf {hidden}/><p:txStyles>")
        if head and name == "ppt/presentation.xml":
            text = text.replace("<p:presentation ", f"<p:presentation {head} ", 1)
        return text.encode("utf-8", "surrogateescape")

    return changed(saved(plain()), change)


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\")


def foot(deck: Opened, number: int) -> dict[str, str]:
    """What stands in each placeholder at the foot of a slide."""
    found = {}
    for shape in deck.slide(number).iter("{*}sp"):
        kind = next((one.get("type", "") for one in shape.iter("{*}ph")), "")
        if kind in ("ftr", "dt", "sldNum"):
            found[kind] = "".join(one.text or "" for one in shape.iter("{*}t"))
    return found


CASES = {
    "a footer": (template(run("Acme · internal")), "", {"ftr": "Acme · internal", "sldNum": "2"}),
    "a footer in two runs": (
        template(run("Acme ") + run("Ltd")),
        "",
        {"ftr": "Acme Ltd", "sldNum": "2"},
    ),
    "the talk's own": (
        template(run("Acme")),
        "footer: Mine\n",
        {"ftr": "Mine", "sldNum": "2"},
    ),
    "a date as text": (template(date=run("May 2026")), "", {"dt": "May 2026", "sldNum": "2"}),
    "the talk's own date": (
        template(date=run("May 2026")),
        "date: June\n",
        {"dt": "June", "sldNum": "2"},
    ),
    "a date that changes": (template(date=FIELD % ("datetime1", "1/1/25")), "", {"sldNum": "2"}),
    "words around the number": (
        template(number=f"{run('Page ')}{NUMBER}{run(' · Acme')}"),
        "",
        {"sldNum": "Page 2 · Acme"},
    ),
    "words around the number, and a total": (
        template(number=f"{run('Page ')}{NUMBER}"),
        "slide-numbers: total\n",
        {"sldNum": "Page 2 / 2"},
    ),
    "no numbers": (
        template(number=f"{run('Page ')}{NUMBER}"),
        "slide-numbers: false\n",
        {},
    ),
    "the number in the footer": (
        template(f"{run('Acme, page ')}{NUMBER}"),
        "",
        {"ftr": "Acme, page 2", "sldNum": "2"},
    ),
    "an invitation to write": (template(run("Sample Footer Text")), "", {"sldNum": "2"}),
    "an invitation in Italian": (template(run("&lt;piè di pagina&gt;")), "", {"sldNum": "2"}),
    "a footer that new slides do not have": (
        template(run("Acme"), hidden='ftr="0"'),
        "",
        {"sldNum": "2"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_stands_at_the_foot(name: str, tmp_path: Path) -> None:
    data, settings, expected = CASES[name]
    assert foot(built(tmp_path, data, TALK.format(settings=settings)), 2) == expected


@pytest.mark.parametrize(
    ("head", "expected"), [("", {"ftr": "Acme"}), ('showSpecialPlsOnTitleSld="0"', {})]
)
def test_the_title_slide_has_it_unless_the_template_hides_it(
    head: str, expected: dict[str, str], tmp_path: Path
) -> None:
    data = template(run("Acme"), head=head)
    assert foot(built(tmp_path, data, TALK.format(settings="")), 1) == expected
