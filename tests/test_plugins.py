"""Plug-ins: found by name, loaded when a talk needs them, refused when they are broken."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder import build, check
from deck_builder.api import plugins
from deck_builder.api.plugins import ChartKind, CheckedDeck, CheckedSlide, Finding
from deck_builder.base import inputs
from deck_builder.base.diagnostics import Diagnostic
from deck_builder.batch.job import Job, make
from deck_builder.batch.shipping import make_shipped, pack
from deck_builder.batch.versions import OtherVersionError, versions
from deck_builder.cli import main
from tests.extensions.installed import EXAMPLE, importable, install, install_example

REPOSITORY = Path(__file__).parent.parent
TALK = """---
title: Tides
theme: harbour
checks: [plain-words]
---

## High tides

```chart tide-marks
data: {Hamburg: 3.8, Bristol: 12.3, Fundy: 16}
unit: m
```

## The moon

- The sun and the moon utilise the sea
"""
SHANTY = """---
from: shanty
title: Tides
captain: Ada Example
rig: ketch
---

# High water

% hidden

- twice a day

%n
Say hello.

%%
# Low water

```text
%% code
```
"""
CHART = "# Tides\n\n## High\n\n```chart reef\ndata: {Hamburg: 3.8, Bristol: 12.3}\n```\n"
CHECKED = "---\ntitle: Tides\nchecks: [reef]\n---\n\n## High\n\n- Water\n"
BLOCK = "# Tides\n\n## High\n\n```reef\nHamburg\n```\n"
FOREIGN = "---\nfrom: reef\n---\n\n# High\n\n- Water\n"
THEMED = "---\ntitle: Tides\ntheme: reef\n---\n\n## High\n\n- Water\n"
API = "from deck_builder.api.plugins import *\nfrom pathlib import Path\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that packages are installed into, beside the working folder."""
    site, here = tmp_path / "site", tmp_path / "here"
    site.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("DECK_BUILDER_CONFIG", "")
    with importable(site):
        yield site


@pytest.fixture
def example(site: Path) -> Path:
    install_example(site)
    Path("tides.md").write_text(TALK, encoding="utf-8")
    return site


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def told(found: tuple[Diagnostic, ...]) -> list[tuple[str, int, str]]:
    return [(one.code, one.line, one.message) for one in found]


