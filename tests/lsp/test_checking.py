"""Problems of texts that are not saved, what mends them, and where they are after a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from deck_builder.api.editing.checking import (
    Findings,
    checked,
    checked_theme,
    is_theme,
    moved,
    quickly_checked,
    updated,
)
from deck_builder.api.editing.desk import Desk
from deck_builder.api.editing.fixes import fixes
from deck_builder.base.diagnostics import Diagnostic, Severity
from deck_builder.outline.options import Options
from tests.lsp.talk import FIRST, SETTINGS, written

FIXES = {
    "an id": ("looks", "[a](#twise) x", "broken-link", "[a](#twice) x"),
    "a variable": ("looks", "{{ see }}", "unknown-variable", "{{ sea }}"),
    "an audience": ("looks", "[a]{audience=pilot}", "unknown-audience", "[a]{audience=pilots}"),
    "a class": ("looks", "[a]{.underlin}", "unknown-class", "[a]{.underline}"),
    "a class, removed": ("looks", "[a]{.mark .loud}", "unknown-class", "[a]{.mark}"),
    "a class, alone": ("looks", "[a]{.loud} b", "unknown-class", "[a] b"),
    "an attribute": ("looks", "[a]{colour=accent}", "unknown-attribute", "[a]{color=accent}"),
    "an attribute with a value": (
        "looks",
        '[a]{.mark xyzzy="a b"}',
        "unknown-attribute",
        '[a]{.mark color="a b"}',
    ),
    "a colour": ("looks", "[a]{color=acent}", "unknown-color", "[a]{color=accent}"),
    "a div": ("looks", "::: note\nb\n:::", "unknown-div", "::: notes\nb\n:::"),
    "a file": ("looks", "![a](data/bai.png)", "missing-file", "![a](data/bay.png)"),
    "capitals": ("looks", "![a](data/Bay.png)", "missing-file", "![a](data/bay.png)"),
    "a kind of chart": (
        "looks",
        "```chart waterfal\ndata: {A: 1}\n```",
        "unknown-chart-kind",
        "```chart waterfall\ndata: {A: 1}\n```",
    ),
    "a key of a chart": (
        "looks",
        "```chart bar\ndata: {A: 1}\nunits: m\n```",
        "unknown-key",
        "```chart bar\ndata: {A: 1}\nunit: m\n```",
    ),
    "a column": (
        "looks",
        "```chart bar\ndata: data/heights.csv\nx: Prot\ny: Height\n```",
        "unknown-column",
        "```chart bar\ndata: data/heights.csv\nx: Port\ny: Height\n```",
    ),
    "an icon": ("looks", "- :icon-clok: a", "unknown-icon", "- :icon-clock: a"),
    "a picture without a description": (
        "looks",
        "![](data/bay.png)",
        "missing-alt",
        "![](data/bay.png){.decorative}",
    ),
    "the same with attributes": (
        "looks",
        "![](data/bay.png){width=50%}",
        "missing-alt",
        "![](data/bay.png){width=50% .decorative}",
    ),
    "a div that is not open": ("looks", "a\n\n:::\n\nb", "stray-div-end", "a\n\n\nb"),
    "a div that is not closed": (
        "looks",
        "::: notes\na\n\n## C\n\nc",
        "unclosed-div",
        "::: notes\na\n:::\n\n## C\n\nc",
    ),
    "code that is not closed": ("looks", "~~~~\na", "unclosed-fence", "~~~~\na\n~~~~"),
    "a heading": ("looks", "##Next", "looks-like", "## Next"),
    "items": ("looks", "•a\n•b", "looks-like", "- a\n- b"),
    "numbered items": ("looks", "1.a\n2.b", "looks-like", "1. a\n2. b"),
    "dashes": ("looks", "–one\n–two", "looks-like", "- one\n- two"),
    "a table": ("looks", "| a | b |\n| 1 | 2 |", "looks-like", "| a | b |\n|---|---|\n| 1 | 2 |"),
    "a path with a blank": ("looks", "![a](my bay.png)", "looks-like", "![a](<my bay.png>)"),
    "a link with a blank": ("looks", "[a] (b.md)", "looks-like", "[a](b.md)"),
    "strong text": ("looks", "so ** very strong ** a", "looks-like", "so **very strong** a"),
    "two colons": ("looks", "::notes", "looks-like", ":::notes"),
    "quotes": ("looks", "'''python\na", "looks-like", "```python\na"),
    "attributes of a picture": (
        "looks",
        "![a](data/bay.png) {width=50%}",
        "looks-like",
        "![a](data/bay.png){width=50%}",
    ),
    "a setting": ("deck.yaml", "tranition: fade", "unknown-key", "transition: fade"),
    "a word of a setting": ("deck.yaml", "transition: fad", "wrong-type", "transition: fade"),
    "a theme": ("deck.yaml", "surplus: drops", "wrong-type", "surplus: drop"),
}


def first_fix(folder: Path, name: str, text: str, code: str) -> str:
    """The text after the first fix of the first problem with a code."""
    desk, path = Desk(), str(folder / name)
    desk.note(path, text)
    found = [one for one in checked(desk, folder).problems if one.code == code]
    assert found, [str(one) for one in checked(desk, folder).problems]
    [edit] = fixes(found[0])[0].edits
    assert edit.path == path
    return text[: edit.start] + edit.text + text[edit.end :]


@pytest.mark.parametrize(("name", "text", "code", "expected"), FIXES.values(), ids=FIXES)
def test_what_mends_a_problem_is_written(
    tmp_path: Path, name: str, text: str, code: str, expected: str
) -> None:
    folder = written(tmp_path)
    head = "## A {.plain}\n\nBefore 😀.\n\n"
    if name == "looks":
        whole = first_fix(folder, "03-more.md", f"{head}{text}\n", code)
        assert whole == f"{head}{expected}\n"
    else:
        assert first_fix(folder, name, f"{SETTINGS}{text}\n", code) == f"{SETTINGS}{expected}\n"


@pytest.mark.parametrize("name", [one for one in FIXES if FIXES[one][0] == "looks"])
def test_a_fix_mends_it(tmp_path: Path, name: str) -> None:
    _, text, code, expected = FIXES[name]
    folder = written(tmp_path)
    desk, path = Desk(), str(folder / "03-more.md")
    (folder / "my bay.png").write_bytes((folder / "data" / "bay.png").read_bytes())
    counts = []
    for one in (text, expected):
        desk.note(path, f"## A {{.plain}}\n\nBefore.\n\n{one}\n")
        counts.append(sum(found.code == code for found in checked(desk, folder).problems))
    assert counts[1] < counts[0]


def test_there_is_no_fix_where_nobody_knows(tmp_path: Path) -> None:
    desk, folder = Desk(), written(tmp_path)
    desk.note(str(folder / "01-see.md"), "## A\n\n[a](#zzzzzzzzzzzz) {{ qqqqqqqqqqqq }}\n")
    found = [one for one in checked(desk, folder).problems if one.path.endswith("01-see.md")]
    assert {one.code for one in found} == {"broken-link", "unknown-variable"}
    titles = [fix.title for one in found for fix in fixes(one)]
    # Of few variables, each may be meant.
    assert "Write “sea”" in titles
    assert not any("zzzz" in one for one in titles)


def test_many_known_names_are_offered_one_by_one(tmp_path: Path) -> None:
    desk, folder = Desk(), written(tmp_path)
    desk.note(str(folder / "01-see.md"), "## A {audience=zzz}\n\nb\n")
    [found] = [one for one in checked(desk, folder).problems if one.code == "unknown-audience"]
    assert [one.title for one in fixes(found)] == ["Write “pilots”", "Write “pupils”"]


def codes(found: Findings, name: str) -> list[str]:
    return [one.code for one in found.problems if Path(one.path).name == name]


def test_a_text_that_is_not_saved_is_checked_with_the_whole_talk(tmp_path: Path) -> None:
    desk, folder = Desk(), written(tmp_path)
    assert codes(checked(desk, folder), "01-see.md") == []
    desk.note(str(folder / "02-why.md"), "# Why\n\n## Sun\n\nSee [a](#nothing-at-all).\n")
    # The other section links to what is gone, too.
    found = checked(desk, folder)
    assert (codes(found, "01-see.md"), codes(found, "02-why.md")) == (["broken-link"],) * 2
    desk.forget(str(folder / "02-why.md"))
    assert codes(checked(desk, folder), "01-see.md") == []


def test_a_file_that_is_not_on_the_disk_is_read(tmp_path: Path) -> None:
    desk, path = Desk(), str(tmp_path / "new.md")
    desk.note(path, "## A\n\n[a](#b)\n")
    assert codes(checked(desk, desk.talk_of(path)), "new.md") == ["broken-link"]


def test_line_ends_of_windows_count_as_one(tmp_path: Path) -> None:
    desk, path = Desk(), str(tmp_path / "new.md")
    desk.note(path, "## A\r\n\r\n[a](#b)\r\n")
    [found] = checked(desk, desk.talk_of(path)).problems
    assert (found.line, found.column) == (3, 1)


@pytest.mark.parametrize(
    ("name", "talk"),
    [
        ("deck.yaml", ""),
        ("01-see.md", ""),
        ("shared/more.md", ""),
        ("data/notes.md", "data/notes.md"),
    ],
)
def test_a_file_is_of_the_talk_that_reads_it(tmp_path: Path, name: str, talk: str) -> None:
    folder = written(tmp_path)
    assert Desk().talk_of(str(folder / name)) == folder / talk


def test_a_talk_with_front_matter_in_the_folder_of_another_is_its_own(tmp_path: Path) -> None:
    desk, folder = Desk(), written(tmp_path)
    path = str(folder / "own.md")
    desk.note(path, "---\ntitle: Own\n---\n\n## A\n\nb\n")
    assert desk.talk_of(path) == folder / "own.md"


def test_problems_of_a_theme_are_found(tmp_path: Path) -> None:
    desk, path = Desk(), str(written(tmp_path) / "themes" / "ours.yaml")
    text = "extends: paper\nfoter: ours\n"
    desk.note(path, text)
    assert is_theme(path, text)
    assert not is_theme(str(tmp_path / "data.yaml"), "- {a: 1}\n")
    assert codes(checked_theme(desk, path), "ours.yaml") == ["unknown-key"]


def test_the_text_alone_tells_much_and_slides_the_rest(tmp_path: Path) -> None:
    desk, folder = Desk(), written(tmp_path)
    long = "## A {.timeline}\n\n[a](#nothing)\n"
    desk.note(str(folder / "01-see.md"), long)
    quick, whole = quickly_checked(desk, folder), checked(desk, folder)
    assert codes(quick, "01-see.md") == ["broken-link"]
    assert "unsuitable-variant" in codes(whole, "01-see.md")
    # The link is mended: what slides told stays.
    desk.note(str(folder / "01-see.md"), long.replace("#nothing", "#the-moon"))
    now = updated(whole, quickly_checked(desk, folder), desk.texts)
    assert codes(now, "01-see.md") == ["unsuitable-variant"]
    # A line is new above: it is where its text is now.
    desk.note(str(folder / "01-see.md"), "\n" + long)
    now = updated(whole, quickly_checked(desk, folder), desk.texts)
    assert codes(now, "01-see.md") == ["unsuitable-variant", "broken-link"]
    assert [one.line for one in now.problems if one.path.endswith("01-see.md")] == [2, 4]


@pytest.mark.parametrize(
    ("new", "place"),
    [
        (FIRST + "more", (5, 26)),
        ("x\n" + FIRST, (6, 26)),
        (FIRST.replace("rises", "rises fast"), (5, 31)),
        (FIRST.replace("[below]", "[above]"), None),
    ],
)
def test_a_problem_moves_with_its_text(
    tmp_path: Path, new: str, place: tuple[int, int] | None
) -> None:
    source = Desk().source(str(written(tmp_path) / "01-see.md"))
    start = FIRST.index("[below]")
    span = source.lines_span(0, 1)
    span = replace(span, start=start, end=start + 7)
    problem = Diagnostic("code", Severity.WARNING, "message", span=span)
    found = moved((problem,), {source.path: new})
    assert [(one.line, one.column) for one in found] == ([place] if place else [])


def test_the_options_of_the_command_line_count(tmp_path: Path) -> None:
    folder = written(tmp_path)
    assert [name for name, _ in checked(Desk(), folder).decks] == ["pilots", "pupils"]
    alone = Desk(Options(audience="pilots"))
    assert [name for name, _ in checked(alone, folder).decks] == ["pilots"]


def test_a_check_that_is_not_wanted_any_more_ends(tmp_path: Path) -> None:
    assert checked(Desk(), written(tmp_path), is_wanted=lambda: False).decks == ()


def test_a_broken_talk_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("a: [", encoding="utf-8")
    found = checked(Desk(), tmp_path)
    assert "bad-yaml" in [one.code for one in found.problems]


def test_slides_without_a_hash_are_made_each_time(tmp_path: Path) -> None:
    diagram = "```mermaid\nstateDiagram-v2\n[*] --> Ebb\nEbb --> Flood\n```\n"
    desk, path = Desk(), str(written(tmp_path) / "02-why.md")
    for number in range(2):
        desk.note(path, f"## The tide {number}\n\n{diagram}")
        found = checked(desk, tmp_path)
        assert [name for name, _ in found.decks] == ["pilots", "pupils"]
        assert "internal-error" not in [one.code for one in found.problems]


def test_nothing_is_kept_for_audiences_that_are_no_more(tmp_path: Path) -> None:
    folder = written(tmp_path)
    desk = Desk()
    path = str(folder / "deck.yaml")
    checked(desk, folder)
    kept = desk.memory(folder, "pupils")
    for name in ("p", "pu", "pup"):
        desk.note(path, SETTINGS.replace("pilots", name))
        checked(desk, folder)
    assert not desk.memory(folder, "pilots").older
    assert not desk.memory(folder, "pu").older
    assert desk.memory(folder, "pup").older
    assert desk.memory(folder, "pupils") is kept
    desk.drop(folder)
    assert not desk.memory(folder, "pupils").older
