"""The product's own words, a file for each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from deck_builder.base import words
from deck_builder.base.words import Words, as_opening, languages, words_in
from deck_builder.charts import KINDS

_FOLDER = Path(words.__file__).parent
_PLACE = re.compile(r"\{(\w*)\}")
Tree = dict[str, "Tree"] | list[str] | str


def tree_of(language: str) -> dict[str, Tree]:
    """What is in the file of a language."""
    content = (_FOLDER / f"{language}.yaml").read_bytes()
    tree: dict[str, Tree] = msgspec.yaml.decode(content)
    return tree


def entries(tree: Tree, path: str = "") -> Iterator[tuple[str, str]]:
    """Every word with its keys, those of the kinds of charts aside."""
    if isinstance(tree, str):
        yield path, tree
        return
    if isinstance(tree, list):
        # Languages have different numbers of them.
        yield path, " ".join(tree)
        return
    for key, inner in tree.items():
        if f"{path}.{key}" != ".charts.kinds":
            yield from entries(inner, f"{path}.{key}")


@pytest.mark.parametrize("language", languages())
def test_a_file_has_the_keys_and_places_of_the_english_one(language: str) -> None:
    own, english = dict(entries(tree_of(language))), dict(entries(tree_of("en")))
    places = [
        {key: sorted(_PLACE.findall(text)) for key, text in texts.items()}
        for texts in (own, english)
    ]
    assert places[0] == places[1]
    assert all(own.values())


@pytest.mark.parametrize("language", languages())
def test_a_file_names_the_kinds_of_charts(language: str) -> None:
    kinds = words_in(language).charts.kinds
    assert set(kinds) <= set(KINDS)
    if language == "en":
        # They are named where the kinds are.
        assert not kinds
        return
    missing = [kind for kind in KINDS if kind not in kinds]
    if missing:
        pytest.skip(f"base/words/{language}.yaml does not name {', '.join(missing)}")


def test_a_file_with_unknown_keys_is_refused() -> None:
    content = (_FOLDER / "en.yaml").read_text(encoding="utf-8")
    for wrong in (f"{content}agneda: Agenda\n", content.replace("tip:", "hint:")):
        with pytest.raises(msgspec.ValidationError):
            msgspec.yaml.decode(wrong, type=Words)


@pytest.mark.parametrize(
    ("tag", "agenda", "tip"),
    [
        ("de", "Agenda", "Tipp"),
        ("de_CH", "Agenda", "Tipp"),
        ("zh", "目录", "提示"),
        ("zh-TW", "目錄", "提示"),
        ("zh-Hans-TW", "目录", "提示"),
        ("yue", "目錄", "提示"),
        ("nb", "Agenda", "Tips"),
        ("nn-NO", "Agenda", "Tips"),
        ("en-GB", "Agenda", "Tip"),
        ("", "Agenda", "Tip"),
        ("xx", "Agenda", "Tip"),
        ("../words/de", "Agenda", "Tip"),
        ("FR", "Sommaire", "Astuce"),
    ],
)
def test_the_words_of_a_tag(tag: str, agenda: str, tip: str) -> None:
    assert (words_in(tag).agenda, words_in(tag).callouts.named("tip")) == (agenda, tip)


def test_words_that_open_a_sentence() -> None:
    assert [as_opening(one) for one in ("příloha", "Anhang", "付録", "")] == [
        *("Příloha", "Anhang", "付録", ""),
    ]
