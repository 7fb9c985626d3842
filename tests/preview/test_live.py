"""The live preview: what is sent after a change, what stays after an error, and who is answered."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from deck_builder.cli.preview import builder, opener, preview
from deck_builder.outline.options import Options
from deck_builder.preview.live import Choice, Shown, shown, update
from deck_builder.preview.server import Stage, application

HOST = "127.0.0.1:8000"
TOKEN = "a-token-that-nobody-knows"
TALK = "---\ntitle: Two\n---\n\n## First\n\nwords\n\n::: notes\nsay it\n:::\n\n## Second\n\nmore\n"


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "talk.md"
    path.write_text(TALK, encoding="utf-8")
    return path


def stage_of(talk: Path, **options: str) -> Stage:
    stage = Stage(builder(talk, Options(**options)), ("paper", "night"), ("pub",))  # type: ignore
    asyncio.run(stage.rebuild())
    return stage


def client(stage: Stage) -> TestClient:
    return TestClient(application(stage, TOKEN, frozenset({HOST})), f"http://{HOST}")


def keys(now: Shown) -> list[str]:
    return [slide.key for slide in now.slides]


def test_only_changed_slides_are_sent(talk: Path) -> None:
    stage = stage_of(talk)
    before = keys(stage.now)
    talk.write_text(TALK.replace("more", "much more"), encoding="utf-8")
    asyncio.run(stage.rebuild())
    sent = update(stage.now, before)
    assert sent["keys"] == keys(stage.now)
    assert len(sent["slides"]) == 1  # type: ignore[arg-type]
    assert "much more" in str(sent["slides"])


def test_the_last_good_slides_stay_under_an_error(talk: Path) -> None:
    stage = stage_of(talk)
    before = keys(stage.now)
    talk.write_text(TALK + "\n![a](none.png)\n", encoding="utf-8")
    asyncio.run(stage.rebuild())
    assert stage.now.stale
    assert keys(stage.now) == before
    (problem,) = stage.now.problems
    assert (problem.code, problem.line) == ("missing-file", 17)
    talk.write_text(TALK, encoding="utf-8")
    asyncio.run(stage.rebuild())
    assert not stage.now.stale
    assert stage.now.problems == ()


def test_the_slides_of_another_audience_do_not_stay_under_an_error(talk: Path) -> None:
    settings = "audiences: {int: {}, pub: {}}\n---\n\n[A secret]{audience=int}"
    talk.write_text(TALK.replace("---\n\n", f"{settings}\n\n", 1), encoding="utf-8")
    stage = stage_of(talk, audience="int")
    assert "A secret" in str(update(stage.now, ()))
    talk.write_text(talk.read_text(encoding="utf-8") + "\n![a](none.png)\n", encoding="utf-8")
    for _ in range(2):
        asyncio.run(stage.rebuild(Choice(audience="pub")))
        assert stage.now.stale
        assert stage.now.slides == ()
        assert stage.now.problems


def test_problems_know_their_slide(talk: Path) -> None:
    talk.write_text(TALK + "\n::: strange\nx\n:::\n", encoding="utf-8")
    stage = stage_of(talk)
    (problem,) = stage.now.problems
    assert problem.severity == "warning"
    assert problem.slide == len(stage.now.slides)


def test_a_talk_that_is_deleted_meanwhile_is_a_problem(talk: Path) -> None:
    stage = stage_of(talk)
    talk.unlink()
    asyncio.run(stage.rebuild())
    assert stage.now.stale
    assert stage.now.slides


def test_text_knows_where_it_was_written(talk: Path) -> None:
    stage = stage_of(talk)
    assert f'data-source="{talk.name}:7:1"' in stage.now.slides[1].svg.replace(
        f"{talk.parent.as_posix()}/", ""
    )


def test_what_is_withheld_is_not_sent(talk: Path) -> None:
    talk.write_text(
        "---\naudiences: {pub: {}, int: {}}\n---\n\n## A\n\nx [zzq]{audience=int}\n\n"
        "::: {.notes audience=int}\nzzq\n:::\n",
        encoding="utf-8",
    )
    stage = stage_of(talk, audience="pub")
    assert stage.now.slides
    assert "zzq" not in str(update(stage.now, ()))


def test_a_page_is_answered(talk: Path) -> None:
    with client(stage_of(talk)) as browser:
        page = browser.get(f"/{TOKEN}/")
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert browser.get(f"/{TOKEN}/speaker").status_code == 200
        assert browser.get(f"/{TOKEN}/static/live.js").status_code == 200
        assert browser.get(f"/{TOKEN}/fonts/Carlito-Regular.ttf").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/wrong-token/",
        f"/{TOKEN[:-1]}/",
        f"/{TOKEN}/static/server.py",
        f"/{TOKEN}/static/../server.py",
        f"/{TOKEN}/static/%2e%2e/server.py",
        f"/{TOKEN}/fonts/../../../etc/passwd",
        f"/{TOKEN}/fonts/%2fetc%2fpasswd",
        f"/{TOKEN}/nothing",
    ],
)
def test_nothing_else_is_answered(talk: Path, path: str) -> None:
    with client(stage_of(talk)) as browser:
        assert browser.get(path).status_code in (404, 405)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:8000"},
        {"host": "127.0.0.1:9000"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_other_pages_are_not_answered(talk: Path, headers: dict[str, str]) -> None:
    with client(stage_of(talk)) as browser:
        assert browser.get(f"/{TOKEN}/", headers=headers).status_code == 404
        assert browser.post(f"/{TOKEN}/move", headers=headers, json={"slide": 1}).status_code == 404


def test_a_theme_can_be_chosen_and_nothing_else(talk: Path) -> None:
    stage = stage_of(talk)
    before = keys(stage.now)
    with client(stage) as browser:
        assert browser.post(f"/{TOKEN}/choose", json={"theme": "night"}).status_code == 200
        assert keys(stage.now) != before
        wrong_ones = ({"theme": "../x"}, {"audience": "int"}, {"minutes": -1}, {"minutes": "x"})
        for wrong in wrong_ones:
            assert browser.post(f"/{TOKEN}/choose", json=wrong).status_code == 400
        assert stage.now.choice == Choice("night")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 5_000, b"x" * 100_000, b"\xff"])
def test_odd_requests_do_no_harm(talk: Path, body: bytes) -> None:
    stage = stage_of(talk)
    with client(stage) as browser:
        for name in ("choose", "move", "edit"):
            assert browser.post(f"/{TOKEN}/{name}", content=body).status_code in (200, 400)
    assert stage.place.slide == 0


def test_both_windows_are_at_one_place(talk: Path) -> None:
    stage = stage_of(talk)

    async def told() -> list[str]:
        events = stage.listen()
        found = [await anext(events)]
        with client(stage) as browser:
            browser.post(f"/{TOKEN}/move", json={"slide": 1, "step": 0, "black": True})
        found.append(await anext(events))
        await events.aclose()  # type: ignore[attr-defined]
        return found

    first, second = asyncio.run(told())
    assert '"update"' in first
    assert '"slide": 1' in second
    assert '"black": true' in second


def test_an_editor_opens_only_files_of_the_talk(talk: Path, tmp_path: Path) -> None:
    stage = stage_of(talk)
    log = tmp_path / "log"
    script = tmp_path / "editor.sh"
    script.write_text(f'#!/bin/sh\necho "$1" > {log}\n')
    script.chmod(0o755)
    open_place = opener(f"{script} {{place}}", stage)
    assert open_place is not None
    assert open_place(f"{talk}:7:1")
    assert not open_place("/etc/passwd:1:1")
    assert not open_place(f"{talk}:x;touch y:1")
    assert not open_place("")
    assert opener("", stage) is None


def test_an_editor_with_an_open_quote_is_wrong_usage(talk: Path) -> None:
    result = CliRunner().invoke(preview, [str(talk), "--no-open", "--editor", "'code"])
    assert result.exit_code == 2
    assert "open quote" in result.output


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("no-such-editor {place}", "no such program"),
        ("true {row}", "known are {file}, {line}"),
        ("true {place.row}", "known are {file}, {line}"),
        ("true {place[row]}", "known are {file}, {line}"),
    ],
)
def test_an_editor_that_could_open_nothing_is_wrong_usage(
    talk: Path, editor: str, said: str
) -> None:
    result = CliRunner().invoke(preview, [str(talk), "--no-open", "--editor", editor])
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("0.0.0.0", "every address of this machine"),
        ("::", "every address of this machine"),
        ("", "‘’ is every address of this machine"),
        ("192.0.2.1", "192.0.2.1 is no IPv4 address of this machine"),
        ("none.invalid", "none.invalid is no IPv4 address of this machine"),
    ],
)
def test_a_host_that_cannot_be_used_is_said(talk: Path, host: str, said: str) -> None:
    result = CliRunner().invoke(preview, [str(talk), "--no-open", "--host", host])
    assert result.exit_code == 1
    assert said in result.output
    assert "hint: " in result.output
    assert "attempting" not in result.output


def test_a_port_that_is_taken_is_said(talk: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(preview, [str(talk), "--no-open", "--port", port])
    assert f"port {port} of 127.0.0.1 cannot be used: Address already in use" in result.output
    assert "leave it out" in result.output


def test_the_page_knows_the_minutes_of_the_talk(talk: Path) -> None:
    talk.write_text("---\ntitle: A\nminutes: 7\n---\n\n## A\n\n- b\n", encoding="utf-8")
    assert update(stage_of(talk).now, ())["minutes"] == 7


def test_the_first_build_may_fail(talk: Path) -> None:
    talk.write_text("---\ntheme: [\n---\n", encoding="utf-8")
    stage = stage_of(talk)
    assert stage.now.stale
    assert stage.now.problems


def test_a_fault_outside_the_text_is_a_problem(talk: Path) -> None:
    built = builder(talk.parent / "none.md", Options())(Choice())
    assert built.deck is None
    assert shown(built, Shown(), Choice()).problems
