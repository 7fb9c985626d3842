"""Put each construct of Markdown and HTML into each place that text can have, and look for words
that are lost.

    PYTHONPATH=. python tests/benchmarks/nested_words.py [--count N] [--seed 1] [--out DIR]

Each word of a talk has to be in a part of the deck, or on a line that a diagnostic points at. The
other measure, `lost_words.py`, finds by chance what this one finds by going through all.
"""

from __future__ import annotations

import argparse
import random
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

# Beside this script, which is where Python looks when it runs one.
import fuzz  # type: ignore[import-not-found]
import lost_words  # type: ignore[import-not-found]

LINES: tuple[str, ...] = (
    *("QQ", "**QQ**", "==QQ==", "~~QQ~~", "H~QQ~", "x^QQ^", "`QQ`", "[QQ]{.smallcaps}"),
    *("^[QQ]", "QQ ^[QQ]", "QQ ^[**QQ** `QQ` [QQ](https://a.example 'QQ')]", "^[QQ ^[QQ]]"),
    *("[^r]", "QQ[^r]", "[QQ](https://a.example)", '[QQ](https://a.example "QQ")'),
    *('[QQ](b "QQ")', "[QQ][ref]", "[ref]", '[**QQ** `QQ`](#here "QQ")'),
    *("![QQ](wide.png)", '![QQ](wide.png "QQ")', '![](wide.png "QQ")', "![QQ](missing.png)"),
    *("QQ ![QQ](wide.png) QQ", '[![QQ](wide.png "QQ")](https://a.example "QQ")'),
    *('![QQ](wide.png){alt="QQ"}', '![QQ](film.mp4 "QQ")', '![QQ [QQ](b "QQ") ^[QQ]](wide.png)'),
    *("<img src=wide.png alt='QQ'>", "<img src=wide.png alt='QQ' title='QQ'>", "<b>QQ</b>"),
    *(
        "<a href='https://a.example' title='QQ'>QQ</a>",
        "<span title='QQ'>QQ</span>",
        "<kbd>QQ</kbd>",
    ),
    *("<abbr title='QQ'>QQ</abbr>", "<code>QQ <i>QQ</i></code>", "<pre>QQ ^[QQ]</pre>"),
    *("<pre><code>QQ ![QQ](wide.png 'QQ') [QQ](b 'QQ')</code></pre>", "<sup>QQ", "QQ<br>QQ"),
    *("<q>QQ</q>", "<ruby>QQ<rt>QQ</rt></ruby>", "<button title=QQ>QQ</button>", "<wbr>QQ"),
    *(
        "<video src=film.mp4 title='QQ'>QQ</video>",
        "<svg><text>QQ</text></svg>",
        "<input value=QQ>",
    ),
    *("QQ {.QQ}", "QQ {.QQ}", "[QQ]{title=QQ}", "$\\text{QQ}$", "$$\\text{QQ}$$", "\\(QQ\\)"),
    *("{{ QQ }}", "`QQ`{=html}", "@QQ", "[@QQ]", "<https://QQ.example>", "https://QQ.example"),
    *(":QQ:", "\\QQ{QQ}", "[[QQ]]", "[QQ]", "QQ[^QQ]", "<QQ>", "&QQ;", "{{< include QQ.md >}}"),
)
BLOCKS: tuple[str, ...] = (
    *("- QQ\n- QQ", "1. QQ\n\n    QQ", "- [ ] QQ", "> QQ\n>\n> -- QQ", "> [!NOTE] QQ\n> QQ", "---"),
    *("### QQ", "#### QQ {title=QQ}", "QQ\n:   QQ", "| QQ | QQ |\n|---|---|\n| QQ | QQ |"),
    *("| QQ |\n|---|\n| QQ |\n\n: QQ {#tbl:x}", "Table: QQ\n\n| QQ |\n|---|\n| QQ |", ": QQ"),
    *("```\nQQ\n```", '```python {caption="QQ"}\nQQ\n```', "    QQ", "$$\n\\text{QQ}\n$$"),
    *(
        "```chart bar\ntitle: QQ\ndata: {QQ: 1, QQ: 2}\n```",
        "```mermaid\nflowchart LR\nQQ --> QQ\n```",
    ),
    *("::: {.callout-tip title='QQ'}\nQQ\n:::", "::: notes\nQQ\n:::", "::: {lang=de}\nQQ\n:::"),
    *("::: columns\n::: {.column}\nQQ\n:::\n::: {.column}\nQQ\n:::\n:::", "::: {.column}\nQQ\n:::"),
    *("::: {.column}\n^[QQ]\n:::", "::: {.number}\n12 QQ\n:::", "::: {.theorem title=QQ}\nQQ\n:::"),
    *(
        "[^z]: QQ",
        "QQ[^z]\n\n[^z]: QQ",
        "[^z]: QQ\n\n    - QQ\n\nQQ[^z]",
        "*[QQ]: QQ",
        "*[HTML]: QQ",
    ),
    *('[z]: https://a.example "QQ"', '[QQ][z]\n\n[z]: https://a.example "QQ"', "| QQ\n| QQ"),
    *("<!-- notes: QQ -->", "<table><tr><td>QQ</td></tr><caption>QQ</caption></table>"),
    *("<table>\n<tr><td>QQ\n</table>", "<table>", "<ul><li>QQ</ul>", "<dl><dt>QQ<dd>QQ</dl>"),
    *("<blockquote>QQ</blockquote>", "<div title=QQ>QQ</div>", "<p title=QQ>QQ</p>", "<h3>QQ</h3>"),
    *(
        "<figure><img src=wide.png alt=QQ><figcaption>QQ ^[QQ]</figcaption></figure>",
        "<hr title=QQ>",
    ),
    *("<details>\n<summary>QQ</summary>\n\nQQ\n\n</details>", "<select><option>QQ</select>"),
    *(
        "<pre><code class=language-c>QQ\nQQ</code></pre>",
        "<table><tr><th title=QQ>QQ</table>",
    ),
    *(
        "![QQ](wide.png)\n![QQ](small.png)",
        '![QQ](wide.png "QQ")\n\nQQ',
        "\\begin{itemize}\n\\item QQ\n\\end{itemize}",
    ),
    *(
        "+----+----+\n| QQ | QQ |\n+----+----+",
        "---- ----\nQQ   QQ\n---- ----\n\n: QQ",
        ". . .",
        "\\pause",
    ),
    *(
        "::: include QQ.md\n:::",
        "```{=html}\nQQ\n```",
        "```{python}\nQQ\n```",
        "(@) QQ",
        "```table\ndata: data.csv\n```\n\n: QQ",
    ),
)
IN_LINES: tuple[str, ...] = (
    *(
        "{}",
        "- {}",
        "- QQ {}\n- QQ",
        "1. {}",
        "> {}",
        "### {}",
        "## {}\n\nQQ",
        "**{}**",
        "[{}]{{.smallcaps}}",
    ),
    *(
        "QQ ^[{}]",
        "QQ[^y]\n\n[^y]: {}",
        "[^y]: {}",
        "| {} | QQ |\n|---|---|\n| QQ | QQ |",
        "# {}\n\nQQ",
    ),
    *(
        "| QQ | QQ |\n|---|---|\n| QQ | {} |",
        "| QQ |\n|---|\n| <pre><code>{}</code></pre> |",
        "QQ\n:   {}",
    ),
    *(
        "{}\n:   QQ",
        "[{}](https://b.example)",
        "[{}](https://b.example 'QQ')",
        "![{}](wide.png)",
        "QQ\n\n: {}",
    ),
    *(
        "| QQ |\n|---|\n| QQ |\n\n: {}",
        "![QQ](wide.png)\n\n{}",
        "![QQ](wide.png) {}",
        "[QQ {} QQ](#x)",
    ),
    *(
        "<table><tr><td>{}</td></tr></table>",
        "<table><caption>{}</caption><tr><td>QQ</table>",
        "<p>{}</p>",
    ),
    *(
        "<table>{}",
        "<table><tr>{}",
        "<table>\n\n{}",
        "<table><tr><td>QQ\n\n{}\n\n</table>",
        "<b>{}</b>",
    ),
    *(
        "<ul>{}</ul>",
        "<ul><li>{}</ul>",
        "<ul>\n\n{}\n\n</ul>",
        "<dl>{}</dl>",
        "<dl><dt>{}<dd>QQ</dl>",
    ),
    *(
        "<div>{}</div>",
        "<div>\n\n{}\n\n</div>",
        "<blockquote>{}</blockquote>",
        "<pre>{}</pre>",
        "<h2>{}</h2>",
    ),
    *(
        "<pre><code>{}</code></pre>",
        "a <pre>{}</pre>",
        "a <code>{}</code>",
        "<details><summary>{}</summary>QQ</details>",
    ),
    *("<figure><img src=wide.png alt=QQ><figcaption>{}</figcaption></figure>", "<q>{}</q>"),
    *(
        "<figure>{}</figure>",
        "<svg>{}</svg>",
        "a <svg><text>{}</text></svg>",
        "<select><option>{}</select>",
    ),
    *("<del>{}</del>", "<object>{}</object>", "<span class=accent>{}", "<a href=#x>{}</a>"),
    *(
        "- a\n\n    {}",
        "*[HTML]: {}\n\nHTML",
        "| {}\n| QQ",
        "-- {}",
        "> QQ\n>\n> -- {}",
        "a <kbd>{}</kbd>",
    ),
    *(f"+{'-' * 46}+\n| {{}} |\n+{'-' * 46}+"),
    *(
        "<td>{}</td>",
        "</div>{}",
        "<center>{}</center>",
        "\n{}\n\n***\n\nQQ",
        "::: {{.pros}}\n- {}\n:::",
    ),
)
IN_BLOCKS: tuple[str, ...] = (
    *(
        "- QQ\n\n    {}\n\n- QQ",
        "1. QQ\n\n    {}",
        "> {}",
        "> QQ\n> \n> {}",
        "QQ\n\n:   {}",
        "QQ[^y]\n\n[^y]: QQ\n\n    {}",
    ),
    *(
        "[^y]: QQ\n\n    {}",
        "::: notes\n{}\n:::",
        "::: {{.callout-tip title=QQ}}\n{}\n:::",
        "::: {{lang=de}}\n{}\n:::",
    ),
    *(
        "::: {{.callout-tip}}\n{}\n:::",
        "::: columns\n::: column\n{}\n:::\n::: column\nQQ\n:::\n:::",
        "::: {{.column}}\n{}\n:::",
    ),
    *(
        "::: {{.column}}\n{}\n:::\n\nQQ",
        "::: columns\n{}\n:::",
        "::: columns\nQQ\n\n::: column\n{}\n:::\n:::",
        "::: {{.theorem}}\n{}\n:::",
    ),
    *(
        "::: {{.number}}\n{}\n:::",
        "::: {{.incremental}}\n{}\n:::",
        "::: {{.cards}}\n{}\n:::",
        "::: {{.steps}}\n{}\n:::",
        "::: {{.timeline}}\n{}\n:::",
    ),
    *(
        "::: {{.versus}}\n{}\n:::",
        "::: {{.panels}}\n{}\n:::",
        "::: {{.plain}}\n{}\n:::",
        "::: {{.fragment}}\n{}\n:::",
        "::: {{.figure}}\n{}\n:::",
    ),
    *(
        "<table>\n\n{}",
        "<table>\n\n{}\n\n</table>",
        "<table><tr><td>\n\n{}\n\n</td></tr></table>",
        "<table><caption>\n\n{}\n\n</caption></table>",
    ),
    *(
        "<div>\n\n{}\n\n</div>",
        "<div class=note>\n\n{}",
        "<ul>\n\n{}\n\n</ul>",
        "<ul><li>\n\n{}\n\n</li></ul>",
        "<dl>\n\n{}\n\n</dl>",
    ),
    *(
        "<details>\n<summary>QQ</summary>\n\n{}\n\n</details>",
        "<blockquote>\n\n{}\n\n</blockquote>",
        "<p>\n\n{}\n\n</p>",
    ),
    *(
        "<figure>\n\n{}\n\n</figure>",
        "<figure>\n\n{}\n\n<figcaption>QQ</figcaption></figure>",
        "<pre>\n\n{}\n\n</pre>",
        "<svg>\n\n{}\n\n</svg>",
    ),
    *(
        "<center>\n\n{}\n\n</center>",
        "<b>\n\n{}\n\n</b>",
        "<details><summary>\n\n{}\n\n</summary></details>",
        "# QQ\n\n{}\n\n## QQ",
        "<h2>\n\n{}\n\n</h2>",
    ),
    *(
        "::: walkthrough\n{}\n:::",
        "::: content-visible\n{}\n:::",
        "\n{}\n\n::: notes\nQQ\n:::",
        "### QQ\n\n{}\n\n### QQ\n\nQQ",
    ),
    *(
        "---\n\n{}\n\n---\n\nQQ",
        "- QQ\n\n    - QQ\n\n        {}",
        "<video>\n\n{}\n\n</video>",
        "<tr><td>\n\n{}",
        "<section>\n\n{}\n\n</section>",
    ),
)
_AFTER = "\n\n## QQ\n\nQQ HTML here {#here}\n\n[ref]: https://a.example 'r'\n\n[^r]: QQ\n"


