"""Talks that are built to take long: for each a function that writes one of any size."""

from __future__ import annotations

import json
from collections.abc import Callable

Writer = Callable[[int], str]

_WORDS = "the day is longer or shorter and the noon sun is higher or lower in its own time "


def _slide(text: str) -> str:
    return f"## One slide\n\n{text}\n"


def _repeated(piece: str, closing: str = "", between: str = "x") -> Writer:
    """A slide with `piece` so many times, then as often what closes it."""
    return lambda size: _slide(piece * size + between + closing * size)


def _settings(lines: str, body: str = "## One slide\n\nText\n") -> str:
    return f"---\n{lines}\n---\n\n{body}"


def _backticks(size: int) -> str:
    """Runs of all lengths, so that none closes another."""
    return _slide(" ".join("`" * length for length in range(1, size)))


def _nested_items(size: int) -> str:
    return _slide("".join(f"{'  ' * depth}- item\n" for depth in range(size)))


def _footnotes_in_circles(size: int) -> str:
    uses = " ".join(f"a[^{number}]" for number in range(size))
    texts = "".join(f"[^{n}]: see [^{(n + 1) % size}] and [^{n // 2}]\n\n" for n in range(size))
    return _slide(f"{uses}\n\n{texts}")


def _abbreviations(size: int) -> str:
    names = "".join(f"*[A{number}]: meaning {number}\n" for number in range(size))
    return _slide(" ".join(f"A{number}" for number in range(size)) + f"\n\n{names}")


def _table(columns: int, rows: int, cell: str = "1") -> str:
    head = "|".join(f"c{number}" for number in range(columns))
    line = "|".join([cell] * columns)
    return _slide(f"|{head}|\n|{'---|' * columns}\n" + f"|{line}|\n" * rows)


def _short_rows(size: int) -> str:
    """A header of many columns over rows of one cell: each row is filled up with empty cells."""
    return _slide(f"|{'a|' * size}\n|{'-|' * size}\n" + "|a|\n" * size)


def _laughs(size: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, size)]
    return _settings("\n".join(lines))


def _merged_keys(size: int) -> str:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: v}}" for n in range(1, size)]
    return _settings("\n".join(lines))


def _formula(text: str) -> str:
    return _slide(f"$$\n{text}\n$$")


def _array(size: int) -> str:
    rows = r" \\ ".join(" & ".join(["x_1"] * size) for _ in range(size))
    return _formula(rf"\begin{{matrix}} {rows} \end{{matrix}}")


def _chart(kind: str, data: str) -> str:
    return _slide(f"```chart {kind}\ndata: {data}\n```")


def _points(kind: str, number: str = "{n}") -> Writer:
    def write(size: int) -> str:
        pairs = (f"c{n}: {number.format(n=n % 100 + 1)}" for n in range(size))
        return _chart(kind, "{" + ", ".join(pairs) + "}")

    return write


def _series(kind: str) -> Writer:
    def write(size: int) -> str:
        rows = "".join(f"    s{n}: [1, 2, 3]\n" for n in range(size))
        return _chart(kind, f"\n  categories: [a, b, c]\n  series:\n{rows}")

    return write


def _dots(size: int) -> str:
    return _chart("scatter", f"[{', '.join(f'[{n}, {n % 17}]' for n in range(size))}]")


def _fence(language: str, line: str, several: bool = True) -> Writer:
    end = "\n" if several else ""
    return lambda size: _slide(f"```{language}\n{(line + end) * size}\n```")


def _stepped_code(size: int) -> str:
    steps = "|".join(str(n + 1) for n in range(size))
    return _slide("```python {" + steps + "}\n" + "x = 1\n" * size + "```")


def _many(piece: str) -> Writer:
    """As many slides, or other pieces, with their numbers."""
    return lambda size: "".join(piece.replace("@", str(n)) for n in range(size))


def _audiences(size: int) -> str:
    names = "".join(
        f"  a{n}: {{title: Title for {n}, minutes: {n % 50 + 1}}}\n" for n in range(size)
    )
    return _settings(f"title: The talk\naudiences:\n{names}")