class TestTheExample:
    """The package under `tests/extensions/package`, installed."""

    @pytest.mark.usefixtures("example")
    def test_it_is_listed(self) -> None:
        result = run("plugins")
        assert result.exit_code == 0, result.output
        assert [line.split("  ")[0].strip() for line in result.stdout.splitlines()] == [
            *("tide-table", "tide-marks", "plain-words", "shanty", "harbour"),
        ]
        rows = json.loads(run("plugins", "--json").stdout)
        assert {(row["package"], row["version"], row["state"]) for row in rows} == {
            ("tides-deck", "1.2", "ready")
        }

    @pytest.mark.usefixtures("example")
    def test_its_theme_chart_and_check_make_a_deck(self) -> None:
        deck = build("tides.md")
        assert told(deck.diagnostics) == [
            ("plugin-check", 16, "plain-words: “utilise” is not a word of ours")
        ]
        assert deck.laid_out is not None
        assert deck.laid_out.theme.name == "harbour"
        assert deck.laid_out.theme.palette.hex("accent1") == "0B5C6B"
        assert "Hamburg" in deck.svg(2)
        assert build("tides.md").data == deck.data

    @pytest.mark.usefixtures("example")
    def test_its_block_is_a_table_of_our_own(self) -> None:
        block = "```tide-table {caption=Today}\nHamburg: 3:12 9:40\n```"
        table = "| Place | High water | Low water |\n|---|---:|---:|\n| Hamburg | 3:12 | 9:40 |\n"
        head = "---\ntheme: harbour\n---\n\n## A\n\n"
        found = [build(text=f"{head}{body}") for body in (block, f"{table}\n: Today")]
        assert [one.diagnostics for one in found] == [(), ()]
        assert found[0].data == found[1].data

    @pytest.mark.usefixtures("example")
    @pytest.mark.parametrize(
        "around",
        ["> {}", "1. a\n\n   {}", "::: columns\n::: column\n{}\n:::\n:::", ":::: tip\n{}\n::::"],
    )
    def test_its_block_stands_wherever_a_table_does(self, around: str) -> None:
        block = "```tide-table\nHamburg: 3:12 9:40\n```"
        margin = around.partition("{}")[0].rpartition("\n")[2]
        written = around.format(block.replace("\n", f"\n{margin}"))
        deck = build(text=f"## A\n\n{written}\n")
        assert not deck.errors
        assert "Low water" in deck.svg(1)

    @pytest.mark.usefixtures("example")
    def test_what_is_wrong_in_its_block_is_told_with_its_line(self) -> None:
        talk = "## A\n\n```tide-table\nHamburg: 3:12 9:40\nBristol: 7:05\n```\n"
        assert told(check(text=talk)) == [
            (
                "bad-block",
                5,
                "the block ‘tide-table’ cannot be read: ‘Bristol: 7:05’ does not have two times",
            )
        ]

    @pytest.mark.usefixtures("example")
    def test_a_slip_in_the_name_of_its_block_is_told(self) -> None:
        talk = "## A\n\n```tide-tabel\nHamburg: 3:12 9:40\n```\n"
        [found] = check(text=talk)
        assert (found.code, found.line, found.hint) == (
            *("unknown-block", 3, "did you mean ‘tide-table’?"),
        )
        assert check(text=talk, plugins=False) == check(text=talk.replace("-tabel", "less")) == ()

    @pytest.mark.usefixtures("example")
    def test_the_audience_of_its_block_is_that_of_the_table(self) -> None:
        talk = (
            "---\ntitle: A\naudiences: {boss: {}, staff: {}}\n---\n\n## B\n\n- Plain\n\n"
            "```tide-table {audience=staff}\nCuxhaven: 7:05 13:11\n```\n"
        )
        decks = {name: build(text=talk, audience=name) for name in ("boss", "staff")}
        shown = {name: "".join(map(deck.svg, (1, 2))) for name, deck in decks.items()}
        assert ["Cuxhaven" in shown[name] for name in ("boss", "staff")] == [False, True]
        wrong = talk.replace("7:05 13:11", "Mondays")
        [found] = build(text=wrong, audience="boss").diagnostics
        assert "Cuxhaven" not in str(found)
        assert found.code == "bad-block"

    @pytest.mark.usefixtures("example")
    def test_its_dialect_is_read_and_written_anew(self) -> None:
        Path("shanty.md").write_text(SHANTY, encoding="utf-8")
        deck = build("shanty.md")
        assert [(one.title, one.notes) for one in deck.slides] == [
            *(("High water", "Say hello."), ("Low water", "")),
        ]
        assert "hidden" not in deck.svg(1)
        assert "%% code" in deck.svg(2)
        result = run("convert", "shanty.md", "-o", "own")
        assert result.exit_code == 0, result.output
        assert [one.title for one in build("own").slides] == ["High water", "Low water"]
        assert "‘shanty’" in run("build", "shanty.md", "--no-plugins").stderr
        Path("other.md").write_text(SHANTY.replace("from: shanty\n", ""), encoding="utf-8")
        assert len(build("other.md", dialect="shanty").slides) == 2

    @pytest.mark.usefixtures("example")
    def test_a_condition_that_its_dialect_hides_is_told(self) -> None:
        talk = SHANTY.replace("% hidden", "% hidden {audience=boss}")
        assert "stray-condition" in [one.code for one in check(text=talk)]

    @pytest.mark.usefixtures("example")
    def test_its_names_are_known_where_names_are_told(self) -> None:
        assert "harbour" in run("themes").stdout
        assert "tide-marks" in run("reference", "charts").stdout
        listed = run("reference", "plug-ins").stdout
        assert ("tide-table" in listed, "plain-words" in listed) == (True, True)
        assert "none are installed" in run("reference", "plug-ins", "--no-plugins").stdout
        found = check(text="# A\n\n## B\n\n```chart tidemarks\ndata: {a: 1}\n```\n")
        assert [one.hint for one in found] == ["did you mean ‘tide-marks’?"]

    @pytest.mark.usefixtures("example")
    def test_the_keys_of_its_chart_are_those_that_it_can(self) -> None:
        talk = "# A\n\n## B\n\n```chart tide-marks\ndata: {a: 1, b: 2}\nscale: log\n```\n"
        assert [one.code for one in check(text=talk)] == ["chart-cannot"]
        assert check(text=talk.replace("scale: log", "sort: descending")) == ()
        series = talk.replace("scale: log", "").replace("{a: 1, b: 2}", "{a: -1, b: 2}")
        assert [one.severity.value for one in check(text=series)] == ["error"]

    def test_it_is_found_by_the_processes_of_a_batch(self, example: Path) -> None:
        told = command(example, "batch", "tides.md", "tides.md", "-o", "out", "--no-cache")
        assert told.returncode == 2, told.stderr
        for name in ("one", "two"):
            shutil.copy("tides.md", f"{name}.md")
        told = command(example, "batch", "one.md", "two.md", "-o", "out", "--no-cache", "-j", "2")
        assert told.returncode == 0, told.stderr
        assert Path("out/one.pptx").read_bytes()[:2] == b"PK"
        off = command(example, "batch", "one.md", "two.md", "-o", "off", "-j", "2", "--no-plugins")
        assert off.returncode == 1
        assert off.stderr.count("unknown-theme") == 2

    @pytest.mark.usefixtures("example")
    def test_a_check_is_asked_for_on_the_command_line_and_by_the_project(self) -> None:
        Path("bare.md").write_text("# A\n\n## B\n\n- They utilise it\n", encoding="utf-8")
        assert run("check", "bare.md").exit_code == 0
        assert "plain-words" in run("check", "bare.md", "--check", "plain-words").stderr
        Path("deck-builder.toml").write_text("check = ['plain-words']\n")
        result = run("check", "bare.md", "--strict")
        assert (result.exit_code, "plugin-check" in result.stderr) == (1, True)

    @pytest.mark.usefixtures("example")
    def test_a_check_sees_only_what_its_audience_sees(self) -> None:
        talk = (
            "---\ntitle: A\naudiences: {boss: {}, staff: {}}\nchecks: [plain-words]\n---\n\n"
            "## B\n\n- Plain\n\n::: {audience=staff}\n- They utilise it\n:::\n"
        )
        assert build(text=talk, audience="boss").diagnostics == ()
        assert len(build(text=talk, audience="staff").diagnostics) == 1

    def test_a_deck_is_kept_until_the_package_changes(self, example: Path) -> None:
        def cached() -> bool:
            options = ("-o", "out", "-j", "1", "--report", "json=report.json")
            result = command(example, "batch", "tides.md", *options, cache="cache")
            assert result.returncode == 0, result.stderr
            rows = json.loads(Path("report.json").read_text())
            return bool(rows["totals"]["cached"])

        assert [cached(), cached()] == [False, True]
        theme = example / "tides_deck" / "harbour.yaml"
        theme.write_text(theme.read_text().replace("0B5C6B", "7A1F5C"))
        assert [cached(), cached()] == [False, True]

    @pytest.mark.usefixtures("example")
    def test_a_machine_with_another_one_builds_no_deck(self) -> None:
        job = Job(Path("tides.md"), Path("out.pptx"))
        packed = pack(job)
        assert packed is not None
        assert make_shipped(packed, versions())[0].data == make(job).data
        before, sys.path[:] = list(sys.path), [one for one in sys.path if not one.endswith("site")]
        try:
            with pytest.raises(OtherVersionError, match="another plug-in there, or none"):
                make_shipped(packed, versions())
        finally:
            sys.path[:] = before