def talks(seed: int, count: int) -> Iterator[tuple[str, str, str]]:
    """Yield each place, what is in it, and the talk; `count` of them by chance, or all for 0."""
    pairs = [(place, content) for place in IN_LINES for content in LINES]
    pairs += [(place, content) for place in IN_BLOCKS for content in BLOCKS]
    random.Random(seed).shuffle(pairs)
    for place, content in pairs[: count or len(pairs)]:
        yield place, content, _talk(place, content)


def _talk(place: str, content: str) -> str:
    before, _, after = place.partition("{}")
    line = before.rpartition("\n")[2]
    margin = line if not line.strip() or line.startswith(">") else " " * len(line)
    if line.startswith((":::", "<", "#")):
        margin = ""
    inside = textwrap.indent(content, margin, lambda one: True)[len(margin) :]
    text = f"{before}{inside}{after}".replace("{{", "{").replace("}}", "}")
    return str(lost_words.numbered(f"## QQ\n\n{text}{_AFTER}"))


def main() -> None:
    options = _options()
    folder = options.out / "talk"
    folder.mkdir(parents=True, exist_ok=True)
    fuzz.write_assets(folder)
    count = 0
    found: Counter[str] = Counter()
    for place, content, text in talks(options.seed, options.count):
        count += 1
        if words := lost_words.lost(text, folder):
            found[content] += 1
            shown = [line for line in text.split("\n") if any(word in line for word in words)]
            print(f"{place!r} < {content!r}: {words[:4]} {shown[:2]}", flush=True)
    print(f"{count} talks, {found.total()} that lose words {found.most_common(20)}")
    sys.exit(bool(found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1, help="the order of the talks")
    parser.add_argument("--count", type=int, default=0, help="how many talks; all without it")
    parser.add_argument("--out", type=Path, default=Path("output/lost"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
