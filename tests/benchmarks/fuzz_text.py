"""Random Markdown of all that the format knows, and of what nobody would write."""

from __future__ import annotations

import random
from collections.abc import Callable

Part = Callable[[random.Random, int], str]

_WORDS = (
    *("sun", "Day", "the", "a", "of", "night", "orbit", "solstice", "e.g.", "3.5", "1,234", "UTC"),
    *("länger", "été", "niño", "«voilà»", "„so“", '"quoted"', "'single'", "it's", "--", "---"),
    *(
        "...",
        "日本語",
        "中文字符",
        "한국어",
        "שלום",
        "مرحبا",
        "हिन्दी",
        "ไทย",
        "👩‍👧",
        "🇩🇪",
        "𝔘𝔫𝔦",
        "𓀀",
    ),
    *("\u00ad", "\u200b", "a\u0301\u0302\u0303", "\u202eright", "\ufeff", "\ufffe", "\ue000"),
    *(
        "\x07",
        "\x0b",
        "\x0c",
        "\x1f",
        "\x7f",
        "\x85",
        "\u2028",
        "&amp;",
        "&#0;",
        "&#x1F;",
        "&nbsp;",
    ),
    *(
        "&#xD800;",
        "&#xFFFE;",
        "<",
        ">",
        "&",
        "_",
        "*",
        "~",
        "\\",
        "|",
        "^",
        "=",
        "{",
        "}",
        "[",
        "]",
    ),
    *("$5", "@fig:one", "[@tbl:one]", "@nobody", "www.example.org", "a@example.org", "HTML"),
    *("https://example.org/a?b=c&d=[e]", "http://[", ":sunny:", ":no_such:", "\U000e0001"),
    *(
        "{{ name }}",
        "{{name",
        "{{< include part.md >}}",
        "{{ title }}",
        "\\{{ name }}",
        "%%",
        "\u0130",
    ),
)
_LONG = ("Donaudampfschifffahrt" * 12, "x" * 400, "日" * 200, "https://example.org/" + "a/" * 150)
_COLORS = ("accent", "accent1", "accent6", "muted", "text", "nocolor", "surface", "#12", "#A1B2C3")
_LANGUAGES = ("en", "de", "fr", "ja", "ar", "he", "zh-Hans-CN", "xx", "not a tag", "")
_THEMES = ("console", "folio", "night", "paper", "studio", "swiss", "nosuch", "x.yaml")
_LAYOUTS = (
    *("statement", "quote", "comparison", "two-content", "figure", "big-number", "content"),
    *("title-only", "blank", "picture-caption", "section", "closing", "full-bleed", "title", "no"),
)
PICTURES = (
    *("wide.png", "tall.png", "small.png", "photo.jpg", "arrow.svg", "missing.png", "assets/../"),
    *("https://example.org/a.png", "data:image/png;base64,AAAA", "part.md", "", "%00", "C:\\a.png"),
)
_RECORDINGS = ("tone.wav", "film.mp4", "missing.mp3", "small.wav")
_SIZES = ("50%", "0%", "300%", "-1cm", "4cm", "1e9pt", "120px", "2in", "nan", "12 mm", "%", "0")
_FORMULAS = (
    *(
        "E = mc^2",
        r"\frac{1}{n}",
        r"\sqrt[3]{x}",
        r"\sum_{i=1}^n i",
        r"\begin{cases} a & b \\ c",
        "",
    ),
    *(r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", r"\nosuch{x}", r"\left( x", "x_{y_{z_{w}}}"),
    *(
        r"\text{für alle } x",
        r"\color{red} x",
        "a^b^c",
        "{" * 60,
        r"\overbrace{a+b}^{n}",
        "x & y",
        "<",
    ),
    *(
        r"\cancel{x}",
        r"\lim_{x \to 0}",
        r"\vec{a} \hat b",
        r"\mathbb{R}^n" * 20,
        "\\",
        r"\frac",
        "日",
    ),
)
_LANGUAGES_OF_CODE = (
    *("python", "cpp", "json", "", "text", "nosuch", "html", "diff", "console", "{.python}", "sql"),
    *(
        "python {1|2-3}",
        "js {.numberLines startFrom=7}",
        "c {2,9-1}",
        "{.text file=code.py lines=1-2}",
    ),
    *(
        'python {caption="A caption" label="Label"}',
        "go {.numberLines} {1}",
        "{.x lines=9-3}",
        "a b c",
    ),
    *(
        "{file=missing.py}",
        "{.python file=part.md}",
        'rust {highlight="1|2"}',
        "{",
        "python {1|}",
        "+",
    ),
    *(
        "python {startFrom=-1}",
        'r {label=""}',
        "{.numberLines startFrom=999999999999}",
        "ruby {0-0}",
    ),
)
_NUMBERS = (
    *(
        "1",
        "2.5",
        "-3",
        "0",
        "~",
        "1e308",
        "-1e308",
        "1e-320",
        ".nan",
        ".inf",
        "'12 %'",
        "1,234",
        "yes",
    ),
    *(
        "'1 234 567'",
        "99999999999999999999",
        "[1, 2]",
        "{a: 1}",
        "''",
        "2020-01-01",
        "0.1",
        "1_000",
    ),
)
_KINDS = (
    *(
        "bar",
        "grouped-bar",
        "hbar",
        "stacked-bar",
        "line",
        "area",
        "scatter",
        "pie",
        "donut",
        "nokind",
    ),
    *("", "bar {#fig:one}", "{#fig:b} line"),
)
_CHART_FILES = (
    "data.csv",
    "long.csv",
    "odd.csv",
    "data.json",
    "data.tsv",
    "missing.csv",
    "part.md",
)
_HTML = (
    *(
        "<b>{}</b>",
        "<p>{}<br>{}</p>",
        "<kbd>{}</kbd>",
        "<sub>{}</sub>",
        "<sup>{}",
        "</div>{}",
        "<hr>{}",
    ),
    *("<ul><li>{}<li>{}</ul>", "<table><tr><th>{}</th></tr><tr><td>{}</td><td>x</td></tr></table>"),
    *("<details><summary>{}</summary>\n\n{}\n\n</details>", "<dl><dt>{}<dd>{}</dl>", "<!-- {} -->"),
    *(
        "<img src=wide.png alt='{}' width=50%>",
        "<a href='javascript:x'>{}</a>",
        "<span class=accent>{}",
    ),
    *("<pre><code class=language-c>{}</code></pre>", "<blockquote>{}</blockquote>", "<h2>{}</h2>"),
    *(
        "<!-- notes: {} -->",
        "<!-- {}",
        "<?php {} ?>",
        "<![CDATA[{}]]>",
        "<script>{}</script>",
        "<{}>",
    ),
    *(
        "<video src=film.mp4>{}</video>",
        "<svg><text>{}</text></svg>",
        "<td>{}</td>",
        "<ol start=0><li>{}",
    ),
    *(
        "<table><tr><td colspan=9999>{}</td></tr></table>",
        "<a href='#one'>{}</a>",
        "<style>{}</style>",
    ),
)
_HOSTILE = (
    *(
        ">" * 300,
        "- " * 150,
        "[" * 300,
        "*" * 999,
        "`" * 99,
        ":" * 99,
        "{" * 200,
        "<div>" * 120,
        "|" * 99,
    ),
    *(
        "![" * 100,
        "\\" * 99,
        "~" * 99,
        "#" * 9,
        "$" * 99,
        "^" * 99,
        "=" * 99,
        "_" * 300,
        "((" * 99,
        "&" * 99,
    ),
    *(
        "::: " + "{" * 40,
        "[a](" * 99,
        "[^a]" * 99,
        "@fig:" * 50,
        "1." * 99,
        "\t" * 9,
        "::: include x",
        "--",
    ),
)
_HEADING_MARKS = (
    *(
        " {#one}",
        " {#one .hidden}",
        " {.appendix}",
        " {.incremental}",
        " {prose=keep}",
        " {prose=notes}",
    ),
    *(
        " {background=accent1}",
        ' {background="gradient(accent1, #FF0000)"}',
        " {transition=push}",
        " {-}",
    ),
    *(
        ' {background="photo.jpg" dim=60}',
        " {background=missing.png dim=x}",
        " {transition=morph}",
        " {",
    ),
    *(
        ' {background="gradient(a)"}',
        " {background=#12G}",
        " {.unknown x=y}",
        " {#tbl:one}",
        " {}",
        " ##",
    ),
    *(
        " {background=film.mp4}",
        " {dim=101 background=accent2}",
        " {prose=x}",
        " {layout=}",
        " {.}",
    ),
)
_SETTINGS = (
    *("title: {w}", "subtitle: {w}", "author: [{w}, {w}]", "date: 2026-06-21", "language: {lang}"),
    *(
        "theme: {theme}",
        'aspect: "4:3"',
        "aspect: 1",
        "minutes: 5",
        "minutes: -1",
        "footer: '{{title}} {w}'",
    ),
    *(
        "slide-numbers: total",
        "slide-numbers: false",
        "transition: morph",
        "transition: fade",
        "agenda: true",
    ),
    *(
        "slide-level: 1",
        "slide-level: 3",
        "slide-level: 9",
        "prose: condense",
        "prose: keep",
        "prose: notes",
    ),
    *(
        "agenda: false",
        "smart: true",
        "sections: [a.md]",
        "unknown: {w}",
        "title: [",
        "code-labels: true",
    ),
    *(
        "code-labels: false",
        "variables: {{name: {w}, n: 1}}",
        "- a",
        "title: !!python/object:x",
        "a: &b [*b]",
    ),
    *(
        "title: ''",
        "author: {w}",
        "footer: '{{title}} {{author}} {{x}}'",
        "date: {w}",
        "? x",
        "title: 2026",
    ),
)


def talk(r: random.Random) -> bytes:
    """Return the bytes of a talk in one file."""
    text = settings(r) if r.random() < 0.4 else ""
    text += "\n\n".join(_piece(r) for _ in range(r.choice((1, 2, 4, 8, 16))))
    if r.random() < 0.35:
        text = _mutated(r, text)
    data = text.encode("utf-8", errors="surrogatepass" if r.random() < 0.5 else "replace")
    return _corrupted(r, data) if r.random() < 0.1 else data


def settings(r: random.Random) -> str:
    """Return front matter."""
    lines = r.sample(_SETTINGS, r.randint(0, 6)) if r.random() < 0.4 else []
    lines += [
        line for line in r.sample(_SETTINGS[:14], 4) if "theme" not in line and "1" not in line
    ]
    shown = (
        line.format(w=r.choice(_WORDS), lang=r.choice(_LANGUAGES), theme=r.choice(_THEMES))
        for line in lines
    )
    return "---\n" + "\n".join(shown) + "\n---\n\n"


def _piece(r: random.Random) -> str:
    if r.random() < 0.35:
        return _heading(r, 0)
    return _block(r, 0)


def words(r: random.Random, most: int = 0) -> str:
    """Return some words with marks on them, on one line."""
    count = r.randint(1, most or r.choice((2, 6, 6, 14, 60)))
    return " ".join(_word(r) for _ in range(count))


def _word(r: random.Random) -> str:
    chance = r.random()
    if chance < 0.72:
        return r.choice(_WORDS[:24])
    if chance < 0.84:
        return r.choice(_WORDS)
    if chance < 0.85:
        return r.choice(_LONG)
    if chance < 0.86:
        return "".join(
            chr(r.choice((r.randrange(0xD800), r.randrange(0xE000, 0x110000)))) for _ in "abc"
        )
    return r.choice(_INLINES)(r, 0)


def _wrapped(before: str, after: str) -> Part:
    return lambda r, depth: f"{before}{words(r, 3)}{after}"


def _link(r: random.Random, depth: int) -> str:
    targets = (
        "#one",
        "#nowhere",
        "https://example.org/ä b",
        "<a b>",
        "",
        "javascript:x",
        "part.md",
        "..",
    )
    target = r.choice(
        (*targets, "http://exa mple", "mailto:a@b", "file:///etc/passwd", "http://[::1", "%zz")
    )
    return r.choice(
        (f"[{words(r, 3)}]({target})", f"[{words(r, 2)}][ref]", f'[a]({target} "{words(r, 1)}")')
    )


def _picture(r: random.Random, depth: int) -> str:
    target = r.choice(
        PICTURES[:6]
        if r.random() < 0.8
        else (*PICTURES, *_RECORDINGS, f"hostile-{r.randrange(45)}.png")
    )
    title = f' "{words(r, 5)}"' if r.random() < 0.3 else ""
    return f"![{words(r, 4) if r.random() < 0.8 else ''}]({target}{title}){_picture_marks(r)}"


def _picture_marks(r: random.Random) -> str:
    if r.random() < 0.5:
        return ""
    marks = (
        *(f"width={r.choice(_SIZES)}", f"height={r.choice(_SIZES)}", 'alt="what"', ".decorative"),
        *(
            f'crop="{r.choice(("0 0 50% 0", "60%", "10% 20%", "99% 99%", "x", "-1%"))}"',
            ".left-half",
        ),
        *(
            ".right-half",
            f'focus="{r.choice(("top", "left", "70% 20%", "x", "200%"))}"',
            "#fig:one",
        ),
        *(f"poster={r.choice(PICTURES)}", "x=y", ".unknown"),
    )
    return "{" + " ".join(r.sample(marks, r.randint(1, 3))) + "}"


def _formula(r: random.Random, depth: int) -> str:
    return r.choice(("${}$", r"\({}\)", "$${}$$", r"\[{}\]")).replace("{}", r.choice(_FORMULAS))


def _span(r: random.Random, depth: int) -> str:
    mark = r.choice(
        (
            ".kbd",
            ".smallcaps",
            f"lang={r.choice(_LANGUAGES)}",
            f".{r.choice(_COLORS)}",
            ".underline",
        )
    )
    return f"[{words(r, 3)}]{{{r.choice((mark, f'color={r.choice(_COLORS)}', '.no x=1'))}}}"


_INLINES: tuple[Part, ...] = (
    *(_wrapped("*", "*"), _wrapped("**", "**"), _wrapped("~~", "~~"), _wrapped("`", "`")),
    *(_wrapped("++", "++"), _wrapped("==", "=="), _wrapped("^[", "]"), _wrapped("***", "***")),
    *(
        lambda r, d: "H~2~O^x^",
        lambda r, d: r.choice(("[^a]", "[^b]", "[^nowhere]", "\\\n", "<br>")),
    ),
    *(_link, _picture, _formula, _span, lambda r, d: _html(r, d).replace("\n", " ")),
)


def _heading(r: random.Random, depth: int) -> str:
    marks = r.choice(_HEADING_MARKS) if r.random() < 0.35 else ""
    if r.random() < 0.15:
        marks = f" {{layout={r.choice(_LAYOUTS)}}}"
    if r.random() < 0.05:
        return f"{words(r, 5)}\n{r.choice(('===', '---'))}"
    return f"{'#' * r.choice((1, 2, 2, 2, 2, 3, 3, 4, 6))} {words(r, r.choice((3, 6, 30)))}{marks}"


def _paragraph(r: random.Random, depth: int) -> str:
    return r.choice((" ", "\n")).join(words(r) for _ in range(r.choice((1, 1, 2, 6))))


def _list(r: random.Random, depth: int) -> str:
    mark = r.choice(("-", "-", "*", "1.", "7)", "- [ ]", "- [x]", "0.", "999999999.", "-\n"))
    lines = []
    for _ in range(r.choice((1, 3, 4, 9, 25)) if depth < 2 else 2):
        lines.append(f"{mark} {r.choice(('', '', '**term**: '))}{words(r, r.choice((3, 8, 30)))}")
        if depth < 4 and r.random() < 0.15:
            inner = _list(r, depth + 1) if r.random() < 0.6 else _block(r, depth + 2)
            lines += ["", *(f"    {line}" for line in inner.split("\n")), ""]
    return r.choice(("\n", "\n", "\n\n")).join(lines)


def _table(r: random.Random, depth: int) -> str:
    columns = r.choice((1, 2, 3, 3, 5, 9, 20))
    marks = ("---", ":--", "--:", ":-:")
    cell: Callable[[], str] = lambda: r.choice(
        ("", "12", "3.5 %", words(r, 2), words(r, r.choice((2, 12))))
    )
    rows = [
        [cell() for _ in range(max(0, columns + r.choice((0, 0, 0, 1, -1))))]
        for _ in range(r.choice((0, 2, 5, 20)))
    ]
    table = [
        [words(r, 2) for _ in range(columns)],
        [r.choice(marks) for _ in range(columns)],
        *rows,
    ]
    caption = f"\n\n: {words(r, 6)} {{#tbl:one}}" if r.random() < 0.2 else ""
    return "\n".join(f"| {' | '.join(row)} |".replace("\n", " ") for row in table) + caption


def _code(r: random.Random, depth: int) -> str:
    fence = r.choice(("```", "~~~", "````"))
    count = r.choice((0, 1, 3, 8, 40))
    lines = [
        r.choice(
            (
                "",
                "\tif x:",
                "def f(a):  # " + words(r, 3),
                words(r, 20),
                "  " * r.randrange(9) + "}",
            )
        )
        for _ in range(count)
    ]
    end = fence if r.random() < 0.95 else ""
    return "\n".join((f"{fence}{r.choice(_LANGUAGES_OF_CODE)}", *lines, end))


def _chart(r: random.Random, depth: int) -> str:
    lines = [
        r.choice(
            (
                "title: " + r.choice(_WORDS),
                "unit: h",
                "unit: $",
                "highlight: a",
                "source: s",
                "x: Month",
                "y: [Berlin, no]",
                "series: City",
                "x-label: x",
                "z: 1",
                "highlight: [a, zz]",
            )
        )
        for _ in range(r.randrange(4))
    ]
    return "\n".join((f"```chart {r.choice(_KINDS)}", *lines, _chart_data(r), "```"))


def _chart_data(r: random.Random) -> str:
    number: Callable[[], str] = lambda: r.choice(_NUMBERS[:4] if r.random() < 0.7 else _NUMBERS)
    names = [
        r.choice(
            (
                "a",
                "b",
                "c",
                "2020",
                "2020-01",
                "Jan",
                "",
                "日本",
                "a very long name of a thing",
                "'é'",
            )
        )
        for _ in range(r.choice((0, 1, 2, 4, 30)))
    ]
    chance = r.random()
    if chance < 0.35:
        return "data: {" + ", ".join(f"{name or 'x'}: {number()}" for name in names) + "}"
    if chance < 0.65:
        series = "\n".join(
            f"    {r.choice(_WORDS[:6])}{n}: [{', '.join(number() for _ in range(len(names) + r.choice((0, 0, 0, 1))))}]"
            for n in range(r.choice((1, 2, 7)))
        )
        return f"data:\n  categories: [{', '.join(name or 'x' for name in names)}]\n  series:\n{series}"
    if chance < 0.8:
        pairs = ", ".join(f"[{number()}, {number()}]" for _ in names)
        return r.choice(
            (
                f"data: [{pairs}]",
                f"data: {{s: [{pairs}], t: [1, 2]}}",
                "data: {a: [1, 2], b: [3, 4]}",
            )
        )
    return r.choice(
        (
            f"data: {r.choice(_CHART_FILES)}",
            "data:",
            "",
            "data: [",
            "data: 3",
            "{",
            "data: {a: {b: 1}}",
        )
    )


def _quote(r: random.Random, depth: int) -> str:
    inner = _blocks(r, depth + 1)
    opening = r.choice(("", "", "[!NOTE]\n", "[!WARNING] x\n", "[!NOPE]\n"))
    return "\n".join(
        f"> {line}" for line in (opening + inner + r.choice(("", "\n\n-- A name"))).split("\n")
    )


def _div(r: random.Random, depth: int) -> str:
    colons = ":" * max(3, 6 - depth)
    kind = r.choice(
        (
            "columns",
            "columns",
            "notes",
            "incremental",
            "number",
            "{.callout-tip title='x y'}",
            "callout-note",
            "elsewhere",
            "{lang=de}",
            "two words",
            "include part.md",
            "{.column width=900%}",
            "{#id .x}",
            "",
            "{.number}",
            "{.columns .incremental}",
        )
    )
    end = colons if r.random() < 0.95 else ""
    if "columns" not in kind:
        return f"{colons} {kind}\n{_blocks(r, depth + 1)}\n{end}"
    column: Callable[[], str] = lambda: r.choice(
        (
            "column",
            "{.column width=30%}",
            "{.column width=70%}",
            "{.column width=0%}",
            "{.column width=x}",
            "{.column .incremental}",
        )
    )
    inner = colons[1:] if len(colons) > 3 else colons
    columns = [
        f"{inner} {column()}\n{r.choice(('', '### ' + words(r, 2) + chr(10)))}{_blocks(r, depth + 1)}\n{inner}"
        for _ in range(r.choice((0, 1, 2, 2, 2, 2, 3, 3, 5, 7)))
    ]
    return "\n".join((f"{colons} {kind}", *columns, end))


def _definitions(r: random.Random, depth: int) -> str:
    return "\n\n".join(f"{words(r, 3)}\n:   {words(r, 9)}" for _ in range(r.choice((1, 2, 5))))


def _html(r: random.Random, depth: int) -> str:
    return r.choice(_HTML).replace("{}", words(r, 4))


def _pictures(r: random.Random, depth: int) -> str:
    return r.choice((" ", "\n")).join(
        _picture(r, depth) for _ in range(r.choice((1, 1, 1, 2, 3, 6, 9)))
    )


def _recording(r: random.Random, depth: int) -> str:
    return f"![{words(r, 3)}]({r.choice(_RECORDINGS)}){_picture_marks(r)}"


def _other(r: random.Random, depth: int) -> str:
    return r.choice(
        (
            *(
                "---",
                ". . .",
                "***",
                "- - -",
                "    indented code\n    more",
                "[ref]: https://example.org 'Title'",
            ),
            *(
                f"[^a]: {words(r, 9)}",
                f"[^b]: one\n\n    {words(r, 5)}\n\n    - x",
                f"*[HTML]: {words(r, 4)}",
            ),
            *(
                f"<!-- notes: {words(r, 9)} -->",
                "<!-- c -->",
                "{{< include part.md >}}",
                "{{< include loop.md >}}",
            ),
            *(
                "::: include part.md",
                "::: {.include} part.md",
                "{{< include missing.md >}}",
                f"#### {words(r, 3)}",
            ),
            *(
                f": {words(r, 4)} {{#tbl:x}}",
                "\\newpage",
                "{.class}",
                "[toc]",
                "::: include loop.md\n:::",
                ":::",
            ),
        )
    )


def _display(r: random.Random, depth: int) -> str:
    return r.choice(("$$\n{}\n$$", "\\[\n{}\n\\]", "$$\n{}\n")).replace("{}", r.choice(_FORMULAS))


_BLOCKS: tuple[Part, ...] = (
    *(_paragraph, _paragraph, _list, _list, _table, _code, _chart, _quote, _div, _definitions),
    *(_html, _pictures, _recording, _other, _other, _display, lambda r, d: r.choice(_HOSTILE)),
)


def _block(r: random.Random, depth: int) -> str:
    if depth > 4:
        return words(r)
    return r.choice(_BLOCKS)(r, depth)


def _blocks(r: random.Random, depth: int) -> str:
    return "\n\n".join(_block(r, depth) for _ in range(r.choice((0, 1, 1, 2, 3))))


def _mutated(r: random.Random, text: str) -> str:
    for _ in range(r.choice((1, 1, 3))):
        text = r.choice(_MUTATIONS)(r, text)
    return text


def _cut(r: random.Random, text: str) -> str:
    return text[: r.randrange(len(text) + 1)]


def _without_lines(r: random.Random, text: str) -> str:
    return "\n".join(line for line in text.split("\n") if r.random() < 0.8)


def _swapped(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = r.randrange(len(lines)), r.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _doubled(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    start = r.randrange(len(lines))
    part = lines[start : start + r.randrange(1, 9)]
    return "\n".join((*lines[:start], *part * r.choice((2, 2, 12)), *lines[start:]))


def _indented(r: random.Random, text: str) -> str:
    margin = r.choice(("  ", "    ", "> ", "- ", "\t"))
    return "\n".join(margin + line if r.random() < 0.3 else line for line in text.split("\n"))


def _sprinkled(r: random.Random, text: str) -> str:
    for _ in range(r.choice((1, 5, 30))):
        place = r.randrange(len(text) + 1)
        text = (
            text[:place]
            + r.choice("*_`~[](){}<>!#:|\\$^=+-\n\t \"'&;@%\x00\x08\u2029")
            + text[place:]
        )
    return text


_MUTATIONS = (_cut, _without_lines, _swapped, _doubled, _indented, _sprinkled)


def _corrupted(r: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), r.choice((1, 4, 20)))):
        changed[r.randrange(len(changed))] = r.randrange(256)
    return bytes(changed)