def command(
    site: Path, *arguments: str, cache: str = "", here: Path = Path()
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, which imports from `site`, too."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(site))),
        **({"DECK_BUILDER_STORE": str(Path(cache).absolute())} if cache else {}),
    }
    return subprocess.run(
        (sys.executable, "-m", "deck_builder", *arguments),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment,
        cwd=here,
    )


NAMING = (CHART, CHECKED, THEMED, BLOCK, FOREIGN)


class TestNothingIsLoadedEarly:
    """A package is imported when a talk names what it has, and not before."""

    CODE = "from pathlib import Path\nPath('loaded').touch()\n" + API
    ENTRIES = (
        "[deck_builder.themes]\nreef = reef_deck:THEME\n[deck_builder.charts]\nreef = "
        "reef_deck:CHART\n[deck_builder.checks]\nreef = reef_deck:CHECK\n"
        "[deck_builder.blocks]\nreef = reef_deck:BLOCK\n[deck_builder.dialects]\nreef = "
        "reef_deck:DIALECT\n"
    )

    @pytest.fixture(autouse=True)
    def reef(self, site: Path) -> Path:
        install(site, self.ENTRIES, self.CODE)
        return site

    def test_a_talk_that_names_none(self) -> None:
        talk = "# A\n\n## B\n\n```chart bar\ndata: {a: 1}\n```\n\n```python\nprint(1)\n```\n"
        assert build(text=talk).ok
        assert not Path("loaded").exists()

    @pytest.mark.parametrize("talk", NAMING)
    def test_a_talk_that_names_one(self, talk: str) -> None:
        build(text=talk)
        assert Path("loaded").exists()

    @pytest.mark.parametrize("talk", NAMING)
    def test_without_plugins_none_is_loaded(self, talk: str) -> None:
        # A fence with an unknown name is code.
        assert build(text=talk, plugins=False).ok == (talk == BLOCK)
        assert {one.code for one in check(text=talk, plugins=False)} <= {
            *("unknown-theme", "unknown-chart-kind", "unknown-check", "cannot-build"),
        }
        assert not Path("loaded").exists()

    @pytest.mark.parametrize(
        "arguments",
        [
            *("batch", "build", "check", "time", "script", "show --stage layout"),
            *("handout -o h.html", "export --to html -o e.html", "convert -o c"),
        ],
    )
    @pytest.mark.parametrize("talk", NAMING)
    def test_no_command_loads_one_when_they_are_off(self, arguments: str, talk: str) -> None:
        Path("talk.md").write_text(talk, encoding="utf-8")
        name, *rest = arguments.split()
        result = run(name, "--no-plugins", *rest, "talk.md")
        assert "Traceback" not in result.output
        assert result.exit_code in (0, 1), result.output
        assert not Path("loaded").exists()

    def test_the_list_of_those_that_are_off(self) -> None:
        rows = json.loads(run("plugins", "--no-plugins", "--json").stdout)
        assert [row["state"] for row in rows] == ["off"] * 5
        assert not Path("loaded").exists()

    def test_a_project_can_turn_them_off_but_not_on(self) -> None:
        Path("talk.md").write_text(CHART, encoding="utf-8")
        Path("deck-builder.toml").write_text("no-plugins = true\n")
        assert "plug-ins are off" in run("build", "talk.md", "-o", "a.pptx").stderr
        assert not Path("loaded").exists()
        Path("deck-builder.toml").write_text("no-plugins = false\n")
        assert "a project cannot set ‘no-plugins’" in run("build", "talk.md").stderr