def _three_audiences(size: int) -> str:
    names = "audiences: {one: {}, two: {level: 1}, three: {level: 2}}"
    slides = "".join(
        f"## Slide {n} {{audience={('one', 'two', 'three')[n % 3]}}}\n\n- word {n} of the slide\n\n"
        for n in range(size)
    )
    return _settings(names, slides)


def _withheld(unit: Callable[[int], str]) -> Writer:
    def write(size: int) -> str:
        secret = " ".join(unit(n) for n in range(size))
        body = f"## Slide\n\nText\n\n```text {{audience=two}}\n{secret}\n```\n"
        return _settings("audiences: {one: {}, two: {}}", body)

    return write


def _variables(size: int) -> str:
    lines = "\n".join(f"  v{n}: '{{{{ v{n - 1} }}}} {{{{ v{n - 1} }}}}'" for n in range(1, size))
    return _settings(f"variables:\n  v0: ha\n{lines}", f"## Slide\n\n{{{{ v{size - 1} }}}}\n")


def _long_variable(size: int) -> str:
    body = "## Slide\n\n" + "{{ v }} " * size
    return _settings(f"variables: {{v: {'word ' * (size // 5)}}}", body)


def _unknown(use: str, known: str) -> Writer:
    """As many names that are not known as there are known ones: each gets a hint."""
    return lambda size: _settings("title: T", _many(known)(size) + "\n" + _slide(_many(use)(size)))


def _html(piece: str, closing: str = "") -> Writer:
    return lambda size: _slide(piece * size + "x" + closing * size)


def _nested_divs(size: int) -> str:
    return _slide(
        "".join(":" * 4 + " {.fragment}\n" for _ in range(size)) + "x\n" + "::::\n" * size
    )


def _columns(size: int) -> str:
    return _slide(":::: columns\n" + "::: column\nText\n:::\n" * size + "::::\n")


def _json_in_front_matter(size: int) -> str:
    return json.dumps({"title": "T"}) + "[" * size


