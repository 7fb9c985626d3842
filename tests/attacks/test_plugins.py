"""Talks of strangers and plug-ins: neither a talk nor its folder brings code."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from PIL import Image

from deck_builder import build
from deck_builder.base.plugins import without
from deck_builder.cli.completion import audiences
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from tests.extensions.installed import importable, install, install_example
from tests.lsp.client import Editor
from tests.test_plugins import API, CHART, THEME, THEMED, command

ATTACK = "from pathlib import Path\nPath('attacked').touch()\n"
ENTRIES = (
    "[deck_builder.charts]\nreef = reef_deck:REEF\n[deck_builder.themes]\nreef = reef_deck:A\n"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    site, here = tmp_path / "site", tmp_path / "here"
    site.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    with importable(site):
        yield site


def test_a_package_in_the_folder_of_the_talk_is_none(site: Path) -> None:
    install(Path(), ENTRIES, ATTACK)
    Path("talk.md").write_text(CHART + "\n::: reef\na\n:::\n", encoding="utf-8")
    # Started so, Python imports from the working folder.
    for arguments in (("build", "talk.md"), ("plugins",), ("build", "talk.md", "--theme", "reef")):
        result = command(site, *arguments)
        assert "reef-deck" not in result.stdout + result.stderr
        assert not Path("attacked").exists()


def test_a_module_in_the_folder_of_the_talk_does_not_take_the_place_of_a_plugin(
    site: Path,
) -> None:
    install(site, ENTRIES, f"{API}REEF = ChartKind(1, lambda spec, pen: [], 'reef')\n")
    Path("reef_deck.py").write_text(ATTACK, encoding="utf-8")
    Path("talk.md").write_text(CHART, encoding="utf-8")
    result = command(site, "build", "talk.md")
    assert "the working folder has a module that is called reef_deck, too" in result.stderr
    assert not Path("attacked").exists()


@pytest.mark.parametrize(
    "name",
    ["reef_deck:REEF", "reef_deck", "reef/../reef", "charts/reef", "REEF", "reef\nreef", "os:sep"],
)
def test_a_talk_names_no_module(site: Path, name: str) -> None:
    install(site, ENTRIES, ATTACK)
    quoted = name.replace("\n", "\\n")
    build(text=f'---\ntheme: "{quoted}"\nchecks: ["{quoted}"]\n---\n\n## A\n\n- b\n')
    build(text=f"## A\n\n```chart {quoted}\ndata: {{a: 1}}\n```\n")
    assert not Path("attacked").exists()


def test_a_theme_of_a_package_reads_nothing_outside_of_it(site: Path) -> None:
    Image.new("RGB", (60, 40)).save(site / "secret.png")
    Image.new("RGB", (60, 40)).save(Path("secret.png"))
    for place in ("../secret.png", "secret.png", str(Path("secret.png").absolute())):
        yaml = f"extends: paper\nbackground: {{picture: {place}}}\n"
        name = f"reef{len(place)}-deck"
        code = f"{API}REEF = ThemeFile(1, Path(__file__).with_name('reef.yaml'))\n"
        entries = THEME.replace("reef =", f"reef{len(place)} =").replace(
            "reef_deck", name.replace("-", "_")
        )
        other = site.parent / name
        install(other, entries, code, name, files={"reef.yaml": yaml})
        with importable(other):
            talk = THEMED.replace("theme: reef", f"theme: reef{len(place)}")
            # What the talk itself may read is nothing of the theme's.
            Path("talk.md").write_text(talk, encoding="utf-8")
            [found] = build("talk.md").diagnostics
        assert found.code in ("outside-root", "missing-file"), place


def test_a_talk_reads_no_file_of_a_package(site: Path) -> None:
    install_example(site)
    Image.new("RGB", (60, 40)).save(site / "tides_deck" / "picture.png")
    place = (site / "tides_deck" / "picture.png").absolute()
    Path("talk.md").write_text(
        f"---\ntitle: A\ntheme: harbour\n---\n\n## B\n\n![A]({place})\n", encoding="utf-8"
    )
    assert [one.code for one in build("talk.md").diagnostics] == ["outside-root"]


def test_a_key_of_the_keyboard_runs_no_plugin(site: Path) -> None:
    install(site, "[deck_builder.dialects]\nreef = reef_deck:REEF\n", ATTACK)
    Path("talk.md").write_text("---\nfrom: reef\n---\n\n# A\n", encoding="utf-8")
    context = click.Context(click.Command("build"))
    context.params["path"] = Path("talk.md")
    assert audiences(context, click.Option(["--audience"]), "") == []
    assert not Path("attacked").exists()
    # It is the name that would have run it.
    assert not build("talk.md").ok
    assert Path("attacked").exists()


def test_a_preview_loads_none_when_they_are_off(site: Path) -> None:
    install(site, ENTRIES, ATTACK)
    Path("talk.md").write_text(CHART, encoding="utf-8")

    async def built() -> int:
        found = await asyncio.to_thread(lambda: lay_out_deck(Path("talk.md"), Options()))
        return len(found.diagnostics)

    with without():
        assert asyncio.run(built()) == 1
    assert not Path("attacked").exists()


@pytest.mark.parametrize(
    ("arguments", "settings", "off"),
    [(("--no-plugins",), "", True), ((), "no-plugins = true\n", True), ((), "", False)],
    ids=["by an option", "by the project", "not at all"],
)
def test_an_editor_loads_none_when_they_are_off(
    site: Path, arguments: tuple[str, ...], settings: str, off: bool
) -> None:
    install(site, ENTRIES, ATTACK)
    Path("deck-builder.toml").write_text(settings, encoding="utf-8")
    with Editor(Path.cwd(), *arguments, packages=(str(site),)) as editor:
        editor.open("talk.md", CHART)
        editor.until_codes("talk.md", "unknown-chart-kind" if off else "broken-plugin")
        # The first time it is the text that is looked at, the second time the slides.
        editor.until_told("talk.md", 2)
        assert editor.leave() == 0
    assert Path("attacked").exists() != off