THEME, CHARTS, CHECKS, BLOCKS, DIALECTS = (
    f"[deck_builder.{group}]\nreef = reef_deck:REEF\n"
    for group in ("themes", "charts", "checks", "blocks", "dialects")
)
BROKEN = {
    "it cannot be imported": (
        *(CHARTS, "import no_such_module\n", CHART),
        *("broken-plugin", "cannot be loaded: ModuleNotFoundError: No module named"),
    ),
    "it ends the program": (CHARTS, "raise SystemExit(3)\n", CHART, "broken-plugin", "SystemExit"),
    "it has no such attribute": (CHARTS, "", CHART, "broken-plugin", "AttributeError"),
    "it is something else": (
        *(CHARTS, "REEF = 7\n", CHART, "broken-plugin", "is no ChartKind, but: int"),
    ),
    "it is of another kind": (
        *(THEME, f"{API}REEF = ChartKind(api=1, draw=print, words='reef')\n", THEMED),
        *("broken-plugin", "is no ThemeFile, but: ChartKind"),
    ),
    "it is for a later interface": (
        *(CHARTS, f"{API}REEF = ChartKind(api=2, draw=print, words='reef')\n", CHART),
        *("broken-plugin", "written for version 2 of the interface of plug-ins; this is version 1"),
    ),
    "a field is of another type": (
        *(CHARTS, f"{API}REEF = ChartKind(api=1, draw=print, words=7)\n", CHART),
        *("broken-plugin", "has a wrong words: 7"),
    ),
    "its settings are no texts": (
        DIALECTS,
        f"{API}REEF = LineDialect(1, 'Reef', lambda lines: [], {{'captain': 7}})\n",
        *(FOREIGN, "broken-plugin", "has a wrong settings: {'captain': 7}"),
    ),
    "its theme is not in the package": (
        *(THEME, f"{API}REEF = ThemeFile(api=1, path=Path('/etc/hostname'))\n", THEMED),
        *("broken-plugin", "is in no file of its package: /etc/hostname"),
    ),
    "its theme is not there": (
        *(THEME, f"{API}REEF = ThemeFile(1, Path(__file__).with_name('no.yaml'))\n", THEMED),
        *("broken-plugin", "is in no file of its package"),
    ),
    "its drawing fails": (
        *(CHARTS, f"{API}REEF = ChartKind(1, lambda spec, pen: [1 / 0], 'reef')\n", CHART),
        *("plugin-failed", "failed: ZeroDivisionError: division by zero (reef_deck/__init__.py"),
    ),
    "it draws no marks": (
        *(CHARTS, f"{API}REEF = ChartKind(1, lambda spec, pen: ['x'], 'reef')\n", CHART),
        *("plugin-failed", "it drew a str, which is no mark"),
    ),
    "it draws nowhere": (
        CHARTS,
        f"{API}REEF = ChartKind(1, lambda spec, pen: [pen.label('x', float('nan'), 0)], 'reef')\n",
        *(CHART, "plugin-failed", "it drew a Label at nan"),
    ),
    "it draws in no colour": (
        *(CHARTS, f"{API}REEF = ChartKind(1, lambda a, b: [Bar(0, 0, 1, 1, 'red')], 'reef')\n"),
        *(CHART, "plugin-failed", "it drew a Bar in the colour 'red': use RRGGBB"),
    ),
    "it draws far away": (
        *(
            CHARTS,
            f"{API}REEF = ChartKind(1, lambda a, b: [Bar(0, 1e9, 1, 1, '000000')], 'reef')\n",
        ),
        *(CHART, "plugin-failed", "it drew a Bar at 1e+09"),
    ),
    "its label is larger than any font": (
        CHARTS,
        f"{API}REEF = ChartKind(1, lambda a, b: [Label('x', 0, 0, 1e9, '000000')], 'reef')\n",
        *(CHART, "plugin-failed", "it drew a Label at 1e+09"),
    ),
    "it draws no points": (
        *(CHARTS, f"{API}REEF = ChartKind(1, lambda a, b: [Dots((), 1, '000000')], 'reef')\n"),
        *(CHART, "plugin-failed", "it drew a Dots without points"),
    ),
    "it draws more than opaque": (
        CHARTS,
        f"{API}REEF = ChartKind(1, lambda a, b: [Dots(((0, 0),), 1, '000000', 7)], 'reef')\n",
        *(CHART, "plugin-failed", "it drew a Dots with the opacity 7: it is from 0 to 1"),
    ),
    "its exception has no words": (
        CHARTS,
        f"{API}class Odd(Exception):\n    __str__ = None\n"
        "def draw(spec, pen):\n    raise Odd\nREEF = ChartKind(1, draw, 'reef')\n",
        *(CHART, "plugin-failed", "failed: Odd (reef_deck/__init__.py, line 6)"),
    ),
    "its block says no words": (
        BLOCKS,
        f"{API}def write(source):\n    raise BlockError(7)\nREEF = BlockKind(1, write)\n",
        *(BLOCK, "plugin-failed", "a BlockError has texts"),
    ),
    "its block names no line": (
        BLOCKS,
        f"{API}def write(source):\n    raise BlockError('a', '', '3')\n"
        "REEF = BlockKind(1, write)\n",
        *(BLOCK, "plugin-failed", "a BlockError has the number of a line"),
    ),
    "its block fails": (
        *(BLOCKS, f"{API}REEF = BlockKind(1, lambda source: 1 / 0)\n", BLOCK),
        *("plugin-failed", "failed: ZeroDivisionError"),
    ),
    "its block writes no text": (
        *(BLOCKS, f"{API}REEF = BlockKind(1, lambda source: None)\n", BLOCK),
        *("plugin-failed", "it wrote a NoneType, not a text"),
    ),
    "its block writes a slide": (
        *(BLOCKS, f"{API}REEF = BlockKind(1, lambda source: '## More')\n", BLOCK),
        *("plugin-failed", "it wrote a heading"),
    ),
    "its block writes a condition": (
        *(BLOCKS, f"{API}REEF = BlockKind(1, lambda source: '- a {{audience=boss}}')\n", BLOCK),
        *("plugin-failed", "it wrote a condition"),
    ),
    "its block includes a file": (
        *(BLOCKS, f"{API}REEF = BlockKind(1, lambda source: '{{{{< include a.md >}}}}')\n", BLOCK),
        *("plugin-failed", "it wrote an include"),
    ),
    "its block writes itself": (
        *(BLOCKS, f"{API}REEF = BlockKind(1, lambda source: '```reef\\na\\n```')\n", BLOCK),
        *("plugin-failed", "it wrote the block of a plug-in, ‘reef’"),
    ),
    "its dialect fails": (
        *(DIALECTS, f"{API}REEF = LineDialect(1, 'Reef', lambda lines: 1 / 0)\n", FOREIGN),
        *("plugin-failed", "failed: ZeroDivisionError"),
    ),
    "its dialect marks no line": (
        *(DIALECTS, f"{API}REEF = LineDialect(1, 'Reef', lambda lines: ['a'])\n", FOREIGN),
        *("plugin-failed", "it marked a line with a str, not a LineMark"),
    ),
    "its dialect marks what is not there": (
        DIALECTS,
        f"{API}REEF = LineDialect(1, 'Reef', lambda lines: [LineMark(2, 'hidden')])\n",
        *(FOREIGN, "plugin-failed", "it marked line 2, which is code, a setting or not there"),
    ),
    "its dialect makes a line longer": (
        DIALECTS,
        f"{API}REEF = LineDialect(1, 'Reef', lambda lines: [LineMark(5, 'text', '# Higher')])\n",
        *(FOREIGN, "plugin-failed", "line 5 must stay as long as it is, and one line"),
    ),
    "its dialect says what there is not": (
        DIALECTS,
        f"{API}REEF = LineDialect(1, 'Reef', lambda lines: [LineMark(5, 'sing')])\n",
        *(FOREIGN, "plugin-failed", "‘sing’ is none of slide, slide-above, notes, hidden, text"),
    ),
    "its check fails": (
        *(CHECKS, f"{API}REEF = Check(1, lambda deck: deck.nothing)\n", CHECKED),
        *("plugin-failed", "failed: AttributeError"),
    ),
    "its check finds no findings": (
        *(CHECKS, f"{API}REEF = Check(1, lambda deck: ['bad'])\n", CHECKED),
        *("plugin-failed", "it found a str, not a Finding"),
    ),
    "its check finds something elsewhere": (
        *(CHECKS, f"{API}REEF = Check(1, lambda deck: [Finding('bad', slide=7)])\n", CHECKED),
        *("plugin-failed", "there is no slide 7 of 2"),
    ),
}


