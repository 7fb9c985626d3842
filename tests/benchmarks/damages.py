"""The ways in which `damaged.py` damages templates: each writes a file to a path."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

_ODD = ("", "-1", "0", "99999999999999999999", "2147483648", "abc", "NaN", "1e9", "²", "\u0661")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Parts = dict[str, bytes]


def _unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(path: Path, parts: Parts) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _pick(parts: Parts, chance: random.Random, pattern: str = r"\.(xml|rels)$") -> str:
    """A part whose name has a pattern; those of masters and layouts more often than others."""
    found = [name for name in parts if re.search(pattern, name)]
    first = [
        name for name in found if re.search("slideMaster|slideLayout|theme|presentation", name)
    ]
    return chance.choice(first if first and chance.random() < 0.8 else found or list(parts))


def _turned(data: bytes, chance: random.Random, most: int = 20) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, most)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _bytes_turned(path: Path, data: bytes, chance: random.Random) -> None:
    path.write_bytes(_turned(data, chance))


def _cut_off(path: Path, data: bytes, chance: random.Random) -> None:
    path.write_bytes(data[: chance.randrange(len(data))])


def _directory_lies(path: Path, data: bytes, chance: random.Random) -> None:
    """The archive's directory, which is at its end, with other sizes, offsets and methods."""
    start = data.find(b"PK\x01\x02")
    path.write_bytes(data[:start] + _turned(data[start:], chance))


def _parts_lack(path: Path, data: bytes, chance: random.Random) -> None:
    parts = _unpacked(data)
    for _ in range(chance.randint(1, 3)):
        del parts[_pick(parts, chance, ".")]
    _packed(path, parts)


def _part_turned(path: Path, data: bytes, chance: random.Random) -> None:
    parts = _unpacked(data)
    name = _pick(parts, chance)
    parts[name] = _turned(parts[name], chance, 3) if parts[name] else b""
    _packed(path, parts)


def _xml_broken(path: Path, data: bytes, chance: random.Random) -> None:
    parts = _unpacked(data)
    name = _pick(parts, chance)
    content = parts[name]
    place = chance.randrange(len(content) + 1)
    ways = (
        content[:place],
        content[:place] + b"<" + content[place:],
        b"",
        b"\xff\xfe" + content,
        b"<x/>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"?>")[2],
        content.replace(b"UTF-8", b"no-such-encoding"),
        content.replace(b"http://schemas.openxmlformats.org", b"http://example.org"),
        content + b"<!-- more -->trailing",
    )
    _packed(path, {**parts, name: chance.choice(ways)})


def _elements_changed(path: Path, data: bytes, chance: random.Random) -> None:
    """Elements taken out, doubled many times, or put in another order."""
    parts = _unpacked(data)
    for _ in range(chance.randint(1, 4)):
        name = _pick(parts, chance)
        tags = re.findall(rb"<([a-z]+:\w+)[ />]", parts[name])
        if not tags:
            continue
        tag = re.escape(chance.choice(tags))
        found = re.search(
            rb"<" + tag + rb"(?: [^>]*)?(?:/>|>.*?</" + tag + rb">)", parts[name], re.S
        )
        if found:
            times = chance.choice((0, 0, 2, 300))
            content = parts[name]
            parts[name] = content[: found.start()] + found[0] * times + content[found.end() :]
    _packed(path, parts)


def _values_odd(path: Path, data: bytes, chance: random.Random) -> None:
    """Attributes, most of them numbers, with values that are none."""
    parts = _unpacked(data)
    for _ in range(chance.randint(1, 12)):
        name = _pick(parts, chance)
        found = list(re.finditer(rb'="(-?\d+)"', parts[name])) or list(
            re.finditer(rb'="([^"]*)"', parts[name])
        )
        if found:
            one = chance.choice(found)
            value = chance.choice(_ODD).encode()
            parts[name] = parts[name][: one.start(1)] + value + parts[name][one.end(1) :]
    _packed(path, parts)


def _relations_astray(path: Path, data: bytes, chance: random.Random) -> None:
    parts = _unpacked(data)
    for _ in range(chance.randint(1, 4)):
        name = _pick(parts, chance, r"\.rels$")
        found = list(re.finditer(rb'Target="([^"]*)"', parts[name]))
        if not found:
            continue
        one = chance.choice(found)
        owner = name.replace("_rels/", "").removesuffix(".rels")
        targets = (
            f"/{owner}",
            f"/{_pick(parts, chance, '.')}",
            "../../../../../etc/passwd",
            "",
            "NULL",
            "http://example.org/x",
            "#Sheet1!A1",
            "%00",
        )
        value = chance.choice(targets).encode()
        content = parts[name]
        parts[name] = content[: one.start(1)] + value + content[one.end(1) :]
        if chance.random() < 0.3:
            parts[name] = re.sub(rb'Id="\w+"', b'Id="rId1"', parts[name])
    _packed(path, parts)


