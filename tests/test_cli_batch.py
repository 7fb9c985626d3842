"""`deck-builder batch`: many decks, and everything that can go wrong with them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from xml.etree import ElementTree

import pptx
import pytest
from click.testing import CliRunner, Result

from deck_builder.batch.cluster import Cluster
from deck_builder.batch.failures import LostError
from deck_builder.cli import main

OUTLINE = "## {name}\n\n- one\n- two\n\n```chart bar\ndata: {{a: 1, b: 2}}\n```\n"
AUDIENCES = "---\naudiences: {staff: {}, press: {}}\n---\n\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with three talks, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("outlines").mkdir()
    for name in ("a", "b", "c"):
        write(f"outlines/{name}.md", OUTLINE.format(name=name))


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ("batch", "--jobs", "2", *arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def decks(folder: str = "output") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def rows(result: Result) -> list[tuple[str, str]]:
    """The name and the state of each deck in the table."""
    lines = [line.split() for line in result.stdout.splitlines()[1:-1]]
    return [(line[0], line[-1]) for line in lines]


def test_every_talk_audience_and_theme() -> None:
    write("outlines/b.md", AUDIENCES + OUTLINE.format(name="b"))
    result = run("--all-audiences", "--theme", "paper,night")
    assert result.exit_code == 0
    assert list(decks()) == sorted(
        f"{name}-{theme}.pptx"
        for name in ("a", "b-staff", "b-press", "c")
        for theme in ("paper", "night")
    )
    assert rows(result) == [
        (f"{name}-{theme}", "built")
        for name in ("a", "b-staff", "b-press", "c")
        for theme in ("paper", "night")
    ]
    assert result.stdout.splitlines()[-1].startswith("8 built, in ")


def test_bytes_are_the_same_however_they_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "deck_builder.cli"]
    environment = dict(os.environ, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C", LANG="C")
    subprocess.run([*command, "build", "-o", "one/"], check=True, capture_output=True)
    assert run("-o", "two", "--no-cache").exit_code == 0
    assert run("-o", "three").exit_code == 0
    assert run("-o", "four", "--jobs", "1").exit_code == 0
    subprocess.run(
        [*command, "batch", "-j3", "--no-cache", "-o", "five"],
        check=True,
        capture_output=True,
        env=environment,
    )
    talks = [f"{Path.cwd()}/outlines/{name}.md" for name in "abc"]
    Path("elsewhere").mkdir()
    subprocess.run(
        [*command, "batch", *talks, "-o", "../six"],
        check=True,
        capture_output=True,
        cwd="elsewhere",
    )
    for folder in ("two", "three", "four", "five", "six"):
        assert decks(folder) == decks("one")


def test_nothing_is_built_twice(cache: Path) -> None:
    assert [state for _, state in rows(run())] == ["built"] * 3
    Path("output/b.pptx").unlink()
    assert [state for _, state in rows(run())] == ["cached"] * 3
    write("outlines/b.md", OUTLINE.format(name="other"))
    assert [state for _, state in rows(run())] == ["cached", "built", "cached"]
    assert [state for _, state in rows(run("--rebuild"))] == ["built"] * 3
    assert [state for _, state in rows(run("--no-cache"))] == ["built"] * 3
    cleaned = CliRunner().invoke(main, ("clean",))
    assert cleaned.stdout.startswith(f"{cache / 'store'}: 8 entries removed")
    assert sorted(path.name for path in Path().iterdir()) == ["outlines", "output"]
    assert [state for _, state in rows(run())] == ["built"] * 3


def test_what_is_said_is_said_again_from_the_store() -> None:
    write("outlines/b.md", "## b {.loud}\n\n- one\n")
    first, second = run(), run()
    assert "outlines/b.md:1:8: warning: unknown class" in first.stderr
    assert second.stderr == first.stderr
    assert run("--strict").exit_code == 1


def test_one_bad_deck_does_not_stop_the_rest() -> None:
    write("outlines/b.md", "## b\n\n![a](none.png)\n")
    result = run("--format", "github")
    assert result.exit_code == 1
    assert rows(result) == [("a", "built"), ("b", "failed"), ("c", "built")]
    assert result.stderr.startswith("::error file=outlines/b.md,line=3,col=1,title=missing-file::")
    assert list(decks()) == ["a.pptx", "c.pptx"]


def test_shards_together_are_everything() -> None:
    shards = [run("--shard", f"{part}/2", "-o", f"part{part}") for part in (1, 2)]
    assert [name for name, _ in rows(shards[0])] == ["a", "c"]
    assert [name for name, _ in rows(shards[1])] == ["b"]
    assert run("-o", "all").exit_code == 0
    assert decks("part1") | decks("part2") == decks("all")
    assert rows(run("--shard", "4/4")) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--shard", "3/2"), "‘3/2’ is not a part"),
        (("--report", "xml=a"), "‘xml=a’ is not one of"),
        (("--report", "junit"), "‘junit’ is not one of"),
        (("--jobs", "0"), "0"),
        (("outlines/a.md", "other/A.md"), "would both become"),
        (("outlines/a.md", "--theme", "night,night"), "in ‘night’"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], message: str) -> None:
    Path("other").mkdir()
    write("other/A.md", "## A")
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not Path("output").exists()


def test_reports_are_written() -> None:
    write("outlines/b.md", "## b\n\n![a](none.png)\n")
    forms = ("junit", "json", "sarif", "markdown")
    result = run(*(part for form in forms for part in ("--report", f"{form}=reports/{form}")))
    assert result.exit_code == 1
    suite = ElementTree.parse("reports/junit").getroot()
    assert [case.get("name") for case in suite.iter("testcase")] == ["a", "b", "c"]
    read = json.loads(Path("reports/json").read_text(encoding="utf-8"))
    assert [deck["state"] for deck in read["decks"]] == ["built", "failed", "built"]
    (sarif,) = json.loads(Path("reports/sarif").read_text(encoding="utf-8"))["runs"]
    assert [found["ruleId"] for found in sarif["results"]] == ["missing-file"]
    assert "| b |" in Path("reports/markdown").read_text(encoding="utf-8")


def readers(path: Path) -> Iterator[int]:
    """The processes that have the pipe at `path` open, but for this one."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            with suppress(OSError):
                for opened in (process / "fd").iterdir():
                    if opened.resolve() == path.resolve():
                        yield int(process.name)