@pytest.mark.parametrize("title", BROKEN)
def test_a_broken_one_is_told_with_its_package(title: str, site: Path) -> None:
    entries, code, talk, expected, words = BROKEN[title]
    install(site, entries, code)
    deck = build(text=talk)
    [found] = deck.diagnostics
    assert found.code == expected
    assert words in found.message
    assert "‘reef’ of reef-deck 0.3" in found.message
    assert "reef-deck" in found.hint or "deck-builder" in found.hint
    # A check is not what the deck is made of.
    is_at_work = entries == CHECKS and expected == "plugin-failed"
    assert deck.ok == is_at_work
    assert found.severity.value == ("warning" if is_at_work else "error")
    if expected == "broken-plugin":
        result = run("plugins")
        assert (result.exit_code, "broken: " in result.stdout) == (1, True)


@pytest.mark.parametrize("data", ["{Hamburg: 3.8}", "{2023: 1, 2024: 2}"])
def test_a_draft_is_built_without_a_drawing(site: Path, data: str) -> None:
    entries, code, talk, *_ = BROKEN["its drawing fails"]
    install(site, entries, code)
    talk = talk.replace("{Hamburg: 3.8, Bristol: 12.3}", data)
    talk += "\n## More\n\n- See [there](#nowhere)\n"
    found = ["plugin-failed", "broken-link"]
    assert sorted(one.code for one in check(text=talk)) == sorted(found)
    assert not build(text=talk).ok
    draft = build(text=talk, draft=True)
    assert draft.ok
    assert "plugin-failed" in command(site, "check", written(talk)).stderr


