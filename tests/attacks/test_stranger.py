"""The pull request of a stranger, built by the action's own command line: no byte of the machine
gets into a deck, a report or the log."""

from __future__ import annotations

import base64
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.attacks.canary import CANARY, leaked, make_machine
from tests.attacks.linking import linking_deck
from tests.attacks.places import PLACES, names_outside

ACTION = Path(__file__).parents[2] / "action.yml"
ROOT = Path(__file__).parents[2]
SECONDS = 500
PROGRAM = f"""#!/bin/sh
exec {sys.executable} -P -m deck_builder "$@"
"""
VARIABLE = "GITHUB_TOKEN"
TEXTS = {
    "environment": f"---\nenvironment: [{VARIABLE}]\n---\n\n## {{{{ {VARIABLE} }}}}\n\n- a\n",
    "shell": f"## ${VARIABLE} ${{{VARIABLE}}} %{VARIABLE}% `${VARIABLE}`\n\n- $(cat secret.txt)\n",
    "proc": "{{< include /proc/self/environ >}}\n\n## A\n\n- a\n",
    "stdin": "{{< include /dev/stdin >}}\n\n## A\n\n- a\n",
    "pipe": "{{< include pipe >}}\n\n## A\n\n- a\n",
    "git": "```text {file=../.git/config}\n```\n",
    "git-include": "{{< include ../.git/config >}}\n\n## A\n\n- a\n",
    "hidden": "{{< include ../.env >}}\n\n## A\n\n- a\n",
    "chain": "{{< include chain-1.md >}}\n\n## A\n\n- a\n",
    "home": "{{< include ~/secret.md >}}\n\n## A\n\n- a\n",
    "theme-picture": "---\ntheme: picture.yaml\n---\n\n## A\n\n- a\n",
    "theme-logo": "---\ntheme: logo.yaml\n---\n\n## A\n\n- a\n",
    "theme-font": "---\ntheme: font.yaml\n---\n\n## A\n\n```chart bar\ndata: {a: 1}\n```\n",
    "theme-object": "---\ntheme: object.yaml\n---\n\n## A\n\n- a\n",
    "settings-object": "---\ntitle: !!python/object/apply:os.getcwd []\n---\n\n## A\n\n- a\n",
    "url": "## A\n\n![a](file://{machine}/elsewhere/secret.png)\n",
    "url-include": "{{< include file://{machine}/elsewhere/secret.md >}}\n\n## A\n\n- a\n",
    "formula": "## A\n\n$$\\input{{machine}/elsewhere/secret.txt}$$\n",
    "formula-include": "## A\n\n$$\\include{{machine}/elsewhere/secret}$$\n",
    "label": "## A\n\n```chart bar\ndata: {'\\input{{machine}/elsewhere/secret}': 1}\n```\n",
    "embedded": '## A\n\n<object data="{machine}/elsewhere/secret.png"></object><embed '
    'src="{machine}/elsewhere/secret.png"><iframe src="{machine}/elsewhere/secret.txt"></iframe>\n',
    "linked-slide": "{{< include linking.pptx#1 >}}\n",
    "linked-template": "---\ntemplate: linking.pptx\nkeep-slides: [1]\n---\n\n## A\n\n- a\n",
}
DRAWINGS = {
    "href": '<image href="{machine}/elsewhere/secret.png" width="80" height="60"/>',
    "file": '<image href="file://{machine}/elsewhere/secret.png" width="80" height="60"/>',
    "relative": '<image href="../../elsewhere/secret.png" width="80" height="60"/>',
    "xlink": '<image xlink:href="{machine}/elsewhere/secret.png" width="80" height="60"/>',
    "drawing": '<image href="{machine}/elsewhere/secret.svg" width="80" height="60"/>',
    "use": '<use href="{machine}/elsewhere/secret.svg#a"/>',
    "filter": '<filter id="f"><feImage href="{machine}/elsewhere/secret.png"/></filter>'
    '<rect width="80" height="60" filter="url(#f)"/>',
    "style": '<style>@import "{machine}/elsewhere/secret.css"; @font-face {{src: '
    "url({machine}/elsewhere/secret.ttf)}}</style>",
    "fill": '<rect width="80" height="60" fill="url({machine}/elsewhere/secret.svg#a)"/>',
    "xinclude": '<text y="30"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
    'parse="text" href="{machine}/elsewhere/secret.txt"/></text>',
    "tref": '<text y="30"><tref xlink:href="{machine}/elsewhere/secret.svg#a"/></text>',
    "foreign": '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" '
    'src="{machine}/elsewhere/secret.png"/></foreignObject>',
}
SVG = (
    '{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="80" height="60">{inside}</svg>'
)
ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{machine}/elsewhere/secret.txt">]>'
SHEET = '<?xml-stylesheet href="file://{machine}/elsewhere/secret.css"?>'
THEMES = {
    "picture": "extends: paper\nbackground: {{picture: '{machine}/elsewhere/secret.png'}}\n",
    "logo": "extends: paper\nlogo: {{file: ../../elsewhere/secret.png}}\n",
    "font": "extends: paper\nfonts: {{minor: Mine, files: {{Mine: link-secret.ttf}}}}\n",
    "object": "extends: paper\nfooter: !!python/object/apply:os.getenv [GITHUB_TOKEN]\n",
}


