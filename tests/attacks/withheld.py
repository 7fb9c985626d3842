"""Talks that withhold a word, in every place and in every spelling of a condition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deck_builder.base.diagnostics import DeckError, has_errors
from deck_builder.outline.options import Options
from deck_builder.package.assemble import unpacked
from deck_builder.pipeline import lay_out_deck, write_deck

WORD = "zzqsecret"
AUDIENCES = ("pub", "int", "")
SETTINGS = f"""---
title: All
audiences: {{pub: {{level: 1}}, int: {{level: 3}}}}
variables: {{who: {WORD}}}
---

"""

UNDERSTOOD = (
    "{audience=int}",
    '{audience="int"}',
    "{audience='int'}",
    "{ audience=int }",
    "{\taudience=int}",
    "{audience=int audience=int}",
    "{audience='int, int'}",
    "{not-audience=pub}",
    "{not-audience='pub,pub'}",
    "{level=3}",
    '{level="2"}',
    "{audience=int level=2}",
    "{not-audience=pub level=3}",
)
"""Conditions that hold for `int` and not for `pub`."""

ODD = (
    "{.x lev el=3}",
    "{l el=3 key=a}",
    "{le  el=3 .x}",
    "{audience: int}",
    "{audience = int}",
    "{audience =int}",
    "{audience= int}",
    "{audience:int}",
    "{audience==int}",
    "{audience~=int}",
    "{audience!=pub}",
    "{audience}",
    "{audience int}",
    "{audience=}",
    "{audience=''}",
    "{not-audience=}",
    "{not-audience=''}",
    "{Audience=int}",
    "{AUDIENCE=int}",
    "{audiences=int}",
    "{audiance=int}",
    "{audince=int}",
    "{audeince=int}",
    "{udience=int}",
    "{audienc=int}",
    "{auddience=int}",
    "{audence=int}",
    "{aud\u200bience=int}",
    "{aud\u00adience=int}",
    "{\uff41\uff55\uff44\uff49\uff45\uff4e\uff43\uff45=int}",
    "{\u0430udience=int}",
    "{audi&#101;nce=int}",
    "{audience\uff1dint}",
    "{audience=\u201cint\u201d}",
    '{audience="int}',
    "{audience='int}",
    '{audience=int"}',
    "{audience=int",
    "audience=int}",
    "{{audience=int}}",
    "{ {audience=int} }",
    "{%audience=int%}",
    "{: audience=int}",
    "{:audience=int}",
    "{audience=Int}",
    "{audience=int;}",
    "{audience=intern}",
    "{audience=int, level=3}",
    "{\u00a0audience=int}",
    "{audience=\nint}",
    "{.audience=int}",
    "{#audience=int}",
    "{.audience}",
    "{.audience-int}",
    "{-audience=int}",
    "{!audience=int}",
    "{@audience=int}",
    "{audience*=*int}",
    "{**audience**=int}",
    "{`audience`=int}",
    "{notaudience=pub}",
    "{no-audience=pub}",
    "{not_audience=pub}",
    "{not audience=pub}",
    "{not-audiences=pub}",
    "{Not-Audience=pub}",
    "{level: 3}",
    "{level = 3}",
    "{Level=3}",
    "{levels=3}",
    "{lvel=3}",
    "{leve=3}",
    "{level=high}",
    "{level>=3}",
    "{level=4}",
    "{data-audience=int}",
    "{when-profil=int}",
    "{when-format=html}",
    "{when-meta=int}",
    "{unless-profil=pub}",
    "{.content-hidden}",
    "{.content-hiden}",
    "{.content-visibl when-profile=int}",
    "{.content-hidden audience=pub}",
    "\\{audience=int}",
    "{audience=int\\}",
)
"""Conditions that are not, or not quite, what they look like."""


PLACES: Mapping[str, str] = {
    "paragraph": f"a {WORD} b @",
    "middle of a paragraph": f"a {WORD} @ b",
    "before a full stop": f"a {WORD} @.",
    "after a word": f"a {WORD}@ b",
    "after a word at the end": f"a {WORD}@",
    "line end": f"a\nb {WORD} @\nc",
    "first line": f"{WORD} @\nc",
    "line of its own after a paragraph": f"a {WORD}\n@",
    "hard break": f"a\\\n{WORD} @  \nc",
    "item": f"- a\n- {WORD} @",
    "task": f"- [ ] a\n- [x] {WORD} @",
    "ordered item": f"1. a\n2. {WORD} @",
    "line of an item": f"- a\n- {WORD} @\n  c",
    "line under an item": f"- a\n- {WORD}\n  @",
    "nested item": f"- a\n  - b\n  - {WORD} @",
    "parent of items": f"- a\n- b @\n  - {WORD}",
    "second paragraph of an item": f"- a\n\n  {WORD} @",
    "line after a list": f"- a\n- {WORD}\n\n@",
    "slide": f"## A {WORD} @\n\nb\n",
    "slide with content": f"## A @\n\n{WORD}\n",
    "closed heading": f"## A {WORD} @ ##\n\nb\n",
    "underlined heading": f"A {WORD} @\n---\n\nb\n",
    "section": f"# A @\n\n## B\n\n{WORD}\n",
    "sub-heading": f"### A @\n\n{WORD}",
    "span": f"a [{WORD}]@ b",
    "span with a blank": f"a [{WORD}] @ b",
    "nested span": f"a [b [{WORD}]@ c]{{.x}} d",
    "emphasis": f"a *{WORD}*@ b",
    "underscores": f"a _{WORD}_@ b",
    "strong": f"a **{WORD}**@ b",
    "strong and emphasis": f"a ***{WORD}***@ b",
    "strike": f"a ~~{WORD}~~@ b",
    "mark": f"a =={WORD}==@ b",
    "insert": f"a ++{WORD}++@ b",
    "subscript": f"a~{WORD}~@ b",
    "superscript": f"a^{WORD}^@ b",
    "code span": f"a `{WORD}`@ b",
    "formula": f"a ${WORD}$@ b",
    "formula in parentheses": f"a \\(x_{{{WORD}}}\\)@ b",
    "display": f"a\n\n$${WORD}$$ @\n\nb",
    "display on lines": f"a\n\n$$\n{WORD}\n$$ @\n\nb",
    "display after its opening": f"a\n\n$$ @\n{WORD}\n$$\n\nb",
    "keys": f"a <kbd>{WORD}</kbd>@ b",
    "inline HTML": f"a <b>{WORD}</b>@ b",
    "link": f"a [{WORD}](https://example.org)@ b",
    "link target": f"a [b](https://example.org/{WORD})@ c",
    "link with a blank": f"a [{WORD}](https://example.org) @ b",
    "reference link": f"a [{WORD}][1]@ b\n\n[1]: https://example.org",
    "address": f"a <https://example.org/{WORD}>@ b",
    "definition of a link": f"a [b] c\n\n[b]: https://example.org/{WORD} @",
    "title of a link": f'a [b](https://example.org "{WORD} @") c',
    "picture": f"a\n\n![{WORD}](a.png)@\n\nb",
    "picture with a blank": f"a\n\n![{WORD}](a.png) @\n\nb",
    "alternative text": f"a\n\n![{WORD} @](a.png)\n\nb",
    "picture in a link": f"a\n\n[![{WORD}](a.png)@](https://example.org)\n\nb",
    "quote": f"> a\n>\n> {WORD} @",
    "quote's line": f"> a {WORD} @\n> b",
    "line after a quote": f"> a {WORD}\n\n@",
    "callout": f"> [!NOTE] @\n> {WORD}",
    "callout with words": f"> [!NOTE]\n> {WORD} @",
    "div callout": f"::: {{.callout-note}} @\n{WORD}\n:::",
    "cell": f"| a | b |\n|---|---|\n| c | d |\n| {WORD} @ | e |",
    "header cell": f"| a | {WORD} @ |\n|---|---|\n| c | d |",
    "column": f"| a | b @ |\n|---|---|\n| c | {WORD} |",
    "row after its last bar": f"| a | b |\n|---|---|\n| c | d |\n| {WORD} | e | @",
    "line after a table": f"| a | b |\n|---|---|\n| c | {WORD} |\n@",
    "caption of a table": f"| a | b |\n|---|---|\n| c | d |\n\n: {WORD} @",
    "table by its caption": f"| a | b |\n|---|---|\n| c | {WORD} |\n\n: d @",
    "caption above a table": f"Table: {WORD} @\n\n| a | b |\n|---|---|\n| c | d |",
    "table by the caption above it": f"Table: d @\n\n| a | b |\n|---|---|\n| c | {WORD} |",
    "cell of a grid": f"+---+\0-\n| a |\0 b\n+===+\0=\n| c |\0 {WORD} @\n+---+\0-",
    "item in a cell of a grid": f"+---+\0-\n| a |\0 - b\n|   |\0 - {WORD} @\n+---+\0-",
    "column of a grid": f"+---+\0-\n| a |\0 d @\n+===+\0=\n| c |\0 {WORD}\n+---+\0-",
    "row of a simple table": f"a      b\n----   ----\nc      d\ne      {WORD} @",
    "line of a line block": f"| a\n| {WORD} @",
    "code": f"```python @\n{WORD}\n```",
    "code without a language": f"``` @\n{WORD}\n```",
    "tildes": f"~~~ python @\n{WORD}\n~~~",
    "code with words": f"```python a @\n{WORD}\n```",
    "line after code": f"```python\n{WORD}\n```\n@",
    "chart": f"```chart bar @\ntitle: {WORD}\ndata: {{a: 1, b: 2}}\n```",
    "mark of a chart": f'```chart bar\ndata: {{a: 1, b: 2}}\nmark: {{1.5: "{WORD} @"}}\n```',
    "note of a chart": f'```chart bar\ndata: {{a: 1, b: 2}}\nannotate: {{a: "{WORD} @"}}\n```',
    "sums of a chart": f'```chart waterfall\ndata: {{a: 1}}\ntotal: "{WORD} @"\n```',
    "title of a chart": f'```chart bar\ntitle: "{WORD} @"\ndata: {{a: 1, b: 2}}\n```',
    "div": f"::: @\n{WORD}\n:::",
    "named div": f"::: x @\n{WORD}\n:::",
    "columns": f":::: columns\n::: column\na\n:::\n::: {{.column}} @\n{WORD}\n:::\n::::",
    "div's end": f"::: x\n{WORD}\n::: @",
    "notes": f"a\n\n::: notes @\n{WORD}\n:::",
    "in notes": f"a\n\n::: notes\n{WORD} @\n:::",
    "notes in a comment": f"a\n\n<!-- notes: b {WORD} @ -->",
    "lines of notes in a comment": f"a\n\n<!-- notes:\nb\n\n- {WORD} @\n-->",
    "term": f"a\n\n{WORD} @\n: b\n",
    "definition of a term": f"a\n\nb\n: {WORD} @\n",
    "definition under a term": f"a\n\nb @\n: {WORD}\n",
    "footnote": f"a[^1] b\n\n[^1]: {WORD} @",
    "part of a footnote": f"a[^1] b\n\n[^1]: c\n\n    {WORD} @",
    "reference to a footnote": f"a[^1]@ b\n\n[^1]: {WORD}",
    "reference to a footnote in a footnote": f"a[^1] b\n\n[^1]: c[^2]@ d\n\n[^2]: {WORD}",
    "footnote in a footnote": f"a[^1] b\n\n[^1]: c[^2]@ d\n\n    [^2]: {WORD}",
    "footnote of what is withheld": f"a[^1]@ b\n\n[^1]: c[^2] d\n\n[^2]: {WORD}",
    "footnote in a line": f"a^[{WORD} @] b",
    "footnote in a line after it": f"a^[{WORD}]@ b",
    "rule": f"## A\n\nb\n\n--- @\n\n{WORD}",
    "stars": f"## A\n\nb\n\n*** @\n\n{WORD}",
    "abbreviation": f"a HTML\n\n*[HTML]: {WORD} @",
    "HTML paragraph": f"<p>{WORD} @</p>",
    "HTML cell": f"<table><tr><td>a</td></tr><tr><td>{WORD} @</td></tr></table>",
    "HTML item": f"<ul>\n<li>a</li>\n<li>\n\n{WORD} @\n\n</li>\n</ul>",
    "list in a cell": f"<table><tr><td>a</td><td>\n\n- b\n- {WORD} @\n\n</td></tr></table>",
    "details": f"<details><summary>a</summary>\n\n{WORD} @\n\n</details>",
    "caption of a figure in Markdown": "<figure>\n\n![a](a.png)\n\n<figcaption>\n\n"
    f"b {WORD} @\n\n</figcaption>\n</figure>",
    "picture in an item": f"- a\n- {WORD} @\n\n  ![b](a.png)\n\n  c\n- d",
    "picture in an inner item": f"- a\n  - b\n\n    ![{WORD}](a.png) @\n  - c",
    "words after a picture in an item": f"- a\n\n  ![b](a.png)\n\n  {WORD} @\n- c",
    "figure": f"<figure>\n\n{WORD} @\n\n</figure>",
    "variable": "a {{ who }}@ b",
    "emoji": f"a {WORD} :rocket:@ b",
    "incremental": f"::: incremental\n- a\n- {WORD} @\n:::",
    "title of a talk": f"# {WORD} @\n\n## A\n\nb\n\n## C\n\nd",
}
"""Outlines that have `WORD` where a condition, in the place of `@`, is to hold it back."""

ELEMENTS: Mapping[str, str] = {
    "div element": f"<div @>\n\n{WORD}\n\n</div>",
    "div in a line": f"<div @>{WORD}</div>",
    "span element": f"a <span @>{WORD}</span> b",
    "heading element": f"<h2 @>{WORD}</h2>\n\nb",
    "heading's content": f"<h2 @>a</h2>\n\n{WORD}",
    "paragraph element": f"<p @>{WORD}</p>",
    "item element": f"<ul><li>a</li><li @>{WORD}</li></ul>",
    "list element": f"<ul @><li>{WORD}</li></ul>",
    "table element": f"<table @><tr><td>{WORD}</td></tr></table>",
    "row element": f"<table><tr><td>a</td></tr><tr @><td>{WORD}</td></tr></table>",
    "cell element": f"<table><tr><td>a</td></tr><tr><td @>{WORD}</td></tr></table>",
    "heading of columns": "<table><tr><th>a</th><th colspan=2 @>b</th></tr>"
    f"<tr><td>c</td><td>d</td><td>{WORD}</td></tr></table>",
    "second header row": "<table><thead><tr><th rowspan=2>a</th><th colspan=2>b</th></tr>"
    "<tr><th>c</th><th @>d</th></tr></thead>"
    f"<tr><td>e</td><td>f</td><td>{WORD}</td></tr></table>",
    "cell over rows": "<table><tr><td>a</td><td>b</td></tr>"
    f"<tr><td rowspan=2 @>c</td><td>d</td></tr><tr><td>{WORD}</td></tr></table>",
    "cell that begins in a column": "<table><tr><th>a</th><th @>b</th><th>c</th></tr>"
    f"<tr><td>d</td><td colspan=2>{WORD}</td></tr></table>",
    "cell that begins in a row": "<table><tr><td>a</td><td>b</td></tr>"
    f"<tr @><td rowspan=2>{WORD}</td><td>c</td></tr><tr><td>d</td></tr></table>",
    "group of rows": f"<table><tr><td>a</td></tr><tbody @><tr><td>{WORD}</td></tr></tbody></table>",
    "caption element": f"<table><caption @>{WORD}</caption><tr><td>a</td></tr></table>",
    "cell of a table in a cell": "<table><tr><td>a</td><td><table><tr><td>b</td></tr>"
    f"<tr><td @>{WORD}</td></tr></table></td></tr></table>",
    "item in a cell": f"<table><tr><td>a</td><td><ul><li>b<li @>{WORD}</ul></td></tr></table>",
    "item in a Markdown cell": f"| a |\n|---|\n| <ul><li>b</li><li @>{WORD}</li></ul> |",
    "bold element": f"a <b @>{WORD}</b> b",
    "key element": f"a <kbd @>{WORD}</kbd> b",
    "unknown element": f"a <foo @>{WORD}</foo> b",
    "unknown block": f"<section @>\n\n{WORD}\n\n</section>",
    "link element": f"a <a href='https://example.org' @>{WORD}</a> b",
    "picture element": f"<img src='a.png' alt='{WORD}' @>",
    "picture in a sentence": f"a <img src='a.png' alt='{WORD}' @ /> b",
    "figure element": f"<figure @><img src='a.png' alt='{WORD}'></figure>",
    "caption of a figure": "<figure><img src='a.png' alt='b'>"
    f"<figcaption @>{WORD}</figcaption></figure>",
    "part of a caption": "<figure><img src='a.png' alt='b'>"
    f"<figcaption>c <b @>{WORD}</b></figcaption></figure>",
    "picture of a figure": f"<figure><img src='a.png' alt='{WORD}' @>"
    "<figcaption>b</figcaption></figure>",
    "choice of pictures": "<picture @><source srcset='b.png'>"
    f"<img src='a.png' alt='{WORD}'></picture>",
    "picture in a choice": f"<picture><img @ src='a.png' alt='{WORD}'></picture>",
    "film element": f"<video src='a.mp4' title='{WORD}' @></video>",
    "words in a film": f"<video src='a.mp4'><p @>{WORD}</p></video>",
    "page element": f"<iframe src='https://example.org/{WORD}' @></iframe>",
    "words in a page": f"<object data='https://example.org'><b @>{WORD}</b></object>",
    "details element": f"<details @><summary>a</summary>{WORD}</details>",
    "pre element": f"<pre @>{WORD}</pre>",
    "quote element": f"<blockquote @>{WORD}</blockquote>",
    "term element": f"<dl><dt @>{WORD}</dt><dd>b</dd></dl>",
    "definition element": f"<dl><dt>a</dt><dd @>{WORD}</dd></dl>",
    "rule element": f"a\n\n<hr @>\n\n{WORD}",
    "element without an end": f"a <span @>{WORD}",
    "upper case": f"a <SPAN @>{WORD}</SPAN> b",
}
"""Outlines that have `WORD` in an element of HTML whose attributes, in the place of `@`, are to
hold it back."""


def shown(text: str, audience: str, folder: Path) -> str | None:
    """Build a talk with the outline `text` for an audience, and return everything that is in its
    file as one text; None when it is not built."""
    talk = folder / "talk.md"
    head = "" if text.startswith(("# ", "## ")) else "## Slide\n\nseen\n\n"
    talk.write_text(SETTINGS + head + text + "\n", encoding="utf-8")
    try:
        checked = lay_out_deck(talk, Options(audience=audience))
        if has_errors(checked.diagnostics):
            return None
        data = write_deck(checked.value)
    except DeckError:
        return None
    return "\n".join(f"{name} {part.decode('utf-8', 'replace')}" for name, part in unpacked(data))


def outline(place: str, condition: str) -> str:
    """Return the outline of a place with `condition` in it."""
    if place in PLACES:
        return _drawn(PLACES[place].replace("@", condition))
    return ELEMENTS[place].replace("@", condition.strip("{} "))


def _drawn(text: str) -> str:
    """Finish the grid of a table: what is after each NUL is its last column."""
    if "\0" not in text:
        return text
    lines = [line.partition("\0") for line in text.split("\n")]
    width = max(len(last) for _, _, last in lines) + 1
    return "\n".join(
        f"{first}{last * width}+" if last in ("-", "=") else f"{first}{last.ljust(width)}|"
        for first, _, last in lines
    )