def written(talk: str) -> str:
    Path("talk.md").write_text(talk, encoding="utf-8")
    return "talk.md"


def test_a_check_that_fails_leaves_the_others_at_work(site: Path) -> None:
    install_example(site)
    install(site, CHECKS, f"{API}REEF = Check(1, lambda deck: deck.nothing)\n")
    talk = CHECKED.replace("[reef]", "[reef, plain-words]").replace("Water", "We utilise water")
    assert [one.code for one in build(text=talk).diagnostics] == ["plugin-failed", "plugin-check"]


@pytest.mark.parametrize(
    ("group", "name", "kind"),
    [
        ("themes", "paper", "theme"),
        ("themes", "base", "theme"),
        ("charts", "bar", "chart kind"),
        ("charts", "column", "chart kind"),
        ("blocks", "chart", "block kind"),
        ("blocks", "python", "block kind"),
        ("dialects", "marp", "dialect"),
        ("dialects", "own", "dialect"),
    ],
)
def test_one_with_a_name_of_ours_is_refused(site: Path, group: str, name: str, kind: str) -> None:
    install(site, f"[deck_builder.{group}]\n{name} = reef_deck:REEF\n", "raise SystemExit(3)\n")
    result = run("plugins")
    assert result.exit_code == 1
    assert f"broken: deck-builder has a {kind} ‘{name}’ of its own" in result.stdout
    talk = f"---\ntheme: {name}\n---\n" if group == "themes" else ""
    talk += "# A\n\n## B\n\n```chart column\ndata: {a: 1, b: 2}\n```\n"
    expected = ["unknown-theme"] if name == "base" else []
    assert [one.code for one in build(text=talk).diagnostics] == expected


