"""Blanks that break no line: by rule and by language, and where slides have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deck_builder.base.words import languages
from deck_builder.blocks.frames import split_text
from deck_builder.outline import words_of
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import AutoShape, TextBox, paragraphs_of
from deck_builder.text.fit import full_width
from deck_builder.text.line_breaks import tokens
from deck_builder.text.no_breaks import NO_BREAK_SPACE, bound, bound_runs, known_languages
from deck_builder.text.runs import Paragraph, Run
from deck_builder.writer.leaks import find_leak
from tests.blocks.example import box
from tests.doctor.decks import parts_of
from tests.talks import a_theme, laid_out, notes_of

# A tilde stands for a no-break space.
CASES = [
    ("en", "up by 12~% and 3~GB, not 3 goals"),
    ("en", "at 5~km/h, 20~°C or 3.5~MB/s (for 10~ms)"),
    ("en", "Fig.~3, see pp.~12 and §~4"),
    ("en", "see\nFig.~3 or\u00a0Fig.~4 (Fig.~5)"),
    ("en", "USD~20, 20~USD, €~5 and 5~€"),
    ("en", "10~000~km, 1~000~000 of them"),
    ("en", "in 2020 100 of 300 men"),
    ("en", "12~million users, a house, I am"),
    ("en", "J.~S. Bach, e.~g. here"),
    ("en", "a 16~×~9 grid"),
    ("en", "5 a day, 3 to 4, 7 I know"),
    ("de", "z.~B. 3~Mio.~€, d.~h. nach §~4 Abs.~2"),
    ("de", "um 5~Uhr, Abb.~3, 44 n.~Chr., 12 Äpfel"),
    ("de", "Die »neue« Art"),
    ("fr", "Pourquoi~? «~Parce que~»~: oui~; non~!"),
    ("fr", "12~%, p.~ex. 3~Go"),
    ("cs", "V~Praze a~v~lese k~nám"),
    ("pl", "z~domu i~w~lesie"),
    ("sk", "v~lese s~tebou"),
    ("ru", "и~т.~д. в~лесу, 5~км"),
    ("uk", "у~лісі, 3~грн"),
    ("sv", "t.~ex. 3~miljoner"),
    ("pt-BR", "3~milhões"),
    ("xx", "12~%"),
]


@pytest.mark.parametrize(("language", "expected"), CASES)
def test_each_language_has_its_rules(language: str, expected: str) -> None:
    written = expected.replace("~", " ")
    assert bound(written, language) == expected.replace("~", NO_BREAK_SPACE)


def test_every_language_of_the_program_was_thought_of() -> None:
    assert {one.lower() for one in languages()} <= known_languages()


TEXTS = st.text(st.sampled_from("12 %kmKGB.§zabv?«»: \u00a0"), max_size=40)
TAGS = st.sampled_from(("en", "de", "fr", "cs", "ru"))


@given(TEXTS, TAGS)
def test_nothing_but_blanks_changes_and_only_once(text: str, language: str) -> None:
    made = bound(text, language)
    assert made.replace(NO_BREAK_SPACE, " ") == text.replace(NO_BREAK_SPACE, " ")
    assert bound(made, language) == made


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4), TAGS)
def test_the_look_of_words_makes_no_difference(texts: list[str], language: str) -> None:
    runs = tuple(Run(text, bold=bool(at % 2)) for at, text in enumerate(texts))
    made = "".join(run.text for run in bound_runs(runs, language))
    assert made == bound("".join(texts), language)


@settings(deadline=None)
@given(TEXTS, TAGS)
def test_a_no_break_space_is_as_wide_as_a_blank_and_breaks_no_line(
    text: str, language: str
) -> None:
    theme = a_theme()
    made = bound(text, language)
    style = theme.styles["body"]
    before, after = (
        full_width((Paragraph((Run(one),)),), style, theme.fonts) for one in (text, made)
    )
    assert before == after
    new = {at for at, one in enumerate(made) if one != text[at]}
    ends = {end for _, end in tokens(made)}
    assert not ends & (new | {at + 1 for at in new})


def test_code_formulas_and_numbers_of_notes_stay_as_they_are() -> None:
    note = Run("12 %", note=(Run("12 %"),))
    runs = (Run("12 % of", code=True), Run("12 %", formula="12 \\%"), note, Run(" 3 km"))
    *kept, made = bound_runs(runs, "en")
    assert tuple(kept) == runs[:3]
    assert made.text == f" 3{NO_BREAK_SPACE}km"


def test_a_span_in_another_language_has_its_rules() -> None:
    runs = (Run("a v lese", lang="cs"), Run(" a v lese"))
    first, second = bound_runs(runs, "en")
    assert first.text.count(NO_BREAK_SPACE) == 2
    assert second is runs[1]


TALK = """---
title: T
---