def attacks(machine: Path) -> Iterator[tuple[str, str]]:
    """Yield a talk for each kind of attack, and write the files that it needs."""
    folder = Path("outlines")
    for place, (form, file) in PLACES.items():
        clear_links(folder, file)
        talks = [form.format(name) for name in names_outside(machine, file)]
        if form.startswith("---"):
            # A talk has settings once.
            yield from ((f"{place}-{number}", text) for number, text in enumerate(talks[:3]))
        else:
            yield place, "\n".join(talks)
    for name, text in TEXTS.items():
        yield name, text.replace("{machine}", str(machine))
    names = []
    for name, inside in DRAWINGS.items():
        (folder / f"{name}.svg").write_text(
            SVG.format(before="", inside=inside.format(machine=machine))
        )
        names.append(f"{name}.svg")
    for name, before in (("entity", ENTITY), ("sheet", SHEET)):
        text = SVG.format(before=before.format(machine=machine), inside='<text y="30">&x;</text>')
        for encoding in ("utf-8", "utf-16"):
            (folder / f"{name}-{encoding}.svg").write_bytes(text.encode(encoding))
            names.append(f"{name}-{encoding}.svg")
    yield "drawings", "".join(f"## A\n\n![a]({name})\n\n" for name in names)


def clear_links(folder: Path, file: str) -> None:
    for name in (f"link-{file}", "folder"):
        (folder / name).unlink(missing_ok=True)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of CI with a checkout of a stranger's branch, which is the working directory."""
    make_machine(tmp_path)
    monkeypatch.chdir(tmp_path / "repository")
    Path(".env").write_text(f"## {CANARY}\n\n- {CANARY}\n")
    folder = Path("outlines")
    os.mkfifo(folder / "pipe")
    (folder / "chain-1.md").write_text("{{< include chain-2.md >}}\n")
    (folder / "chain-2.md").symlink_to("chain-3.md")
    (folder / "chain-3.md").symlink_to(tmp_path / "elsewhere/secret.md")
    (folder / "link-secret.ttf").symlink_to(tmp_path / "elsewhere/secret.ttf")
    (folder / "tone.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (folder / "linking.pptx").write_bytes(linking_deck(tmp_path / "elsewhere/secret.png"))
    for name, text in THEMES.items():
        (folder / f"{name}.yaml").write_text(text.format(machine=tmp_path))
    for name, text in attacks(tmp_path):
        (folder / f"{name}.md").write_text(text)
    # Talks that are links, and a folder with a section that is one.
    (folder / "stolen.md").symlink_to(tmp_path / "elsewhere/secret.md")
    (folder / "taken").mkdir()
    (folder / "taken/deck.yaml").write_text("title: A\n")
    (folder / "taken/01.md").symlink_to(tmp_path / "elsewhere/secret.md")
    Path("matplotlibrc").write_text("text.usetex: True\nfont.family: secret\n")
    for name in ("yaml", "pip", "deck_builder", "sitecustomize", "matplotlib"):
        Path(f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    return tmp_path


def run_action(machine: Path, options: str, paths: str = "") -> subprocess.CompletedProcess[str]:
    """Run the last step of the action, as its runner does."""
    action: Any = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    programs = machine / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "deck-builder"
    program.write_text(PROGRAM)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    inputs = {"PATHS": paths, "OPTIONS": options, "OUTPUT": action["inputs"]["output"]["default"]}
    own = {name: value for name, value in step["env"].items() if "${{" not in value}
    environment = {
        **os.environ,
        **own,
        **inputs,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "HOME": str(machine / "elsewhere"),
        "XDG_CACHE_HOME": str(machine / "cache"),
        "MPLCONFIGDIR": str(machine / "matplotlib"),
        "GITHUB_STEP_SUMMARY": str(machine / "summary.md"),
        VARIABLE: CANARY,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def left_behind(machine: Path) -> Iterator[Path]:
    """Yield what the build has written that has something of the machine in it."""
    for folder in ("repository/output", "cache", "summary.md", "repository/.deck-builder"):
        top = machine / folder
        for path in (top, *top.rglob("*")):
            if path.is_file() and leaked(path.read_bytes()):
                yield path


def test_no_byte_of_the_machine_is_in_a_deck(machine: Path) -> None:
    done = run_action(machine, "--draft --no-cache --all-audiences")
    assert done.returncode == 1, done.stderr
    # With --draft, they are built in spite of their errors.
    assert len(list(Path("output").glob("*.pptx"))) > 40
    assert list(left_behind(machine)) == []
    assert CANARY not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (machine / "ran").exists()


def test_no_talk_that_reads_outside_is_built(machine: Path) -> None:
    done = run_action(machine, "--no-cache --all-audiences")
    assert done.returncode == 1
    names = {path.stem.partition("-")[0] for path in Path("output").glob("*.pptx")}
    assert not names & {*PLACES, "stolen", "taken", "environment", "proc", "git", "chain"}
    assert list(left_behind(machine)) == []
    assert CANARY not in done.stdout + done.stderr


def test_the_attacks_are_some(machine: Path) -> None:
    """With the whole machine allowed, the same talks show what is there."""
    run_action(machine, f"--draft --no-cache --all-audiences --root {machine} --env {VARIABLE}")
    shown = {path.stem for path in left_behind(machine)}
    for place in PLACES:
        assert any(name.startswith(place) for name in shown), place
    assert shown >= {"environment", "chain", "stolen", "taken", "theme-picture", "theme-logo"}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice draws the pictures")
def test_no_handout_shows_a_picture_that_slides_only_link_to(machine: Path) -> None:
    talk = Path("outlines/linking.md")
    talk.write_text("{{< include linking.pptx#1 >}}\n")
    command = [sys.executable, "-P", "-m", "deck_builder", "handout", str(talk), "-o", "a.html"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(command, env=environment, timeout=SECONDS, capture_output=True, text=True)
    assert "1 slide as pictures" in done.stdout, done.stderr
    page = Path("a.html").read_text()
    assert not any(map(leaked, pictures_in(page)))


def pictures_in(page: str) -> Iterator[bytes]:
    """Yield the pictures of a page."""
    for found in re.findall(r"data:image/\w+;base64,([A-Za-z0-9+/=]+)", page):
        yield base64.b64decode(found)