def test_two_of_one_name_are_refused(site: Path) -> None:
    for name, version in (("reef-deck", "0.3"), ("shoal-deck", "2.0")):
        code = f"{API}REEF = ChartKind(1, lambda spec, pen: [], 'reef')\n"
        install(
            site,
            f"[deck_builder.charts]\nreef = {name.replace('-', '_')}:REEF\n",
            code,
            name,
            version,
        )
    assert told(check(text=CHART)) == [
        (
            *("broken-plugin", 5),
            "the chart kind ‘reef’ is in two packages: reef-deck 0.3 and shoal-deck 2.0",
        )
    ]
    assert run("plugins").stdout.count("is in two packages") == 2


def test_a_name_that_no_talk_can_write_and_a_group_that_there_is_not(site: Path) -> None:
    install(
        site, "[deck_builder.charts]\nBig Reef = reef_deck:REEF\n[deck_builder.sounds]\na = b\n"
    )
    result = run("plugins")
    assert result.exit_code == 1
    assert "‘Big Reef’ is no name" in result.stdout
    assert "there is no group of plug-ins ‘deck_builder.sounds’" in result.stdout
    assert "Big Reef" not in run("reference", "charts").stdout


def test_an_installation_that_is_worked_on_is_never_kept(site: Path) -> None:
    code = f"{API}REEF = ChartKind(1, lambda spec, pen: [], 'reef')\n"
    install(site, CHARTS, code)
    Path("talk.md").write_text(CHART, encoding="utf-8")
    job = Job(Path("talk.md"), Path("out.pptx"))
    assert make(job).steady
    [folder] = site.glob("*.dist-info")
    (folder / "RECORD").unlink()
    shutil.copytree(site, site.parent / "other")
    with importable(site.parent / "other"):
        sys.path.remove(str(site))
        assert not make(job).steady
        sys.path.append(str(site))


