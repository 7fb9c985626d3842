"""Queries of a stranger: they see the files that the chart names, and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.inputs import within
from deck_builder.base.limits import LimitError, lifted
from deck_builder.base.roots import Roots
from tests.charts.example import read

pytest.importorskip("duckdb")

SECRET = "the secret of the machine"
DATA = "City,Hours\nBerlin,17\nOslo,19\n"


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    root = tmp_path / "talk"
    root.mkdir()
    (root / "days.csv").write_text(DATA, encoding="utf-8")
    (root / "other.csv").write_text("City,Hours\nRome,15\n", encoding="utf-8")
    (root / ".env").write_text(SECRET, encoding="utf-8")
    (tmp_path / "outside.csv").write_text(f"City,Hours\n{SECRET},1\n", encoding="utf-8")
    return Assets((root,))


def asked(query: str, assets: Assets) -> list[str]:
    """What is found wrong; a query that is answered gives nothing."""
    body = "data: days.csv\nquery: |\n" + "".join(f"  {line}\n" for line in query.splitlines())
    checked = read("bar", body, assets)
    for found in checked.diagnostics:
        assert SECRET not in f"{found.message} {found.hint}"
        assert "/tmp" not in found.message.replace("‘/tmp", "")
    assert (checked.value is None) == bool(checked.diagnostics)
    return [found.code for found in checked.diagnostics]


OUTSIDE = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_csv_auto('other.csv')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM 'other.csv'",
    "SELECT * FROM read_text('.env')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM read_parquet('https://example.org/a.parquet')",
    "SELECT * FROM read_json('/etc/passwd')",
    "SELECT * FROM parquet_metadata('/tmp/a')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM glob('/*')",
    "WITH days AS (SELECT * FROM read_csv('/etc/passwd')) SELECT * FROM days",
    "SELECT City, (SELECT count(*) FROM read_text('/etc/passwd')) FROM days",
    "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
    "SELECT * FROM query_table('days')",
    "SELECT City, 1 FROM days WHERE City IN (SELECT filename FROM read_text('/etc/*'))",
    "SELECT City, getenv('HOME') FROM days",
    "SELECT City, current_setting('home_directory') FROM days",
    "SELECT City, getvariable('a') FROM days",
    "SELECT current_user, 1",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_extensions()",
    "SELECT * FROM pragma_database_list()",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pg_catalog.pg_settings",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM main.days2",
    "SELECT * FROM os",
    "SELECT * FROM tables",
]
COMMANDS = [
    "COPY (SELECT 1) TO 'taken.csv'",
    "COPY days FROM '/etc/passwd'",
    "ATTACH '/tmp/a.db'",
    "ATTACH 'https://example.org/a.db' AS a",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/evil.so'",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "RESET ALL",
    "PRAGMA database_list",
    "CREATE TABLE a AS SELECT 1",
    "CREATE SECRET (TYPE s3)",
    "CREATE MACRO m() AS TABLE SELECT * FROM read_text('/etc/passwd')",
    "EXPORT DATABASE 'taken'",
    "IMPORT DATABASE '/tmp/a'",
    "CALL pragma_version()",
    "EXPLAIN SELECT 1",
    "SUMMARIZE days",
    "DESCRIBE days",
    "SHOW TABLES",
    "DROP TABLE days",
    "SELECT City, 1 FROM days; COPY days TO 'taken.csv'",
    "COPY days TO 'taken.csv'; SELECT City, 1 FROM days",
    "INSERT INTO days VALUES ('x', 1) RETURNING *",
    "WITH a AS (INSERT INTO days VALUES ('x', 1) RETURNING *) SELECT * FROM a",
    "",
]
CHANGING = [
    "SELECT City, random() FROM days",
    "SELECT City, uuid() FROM days",
    "SELECT City, now() FROM days",
    "SELECT current_date, 1",
    "SELECT City, sleep_ms(100) FROM days",
    "SELECT City, nextval('a') FROM days",
    "SELECT * FROM days USING SAMPLE 1",
    "SELECT * FROM days TABLESAMPLE 50%",
]


@pytest.mark.parametrize("query", [*OUTSIDE, *COMMANDS, *CHANGING])
def test_a_query_is_refused(assets: Assets, query: str) -> None:
    assert asked(query, assets)
    (root,) = assets.roots
    assert not list(root.glob("taken*"))


def test_what_is_not_refused(assets: Assets) -> None:
    assert asked("SELECT City, Hours FROM days", assets) == []


@pytest.mark.parametrize(
    "names", ["../outside.csv", "[days.csv, ../outside.csv]", "{days: ../outside.csv}", "link.csv"]
)
def test_only_files_below_the_root(assets: Assets, names: str) -> None:
    (root,) = assets.roots
    (root / "link.csv").symlink_to(root.parent / "outside.csv")
    with within(Roots((str(root),))):
        checked = read("bar", f"data: {names}\nquery: SELECT * FROM days", assets)
    assert checked.value is None
    assert [found.code for found in checked.diagnostics] == ["outside-root"]


ENDLESS = "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT max(n), 1 FROM a"
SLOW = "SELECT count(*), 1 FROM range(100000000) a, range(100000000) b WHERE a.range > b.range"


@pytest.mark.parametrize("query", [ENDLESS, SLOW])
def test_an_endless_query_ends(assets: Assets, query: str) -> None:
    began = time.monotonic()
    with lifted({"data-seconds": 2}), pytest.raises(LimitError) as found:
        asked(query, assets)
    assert "data-" in found.value.message
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("SELECT range, range AS n FROM range(10000000)", "data-rows"),
        ("SELECT repeat('long ', 1000), range FROM range(10000)", "data-file"),
        ("SELECT repeat('x', 4000000000), 1", "data-memory"),
        ("SELECT list(range), 1 FROM range(500000000)", "data-memory"),
        ("SELECT string_agg(repeat('x', 1000000), ''), 1 FROM range(5000)", "data-memory"),
    ],
)
def test_a_huge_answer(assets: Assets, query: str, limit: str) -> None:
    with pytest.raises(LimitError, match=limit):
        asked(query, assets)


def test_a_long_query_and_many_files(assets: Assets) -> None:
    with pytest.raises(LimitError, match="‘query’"):
        asked(f"SELECT {'1 + ' * 10_000} 1, 1", assets)
    files = "[" + ", ".join(f"a{at}.csv" for at in range(21)) + "]"
    with pytest.raises(LimitError, match="query-files"):
        read("bar", f"data: {files}\nquery: SELECT 1", assets)


def test_a_query_nested_deeply(assets: Assets) -> None:
    assert asked(f"SELECT {'(' * 4_000}1{')' * 4_000}, 1", assets)


def test_names_of_tables_and_columns_are_only_names(assets: Assets) -> None:
    (root,) = assets.roots
    header = '"City""); COPY days TO \'taken.csv\'; --",Hours\nA,1\n'
    (root / "odd.csv").write_text(header, encoding="utf-8")
    names = '{"days\\"; COPY days TO \'taken.csv\'; --": odd.csv, days: days.csv}'
    checked = read("bar", f"data: {names}\nquery: SELECT City, Hours FROM days", assets)
    assert checked.value
    assert not list(root.glob("taken*"))


def test_variables_of_a_talk_change_no_query(assets: Assets) -> None:
    """A value is text, and what it makes of the query is checked as all of it."""
    body = "data: days.csv\nquery: \"SELECT City, Hours FROM days WHERE City = '{{ city }}'\""
    sly = "x' UNION SELECT content, 1 FROM read_text('/etc/passwd') --"

    def fill(text: str, place: object) -> str:
        return text.replace("{{ city }}", sly)

    checked = read("bar", body, assets, fill)
    assert [found.code for found in checked.diagnostics] == ["bad-query"]


def test_nothing_stays_behind(
    assets: Assets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    home = set(os.listdir(Path.home()))
    asked("SELECT City, Hours FROM days", assets)
    asked("SELECT City FROM nothing", assets)
    assert list(folder.iterdir()) == []
    assert set(os.listdir(Path.home())) == home
