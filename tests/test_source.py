"""Source text, and how to point into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.base.source import Source, Span, decode_source, read_source

SOURCE = Source("talk.md", "one\n\nthree\n")


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, (1, 1)), (2, (1, 3)), (3, (1, 4)), (4, (2, 1)), (5, (3, 1)), (9, (3, 5)), (11, (4, 1))],
)
def test_position_counts_from_one(offset: int, expected: tuple[int, int]) -> None:
    assert SOURCE.position(offset) == expected


def test_line_is_without_its_end() -> None:
    assert [SOURCE.line(number) for number in range(6)] == ["", "one", "", "three", "", ""]
    assert Source("a", "last").line(1) == "last"


def test_lines_span_is_without_the_last_line_end() -> None:
    assert SOURCE.lines_span(0, 1).text == "one"
    assert SOURCE.lines_span(1, 3).text == "\nthree"
    assert SOURCE.lines_span(2, 9).text == "three\n"
    assert (SOURCE.lines_span(7, 9).start, SOURCE.lines_span(7, 9).end) == (11, 11)


def test_span() -> None:
    span = Span(SOURCE, 5, 10)
    assert (span.line, span.column, span.text) == (3, 1, "three")
    assert span.at(1, 3).text == "hre"
    assert (span.at(100).start, span.at(100).end) == (11, 11)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\0b", "a\ufffdb"),
        ("größe".encode(), "größe"),
        (b"", ""),
    ],
)
def test_decoding(data: bytes, text: str) -> None:
    assert decode_source(data, "a") == Source("a", text)


@pytest.mark.parametrize(
    ("data", "text", "place"),
    [
        (b"a\r\n\xffb\r\n", "a\n\ufffdb\n", 2),
        (b"\xef\xbb\xbf\xc3\xa4\xc3", "ä\ufffd", 1),
        ("Größe".encode("latin-1"), "Gr\ufffd\ufffde", 2),
    ],
)
def test_bytes_that_are_not_utf_8(data: bytes, text: str, place: int) -> None:
    assert decode_source(data, "a") == Source("a", text, undecodable=place)


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_bytes(b"a\r\n")
    assert read_source(path, "talks/talk.md") == Source("talks/talk.md", "a\n")
    assert read_source(path).path == path.as_posix()
    with pytest.raises(FileNotFoundError):
        read_source(tmp_path / "none.md")


@given(st.binary())
def test_any_bytes_are_text_with_the_place_of_the_first_bad_one(data: bytes) -> None:
    source = decode_source(data, "a")
    assert "\r" not in source.text
    if source.undecodable is not None:
        assert source.text[source.undecodable] == "\ufffd"


@given(st.text(alphabet="ab\n"), st.integers(0, 50))
def test_position_is_where_the_line_says(text: str, offset: int) -> None:
    source = Source("a", text)
    offset = min(offset, len(text))
    line, column = source.position(offset)
    assert text.split("\n")[line - 1][: column - 1] == source.line(line)[: column - 1]
    assert offset == sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1