def test_a_package_can_be_worked_on_in_its_own_folder(site: Path) -> None:
    code = f"{API}REEF = ChartKind(1, lambda spec, pen: [], 'reef')\n"
    install(site, CHARTS, code)
    shutil.move(site / "reef_deck", "reef_deck")
    Path("talk.md").write_text(CHART, encoding="utf-8")
    # As a folder of a stranger, and as that from which it was installed with -e.
    assert "the working folder has a module" in command(site, "check", "talk.md").stderr
    [folder] = site.glob("*.dist-info")
    told = {"url": Path().absolute().as_uri(), "dir_info": {"editable": True}}
    (folder / "direct_url.json").write_text(json.dumps(told))
    assert command(site, "check", "talk.md").returncode == 0


def test_which_plugin_has_a_name_is_an_input(site: Path) -> None:
    with inputs.noted() as ledger:
        check(text=CHART)
        assert inputs.plugin("charts/reef") is None
    assert inputs.hold(ledger.facts)
    install(site, CHARTS, f"{API}REEF = ChartKind(1, lambda spec, pen: [], 'reef')\n")
    shutil.copytree(site, site.parent / "other")
    with importable(site.parent / "other"):
        assert not inputs.hold(ledger.facts)


def test_the_page_shows_the_package() -> None:
    page = (REPOSITORY / "docs" / "plugins.md").read_text(encoding="utf-8")
    files = [EXAMPLE / "setup.cfg", *sorted((EXAMPLE / "tides_deck").glob("*.*"))]
    for file in files:
        assert file.read_text(encoding="utf-8").rstrip() in page, file.name


def test_the_page_names_the_whole_interface() -> None:
    page = (REPOSITORY / "docs" / "plugins.md").read_text(encoding="utf-8")
    public = [name for name in vars(plugins) if not name.startswith("_")]
    assert len(public) > 20
    assert [name for name in public if not re.search(rf"\b{name}\b", page)] == []
    for kind in (ChartKind, CheckedDeck, CheckedSlide, Finding):
        assert [one for one in kind.__struct_fields__ if f"`{one}" not in page] == []


def test_the_page_shows_what_is_told_of_a_failure(site: Path) -> None:
    page = (REPOSITORY / "docs" / "plugins.md").read_text(encoding="utf-8")
    [line] = [line.strip() for line in page.splitlines() if line.startswith("    talk.md:")]
    entries, code, talk, *_ = BROKEN["its drawing fails"]
    install(site, entries, code)
    Path("talk.md").write_text(talk, encoding="utf-8")
    assert line in run("build", "talk.md").stderr