# Imported by each Python as it starts.
HOLDING = """
from deck_builder.base.inputs import Disk

answer = Disk.answer

def waiting(self, what, name):
    if what == "content" and name.endswith("b.md"):
        open("outlines/pipe").read()
    return answer(self, what, name)

Disk.answer = waiting
"""


@pytest.fixture
def held() -> Iterator[subprocess.Popen[str]]:
    """A batch of which one talk never ends, as reading it waits for a pipe that nobody writes
    to."""
    os.mkfifo("outlines/pipe")
    Path("holding").mkdir()
    write("holding/sitecustomize.py", HOLDING)
    process = subprocess.Popen(
        [sys.executable, "-m", "deck_builder.cli", "batch", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["holding", *sys.path])},
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="finds the process in /proc")
def test_a_killed_worker_costs_one_deck_only(held: subprocess.Popen[str]) -> None:
    # Opened when the worker reads.
    with Path("outlines/pipe").open("w"):
        (worker,) = readers(Path("outlines/pipe"))
        os.kill(worker, signal.SIGKILL)
        said, problems = held.communicate()
    assert held.returncode == 1
    assert "the process that built it died: SIGKILL" in problems
    states = [line.split()[-1] for line in said.splitlines()[1:-1]]
    assert states == ["built", "failed", "built"]
    assert list(decks()) == ["a.pptx", "c.pptx"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch_leaves_no_half_files(
    held: subprocess.Popen[str], number: signal.Signals
) -> None:
    with Path("outlines/pipe").open("w"):
        if number == signal.SIGINT:
            # As a terminal does, to all of them.
            os.killpg(held.pid, number)
        else:
            held.send_signal(number)
        said, problems = held.communicate()
    assert held.returncode == 130
    assert "interrupted: " in problems
    assert "of 3 not built" in problems
    assert "Traceback" not in problems
    done = [line.split()[0] for line in said.splitlines()[1:-1]]
    folder = Path("output")
    assert [f"{name}.pptx" for name in done] == (list(decks()) if folder.exists() else [])
    assert not list(Path().rglob(".unfinished-*"))


CUSTOMERS = "company,city,key figure\nAcme,Bern,7\n</a:t>{{ city }},Oslo,8\n"
LETTER = """---
title: For {{ company }}
---

## {{ company }} in {{ city }}

- {{ key_figure }}

```chart bar
title: "Sales of {{ company }}"
data: sales.csv
where: {Company: "{{ company }}"}
```

## Year by year

```table
data: sales.csv
columns: {Year: Year, Sales: "Sold to {{ company }}"}
where: {Company: "{{ company }}"}
```
"""
SALES = "Company,Year,Sales\nAcme,2023,1\n</a:t>{{ city }},2023,2\nAcme,2024,3\n"


def texts(path: str) -> str:
    slides = pptx.Presentation(path).slides
    return "\n".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )


