"""Authors as mappings, as pandoc and Quarto have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck, TextBox
from tests.writer.opened import Opened

AFFILIATIONS = "affiliations:\n  - {id: u, name: University, city: Berlin, department: Physics}\n"


def laid_out(folder: Path, settings: str, **options: str) -> tuple[LaidOutDeck, list[str]]:
    talk = folder / "talk.md"
    talk.write_text(f"---\ntitle: T\n{settings}---\n\n## A\n\n- x\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options(**options))  # type: ignore[arg-type]
    return checked.value, [one.code for one in checked.diagnostics]


def lines(deck: LaidOutDeck) -> list[str]:
    """The lines under the title, raised numbers after a ^, links in angle brackets."""
    boxes = [one for one in deck.slides[0].shapes if isinstance(one, TextBox)]
    return [
        "".join(
            f"^{run.text}"
            if run.superscript
            else f"{run.text}<{run.link}>"
            if run.link
            else run.text
            for run in paragraph.runs
        )
        for paragraph in boxes[1].paragraphs
    ]


@pytest.mark.parametrize(
    ("settings", "expected", "author"),
    [
        ("author: Ann\n", ["Ann"], "Ann"),
        ("author: [Ann, Ben]\ndate: 2026\n", ["Ann, Ben  ·  2026"], "Ann, Ben"),
        ("authors: [Ann, Ben]\n", ["Ann, Ben"], "Ann, Ben"),
        ("author: {name: Ann}\n", ["Ann"], "Ann"),
        ("author:\n- name: {given: Ann, family: Ex}\n", ["Ann Ex"], "Ann Ex"),
        ("author: Ann\ninstitute: Inst\n", ["Ann", "Inst"], "Ann"),
        ("author: [Ann, Ben]\ninstitute: [I, J]\n", ["Ann, Ben", "I  ·  J"], "Ann, Ben"),
        (
            "author:\n- {name: Ann, affiliation: A}\n- {name: Ben, affiliation: A}\n",
            ["Ann, Ben", "A"],
            "Ann, Ben",
        ),
        (
            "author:\n- {name: Ann, affiliation: A}\n- {name: Ben, affiliation: [B, A]}\n- Cy\n",
            ["Ann^1, Ben^2,1, Cy", "^1A  ·  ^2B"],
            "Ann, Ben, Cy",
        ),
        (
            AFFILIATIONS + "author:\n- {name: Ann, affiliations: [{ref: u}]}\n",
            ["Ann", "Physics, University, Berlin"],
            "Ann",
        ),
        (
            AFFILIATIONS + "author: {name: Ann, affiliation: u, email: a@b.org}\n",
            ["Ann", "Physics, University, Berlin", "a@b.org<mailto:a@b.org>"],
            "Ann",
        ),
        (
            "author: {name: Ann, orcid: 0000-0002-1825-0097}\n",
            ["Ann<https://orcid.org/0000-0002-1825-0097>"],
            "Ann",
        ),
        (
            "author: {name: Ann, url: https://example.org}\n",
            ["Ann<https://example.org>"],
            "Ann",
        ),
        (
            "variables: {n: Ann, u: Uni}\nauthor: {name: '{{ n }} B', affiliation: '{{ u }}'}\n",
            ["Ann B", "Uni"],
            "Ann B",
        ),
    ],
)
def test_authors(settings: str, expected: list[str], author: str, tmp_path: Path) -> None:
    deck, codes = laid_out(tmp_path, settings)
    assert lines(deck) == expected
    assert deck.properties.author == author
    assert not codes
    opened = Opened(write_deck(deck))
    core = opened.archive.read("docProps/core.xml").decode()
    assert f"<dc:creator>{author}</dc:creator>" in core


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ("author: {name: Ann, affiliations: [{ref: no}]}\n", ["unknown-affiliation"]),
        ("author: {name: Ann, roles: [x], corresponding: true}\n", ["author-not-shown"] * 2),
        ("author: {name: Ann, emial: x}\n", ["unknown-key"]),
        ("author: {affiliation: A}\n", ["wrong-type"]),
        ("author: {name: [Ann]}\n", ["wrong-type"]),
        ("author: [[Ann]]\n", ["wrong-type"]),
        ("author: {name: Ann, affiliation: [[x]]}\n", ["wrong-type"]),
        ("author: {name: Ann, orcid: 12}\n", ["wrong-type"]),
        ("author: {name: Ann, url: 'javascript:alert(1)'}\n", ["link-dropped"]),
    ],
)
def test_what_is_wrong_is_said(settings: str, codes: list[str], tmp_path: Path) -> None:
    deck, found = laid_out(tmp_path, settings)
    assert found == codes
    assert "javascript" not in str(deck)


def test_what_has_no_room_is_in_the_notes(tmp_path: Path) -> None:
    many = "".join(
        f"- {{name: Ann {n}, affiliation: A long name of an institute {n}, email: a{n}@b.org}}\n"
        for n in range(14)
    )
    deck, codes = laid_out(tmp_path, f"subtitle: S\ndate: 2026\nauthor:\n{many}")
    assert codes == ["moved-to-notes"]
    assert "institute 13" not in str(deck.slides[0].shapes)
    assert "institute 13" in str(deck.slides[0].notes)
    assert "a13@b.org" in str(deck.slides[0].notes)
    assert "Ann 13" in str(deck.slides[0].shapes)


def test_authors_of_other_audiences_are_not_in_a_deck(tmp_path: Path) -> None:
    settings = (
        "audiences:\n"
        "  a: {author: {name: Ann, affiliation: Institute of secret plans, email: ann@b.org}}\n"
        "  b: {author: Ben}\n"
    )
    deck, _ = laid_out(tmp_path, settings, audience="b")
    assert lines(deck) == ["Ben"]
    assert any("plans" in phrase for phrase in deck.secrets)
