"""No report, page or message for one audience says what is only for others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from deck_builder.base.diagnostics import in_order
from deck_builder.batch.job import Job, Outcome, build
from deck_builder.batch.reports import ENDINGS, REPORTS, Report
from deck_builder.batch.run import Made, Run
from deck_builder.batch.workers import TaskError
from deck_builder.cli import main
from deck_builder.cli.report import FORMATS
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from tests.attacks.packages import presentation

SECRET = "zzq"
SETTINGS = """title: All
audiences:
  pub: {title: Ours}
  int: {title: "zzqtitle", footer: "zzqfooter", variables: {who: zzqvalue}}
variables: {who: nobody}
"""
FRONT = f"---\n{SETTINGS}---\n\n"
SEEN = "## Seen\n\n- Seen [something](#nowhere)\n\n"

# Each is a mistake in text for others, or next to it.
MISTAKES = {
    "a slide": "## zzq {audience=int}\n\n- zzq\n",
    "an emptied slide": "## zzq\n\n- zzq {audience=int}\n",
    "a section": "# zzq {audience=int}\n\n## zzq\n\n- zzq\n",
    "unknown attribute": "## zzq {audience=int zzq=1 .zzq}\n\n- zzq\n",
    "unknown layout": "## zzq {audience=int layout=zzq}\n\n- zzq\n",
    "a link to a slide": "## zzq {#zzq audience=int}\n\n- x\n\n## Other\n\n- [link](#zzq)\n",
    "broken link": "## Other\n\n- a\n- [zzq](#zzqq) {audience=int}\n",
    "broken reference": "## Other\n\n- a\n- @fig:zzq {audience=int}\n",
    "footnote": "## Other\n\n- a\n- zzq[^zzq] {audience=int}\n",
    "unused footnote": "## Other {audience=int}\n\n- a\n\n[^zzq]: zzq\n",
    "variable": "## Other\n\n- a\n- {{ zzq }} {audience=int}\n",
    "include": "## Other {audience=int}\n\n- a\n\n{{< include zzq.md >}}\n",
    "include in a div": "## Other\n\n- a\n\n::: {audience=int}\n{{< include zzq.md >}}\n:::\n",
    "included twice": "## Other\n\n- a\n\n::: {audience=int}\n{{< include loop.md >}}\n:::\n",
    "picture": "## Other\n\n- a\n\n![zzq](zzq.png){audience=int}\n",
    "slides": "## Other\n\n- a\n\n::: {audience=int}\n::: include zzq.pptx#zzq\n:::\n",
    "formula": "## Other\n\n- a\n- $\\zzq{$ {audience=int}\n",
    "html": "## Other\n\n- a\n\n::: {audience=int}\n<zzq>zzq</zzq>\n:::\n",
    "table": "## Other\n\n::: {audience=int}\n| zzq |\n|---|\n| zzq | zzq | zzq |\n:::\n\n- a\n",
    "column": "## Other\n\n| a | zzq {audience=int} |\n|---|---|\n| [b](#none) | zzq |\n",
    "header": "## Other\n\n| a [x](#none) | zzq {audience=int} |\n|---|---|\n| b | zzq |\n",
    "row": "## Other\n\n| a |\n|---|\n| b |\n| zzq {audience=int} | x | y |\n",
    "same line": "## Other\n\n- [zzq]{audience=int} [link](#none) and {{ no }}\n",
    "same heading": "## Other [zzq]{audience=int} {unknown=1}\n\n- a\n",
    "same paragraph": "## Other\n\nOne [link](#none) and\n[zzq]{audience=int} and two\n",
    "long title": f"## {'Seen words ' * 40} [zzq]{{audience=int}}\n\n- a\n",
    "overflow": f"## Other\n\n```\n{'x' * 4000}\n```\n\n- a\n- [zzq]{{audience=int}}\n",
    "chart": "## Other\n\n- a\n\n```chart bar {audience=int}\ntitle: zzq\nzzq: [zzq\n```\n",
    "code": "## Other\n\n- a\n\n```python {audience=int lines=99 zzq=1}\nzzq = 1\n```\n",
    "abbreviation": "## Other {audience=int}\n\n- a\n\n*[ZZQ]: zzq\n",
    "notes": "## Other\n\n- a\n\n::: {.notes audience=int}\n[pause zzq] [^zzq]\n:::\n",
    "comment notes": "## Other\n\n- a\n\n<!-- notes: [zzq [x](#none)]{audience=int} -->\n",
    "nested": "## Other\n\n- a\n\n::: {audience=int}\n" + "> " * 60 + "zzq\n:::\n",
    "unknown audience": "## Other\n\n- a\n- zzq {audience=inte}\n",
    "never seen": "## zzq {audience=int not-audience=int}\n\n- zzq\n",
    "bad level": "## Other\n\n- a\n- zzq {level=9}\n",
    "not closed": "## Other\n\n- a\n\n::: {audience=int}\nzzq [^x] [zzq](#none)\n",
    "comment not closed": "## Other\n\n- a\n- zzq {audience=int}\n\n<!-- zzq [^x]\n",
    "file next to it": "## Other\n\n![Seen](plan.png)\n\n![zzq](zzq-plan.png){audience=int}\n",
    "background": "## zzq {background=zzq audience=int}\n\n- zzq\n",
    "repeated id": "## zzq {#x audience=int}\n\n- zzq\n\n## A {#x}\n\n- a\n\n## B {#x}\n\n- b\n",
    "time": "## zzq {minutes=zzq audience=int}\n\n- zzq\n",
}
BAD_SETTINGS = {
    "unknown key": "  int: {zzq: zzq}",
    "wrong value": "  int: {minutes: zzq, agenda: zzq}",
    "bad name": "  int: {variables: {1zzq: zzq}}",
    "theme": "  int: {theme: zzq}",
    "language": "  int: {prose: zzq, aspect: zzq}",
    "over lines": "  int:\n    title: zzq\n    zzq: 1\n    date: {zzq: zzq}",
    "in the middle": "  int: {zzq: zzq, zzqq: [zzq}",
    "for all": "  int: {sections: [zzq.md], title: zzq}",
}


def project(folder: Path, text: str) -> Path:
    """A talk with files beside it whose names say something."""
    (folder / "talk.md").write_text(text, encoding="utf-8")
    (folder / "loop.md").write_text("zzq\n\n{{< include loop.md >}}\n", encoding="utf-8")
    Image.new("RGB", (30, 20)).save(folder / "zzq-plan.png")
    return folder / "talk.md"


def told(talk: Path) -> Iterator[str]:
    """Whatever is told of a build, in every form."""
    for draft in (False, True):
        options = Options(audience="pub")
        job = Job(talk, talk.with_suffix(".pptx"), options, draft=draft)
        outcome = build(job)
        assert outcome.diagnostics
        found = in_order(outcome.diagnostics)
        yield from (form(found) for form in FORMATS.values())
        yield from (write(Report((outcome,))) for write in REPORTS.values())


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_text_for_others_is_told_without_it(name: str, tmp_path: Path) -> None:
    for text in told(project(tmp_path, FRONT + SEEN + MISTAKES[name])):
        assert SECRET not in text.lower()


@pytest.mark.parametrize("name", BAD_SETTINGS)
def test_a_mistake_in_settings_of_others_is_told_without_it(name: str, tmp_path: Path) -> None:
    front = f"---\ntitle: All\naudiences:\n  pub: {{}}\n{BAD_SETTINGS[name]}\n---\n\n"
    talk = project(tmp_path, front + SEEN)
    result = CliRunner().invoke(main, ["build", str(talk), "--audience", "pub", "--verbose"])
    assert result.output
    assert SECRET not in result.output
    for text in told(talk):
        assert SECRET not in text.lower()


@pytest.mark.parametrize("error", [KeyError("zzq"), TaskError("KeyError: 'zzq'")])
def test_what_a_bug_says_is_not_told(error: Exception, tmp_path: Path) -> None:
    def failed(job: Job) -> Future[Made]:
        future: Future[Made] = Future()
        future.set_exception(error)
        return future

    jobs = tuple(Job(tmp_path, tmp_path, Options(audience=name)) for name in ("pub", ""))
    pub, nobody = Run(jobs, failed)
    assert [one.message.rpartition(": ")[2] for one in pub.diagnostics] == ["KeyError"]
    assert "zzq" in nobody.diagnostics[0].message


def test_others_are_told_all(tmp_path: Path) -> None:
    talk = project(tmp_path, FRONT + SEEN + MISTAKES["broken link"])
    outcomes = tuple(
        Outcome(Job(talk, tmp_path / f"{name}.pptx"), diagnostics=found)
        for name in ("pub", "int")
        for found in [lay_out_deck(talk, Options(audience=name)).diagnostics]
    )
    assert "zzqq" in REPORTS["junit"](Report(outcomes[1:]))
    # One that is told in full for one audience is not told again for another.
    found = in_order([one for outcome in outcomes for one in outcome.diagnostics])
    assert len({(one.code, one.span) for one in found}) == len(found)


def test_what_everybody_sees_is_told_as_before(tmp_path: Path) -> None:
    text = (
        f"{FRONT}{SEEN}## Other {{colour=red}}\n\n- see [here](#nowhere)\n- zzq {{audience=int}}\n"
    )
    found = lay_out_deck(project(tmp_path, text), Options(audience="pub")).diagnostics
    shown = FORMATS["text"](found)
    for words in ("‘nowhere’", "- see [here](#nowhere)", "‘colour’", "## Other {colour=red}"):
        assert words in shown


WARNED = "".join(
    MISTAKES[name]
    for name in ("a slide", "a link to a slide", "picture", "notes", "chart", "column", "html")
)
FAULTY = WARNED + MISTAKES["same line"] + MISTAKES["include"]


@pytest.mark.parametrize("mistakes", [WARNED, FAULTY], ids=["warned", "faulty"])
def test_no_command_says_it(mistakes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deck.pptx").write_bytes(presentation())
    text = FRONT + SEEN + mistakes + "\n::: include deck.pptx#1\n"
    talk = str(project(tmp_path, text))
    old = tmp_path / "old.md"
    old.write_text("## Seen\n\n- Something\n", encoding="utf-8")
    out = tmp_path / "out"
    commands = [
        *(["build", talk, "-o", "out/b.pptx", "-v", "--format", form] for form in FORMATS),
        ["build", talk, "-o", "out/c.pptx", "--strict"],
        ["build", talk, "-o", "out/d.pptx", "--draft", "--clock", "--flatten"],
        ["batch", talk, "-o", "out", "-j", "1", "-v"]
        + [
            word
            for form in REPORTS
            for word in ("--report", f"{form}=out/{form}{ENDINGS[form][0]}")
        ],
        *(["show", talk, "--stage", stage] for stage in ("outline", "slides", "layout")),
        *(["time", talk, "--format", form] for form in ("text", "json")),
        *(["script", talk, "--format", form] for form in ("markdown", "html", "text")),
        ["script", talk, "--teleprompter"],
        *(
            ["handout", talk, "--pictures", "none", "--layout", layout, "-o", f"out/{layout}.html"]
            for layout in ("notes", "grid")
        ),
        *(["diff", str(old), talk, "--format", form] for form in ("text", "markdown", "json")),
        *(["diff", talk, str(old), "--format", form] for form in ("text", "markdown", "json")),
    ]
    for command in commands:
        audience = [] if command[0] == "diff" else ["--audience", "pub"]
        result = CliRunner().invoke(main, [*command, *audience])
        assert result.exception is None or isinstance(result.exception, SystemExit), command
        shown = result.output.replace(str(tmp_path), "")
        assert SECRET not in shown.lower(), (command, shown)
    files = sorted(path for path in out.iterdir() if path.suffix != ".pptx")
    reports = {endings[0] for endings in ENDINGS.values()}
    assert {path.suffix for path in files} == reports | ({".html"} if mistakes == WARNED else set())
    for path in files:
        assert SECRET not in path.read_text(encoding="utf-8").lower(), path
    assert json.loads((out / "json.json").read_text(encoding="utf-8"))["decks"]