def cells(path: str) -> list[list[str]]:
    """The rows of all tables."""
    shapes = (shape for slide in pptx.Presentation(path).slides for shape in slide.shapes)
    tables = (shape.table for shape in shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def test_a_deck_for_each_row() -> None:
    write("letter.md", LETTER)
    write("customers.csv", CUSTOMERS)
    write("sales.csv", SALES)
    arguments = ("letter.md", "--data", "customers.csv", "-o", "out/{{ company }}.pptx")
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(decks("out")) == ["-a-t-{{ city }}.pptx", "Acme.pptx"]
    said = texts("out/Acme.pptx")
    assert "Acme in Bern" in said
    assert "Sales of Acme" in said
    assert "Oslo" not in said
    assert cells("out/Acme.pptx") == [["Year", "Sold to Acme"], ["2023", "1"], ["2024", "3"]]
    assert "</a:t>{{ city }} in Oslo" in texts("out/-a-t-{{ city }}.pptx")
    assert [state for _, state in rows(run(*arguments))] == ["cached", "cached"]
    run("letter.md", "--data", "customers.csv", "-o", "numbered")
    assert list(decks("numbered")) == ["letter-2.pptx", "letter-3.pptx"]
    assert decks("numbered")["letter-2.pptx"] == decks("out")["Acme.pptx"]


@pytest.mark.parametrize(
    ("data", "arguments", "code", "message"),
    [
        ("company,city\nA,a\na,b\n", (), 2, "rows 2 and 3 of customers.csv would become"),
        ("company,city\nA,a\n", ("--theme", "night,paper"), 2, "row 2 twice"),
        ("city\na\n", (), 1, "customers.csv has no column ‘company’"),
        ("company\nAcme\n", (), 1, "there is no variable called ‘city’"),
        ("company,city\nOther,a\n", (), 1, "no row of sales.csv has Company ‘Other’"),
        ("company,city\nA\n", (), 1, "has 1 cells, the header has 2"),
        ("company,city\nA,a\n", ("outlines/a.md",), 2, "--data is for one talk"),
        ("company,city\nA,a\n", ("-o", "{{ company }}.pdf"), 2, "must end in .pptx"),
    ],
)
def test_rows_that_cannot_be_decks(
    data: str, arguments: tuple[str, ...], code: int, message: str
) -> None:
    write("letter.md", LETTER.replace("- {{ key_figure }}", "- a"))
    write("customers.csv", data)
    write("sales.csv", SALES)
    command = ("letter.md", "--data", "customers.csv", "-o", "out/{{ company }}.pptx", *arguments)
    result = run(*command)
    assert result.exit_code == code
    assert message in " ".join(result.stderr.split())
    assert not Path("out").exists()


def test_a_cluster_that_is_gone_ends_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    def watch() -> None:
        raise LostError("the scheduler of the cluster is gone")

    @contextmanager
    def connected(scheduler: str) -> Iterator[Cluster]:
        with ThreadPoolExecutor(1) as executor:
            # Nothing comes back until it is left.
            executor.submit(ended.wait)
            yield Cluster(executor, 1, (("tcp://a:1", "lxml is 5 there and 6 here"),), watch)
            ended.set()

    ended = Event()
    monkeypatch.setattr("deck_builder.batch.cluster.connected", connected)
    result = run("--executor", "dask", "--scheduler", "tcp://b:2", "--report", "json=report.json")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "warning: no deck is sent to the worker at tcp://a:1: lxml is 5 there and 6 here",
        "the scheduler of the cluster is gone: 3 of 3 not built",
    ]
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["totals"]["left"] == 3
