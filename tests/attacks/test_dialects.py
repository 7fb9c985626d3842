"""What a condition withholds stays out of the deck in whichever dialect the talk is written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError, Severity
from deck_builder.dialects.registry import DIALECTS
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck

SECRET = "Xylophone"
PUBLIC = "Marmalade"
_HEAD = "audiences: {a: {}, b: {}}\n"
NO_YAML = ("md2pptx",)

PLACES = {
    "a title": f"# {SECRET} {{audience=a}}\n\n{SECRET} text\n",
    "a title and what is below it": f"# T {{audience=a}}\n\n{SECRET}\n\n## More\n\n- {SECRET}\n",
    "a sub-heading": f"# One\n\ntext\n\n## Two {{audience=a}}\n\n{SECRET}\n",
    "a rule": f"# One\n\ntext\n\n--- {{audience=a}}\n\n# Two\n\n{SECRET}\n",
    "a rule with blanks": f"# One\n\ntext\n\n---   {{audience=a}}\n\n{SECRET}\n",
    "a div": f"# One\n\ntext\n\n::: {{audience=a}}\n{SECRET}\n:::\n",
    "a div with a class": f"# One\n\ntext\n\n::: {{.box audience=a}}\n{SECRET}\n:::\n",
    "a div of columns": f"# One\n\n:::: columns\n::: {{.column audience=a}}\n{SECRET}\n:::\n::::\n",
    "a span": f"# One\n\ntext [{SECRET}]{{audience=a}}\n",
    "an item": f"# One\n\n- text\n- {SECRET} {{audience=a}}\n",
    "a paragraph": f"# One\n\ntext\n\n{SECRET} {{audience=a}}\n",
    "a line": f"# One\n\ntext\n{SECRET} {{audience=a}}\nmore\n",
    "a picture": f"# One\n\ntext\n\n![{SECRET}](pic.png){{audience=a}}\n",
    "a picture with more": f"# One\n\ntext\n\n![{SECRET}](pic.png){{audience=a lazy}}\n",
    "a background": f"# One\n\ntext\n\n![bg {SECRET}](pic.png){{audience=a}}\n",
    "code": f"# One\n\ntext\n\n```js {{audience=a}}\n{SECRET}\n```\n",
    "code with steps": f"# One\n\ntext\n\n```js {{1|2}}{{audience=a}}\n{SECRET}\n```\n",
    "an element": f'# One\n\ntext\n\n<div audience="a">\n\n{SECRET}\n\n</div>\n',
    "an element in a line": f'# One\n\ntext <span audience="a">{SECRET}</span>\n',
    "an element of Slidev": f'# One\n\ntext\n\n<v-click audience="a">\n\n{SECRET}\n\n</v-click>\n',
    "notes as an element": f'# One\n\ntext\n\n<aside class="notes" audience="a">{SECRET}</aside>\n',
    "an element of any name": f'# One\n\ntext\n\n<my-box audience="a">\n\n{SECRET}\n\n</my-box>\n',
    "notes": f"# One\n\ntext\n\nNote: {SECRET} {{audience=a}}\n",
    "notes in a div": f"# One\n\ntext\n\n::: {{.notes audience=a}}\n{SECRET}\n:::\n",
    "notes of remark": f"# One\n\ntext\n\n???\n\n{SECRET} {{audience=a}}\n",
    "a class of remark": f"# One\n\ntext\n\n.left[\n{SECRET} {{audience=a}}\n]\n",
    "a component": f"# One\n\ntext\n\n::block{{audience=a}}\n{SECRET}\n::\n",
    "an icon": f"# One\n\ntext\n\n<carbon:x audience=a/> {SECRET}\n",
    "a formula": f"# One\n\ntext\n\n$$ {{1|2}} {{audience=a}}\n{SECRET}\n$$\n",
    "a quote": f"# One\n\ntext\n\n> {SECRET} {{audience=a}}\n",
    "a row": f"# One\n\n| A | B |\n|---|---|\n| 1 | 2 |\n| {SECRET} | 3 {{audience=a}} |\n",
    "a misspelt one": f"# One\n\ntext\n\n::: {{audiences=a}}\n{SECRET}\n:::\n",
    "a grid": (
        f'# One\n\n<div class="grid grid-cols-2"><div audience="a">\n\n{SECRET}\n\n</div>\n'
        "<div>\n\ntext\n\n</div></div>\n"
    ),
    "settings of a slide": f"# One\n\ntext\n\n---\naudience: a\n---\n\n# Two\n\n{SECRET}\n",
    "a property of a slide": f"# One\n\ntext\n\n---\naudience: a\n\n# Two\n\n{SECRET}\n",
    "a note in a div": f"# One\n\n::: {{audience=a}}\nx\n\n<!-- {SECRET} -->\n:::\n\ntext\n",
    "a note in a paragraph": f"# One\n\nx <!-- {SECRET} --> y {{audience=a}}\n\ntext\n",
    "a note in an item": f"# One\n\n- text\n- x <!-- {SECRET} --> y {{audience=a}}\n",
    "a note below a sub-heading": f"# One\n\ntext\n\n## Two {{audience=a}}\n\n<!-- {SECRET} -->\n",
    "a note of Deckset": f"# One\n\ntext\n\n## Two {{audience=a}}\n\n^ {SECRET}\n\n## Three\n\nx\n",
    "a background below a sub-heading": (
        f"# One\n\ntext\n\n## Two {{audience=a}}\n\n![bg](pic.png)\n\n<!-- footer: {SECRET} -->\n"
    ),
    "a footer in a div": f"# One\n\n::: {{audience=a}}\n::: footer\n{SECRET}\n:::\n:::\n\ntext\n",
    "a footer below a sub-heading": (
        f"# One\n\ntext\n\n### Two {{audience=a}}\n\n::: footer\n{SECRET}\n:::\n"
    ),
    "a footer of remark": f"# One\n\ntext\n\n## Two {{audience=a}}\n\n.my-footer[{SECRET}]\n",
    "words in a footer of remark": (f"# One\n\ntext\n\n.footer[\nx [{SECRET}]{{audience=a}}\n]\n"),
    "a heading without a blank": f"# One\n\ntext\n\n#{SECRET} {{audience=a}}\nmore\n",
    "what is below a heading without a blank": (
        f"# One\n\ntext\n\n---\n\n#Two {{audience=a}}\n\n{SECRET}\n"
    ),
    "the lines below a heading without a blank": (
        f"# One\n\ntext\n\n---\n\n##Two {{audience=a}}\n{SECRET}\n\n{SECRET}\n"
    ),
    "a comment in a footer": f"# One\n\ntext\n\n.footer[x <!-- {SECRET} --> y]\n",
    "clicks in a grid": (
        f'# One\n\n<div class="grid"><v-clicks audience="a">\n<div>{SECRET}</div>\n'
        f"<div>{SECRET}</div>\n</v-clicks></div>\n\ntext\n"
    ),
    "words in a component": f'# One\n\ntext\n\n<AutoFitText audience="a" modelValue="{SECRET}"/>\n',
    "a view of several": (
        f'# One\n\n<v-switch>\n<template #1>text</template>\n<template #2 audience="a">{SECRET}'
        "</template>\n</v-switch>\n"
    ),
    "a picture in a text": f"# One\n\ntext ![{SECRET}](pic.png){{audience=a}} more\n",
    "a heading as a target": (
        f"# One\n\nsee [Two]\n\n## Two {{audience=a}}\n\n[{SECRET}]\n\n### {SECRET}\n"
    ),
    "a footer of a slide with a rule": (
        f"# One\n\n--- {{audience=a}}\n\n# Two\n\n<!-- footer: {SECRET} -->\n"
    ),
    "a footer of Deckset below a sub-heading": (
        f"# One\n\ntext\n\n## Two {{audience=a}}\n\n[.footer: {SECRET}]\n"
    ),
    "a note in a slot below a sub-heading": (
        f"# One\n\nleft\n\n::right::\n\ntext\n\n## Two {{audience=a}}\n\nx\n\n<!-- {SECRET} -->\n"
    ),
    "a section in a slide": f"# T {{audience=a}}\n\n<section>\n\n## {SECRET}\n\n</section>\n",
    "a section below a sub-heading": (
        f"# One\n\ntext\n\n## Two {{audience=a}}\n\n<section>\n\n### {SECRET}\n\n"
        f"</section>\n\n{SECRET}\n"
    ),
    "a part with a heading of its own": (
        f"# T {{audience=a}}\n\ntext\n\n::right::\n\n# {SECRET}\n\n{SECRET}\n"
    ),
    "a slot below a sub-heading": (
        f"# One\n\ntext\n\n## Two {{audience=a}}\n\n<template #right>\n\n{SECRET}\n\n</template>\n"
    ),
    "a property of a template": (
        f"# One\n\n---\nname: t\naudience: a\ncolor: {SECRET}\n\nx\n\n---\ntemplate: t\n\n"
        "# {{color}}\n"
    ),
    "a property of a step": f"# One\n\ntext\n\n--\nclass: x\naudience: a\n\n{SECRET}\n",
    "a slide in a comment": (
        f"# One\n\n<!--\nnotes\n\n---\naudience: a\n---\n\n{SECRET}\n-->\n\n---\n\n# Two\n"
    ),
    "audiences of a layout": (
        f"# One\n\n---\nlayout: true\naudiences: a\n\n{SECRET}\n\n---\n\n# A\n"
    ),
    "a property of a layout": (
        f"# One\n\n---\nlayout: true\naudience: a\ncolor: {SECRET}\n\nx\n\n---\n\n# A\n\n"
        "text {{color}}\n"
    ),
    "a template": f"# One\n\n---\nlayout: true\naudience: a\n\n{SECRET}\n\n---\n\n# Two\n",
    "a named template": (
        f"# One\n\n---\nname: t\n\n## T {{audience=a}}\n\n{SECRET}\n\n---\ntemplate: t\n\n# Two\n"
    ),
    "a slide that continues": (
        f"# One\n\n---\n\n## T {{audience=a}}\n\n{SECRET}\n\n---\ncontinued: true\n\n# Two\n"
    ),
    "an included file": "# One\n\n---\nsrc: part.md\naudience: a\n---\n",
    "an included file below a sub-heading": (
        "# One\n\ntext\n\n## Two {audience=a}\n\n<!-- include: part.md -->\n\nFILE: part.md\n\n"
        "![[part]]\n"
    ),
    "an included file of a slide": (
        "# One {audience=a}\n\n<!-- include: part.md -->\n\nFILE: part.md\n\n![[part]]\n"
    ),
    "a variable in computed text": f"# One\n\ntext {{{{ $x.y }}}} [{SECRET}]{{audience=a}}\n",
}


def talk(name: str, body: str) -> str:
    """Return a talk in a dialect with a public slide at its end."""
    between = "<!-- end_slide -->" if name == "presenterm" else "---"
    end = f"\n{between}\n\n# {PUBLIC}\n\n{PUBLIC}\n"
    return f"---\n{_HEAD}---\n\n{body}{end}"


# What is a condition only in some dialects; in the others, it is text, or the slide's own rule.
_ONLY = {
    "settings of a slide": ("slidev",),
    "a property of a slide": ("remark",),
    "a footer of a slide with a rule": ("marp",),
    "a note in a slot below a sub-heading": ("slidev",),
    "a section in a slide": ("reveal", "obsidian"),
    "a section below a sub-heading": ("reveal", "obsidian"),
    "a part with a heading of its own": ("slidev",),
    "a slot below a sub-heading": ("slidev",),
    "a template": ("remark",),
    "a property of a template": ("remark",),
    "a property of a layout": ("remark",),
    "what is below a heading without a blank": ("remark",),
    "the lines below a heading without a blank": ("remark",),
    "a comment in a footer": ("remark",),
    "a property of a step": ("remark",),
    "a slide in a comment": ("slidev",),
    "audiences of a layout": ("remark",),
    "a named template": ("remark",),
    "a slide that continues": ("remark",),
    "an included file": ("slidev",),
    "an included file below a sub-heading": ("presenterm", "reveal", "obsidian"),
    "an included file of a slide": ("presenterm", "reveal", "obsidian"),
    "a rule": ("marp", "obsidian", "remark", "reveal", "slidev"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", [one.name for one in DIALECTS if one.name not in NO_YAML])
def test_withheld(name: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name not in _ONLY.get(place, (name,)):
        return
    monkeypatch.chdir(tmp_path)
    picture = Path(__file__).parent.parent / "cases" / "dialects" / "pic.png"
    (tmp_path / "pic.png").write_bytes(picture.read_bytes())
    (tmp_path / "part.md").write_text(f"# Part\n\n{SECRET}\n", encoding="utf-8")
    path = tmp_path / "talk.md"
    path.write_text(talk(name, PLACES[place]), encoding="utf-8")
    try:
        checked = lay_out_deck(path, Options(audience="b", written_as=name))
        if any(one.severity is Severity.ERROR for one in checked.diagnostics):
            return
        data = write_deck(checked.value)
    except DeckError:
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    found = [part for part, text in parts.items() if SECRET.encode() in text]
    assert not found
    assert any(PUBLIC.encode() in text for text in parts.values())
