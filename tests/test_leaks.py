"""Nothing that was written only for others is anywhere in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from deck_builder.base.diagnostics import DeckError
from deck_builder.outline import words_of
from deck_builder.outline.options import Options
from deck_builder.package.assemble import unpacked
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.text.runs import Paragraph, Run
from deck_builder.writer.leaks import Leak, find_leak
from tests.writer.opened import Opened

# Each canary is in a place of another kind.
TALK = """---
title: All of it
audiences:
  us: {title: "For us"}
  them: {title: "canarytitle", footer: "canaryfooter", variables: {who: canaryvariable}}
variables: {who: nobody}
---

# canarysection {audience=them #canaryid}

## canaryslide

- canaryitem

::: notes
canarynotes
:::

# Part

## Seen {#seen}

- Seen
- canaryelement one two {audience=them}
- Seen [canaryspan]{audience=them} [words](https://example.org/canarylink){audience=them}
- Seen [too^[A note with canaryfootnote in it.]]{audience=them}

::: {.notes audience=them}
canarynote
:::

<!-- notes: Said. [canarycomment]{audience=them} -->

## Tables

| Item | canaryheader {audience=them} |
|---|---|
| Seen | canarycolumn |
| canaryrow {audience=them} | 1 |

## Pictures

Seen

![canaryalt](canary-picture.png "canarycaption"){audience=them}

## Charts

```chart bar {audience=them}
title: canarychart
data: {canarycategory: 1, Other: 2}
```

- Seen

## Code

```python {audience=them caption="canarylisting"}
canarycode = 1
```

Seen

::: {audience=them}
$canaryformula$

*[canaryshort]: canarymeaning
:::

[Seen](#canaryid) @fig:canary

## Emptied canaryheading

- gone canaryleft {audience=them}
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.md"
    path.write_text(TALK, encoding="utf-8")
    Image.new("RGB", (300, 200)).save(tmp_path / "canary-picture.png")
    return path


def everything_in(data: bytes) -> str:
    opened = Opened(data)
    parts = (opened.archive.read(name).decode("utf-8", "replace") for name in opened.names)
    return "\n".join((*opened.names, *parts))


def test_no_canary_is_in_the_file_of_others(talk: Path) -> None:
    checked = lay_out_deck(talk, Options(audience="us"))
    data = write_deck(checked.value)
    assert "canary" not in everything_in(data).replace("fig:canary", "")


def test_all_canaries_are_in_the_file_that_is_for_them(talk: Path) -> None:
    text = everything_in(write_deck(lay_out_deck(talk, Options(audience="them")).value))
    for word in ("section", "item", "span", "footnote", "header", "row", "alt", "caption", "code"):
        assert f"canary{word}" in text


def test_every_secret_of_the_talk_is_found_when_it_gets_into_a_file(talk: Path) -> None:
    deck = lay_out_deck(talk, Options(audience="us")).value
    assert deck.secrets
    first = deck.slides[0]
    for secret in deck.secrets:
        notes = (Paragraph((Run("And "), Run(secret[0], bold=True), *_rest(secret), Run("."))),)
        with pytest.raises(DeckError, match=r"that is not for this audience, from .*talk\.md:"):
            write_deck(replace(deck, slides=(replace(first, notes=notes), *deck.slides[1:])))


def _rest(secret: tuple[str, ...]) -> tuple[Run, ...]:
    return (Run(f" {', '.join(secret[1:])}"),) if secret[1:] else ()


def test_a_talk_without_conditions_has_no_secrets(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("## A\n\n- b\n", encoding="utf-8")
    assert lay_out_deck(path, Options()).value.secrets == {}


def test_what_all_see_is_no_secret_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    settings = "---\naudiences: {us: {}, them: {}}\n---\n\n"
    hidden = "- look at www.example.org today {audience=them}\n- Seen"
    seen = "^[At www.example.org today.] [Link](https://example.org/today)"
    path.write_text(f"{settings}## A\n\n{hidden}{seen}\n", encoding="utf-8")
    deck = lay_out_deck(path, Options(audience="us")).value
    assert deck.secrets
    assert write_deck(deck)


@pytest.mark.parametrize(
    ("hidden", "secrets"),
    [
        ("länger 日 日", 0),
        ("länger länger länger", 0),
        ("längeren 日", 0),
        ("länger 日 本 語", 1),
        ("日本語の秘密の文章", 1),
        ("much longer than seen", 2),
        ("seldom altogether 3.5", 1),
        ("so seldom altogether 3.5", 1),
    ],
)
def test_a_word_counts_once_and_an_ideograph_as_half_of_one(
    hidden: str, secrets: int, tmp_path: Path
) -> None:
    path = tmp_path / "talk.md"
    settings = "---\naudiences: {us: {}, them: {}}\n---\n\n"
    path.write_text(f"{settings}## A\n\n- Seen\n- {hidden} {{audience=them}}\n", encoding="utf-8")
    assert len(lay_out_deck(path, Options(audience="us")).value.secrets) == secrets


def test_the_number_of_a_page_behind_its_title_gives_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    settings = "---\naudiences: {us: {}, them: {}}\n---\n\n"
    seen = "## Seldom altogether\n\n" + "- Something that is seen\n" * 60
    hidden = "## Other {audience=them}\n\n- so seldom altogether 2 to 3\n"
    path.write_text(settings + seen + hidden, encoding="utf-8")
    deck = lay_out_deck(path, Options(audience="us")).value
    assert len(deck.slides) > 3
    assert deck.secrets
    assert write_deck(deck)


def test_where_a_secret_is_is_said(talk: Path) -> None:
    data = write_deck(lay_out_deck(talk, Options(audience="them")).value)
    parts = [name for name, part in unpacked(data) if b"canaryalt" in part]
    leak = find_leak(unpacked(data), [("canaryalt",)], words_of)
    assert leak == Leak(("canaryalt",), parts[0])
    assert parts[0].startswith("ppt/slides/slide")
    assert find_leak(unpacked(data), [("canaryalt", "nowhere")], words_of) is None


CONDITIONS = {"": True, "audience=us": True, "audience=them": False, "not-audience=us": False}
PIECES = (
    "{word} here {braces}",
    "- {word} {braces}\n- Seen",
    "Seen [{word}]{span} too",
    "::: {div}\n{word}\n\n- {word}\n:::",
    "::: {notes}\n{word} said\n:::",
    "| Seen | {word} {braces} |\n|---|---|\n| a | {word} |",
    "| Seen | More |\n|---|---|\n| a | {word} {braces} |\n| b | c |",
    "Seen [too^[{word}]]{span}",
    "![{word}](canary-picture.png){span}",
    "```python {span}\n{word} = 1\n```",
)
SLIDES = st.lists(
    st.tuples(
        st.sampled_from(sorted(CONDITIONS)),
        st.lists(
            st.tuples(st.sampled_from(PIECES), st.sampled_from(sorted(CONDITIONS))), max_size=4
        ),
    ),
    min_size=1,
    max_size=4,
)


def written_talk(slides: list[tuple[str, list[tuple[str, str]]]]) -> tuple[str, dict[str, bool]]:
    """The text of a talk, and of each word in it whether it is to be seen."""
    text = "---\naudiences: {us: {}, them: {}}\nslide-level: 2\n---\n\n"
    seen: dict[str, bool] = {}
    for number, (condition, pieces) in enumerate(slides):
        title = f"titleword{number}x"
        seen[title] = CONDITIONS[condition]
        text += (
            f"## {title} {{{condition}}}\n\n- Seen\n\n"
            if condition
            else f"## {title}\n\n- Seen\n\n"
        )
        for place, (piece, inner) in enumerate(pieces):
            word = f"pieceword{number}x{place}x"
            seen[word] = CONDITIONS[condition] and CONDITIONS[inner]
            braces = f"{{{inner}}}" if inner else ""
            text += (
                piece.format(
                    word=word,
                    braces=braces,
                    span=braces or "{lang=en}",
                    div=braces or "{lang=en}",
                    notes=f"{{.notes {inner}}}",
                )
                + "\n\n"
            )
    return text, seen


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(slides=SLIDES)
def test_what_is_hidden_is_nowhere_and_all_else_is_there(
    slides: list[tuple[str, list[tuple[str, str]]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("talk")
    Image.new("RGB", (300, 200)).save(folder / "canary-picture.png")
    text, seen = written_talk(slides)
    (folder / "talk.md").write_text(text, encoding="utf-8")
    deck = lay_out_deck(folder / "talk.md", Options(audience="us")).value
    found = everything_in(write_deck(deck))
    assert [word for word, is_seen in seen.items() if (word in found) != is_seen] == []


@pytest.mark.parametrize(
    "shown",
    [
        "the secret&nbsp;price of gold",
        "the%20secret+price of gold",
        "the secret_x0020_price of gold",
    ],
)
def test_what_is_seen_with_characters_written_as_others_is_no_secret(
    shown: str, tmp_path: Path
) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\ntitle: All\naudiences: {us: {}, them: {}}\n---\n\n## One\n\n"
        f"```text\n{shown}\n```\n\n- the secret price of gold {{audience=them}}\n",
        encoding="utf-8",
    )
    assert shown.split()[-1] in everything_in(
        write_deck(lay_out_deck(talk, Options(audience="us")).value)
    )


DATA_TALK = """\
---
audiences: {us: {title: Us}, them: {title: Them}}
---

## Sales

```chart hbar
data: sales.csv
where: {Kind: open}
x: Shop
y: Sum
```

## Sums {audience=us}

```chart hbar
data: sales.csv
transform:
  - group: Kind
    sum: Sum
```

## The largest

```chart hbar
data: sales.csv
x: Shop
y: Sum
top: 1
mark: {4: half}
annotate: {Seen: the best}
```

## Of us {audience=them}

```chart box
data: sales.csv
x: Shop
y: Sum
annotate: {canaryshop: canarywords}
```
"""


def test_what_a_chart_does_not_show_of_its_data_is_not_in_the_file(tmp_path: Path) -> None:
    rows = "Shop,Kind,Sum\nSeen,open,9\ncanaryshop,canarykind,3\nOther shop,open,2\n"
    (tmp_path / "sales.csv").write_text(rows.replace("canarykind", "hidden"), encoding="utf-8")
    talk = tmp_path / "talk.md"
    talk.write_text(DATA_TALK, encoding="utf-8")
    checked = lay_out_deck(talk, Options(audience="us"))
    assert "canary" not in everything_in(write_deck(checked.value))
    shown = everything_in(write_deck(lay_out_deck(talk, Options(audience="them")).value))
    assert "canarywords" in shown
