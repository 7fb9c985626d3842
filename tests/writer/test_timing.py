"""Builds, films and sound, as they are in the file."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import pytest
from lxml import etree

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.writer.opened import SPACES, Opened

_FILM = b"\0\0\0\x18ftypmp42" + bytes(40)


def _sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as tone:
        tone.setparams((1, 1, 8000, 0, "NONE", ""))
        tone.writeframes(bytes(80))
    return out.getvalue()


def _built(folder: Path, text: str, options: Options = Options()) -> Opened:  # noqa: B008
    (folder / "a.mp4").write_bytes(_FILM)
    (folder / "a.wav").write_bytes(_sound())
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    checked = lay_out_deck(talk, options)
    assert checked.diagnostics == ()
    opened = Opened(write_deck(checked.value))
    assert opened.problems == []
    return opened


def _turns(slide: etree._Element) -> list[list[tuple[str | None, str | None]]]:
    """For each click the classes of its effects, and the shapes that they act on."""
    path = "p:timing/p:tnLst/p:par/p:cTn/p:childTnLst/p:seq/p:cTn/p:childTnLst/p:par"
    effects = "p:cTn/p:childTnLst/p:par/p:cTn/p:childTnLst/p:par/p:cTn"
    target = "p:childTnLst/p:set/p:cBhvr/p:tgtEl/p:spTgt"
    return [
        [
            (effect.get("presetClass"), found.get("spid"))
            for effect in click.findall(effects, SPACES)
            for found in effect.findall(target, SPACES)
        ]
        for click in slide.findall(path, SPACES)
    ]


def test_lines_of_code_take_turns(tmp_path: Path) -> None:
    slide = _built(tmp_path, "# T\n\n```python {1|2|3}\na\nb\nc\n```\n").slide(1)
    names = {one.get("name"): one.get("id") for one in slide.iter(f"{{{SPACES['p']}}}cNvPr")}
    first, second, third = (names[name] for name in names if (name or "").startswith("Rectangle"))
    assert _turns(slide) == [
        [("entr", second), ("exit", first)],
        [("entr", third), ("exit", second)],
    ]


def _clicks(slide: etree._Element) -> list[list[tuple[str, str | None]]]:
    """For each click the names of the shapes that appear, and their paragraphs."""
    names = {one.get("id"): one.get("name", "") for one in slide.iter(f"{{{SPACES['p']}}}cNvPr")}
    path = "p:timing/p:tnLst/p:par/p:cTn/p:childTnLst/p:seq/p:cTn/p:childTnLst/p:par"
    clicks = []
    for click in slide.findall(path, SPACES):
        targets = []
        for target in click.iter(f"{{{SPACES['p']}}}spTgt"):
            paragraph = target.find("p:txEl/p:pRg", SPACES)
            name = names[target.get("spid")].rstrip(" 0123456789")
            targets.append((name, None if paragraph is None else paragraph.get("st")))
        clicks.append(targets)
    return clicks


_LIST = "- One\n- Two\n  - deeper\n- Three\n"
_TEXT = "Content Placeholder"


@pytest.mark.parametrize(
    ("text", "clicks"),
    [
        (f"# T\n\n{_LIST}", []),
        (
            f"# T {{.incremental}}\n\n{_LIST}",
            [[(_TEXT, "0")], [(_TEXT, "1"), (_TEXT, "2")], [(_TEXT, "3")]],
        ),
        (
            "# T\n\nFirst\n\n::: incremental\n- One\n- Two\n:::\n",
            [[(_TEXT, "1")], [(_TEXT, "2")]],
        ),
        (
            "# T\n\nFirst\n\n. . .\n\n| a |\n|---|\n| b |\n\n. . .\n\nLast\n",
            [[("Table", None)], [("TextBox", None)]],
        ),
        ("# T\n\nFirst\n\n. . .\n", []),
    ],
)
def test_clicks(tmp_path: Path, text: str, clicks: list[list[tuple[str, str | None]]]) -> None:
    assert _clicks(_built(tmp_path, text).slide(1)) == clicks


def test_every_text_that_is_built_is_listed_once(tmp_path: Path) -> None:
    slide = _built(tmp_path, f"# T {{.incremental}}\n\n{_LIST}").slide(1)
    listed = [one.get("spid") for one in slide.findall("p:timing/p:bldLst/p:bldP", SPACES)]
    targets = {one.get("spid") for one in slide.iter(f"{{{SPACES['p']}}}spTgt")}
    assert listed == sorted(targets, key=str)
    ids = [one.get("id") for one in slide.iter(f"{{{SPACES['p']}}}cTn")]
    assert len(ids) == len(set(ids))


def test_flat(tmp_path: Path) -> None:
    text = f"# T {{.incremental transition=push}}\n\n{_LIST}"
    slide = _built(tmp_path, text, Options(flatten=True)).slide(1)
    assert slide.findall("p:timing", SPACES) == []
    assert len(slide.findall("p:transition", SPACES)) == 1


@pytest.mark.parametrize(
    ("name", "kind", "data"), [("a.mp4", "video", _FILM), ("a.wav", "audio", _sound())]
)
def test_recordings(tmp_path: Path, name: str, kind: str, data: bytes) -> None:
    opened = _built(tmp_path, f"# T\n\n![Moving]({name})\n\n# U\n\n![Again]({name})\n")
    slide = opened.slide(1)
    (link,) = slide.iter(f"{{{SPACES['a']}}}{kind}File")
    (media,) = slide.iter(f"{{{SPACES['p14']}}}media")
    relations = opened.relations("ppt/slides/slide1.xml")
    linked = relations[link.get(f"{{{SPACES['r']}}}link", "")]
    embedded = relations[media.get(f"{{{SPACES['r']}}}embed", "")]
    assert [linked[0], embedded[0]] == [kind, "media"]
    assert linked[1] == embedded[1]
    assert opened.archive.read(linked[1]) == data
    assert sum(one.endswith(name[-4:]) for one in opened.names) == 1
    (player,) = slide.iter(f"{{{SPACES['p']}}}{kind}")
    shapes = {one.get("id") for one in slide.iter(f"{{{SPACES['p']}}}cNvPr")}
    assert {one.get("spid") for one in player.iter(f"{{{SPACES['p']}}}spTgt")} <= shapes


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("b.mp4", b"not a film", "bad-recording"),
        ("b.mp3", b"", "bad-recording"),
        ("b.webm", b"\x1aE\xdf\xa3", "bad-recording"),
        ("none.mp4", None, "missing-file"),
    ],
)
def test_what_does_not_play(tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "talk.md").write_text(f"# T\n\n![Moving]({name})\n", encoding="utf-8")
    checked = lay_out_deck(tmp_path / "talk.md", Options())
    assert [found.code for found in checked.diagnostics] == [code]
    assert Opened(write_deck(checked.value)).problems == []