def _types_wrong(path: Path, data: bytes, chance: random.Random) -> None:
    parts = _unpacked(data)
    name = "[Content_Types].xml"
    rows = re.findall(rb"<(?:Override|Default)[^>]*>", parts[name])
    row = chance.choice(rows)
    types = re.findall(rb'ContentType="[^"]*"', parts[name])
    other = re.sub(rb'ContentType="[^"]*"', chance.choice(types), row)
    new = chance.choice((b"", row * 2, other, row.upper()))
    _packed(path, {**parts, name: parts[name].replace(row, new)})


def _bomb(path: Path, data: bytes, chance: random.Random) -> None:
    """Far more than it looks: blanks, tags, levels, attributes, entries, pictures."""
    parts = _unpacked(data)
    name = _pick(parts, chance, r"(slideLayout\d+|slideMaster1|theme1|presentation)\.xml$")
    head, end, tail = parts[name].rpartition(b"</")
    more = chance.choice(
        (
            b" " * (15 << 20),
            b" " * (400 << 20),
            b"<a:x/>" * 2_000_000,
            b"<a:x>" * 100_000 + b"</a:x>" * 100_000,
            b"<a:x " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/>",
            b"<a:x>" + b"x" * (12 << 20) + b"</a:x>",
        )
    )
    if chance.random() < 0.25:
        parts |= {f"ppt/media/x{number}.bin": b"" for number in range(30_000)}
    elif chance.random() < 0.25:
        picture = next((one for one in parts if one.startswith("ppt/media/")), "ppt/media/x.png")
        parts[picture] = bytes(500 << 20)
    else:
        parts[name] = head + more + end + tail
    _packed(path, parts)


def _many_shapes(path: Path, data: bytes, chance: random.Random) -> None:
    """Thousands of placeholders, layouts or masters."""
    parts = _unpacked(data)
    name = _pick(parts, chance, r"(slideLayout\d+|slideMaster1)\.xml$")
    found = re.search(rb"<p:sp>.*?</p:sp>", parts[name], re.S)
    if found:
        times = chance.choice((50, 5_000, 20_000))
        parts[name] = parts[name].replace(found[0], found[0] * times, 1)
    _packed(path, parts)


def _same_ids(path: Path, data: bytes, chance: random.Random) -> None:
    """Masters, layouts and shapes that have the ids and themes of others."""
    parts = _unpacked(data)
    for name in parts:
        if re.search(r"(slideLayout|slideMaster)\d+\.xml$|presentation\.xml$", name):
            parts[name] = re.sub(rb'\bid="\d{5,}"', b'id="2147483648"', parts[name])
        elif name.endswith(".rels") and chance.random() < 0.5:
            parts[name] = re.sub(rb"theme\d+\.xml", b"theme1.xml", parts[name])
            parts[name] = re.sub(rb"slideMaster\d+\.xml", b"slideMaster1.xml", parts[name])
    _packed(path, parts)


def _names_odd(path: Path, data: bytes, chance: random.Random) -> None:
    parts = _unpacked(data)
    changes: tuple[Callable[[str], str], ...] = (
        lambda name: "/" + name,
        lambda name: name.replace("/", "\\"),
        str.upper,
        lambda name: "../" + name,
        lambda name: name.replace("ppt/", "p p t/"),
        lambda name: name + "/",
    )
    change = chance.choice(changes)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(change(name) if chance.random() < 0.7 else name, content)


def _locked(path: Path, data: bytes, chance: random.Random) -> None:
    """Parts that are encrypted, or packed in a way that is not known."""
    bit, offset = chance.choice(((1, 6), (255, 8), (12, 8), (14, 8)))
    changed = bytearray(data)
    for found in re.finditer(rb"PK\x03\x04", data):
        changed[found.start() + offset] = bit
    for found in re.finditer(rb"PK\x01\x02", data):
        changed[found.start() + offset + 2] = bit
    path.write_bytes(bytes(changed))


def _something_else(path: Path, data: bytes, chance: random.Random) -> None:
    contents = (
        _OLE + bytes(4096),
        _OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        b"",
        b"PK",
        b"PK\x05\x06" + bytes(18),
        b"# A text\n",
        b"%PDF-1.7\n",
        b"\x00" * 100_000,
        b"---\ntitle: A talk\n---\n\n## One\n",
    )
    path.write_bytes(chance.choice(contents))


def _no_file(path: Path, data: bytes, chance: random.Random) -> None:
    match chance.randrange(4):
        case 0:
            path.mkdir()
        case 1:
            os.mkfifo(path)
        case 2:
            path.symlink_to(path.name)
        case _:
            path.symlink_to("/dev/zero")


DAMAGES: dict[str, Callable[[Path, bytes, random.Random], None]] = {
    "bytes": _bytes_turned,
    "cut": _cut_off,
    "directory": _directory_lies,
    "lacking": _parts_lack,
    "part": _part_turned,
    "xml": _xml_broken,
    "elements": _elements_changed,
    "values": _values_odd,
    "relations": _relations_astray,
    "types": _types_wrong,
    "bomb": _bomb,
    "shapes": _many_shapes,
    "ids": _same_ids,
    "names": _names_odd,
    "locked": _locked,
    "other": _something_else,
    "nothing": _no_file,
}