## Up by 12 %

- More than **12** %
- `12 % x`

| Part | Share |
|---|---|
| Rye | 12 % |

```python
share = "12 %"  # after 12 h
```

> Twelve or 12 %

::: notes
Say 12 %
:::
"""


def test_slides_have_them_and_notes_names_and_alternative_texts_do_not() -> None:
    deck = laid_out(TALK).value
    texts = [one.text for slide in deck.slides for one in paragraphs_of(slide.shapes)]
    shown = [text for text in texts if "12" in text]
    assert len(shown) == 6
    code = 'share = "12 %"  # after 12 h'
    assert [text for text in shown if "12 %" in text] == ["12 % x", code]
    assert any("12 %" in notes_of(slide) for slide in deck.slides)
    assert "Up by 12 %" in deck.slides[-1].title


def test_names_and_descriptions_of_shapes_keep_their_blanks() -> None:
    diagram = "```mermaid\nflowchart LR\n  A[5 km] -->|after 20 kg| B[3 h]\n```\n"
    deck = laid_out(f"# T\n\n## Up\n\n{diagram}").value
    shapes = [one for one in deck.slides[-1].shapes if isinstance(one, TextBox | AutoShape)]
    assert any(NO_BREAK_SPACE in one.text for one in paragraphs_of(shapes))
    assert "Label after 20 kg" in [one.name for one in shapes]
    assert not any(NO_BREAK_SPACE in one.name + one.group + one.about for one in shapes)


@settings(deadline=None, max_examples=40)
@given(st.integers(12, 30), st.integers(1, 12))
def test_no_part_of_a_text_begins_with_what_belongs_to_a_number(columns: int, lines: int) -> None:
    theme = a_theme()
    words = bound("They grew by 12 % and that is z. B. Fig. 3 of it. " * 4, "en")
    room = box(columns, lines)
    rest: tuple[Paragraph, ...] = (Paragraph((Run(words),)),)
    while rest:
        parts = split_text(rest, room, theme, theme.styles["body"])
        if parts is None:
            break
        rest = parts[1]
        assert not rest or not rest[0].text.startswith(("%", "B.", "3"))


def test_an_author_may_say_where_a_name_is_broken() -> None:
    text = "| a | b |\n|---|---|\n| `text.`<wbr>`fit.`<wbr>measure | c |\n"
    checked = laid_out(f"# T\n\n{text}")
    assert not checked.diagnostics
    deck = checked.value
    texts = [one.text for slide in deck.slides for one in paragraphs_of(slide.shapes)]
    assert "text.\u200bfit.\u200bmeasure" in texts


WITHHELD = """---
title: T
audiences:
  us: {}
  them: {}
---

## Seen {audience=us}

- Nothing

## Not seen {audience=them}

- The price of the merger rises by 12 % to 3 million
"""


@pytest.mark.parametrize("blank", [" ", NO_BREAK_SPACE, "\u202f", "\u2009", " – ", " “", " \u2060"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("wrap", ["<a><b>{}</b></a>", "\0\1{}\0\2", "{}"])
def test_what_is_withheld_is_found_whatever_is_between_its_words(
    tmp_path: Path, blank: str, encoding: str, wrap: str
) -> None:
    path = tmp_path / "talk.md"
    path.write_text(WITHHELD, encoding="utf-8")
    deck = lay_out_deck(path, Options(audience="us")).value
    text = "the price of the merger rises by 12 % to 3 million".replace(" ", blank)
    # What a code page lacks becomes a question mark there.
    content = wrap.format(text).encode(encoding, "replace")
    assert find_leak([("part", content)], deck.secrets, words_of) is not None


def test_the_deck_of_others_has_no_break_spaces_and_the_phrase_is_a_secret(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(WITHHELD, encoding="utf-8")
    theirs = write_deck(lay_out_deck(path, Options(audience="them")).value)
    ours = lay_out_deck(path, Options(audience="us")).value
    assert any(f"12{NO_BREAK_SPACE}%".encode() in part for part in parts_of(theirs).values())
    assert find_leak(parts_of(theirs).items(), ours.secrets, words_of) is not None
