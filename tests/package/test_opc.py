"""What is relied on of python-pptx, and what it would do otherwise."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest

import deck_builder
from deck_builder.package import opc
from deck_builder.package.opc import CT, RT, Package, new_part, reachable_parts, relate
from deck_builder.package.opened import open_file
from tests.reader.files import built

CHAIN = 1200


def chain_of(length: int) -> Package:
    """A package with slides of which each leads to the next."""
    package = Package("")
    names = (f"/ppt/slides/slide{number}.xml" for number in range(1, length + 1))
    slides = [new_part(package, name, CT.PML_SLIDE, b"<a/>") for name in names]
    relate(package, RT.SLIDE, slides[0])
    for one, other in pairwise(slides):
        relate(one, RT.SLIDE, other)
    return package


def test_slides_linked_in_a_chain_are_all_reached() -> None:
    package = chain_of(CHAIN)
    with pytest.raises(RecursionError):
        list(package.iter_parts())
    parts = reachable_parts(package)
    assert len(parts) == CHAIN
    assert len(opc.entries_of(package)) == 2 * CHAIN + 1


def test_slides_linked_in_a_chain_are_opened() -> None:
    links = (f"## S{number}\n\n[next](#s{number + 1})\n" for number in range(CHAIN))
    file = open_file(built("\n".join(links)), "chain")
    assert sum(file.type(part) == CT.PML_SLIDE for part in file.parts) >= CHAIN


def calls_for(count: int) -> int:
    """How many functions are called to add so many relationships and to write them."""
    package = Package("")
    calls = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        for number in range(count):
            relate(package, RT.SLIDE, new_part(package, f"/{number}.xml", CT.PML_SLIDE))
        opc.entries_of(package)
    finally:
        sys.setprofile(None)
    return calls


def test_many_slides_take_no_more_for_each_than_few() -> None:
    assert calls_for(5_000) < 51 * calls_for(100)


def test_no_build_goes_without_python_pptx(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text("## A\n\n- b\n", encoding="utf-8")
    code = (
        "import sys; sys.modules['pptx'] = None\n"
        "from deck_builder.__main__ import run\n"
        f"sys.argv = ['deck-builder', 'build', {str(talk)!r}, '-o', {str(tmp_path / 'a.pptx')!r}]\n"
        "run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "pptx" in done.stderr
    assert not (tmp_path / "a.pptx").exists()


def test_private_names_of_python_pptx_stand_in_one_file() -> None:
    package = Path(deck_builder.__file__).parent
    imported = re.compile(r"from pptx[\w.]* import [^\n]*\b_\w+|^ {4}_\w+,$", re.MULTILINE)
    used = re.compile(r"\.(?:_rels|_element|_blob|_target|_reltype|_content_type|_partname)\b")
    own = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "pptx" in (text := path.read_text(encoding="utf-8"))
        and "import" in text
        and re.search(r"^(?:from|import) pptx|package import opc|package\.opc", text, re.MULTILINE)
        and (imported.search(text) or used.search(text))
    }
    assert own == {"package/opc.py"}