TEXTS: dict[str, tuple[Writer, int]] = {
    # Blocks inside blocks.
    "quotes in quotes": (_repeated("> "), 100_000),
    "items in items": (_nested_items, 3_000),
    "items in items in a line": (_repeated("- "), 100_000),
    "numbered items in a line": (_repeated("1. "), 100_000),
    "quotes and items in a line": (_repeated("> - "), 50_000),
    "divs in divs": (_nested_divs, 20_000),
    "footnote in a footnote's block": (_repeated("[^a]: "), 50_000),
    "terms in terms": (lambda size: _slide("a\n" + ": " * size + "b"), 50_000),
    # Marks in marks.
    "emphasis opened": (_repeated("*a "), 100_000),
    "emphasis in emphasis": (_repeated("*a ", " a*"), 50_000),
    "emphasis and strong": (_repeated("*a **b "), 50_000),
    "stars": (_repeated("*"), 200_000),
    "stars and underscores": (_repeated("*_"), 100_000),
    "underscores": (_repeated("_a"), 100_000),
    "struck out": (_repeated("~~a "), 100_000),
    "marked": (_repeated("==a "), 100_000),
    "marked, not closed": (_repeated("=="), 100_000),
    "inserted": (_repeated("++a "), 100_000),
    "subscripts": (_repeated("~a"), 100_000),
    "superscripts": (_repeated("^a"), 100_000),
    "brackets": (_repeated("["), 100_000),
    "brackets closed": (_repeated("[", "]"), 50_000),
    "pictures opened": (_repeated("!["), 100_000),
    "pictures in pictures": (_repeated("![", "](x.png)"), 20_000),
    "links opened": (_repeated("[a]("), 100_000),
    "links in links": (_repeated("[", "](x)"), 20_000),
    "links of brackets": (_repeated("[a][b]"), 50_000),
    "link with angles": (_repeated("[a](<b"), 50_000),
    "link with a title": (_repeated('[a](b "'), 50_000),
    "link with many parentheses": (lambda size: _slide(f"[a]({'(' * size})"), 100_000),
    "spans": (_repeated("[a]{.b "), 50_000),
    "spans in spans": (_repeated("[", "]{.mark}"), 20_000),
    "footnotes in the line": (_repeated("^["), 20_000),
    "footnotes in footnotes": (_repeated("^[a ", "]"), 20_000),
    "footnote references": (_repeated("[^"), 100_000),
    "angles": (_repeated("<"), 100_000),
    "angles and letters": (_repeated("<a "), 50_000),
    "addresses opened": (_repeated("<http:"), 50_000),
    "backticks of all lengths": (_backticks, 1_000),
    "backticks and text": (_repeated("`a``"), 50_000),
    "backslashes": (_repeated("\\"), 200_000),
    "line breaks": (_repeated("a\\\n"), 50_000),
    "entities": (_repeated("&amp;"), 50_000),
    "ampersands": (_repeated("&"), 200_000),
    "dollars": (_repeated("$"), 100_000),
    "formulas not closed": (_repeated("$a "), 100_000),
    "double dollars": (_repeated("$$a\n"), 50_000),
    "braces": (_repeated("{"), 100_000),
    "braces after spans": (_repeated("`a`{"), 50_000),
    "braces and quotes": (_repeated('{a="'), 50_000),
    "braces at the end": (lambda size: f"## T {'{.a} ' * size}\n\nx\n", 20_000),
    "classes": (lambda size: "## T {" + ".hidden " * size + "}\n\nx\n", 100_000),
    "braces of variables": (_repeated("{{"), 100_000),
    "shortcodes": (_repeated("{{< "), 50_000),
    "references to figures": (_repeated("@fig:a "), 50_000),
    "emoji names": (_repeated(":a"), 100_000),
    "emoji names opened": (_repeated(":sunny:"), 50_000),
    "addresses": (_repeated("http://a.b/"), 50_000),
    "addresses with blanks": (_repeated("https://a.bc "), 30_000),
    "addresses with www": (_repeated("www."), 50_000),
    "addresses with parentheses": (lambda s: _slide(f"https://a.bc/{'(' * s}{')' * s}"), 50_000),
    "mail": (_repeated("a@"), 100_000),
    "mail with dots": (_repeated("a.b@c.d."), 50_000),
    "schemes": (_repeated("://"), 100_000),
    "quotation marks": (lambda s: _settings("smart: true", _slide("\"'a " * s)), 50_000),
    "dashes": (lambda s: _settings("smart: true", _slide("-- ... --- " * s)), 50_000),
    # Definitions.
    "link definitions": (lambda s: _slide("x\n\n" + _many("[a@]: /u\n")(s)), 50_000),
    "link definitions used": (
        lambda s: _slide(_many("[a@] ")(s) + "\n\n" + _many("[a@]: /u\n")(s)),
        20_000,
    ),
    "link definitions opened": (_repeated("[a]:\n"), 30_000),
    "link definition with a title": (lambda s: _slide('[a]: b "' + "\nx" * s), 50_000),
    "link definitions with titles": (lambda s: _slide("x\n\n" + '[a]: b "\n' * s), 10_000),
    "footnotes in circles": (_footnotes_in_circles, 5_000),
    "footnotes not defined": (_unknown("a[^k@] ", "[^x@]: a\n\n"), 2_000),
    "abbreviations": (_abbreviations, 5_000),
    "abbreviations and a long text": (
        lambda s: _slide(_WORDS * (s // 4) + "\n\n" + _many("*[A@]: b\n")(s)),
        20_000,
    ),
    # Tables.
    "table of many columns": (lambda s: _table(s, 3), 5_000),
    "table of many rows": (lambda s: _table(3, s), 50_000),
    "table of short rows": (_short_rows, 5_000),
    "table of one large cell": (lambda s: _table(1, 1, _WORDS * (s // 80)), 1_000_000),
    "table of bars": (lambda s: _slide("|" * s + "\n" + "|-" * s), 50_000),
    "table of escaped bars": (lambda s: _slide("a|b\n-|-\n" + "\\|" * s), 100_000),
    "tables": (_many("## T @\n\n|a|b|\n|-|-|\n|1|2|\n\n"), 5_000),
    # Settings.
    "aliases in aliases": (_laughs, 12),
    "merged keys": (_merged_keys, 25),
    "lists in lists of settings": (lambda s: _settings("a: " + "[" * s + "]" * s), 10_000),
    "settings in settings": (
        lambda s: _settings("\n".join(" " * n + "a:" for n in range(s))),
        2_000,
    ),
    "settings in a line": (lambda s: _settings("a: " + "{a: " * s + "}" * s), 10_000),
    "dashes in settings": (lambda s: _settings("a:\n" + "- " * s + "x"), 10_000),
    "unknown settings": (lambda s: _settings(_many("key@: value\n")(s)), 20_000),
    "values of a setting": (lambda s: _settings(f"author: [{'a, ' * s}]"), 300_000),
    "a long setting": (lambda s: _settings(f"title: {_WORDS * (s // 80)}"), 1_000_000),
    "a long number": (lambda s: _settings(f"minutes: {'9' * s}"), 1_000_000),
    "anchors": (lambda s: _settings(_many("k@: &a@ x\n")(s)), 20_000),
    "tags": (lambda s: _settings("a: " + "!!str " * s + "x"), 50_000),
    "audiences": (_audiences, 5_000),
    "variables of variables": (_variables, 1_000),
    "a variable used often": (_long_variable, 100_000),
    "variables": (lambda s: _settings("variables:\n" + _many("  v@: x\n")(s)), 20_000),
    "brackets after no settings": (_json_in_front_matter, 100_000),
    # Formulas.
    "formula of braces": (lambda s: _formula("{" * s + "x" + "}" * s), 10_000),
    "formula of fractions": (lambda s: _formula(r"\frac{1}{" * s + "x" + "}" * s), 1_000),
    "formula of roots": (lambda s: _formula(r"\sqrt{" * s + "x" + "}" * s), 1_000),
    "formula of powers": (lambda s: _formula("x^{" * s + "x" + "}" * s), 1_000),
    "formula of primes": (lambda s: _formula("x" + "'" * s), 10_000),
    "formula of brackets": (lambda s: _formula(r"\left(" * s + "x" + r"\right)" * s), 1_000),
    "formula in brackets": (
        lambda s: _formula(r"\left(\frac{1}{" * s + "x" + r"}\right)" * s),
        30,
    ),
    "long formula": (lambda s: _formula("x + " * (s // 4) + "x"), 100_000),
    "formula of sums": (lambda s: _formula(r"\sum_{i}^{n} " * s + "x"), 2_000),
    "matrix": (_array, 200),
    "small matrix": (_array, 30),
    "matrices in matrices": (
        lambda s: _formula(r"\begin{pmatrix} a & " * s + "x" + r" \\ b & c \end{pmatrix}" * s),
        20,
    ),
    "formulas in a line": (_repeated("$x^2 + y_1$ "), 10_000),
    "formulas in blocks": (_many("## T @\n\n$$\nx^2 + \\frac{@}{2}\n$$\n\n"), 3_000),
    "formula with macros": (lambda s: _formula(r"\newcommand{\a}{xx}" + r"\a" * s), 5_000),
    # Charts.
    "bars": (_points("bar"), 100_000),
    "bars, a million": (_points("bar"), 1_000_000),
    "bars at the side": (_points("hbar"), 20_000),
    "line": (_points("line"), 100_000),
    "pieces of a pie": (_points("pie"), 20_000),
    "pieces of a donut": (_points("donut"), 2_000),
    "dots": (_dots, 100_000),
    "series of bars": (_series("grouped-bar"), 1_000),
    "series of stacked bars": (_series("stacked-bar"), 1_000),
    "series of lines": (_series("line"), 1_000),
    "series of areas": (_series("area"), 1_000),
    "huge numbers": (_points("bar", "1e300"), 5),
    "huge numbers in a line": (_points("line", "{n}e305"), 5),
    "tiny numbers": (_points("bar", "{n}e-300"), 5),
    "numbers far apart": (
        lambda s: _chart("scatter", "[[1e-300, 1e300], [1e300, 1e-300], [0, 0]]"),
        1,
    ),
    "years far apart": (lambda s: _chart("line", "{1: 1, 999999999999: 2, 5: 3}"), 1),
    "dates far apart": (
        lambda s: _chart("line", "{0001-01-01: 1, 9999-12-31: 2, 2000-01-01: 1}"),
        1,
    ),
    "a number of many digits": (lambda s: _chart("bar", f"{{a: {'9' * s}, b: 1}}"), 100_000),
    "a long category": (lambda s: _chart("bar", f"{{{_WORDS * (s // 80)}: 1, b: 2}}"), 100_000),
    "a long unit": (
        lambda s: _slide(f"```chart bar\ndata: {{a: 1, b: 2}}\nunit: {'u' * s}\n```"),
        100_000,
    ),
    "charts": (
        lambda s: "".join(
            f"## C {n}\n\n```chart bar\ndata: {{a: {n + 1}, b: 2}}\n```\n\n" for n in range(s)
        ),
        200,
    ),
    # Code.
    "lines of code": (_fence("python", "x = compute(1, 'a')  # why"), 100_000),
    "lines of text": (_fence("text", "a line of plain text"), 100_000),
    "a long line of code": (_fence("python", "x = 1; ", several=False), 150_000),
    "a long line of text": (_fence("text", "word ", several=False), 200_000),
    "code without blanks": (_fence("text", "x", several=False), 1_000_000),
    "fences": (_many("## T @\n\n```python\nx = @\n```\n\n"), 5_000),
    "fences opened": (_repeated("```a\n"), 50_000),
    "code of backticks": (lambda s: _slide("`" * s + "\n" + "x\n" * 9), 200_000),
    "steps in code": (_stepped_code, 2_000),
    "a range of lines": (
        lambda s: _slide("```python {1-999999999}\nx = 1\ny = 2\n```"),
        1,
    ),
    "a first line far away": (
        lambda s: _slide(f"```python {{.numberLines startFrom={'9' * s}}}\nx = 1\n```"),
        5_000,
    ),
    **{
        f"code in {language} of {piece!r}": (_fence(language, piece, several=False), size)
        for language, piece, size in (
            ("python", "f'{", 30_000),
            ("python", "(" * 10, 10_000),
            ("javascript", "/a", 50_000),
            ("javascript", "`${", 30_000),
            ("html", "<a ", 50_000),
            ("html", "<!--", 30_000),
            ("xml", "<![CDATA[", 20_000),
            ("css", "a{", 50_000),
            ("bash", "$((", 30_000),
            ("bash", "${", 30_000),
            ("perl", "m{", 30_000),
            ("ruby", "%q(", 30_000),
            ("ruby", "#{", 30_000),
            ("sql", "/*", 50_000),
            ("json", "[", 100_000),
            ("json", '"', 100_000),
            ("yaml", "- ", 50_000),
            ("yaml", "a: ", 50_000),
            ("markdown", "**", 50_000),
            ("markdown", "[a](", 30_000),
            ("latex", "\\begin{", 20_000),
            ("c", "/*", 50_000),
            ("c", "a ", 50_000),
            ("cpp", "a<", 50_000),
            ("java", "a<", 50_000),
            ("haskell", "{-", 30_000),
            ("lisp", "(", 100_000),
            ("rust", "r#", 30_000),
            ("go", "a ", 50_000),
            ("php", "<?php $", 20_000),
            ("scala", "a[", 30_000),
            ("kotlin", "a<", 30_000),
            ("swift", "\\(", 30_000),
            ("matlab", "'", 50_000),
            ("r", "`", 50_000),
            ("ini", "[", 50_000),
            ("toml", "[", 50_000),
            ("diff", "+", 100_000),
            ("docker", "RUN ", 30_000),
            ("make", "$(", 30_000),
            ("powershell", "$(", 30_000),
            ("lua", "--[[", 30_000),
            ("elixir", "#{", 30_000),
            ("groovy", "a ", 50_000),
            ("csharp", "a ", 50_000),
            ("coffeescript", "a ", 50_000),
            ("jinja", "{{", 30_000),
            ("rst", "`", 50_000),
            ("rst", "a\n", 50_000),
            ("console", "$ ", 50_000),
        )
    },
    # Letters.
    "emoji of families": (_repeated("👨‍👩‍👧‍👦"), 20_000),
    "flags": (_repeated("🇩🇪"), 50_000),
    "combining marks": (lambda s: _slide("a" + "\u0301" * s), 100_000),
    "combining marks of many classes": (
        lambda s: _slide("a" + "\u0301\u0323\u0315\u0345" * (s // 4)),
        100_000,
    ),
    "joiners": (_repeated("\u200d"), 100_000),
    "overrides": (_repeated("\u202ea\u202b"), 50_000),
    "isolates": (_repeated("\u2067a"), 50_000),
    "Hebrew and digits": (_repeated("א1 a "), 50_000),
    "one long word": (lambda s: _slide("x" * s), 1_000_000),
    "one long word of hyphens": (lambda s: _slide("x-" * (s // 2)), 500_000),
    "one long text": (lambda s: _slide(_WORDS * (s // 80)), 1_000_000),
    "Japanese": (lambda s: _slide("日本語の文章。" * (s // 7)), 300_000),
    "Thai": (lambda s: _slide("ภาษาไทย" * (s // 7)), 300_000),
    "no-break spaces": (lambda s: _slide("a\u00a0" * (s // 2)), 300_000),
    "soft hyphens": (lambda s: _slide("a\u00ad" * (s // 2)), 300_000),
    "zero-width spaces": (lambda s: _slide("a\u200b" * (s // 2)), 300_000),
    "blanks": (lambda s: _slide("a" + " " * s + "b"), 500_000),
    "tabs": (lambda s: _slide("a\t" * s), 200_000),
    "empty lines": (lambda s: _slide("\n" * s), 1_000_000),
    "a long title": (lambda s: f"## {_WORDS * (s // 80)}\n\nText\n", 100_000),
    "a long title of one word": (lambda s: f"## {'x' * s}\n\nText\n", 100_000),
    "a long talk's title": (lambda s: f"# {_WORDS * (s // 80)}\n\n## T\n\nText\n", 100_000),
    "a long section": (
        lambda s: _many(f"# {_WORDS * (s // 800)}\n\n## T\n\nText\n\n")(10),
        100_000,
    ),
    "long notes": (lambda s: _slide(f"x\n\n::: notes\n{_WORDS * (s // 80)}\n:::"), 1_000_000),
    "notes of paragraphs": (lambda s: _slide("x\n\n::: notes\n" + "Word.\n\n" * s + ":::"), 50_000),
    "notes of comments": (lambda s: _slide("x\n\n" + "<!-- notes: a -->\n\n" * s), 20_000),
    "pauses": (
        lambda s: _slide("x\n\n::: notes\n" + "[pause 999999999 min] " * s + "\n:::"),
        20_000,
    ),
    # Slides.
    "slides": (_many("## Slide @\n\n- one\n- two\n\n"), 100_000),
    "slides without content": (_many("## Slide @\n\n"), 100_000),
    "slides of rules": (lambda s: "a\n\n---\n\n" * s, 100_000),
    "slides for three audiences": (_three_audiences, 10_000),
    "sections": (_many("# Section @\n\n## Slide @\n\nText\n\n"), 2_000),
    "many sections": (_many("# Section @\n\n## Slide @\n\nText\n\n"), 20_000),
    "sub-headings": (lambda s: "## T\n\n" + _many("### Part @\n\nText\n\n")(s), 20_000),
    "headings of one id": (lambda s: "## Same {#a}\n\nText\n\n" * s, 10_000),
    "headings of one name": (lambda s: "## Same\n\nText [b](#same-1)\n\n" * s, 10_000),
    "links that lead nowhere": (
        lambda s: _many("## Slide @\n\n[a](#slide-x@)\n\n")(s),
        3_000,
    ),
    "variables not known": (
        lambda s: _settings(
            "variables:\n" + _many("  value@: x\n")(s), _slide(_many("{{ valu@ }} ")(s))
        ),
        2_000,
    ),
    "pictures not found": (_many("## T @\n\n![a](none@.png)\n\n"), 3_000),
    "audiences not known": (
        lambda s: _settings("audiences: {one: {}}", _many("## T @ {audience=on@}\n\nx\n\n")(s)),
        5_000,
    ),
    "paragraphs": (lambda s: _slide("Some words.\n\n" * s), 50_000),
    "items": (lambda s: _slide("- An item\n" * s), 50_000),
    "numbered items": (lambda s: _slide(_many("@. An item\n")(s)), 50_000),
    "a high first number": (lambda s: _slide("999999999. An item\n" * s), 100),
    "loose items": (lambda s: _slide("- An item\n\n" * s), 30_000),
    "terms": (lambda s: _slide("Term\n: Meaning\n\n" * s), 10_000),
    "cards": (lambda s: _slide("- **Term**: meaning\n" * s), 10_000),
    "columns": (_columns, 2_000),
    "numbers": (lambda s: _slide("::: number\n42\n:::\n\n" * s), 3_000),
    "callouts": (lambda s: _slide("> [!NOTE]\n> Text\n\n" * s), 5_000),
    "quotes": (lambda s: _slide("> Text\n\n" * s), 10_000),
    "builds": (lambda s: _slide("Text\n\n. . .\n\n" * s), 10_000),
    "builds of items": (lambda s: "## T {.incremental}\n\n" + "- An item\n" * s, 10_000),
    "fragments": (lambda s: _slide("::: fragment\nText\n:::\n\n" * s), 10_000),
    "check boxes": (lambda s: _slide("- [x] Done\n" * s), 10_000),
    "withheld numbers": (_withheld(str), 2_000),
    "withheld numbers, more": (_withheld(str), 100_000),
    "withheld letters": (_withheld(lambda n: chr(97 + n % 26)), 100_000),
    "withheld words": (_withheld(lambda n: f"word{n}"), 50_000),
    "withheld equal words": (_withheld(lambda n: "same"), 50_000),
    "withheld ideographs": (_withheld(lambda n: "日"), 50_000),
    "withheld code": (
        lambda s: _settings(
            "audiences: {one: {}, two: {}}",
            "## T\n\nx\n\n" + _many("```text {audience=two}\nsecret word @ here\n```\n\n")(s),
        ),
        5_000,
    ),
    # HTML.
    "bold HTML": (_html("<b>", "</b>"), 20_000),
    "bold HTML not closed": (_html("<b>"), 50_000),
    "divs of HTML": (_html("<div>", "</div>"), 20_000),
    "blocks of HTML": (_html("<div>\n\n", "</div>\n\n"), 5_000),
    "spans of HTML": (_html("<span>a", "</span>"), 20_000),
    "tables of HTML": (_html("<table><tr><td>", "</td></tr></table>"), 5_000),
    "rows of HTML": (
        lambda s: _slide(f"<table>{'<tr><td>a</td><td>b</td></tr>' * s}</table>"),
        20_000,
    ),
    "lists of HTML": (_html("<ul><li>", "</li></ul>"), 5_000),
    "comments": (_html("<!-- a -->"), 50_000),
    "comments opened": (_html("<!--"), 50_000),
    "comments opened in lines": (_html("a <!--\n"), 30_000),
    "instructions": (_html("<?"), 50_000),
    "declarations": (_html("<!A"), 50_000),
    "CDATA": (_html("<![CDATA["), 30_000),
    "attributes of HTML": (lambda s: _slide("<span " + "a=b " * s + ">x</span>"), 50_000),
    "attributes opened": (_html('<a b="'), 50_000),
    "details": (_html("<details><summary>a</summary>", "</details>"), 3_000),
    "scripts": (_html("<script>"), 30_000),
    "a picture in the text": (
        lambda s: _slide(f"![a](data:image/png;base64,{'A' * s})"),
        5_000_000,
    ),
    "a drawing in the text": (
        lambda s: _slide(f"![a](data:image/svg+xml,%3Csvg%3E{'%20' * s})"),
        500_000,
    ),
}
"""By its name what writes a talk of some size, and the size with which it is tried."""
