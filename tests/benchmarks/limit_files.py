"""Files that are made to take long: pictures, data, decks and the talks that name them.

Each function writes into a folder and returns the arguments of the command that reads them.
"""

from __future__ import annotations

import base64
import io
import os
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

Files = Callable[[Path], list[str]]
MEGABYTE = 1 << 20


def _build(folder: Path, text: str, *more: str) -> list[str]:
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    return ["build", str(talk), "-o", str(folder / "deck.pptx"), "--no-cache", *more]


def _shown(folder: Path, name: str, data: bytes = b"") -> list[str]:
    """A talk that shows the picture `name`."""
    if data:
        (folder / name).write_bytes(data)
    return _build(folder, f"## A picture\n\n![What it shows]({name})\n")


def _picture(name: str, data: Callable[[], bytes]) -> Files:
    return lambda folder: _shown(folder, name, data())


# Files that are none, or endless.


def _device(name: str) -> Files:
    return lambda folder: ["build", name, "-o", str(folder / "deck.pptx")]


def _pipe_as(text: str) -> Files:
    def write(folder: Path) -> list[str]:
        os.mkfifo(folder / "pipe.md")
        os.mkfifo(folder / "pipe.png")
        os.mkfifo(folder / "pipe.csv")
        return _build(folder, text)

    return write


def _pipe_as_talk(folder: Path) -> list[str]:
    os.mkfifo(folder / "talk.md")
    return ["build", str(folder / "talk.md"), "-o", str(folder / "deck.pptx")]


def _endless(name: str, text: str) -> Files:
    """A file of 20 GB that takes no room."""

    def write(folder: Path) -> list[str]:
        with (folder / name).open("wb") as file:
            file.truncate(20_000 * MEGABYTE)
        return _build(folder, text) if text else ["build", str(folder / name)]

    return write


def _command_on(name: str, *command: str) -> Files:
    """A command that reads an endless file."""

    def write(folder: Path) -> list[str]:
        (folder / "talk.md").write_text("## A slide\n\nText\n", encoding="utf-8")
        with (folder / name).open("wb") as file:
            file.truncate(20_000 * MEGABYTE)
        known = {"TALK": folder / "talk.md", "FILE": folder / name, "OUT": folder / "out"}
        return [str(known.get(word, word)) for word in command]

    return write


def _binary_talk(folder: Path) -> list[str]:
    """720 kB of noise, the same each time."""
    noise, state = bytearray(), 1
    for _ in range(720_000):
        state = (state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        noise.append(state >> 16 & 255)
    (folder / "talk.md").write_bytes(noise)
    return ["build", str(folder / "talk.md"), "-o", str(folder / "deck.pptx")]


def _zeros(folder: Path) -> list[str]:
    (folder / "talk.md").write_bytes(bytes(3 * MEGABYTE))
    return ["build", str(folder / "talk.md"), "-o", str(folder / "deck.pptx")]


# Includes.


def _includes(count: int, size: int) -> Files:
    def write(folder: Path) -> list[str]:
        for number in range(count):
            text = "Some words in a paragraph of an included file.\n\n"
            (folder / f"part{number}.md").write_text(
                f"## Part {number}\n\n" + text * (size // len(text)), encoding="utf-8"
            )
        lines = "".join(f"{{{{< include part{n}.md >}}}}\n\n" for n in range(count))
        return _build(folder, lines)

    return write


def _includes_of_includes(folder: Path) -> list[str]:
    for number in range(12):
        lines = f"{{{{< include part{number + 1}.md >}}}}\n\n" * 10
        (folder / f"part{number}.md").write_text(f"Text\n\n{lines}", encoding="utf-8")
    (folder / "part12.md").write_text("Text\n", encoding="utf-8")
    return _build(folder, "{{< include part0.md >}}\n")


def _one_include_often(folder: Path) -> list[str]:
    (folder / "part.md").write_text("Some words.\n\n" * 15_000, encoding="utf-8")
    return _build(folder, "{{< include part.md >}}\n\n" * 1_000)


def _sections(folder: Path) -> list[str]:
    talk = folder / "talk"
    talk.mkdir()
    (talk / "deck.yaml").write_text("title: T\n", encoding="utf-8")
    for number in range(20_000):
        (talk / f"{number:05}.md").write_text(f"## S {number}\n\nText\n", encoding="utf-8")
    return ["build", str(talk), "-o", str(folder / "deck.pptx")]


# Pictures.


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def _png(width: int, height: int, color: int = 0, extra: bytes = b"") -> bytes:
    """A whole picture in one colour; `color` 0 is a byte of grey for a pixel, 6 four bytes."""
    depth = {0: 1, 2: 3, 6: 4}[color]
    header = struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0)
    packer, body = zlib.compressobj(9), io.BytesIO()
    row = bytes(1 + width * depth)
    for _ in range(height):
        body.write(packer.compress(row))
    body.write(packer.flush())
    start = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + extra
    return start + _chunk(b"IDAT", body.getvalue()) + _chunk(b"IEND", b"")


def _many_pictures(count: int, width: int, height: int) -> Files:
    def write(folder: Path) -> list[str]:
        plain = _png(width, height)
        for number in range(count):
            extra = _chunk(b"tEXt", f"Comment\0{number}".encode())
            ends = plain.index(b"IDAT") - 4
            (folder / f"p{number}.png").write_bytes(plain[:ends] + extra + plain[ends:])
        return _build(folder, "".join(f"## P\n\n![a](p{n}.png)\n\n" for n in range(count)))

    return write


def _same_picture(folder: Path) -> list[str]:
    (folder / "p.png").write_bytes(_png(9_000, 9_000))
    return _build(folder, "## P\n\n![a](p.png)\n\n" * 200)


def _gif(frames: int, width: int = 8, height: int = 6) -> bytes:
    from PIL import Image

    pictures = [Image.new("P", (width, height), n % 255) for n in range(2)]
    out = io.BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=[pictures[1]], duration=9)
    data = out.getvalue()
    # The second frame, from its graphic control on, again and again.
    start = data.rfind(b"\x21\xf9\x04")
    return data[:start] + data[start:-1] * (frames - 1) + b";"


def _encoded(form: str, width: int, height: int, **how: object) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 90)).save(out, form, **how)
    return out.getvalue()


def _svg(content: str, opening: str = 'viewBox="0 0 400 200"') -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {opening}>{content}<rect width='9' height='9'/></svg>".encode()


def _drawing(content: str, opening: str = 'viewBox="0 0 400 200"') -> Files:
    return _picture("a.svg", lambda: _svg(content, opening))


def _chained(element: str, attribute: str, count: int, fan: int = 1) -> str:
    """Elements each of which is needed to draw the one before it."""
    parts = []
    for number in range(count):
        inner = f'<rect width="400" height="200" fill="white" {attribute}="url(#n{number + 1})"/>'
        parts.append(f'<{element} id="n{number}">{inner * fan}</{element}>')
    last = f'<{element} id="n{count}"><rect width="400" height="200" fill="white"/></{element}>'
    whole = f'<rect width="400" height="200" {attribute}="url(#n0)"/>'
    return f"<defs>{''.join(parts)}{last}</defs>{whole}"


def _patterns(count: int, fan: int) -> str:
    parts = []
    for number in range(count):
        inner = f'<rect width="40" height="40" fill="url(#n{number + 1})"/>' * fan
        parts.append(
            f'<pattern id="n{number}" width="40" height="40" '
            f'patternUnits="userSpaceOnUse">{inner}</pattern>'
        )
    last = f'<pattern id="n{count}" width="9" height="9"><rect width="4" height="4"/></pattern>'
    return f'<defs>{"".join(parts)}{last}</defs><rect width="400" height="200" fill="url(#n0)"/>'


def _nested_masks(count: int) -> str:
    """Groups in groups, each with the same mask."""
    mask = '<mask id="m"><rect width="400" height="200" fill="white"/></mask>'
    inside = '<g mask="url(#m)">' * count + "<rect width='400' height='200'/>" + "</g>" * count
    return f"<defs>{mask}</defs>{inside}"


def _nested(attribute: str, count: int) -> str:
    group = f"<g {attribute}>" * count
    return f"{group}<rect width='400' height='200'/>{'</g>' * count}"


def _uses(count: int, fan: int) -> str:
    groups = ['<g id="a0"><rect width="1" height="1"/></g>']
    groups += [
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * fan + "</g>" for n in range(1, count)
    ]
    return f"<defs>{''.join(groups)}</defs><use href='#a{count - 1}'/>"


def _filters(primitives: str, count: int = 1) -> str:
    return (
        f'<filter id="f" x="0" y="0" width="1" height="1">{primitives * count}</filter>'
        '<rect width="400" height="200" filter="url(#f)"/>'
    )


def _markers(count: int) -> str:
    points = " ".join(f"{n % 400},{n % 200}" for n in range(count))
    marker = '<marker id="m" markerWidth="9" markerHeight="9"><circle r="4"/></marker>'
    return f'{marker}<polyline points="{points}" marker-mid="url(#m)" fill="none"/>'


def _embedded(data: bytes, count: int = 1) -> str:
    code = base64.b64encode(data).decode()
    return f'<image width="400" height="200" href="data:image/png;base64,{code}"/>' * count


def _svg_in_svg(depth: int) -> str:
    content = "<rect width='400' height='200'/>"
    for _ in range(depth):
        code = base64.b64encode(_svg(content)).decode()
        content = f'<image width="400" height="200" href="data:image/svg+xml;base64,{code}"/>'
    return content


def _style(count: int) -> str:
    rules = "".join(f"g g g rect.c{n} {{ fill: red }}" for n in range(count))
    shapes = "".join(f'<rect class="c{n}" width="1" height="1"/>' for n in range(count))
    return f"<style>{rules}</style><g><g><g>{shapes}</g></g></g>"


# Data.


def _data(name: str, text: Callable[[], str], fence: str) -> Files:
    def write(folder: Path) -> list[str]:
        (folder / name).write_text(text(), encoding="utf-8")
        return _build(folder, f"## Data\n\n```{fence}\ndata: {name}\n```\n")

    return write


def _rows(count: int, columns: int = 2) -> str:
    head = ",".join(f"c{n}" for n in range(columns))
    return f"{head}\n" + "".join(f"{n}" + ",1" * (columns - 1) + "\n" for n in range(count))


def _charts_of_one_file(folder: Path) -> list[str]:
    (folder / "d.csv").write_text(_rows(20_000, 5), encoding="utf-8")
    fences = "".join(
        f"## C {n}\n\n```chart line\ndata: d.csv\nwhere: {{c0: {n}}}\ny: c1\n```\n\n"
        for n in range(300)
    )
    return _build(folder, fences)


def _batch(count: int) -> Files:
    def write(folder: Path) -> list[str]:
        talk, data = folder / "talk.md", folder / "rows.csv"
        talk.write_text("## For {{ name }}\n\nText\n", encoding="utf-8")
        lines = "".join(f"n{number}\n" for number in range(count))
        data.write_text("name\n" + lines, encoding="utf-8")
        output = folder / "out" / "{{ name }}.pptx"
        return ["batch", str(talk), "--data", str(data), "-o", str(output), "--no-cache"]

    return write


def _batch_of_audiences(folder: Path) -> list[str]:
    names = "".join(f"  a{n}: {{}}\n" for n in range(5_000))
    talk = folder / "talk.md"
    talk.write_text(f"---\naudiences:\n{names}---\n\n## T\n\nText\n", encoding="utf-8")
    return ["batch", str(talk), "--all-audiences", "-o", str(folder / "out"), "--no-cache"]


# Themes, fonts and recordings.


def _theme(text: str) -> Files:
    def write(folder: Path) -> list[str]:
        (folder / "own.yaml").write_text(text, encoding="utf-8")
        return _build(folder, "## T\n\nText\n", "--theme", str(folder / "own.yaml"))

    return write


def _font(data: bytes) -> Files:
    def write(folder: Path) -> list[str]:
        (folder / "own.ttf").write_bytes(data)
        text = "fonts:\n  heading: Own\n  body: Own\n  files: {Own: own.ttf}\n"
        (folder / "own.yaml").write_text(text, encoding="utf-8")
        return _build(folder, "## T\n\nText\n", "--theme", str(folder / "own.yaml"))

    return write


def _film(folder: Path) -> list[str]:
    with (folder / "film.mp4").open("wb") as file:
        file.write(b"\0\0\0\x18ftypmp42")
        file.truncate(3_000 * MEGABYTE)
    return _build(folder, "## F\n\n![A film](film.mp4)\n")


def _sounds(folder: Path) -> list[str]:
    for number in range(40):
        with wave.open(str(folder / f"s{number}.wav"), "wb") as tone:
            tone.setparams((1, 1, 8000, 0, "NONE", ""))
            tone.writeframes(bytes([number]) * 40_000_000)
    return _build(folder, "".join(f"## F\n\n![A tone](s{n}.wav)\n\n" for n in range(40)))


# PowerPoint files.


def _plain_deck() -> dict[str, bytes]:
    import pptx

    presentation, buffer = pptx.Presentation(), io.BytesIO()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "A slide"
    presentation.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


_SHAPE = (
    b'<p:sp><p:nvSpPr><p:cNvPr id="9" name="a"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp>'
)


def _deck_with(shapes: Iterable[bytes], copies: int = 1) -> dict[str, bytes]:
    """A deck of `copies` slides, each with the same shapes."""
    parts = _plain_deck()
    slide = parts["ppt/slides/slide1.xml"]
    slide = slide.replace(b"</p:spTree>", b"".join(shapes) + b"</p:spTree>")
    relations = parts["ppt/slides/_rels/slide1.xml.rels"]
    ids, links, kinds = b"", b"", b""
    for number in range(1, copies + 1):
        parts[f"ppt/slides/slide{number}.xml"] = slide
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations
        if number > 1:
            ids += b'<p:sldId id="%d" r:id="rIdx%d"/>' % (300 + number, number)
            links += (
                b'<Relationship Id="rIdx%d" Target="slides/slide%d.xml" Type="http://schemas.'
                b'openxmlformats.org/officeDocument/2006/relationships/slide"/>' % (number, number)
            )
            kinds += (
                b'<Override PartName="/ppt/slides/slide%d.xml" ContentType="application/vnd.'
                b'openxmlformats-officedocument.presentationml.slide+xml"/>' % number
            )
    _append(parts, "ppt/presentation.xml", b"</p:sldIdLst>", ids)
    _append(parts, "ppt/_rels/presentation.xml.rels", b"</Relationships>", links)
    _append(parts, "[Content_Types].xml", b"</Types>", kinds)
    return parts


def _append(parts: dict[str, bytes], name: str, before: bytes, more: bytes) -> None:
    parts[name] = parts[name].replace(before, more + before)


def _with_layouts(count: int) -> dict[str, bytes]:
    parts = _plain_deck()
    layout = parts["ppt/slideLayouts/slideLayout6.xml"]
    relations = parts["ppt/slideLayouts/_rels/slideLayout6.xml.rels"]
    ids, links, kinds = b"", b"", b""
    for number in range(100, 100 + count):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = layout
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = relations
        ids += b'<p:sldLayoutId id="%d" r:id="rIdx%d"/>' % (2147490000 + number, number)
        links += (
            b'<Relationship Id="rIdx%d" Target="../slideLayouts/slideLayout%d.xml" Type="http://'
            b"schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout"
            b'"/>' % (number, number)
        )
        kinds += (
            b'<Override PartName="/ppt/slideLayouts/slideLayout%d.xml" ContentType="application/'
            b'vnd.openxmlformats-officedocument.presentationml.slideLayout+xml"/>' % number
        )
    _append(parts, "ppt/slideMasters/slideMaster1.xml", b"</p:sldLayoutIdLst>", ids)
    _append(parts, "ppt/slideMasters/_rels/slideMaster1.xml.rels", b"</Relationships>", links)
    _append(parts, "[Content_Types].xml", b"</Types>", kinds)
    return parts


def _large_table(rows: int, columns: int) -> bytes:
    cell = b"<a:tc><a:txBody><a:bodyPr/><a:p/></a:txBody><a:tcPr/></a:tc>"
    row = b'<a:tr h="9">' + cell * columns + b"</a:tr>"
    grid = b"<a:tblGrid>" + b'<a:gridCol w="9"/>' * columns + b"</a:tblGrid>"
    return (
        b'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="t"/><p:cNvGraphicFramePr/>'
        b'<p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm>'
        b'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        b"<a:tbl><a:tblPr/>" + grid + row * rows + b"</a:tbl></a:graphicData></a:graphic>"
        b"</p:graphicFrame>"
    )


def _long_text(size: int) -> bytes:
    text = b"some words of text " * (size // 19)
    return _SHAPE.replace(
        b"</p:sp>",
        b"<p:txBody><a:bodyPr/><a:p><a:r><a:t>" + text + b"</a:t></a:r></a:p></p:txBody></p:sp>",
    )


def _paragraphs(count: int) -> bytes:
    text = b"".join(b"<a:p><a:r><a:t>line %d</a:t></a:r></a:p>" % number for number in range(count))
    body = b"<p:txBody><a:bodyPr/>" + text + b"</p:txBody></p:sp>"
    return _SHAPE.replace(b"</p:sp>", body)


def _groups(depth: int) -> bytes:
    opening = (
        b'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        b"<p:grpSpPr/>"
    )
    return opening * depth + _SHAPE + b"</p:grpSp>" * depth


def _bomb(size: int) -> dict[str, bytes]:
    return {**_plain_deck(), "ppt/media/image1.png": bytes(size)}


_DECKS: dict[str, Callable[[], dict[str, bytes]]] = {
    "three million shapes": lambda: _deck_with([_SHAPE * 100_000], 8),
    "a slide of 900,000 tags": lambda: _deck_with([_SHAPE * 110_000]),
    "a million empty tags": lambda: _deck_with([b"<p:sp/>" * 990_000]),
    "three million empty tags": lambda: _deck_with([b"<p:sp/>" * 990_000], 3),
    "a large table": lambda: _deck_with([_large_table(300, 300)]),
    "a long text": lambda: _deck_with([_long_text(5_000_000)]),
    "many paragraphs": lambda: _deck_with([_paragraphs(60_000)]),
    "groups in groups": lambda: _deck_with([_groups(200)]),
    "groups in groups, deeper": lambda: _deck_with([_groups(20_000)]),
    "2,000 slides": lambda: _deck_with([_SHAPE], 2_000),
    "20,000 slides": lambda: _deck_with([_SHAPE], 20_000),
    "2,000 slides of 100 shapes": lambda: _deck_with([_SHAPE * 100], 2_000),
    "3,000 slides": lambda: _deck_with([_SHAPE], 3_000),
    "1,900 layouts": lambda: _with_layouts(1_900),
    "10,000 layouts": lambda: _with_layouts(10_000),
    "a picture of a gigabyte": lambda: _bomb(1 << 30),
    "long attributes": lambda: _deck_with(
        [_SHAPE.replace(b'"a"', b'"' + b"a" * 20_000_000 + b'"')]
    ),
}


def _deck_command(name: str, command: str) -> Files:
    def write(folder: Path) -> list[str]:
        deck = str(_packed(folder / "big.pptx", _DECKS[name]()))
        plain = str(_packed(folder / "plain.pptx", _plain_deck()))
        match command:
            case "diff":
                return ["diff", plain, deck]
            case "diff with itself":
                return ["diff", deck, deck]
            case "doctor":
                return ["doctor", deck]
            case "template":
                return _build(folder, "## T\n\nText\n", "--template", deck)
            case "inspect":
                return ["template", "inspect", deck]
            case _:
                return _build(folder, "## T\n\nText\n\n{{< include big.pptx >}}\n")

    return write


_RANGE = "{{< include plain.pptx#1-1,1,1,1 >}}\n\n"


def _slides_often(count: int) -> Files:
    def write(folder: Path) -> list[str]:
        _packed(folder / "plain.pptx", _plain_deck())
        numbers = ",".join(["1"] * count)
        return _build(folder, "## T\n\nText\n\n{{< include plain.pptx#" + numbers + " >}}\n")

    return write


def _different_decks(folder: Path) -> list[str]:
    """Two talks of 1,500 slides without a line in common."""
    for name in ("old", "new"):
        text = "".join(
            f"## {name} {n}\n\n- {name}{n} some words\n- more {n} {name}\n\n" for n in range(1_500)
        )
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return ["diff", str(folder / "old.md"), str(folder / "new.md")]


def _different_texts(folder: Path) -> list[str]:
    for name, step in (("old", 7), ("new", 11)):
        words = " ".join(f"w{n * step % 997}" for n in range(60_000))
        (folder / f"{name}.md").write_text(f"## T\n\nx\n\n::: notes\n{words}\n:::\n", "utf-8")
    return ["diff", str(folder / "old.md"), str(folder / "new.md")]


def _article(text: Callable[[], str]) -> Files:
    def write(folder: Path) -> list[str]:
        (folder / "article.md").write_text(text(), encoding="utf-8")
        return ["outline", str(folder / "article.md"), "-o", str(folder / "talk")]

    return write


_SENTENCE = "The day is longer or shorter, and the noon sun is higher or lower, as anyone sees. "

FILES: dict[str, Files] = {
    # What is no file, or has no end.
    "/dev/zero as talk": _device("/dev/zero"),
    "/dev/urandom as talk": _device("/dev/urandom"),
    "/dev/stdin as talk": _device("/dev/stdin"),
    "a pipe as talk": _pipe_as_talk,
    "a pipe as picture": _pipe_as("## T\n\n![a](pipe.png)\n"),
    "a pipe as include": _pipe_as("## T\n\n{{< include pipe.md >}}\n"),
    "a pipe as data": _pipe_as("## T\n\n```table\ndata: pipe.csv\n```\n"),
    "a pipe as code": _pipe_as("## T\n\n```{.text file=pipe.md}\n```\n"),
    "a pipe as theme": _pipe_as("---\ntheme: pipe.md\n---\n## T\n\nx\n"),
    "a pipe as template": _pipe_as("---\ntemplate: pipe.md\n---\n## T\n\nx\n"),
    "/dev/zero as picture": lambda f: _build(f, "## T\n\n![a](/dev/zero)\n"),
    "/dev/zero as include": lambda f: _build(f, "## T\n\n{{< include /dev/zero >}}\n"),
    "/dev/zero as code": lambda f: _build(f, "## T\n\n```{.text file=/dev/zero}\n```\n"),
    "20 GB as talk": _endless("talk.md", ""),
    "20 GB as include": _endless("big.md", "## T\n\n{{< include big.md >}}\n"),
    "20 GB as picture": _endless("big.png", "## T\n\n![a](big.png)\n"),
    "20 GB as film": _endless("big.mp4", "## T\n\n![a](big.mp4)\n"),
    "20 GB as data": _endless("big.csv", "## T\n\n```table\ndata: big.csv\n```\n"),
    "20 GB as code": _endless("big.py", "## T\n\n```{.python file=big.py}\n```\n"),
    "20 GB as theme": _endless("big.yaml", "---\ntheme: big.yaml\n---\n## T\n\nx\n"),
    "20 GB as template": _endless("big.pptx", "---\ntemplate: big.pptx\n---\n## T\n\nx\n"),
    "20 GB as slides": _endless("big.pptx", "## T\n\n{{< include big.pptx >}}\n"),
    "20 GB in doctor": _command_on("big.pptx", "doctor", "FILE"),
    "20 GB in diff": _command_on("big.pptx", "diff", "TALK", "FILE"),
    "20 GB in outline": _command_on("big.md", "outline", "FILE", "-o", "OUT"),
    "20 GB in batch": _command_on("big.csv", "batch", "TALK", "--data", "FILE", "-o", "OUT"),
    "20 GB in time": _command_on("big.json", "time", "TALK", "--rehearsal", "FILE"),
    "20 GB in inspect": _command_on("big.pptx", "template", "inspect", "FILE"),
    "noise as talk": _binary_talk,
    "zeros as talk": _zeros,
    # Includes.
    "1,000 includes of 200 kB": _includes(1_000, 200_000),
    "999 includes": _includes(999, 100),
    "5,000 includes": _includes(5_000, 100),
    "includes of includes": _includes_of_includes,
    "one include often": _one_include_often,
    "20,000 sections of a folder": _sections,
    # Pictures.
    "PNG of 30,000 x 30,000": _picture("a.png", lambda: _png(30_000, 30_000)),
    "PNG of 10,000 x 10,000": _picture("a.png", lambda: _png(10_000, 10_000, 6)),
    "PNG of 1 x 1,000,000": _picture("a.png", lambda: _png(1, 1_000_000)),
    "20 PNGs of 80 MP": _many_pictures(20, 9_000, 9_000),
    "2,000 PNGs": _many_pictures(2_000, 100, 100),
    "one PNG of 80 MP 200 times": _same_picture,
    "PNG with 64 MB of text": _picture(
        "a.png",
        lambda: _png(9, 9, extra=_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000))) * 8),
    ),
    "GIF of 10,000 frames": _picture("a.gif", lambda: _gif(10_000)),
    "GIF of 2,000 large frames": _picture("a.gif", lambda: _gif(2_000, 2_000, 2_000)),
    "JPEG of 90 MP": _picture("a.jpg", lambda: _encoded("JPEG", 10_000, 9_000)),
    "progressive JPEG": _picture("a.jpg", lambda: _encoded("JPEG", 9_900, 9_900, progressive=True)),
    "WebP of 16,000 x 6,000": _picture("a.webp", lambda: _encoded("WEBP", 16_000, 6_000)),
    "TIFF of 90 MP": _picture(
        "a.tif", lambda: _encoded("TIFF", 9_500, 9_400, compression="tiff_lzw")
    ),
    "BMP of 90 MP": _picture("a.bmp", lambda: _encoded("BMP", 9_500, 9_400)),
    # Drawings.
    "SVG of masks in masks": _drawing(_chained("mask", "mask", 60)),
    "SVG of masks of many shapes": _drawing(_chained("mask", "mask", 12, 3)),
    "SVG of groups with a mask": _drawing(_nested_masks(190)),
    "SVG of clips in clips": _drawing(_chained("clipPath", "clip-path", 200)),
    "SVG of clips of many shapes": _drawing(_chained("clipPath", "clip-path", 12, 3)),
    "SVG of patterns in patterns": _drawing(_patterns(12, 3)),
    "SVG of patterns, one in one": _drawing(_patterns(100, 1)),
    "SVG of groups with opacity": _drawing(_nested('opacity="0.9"', 390)),
    "SVG of groups with filters": _drawing(
        '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>'
        + _nested('filter="url(#f)"', 100)
    ),
    "SVG of 190 isolated groups": _drawing(_nested('style="isolation:isolate"', 190)),
    "SVG of uses": _drawing(_uses(9, 10)),
    "SVG of many uses": _drawing(_uses(5, 20)),
    "SVG of a blur": _drawing(_filters('<feGaussianBlur stdDeviation="1e6"/>')),
    "SVG of blurs": _drawing(_filters('<feGaussianBlur stdDeviation="50"/>', 200)),
    "SVG of a morphology": _drawing(_filters('<feMorphology operator="dilate" radius="200"/>')),
    "SVG of turbulence": _drawing(
        _filters('<feTurbulence baseFrequency="0.9" numOctaves="1000"/>', 5)
    ),
    "SVG of a large convolution": _drawing(
        _filters(f'<feConvolveMatrix order="90" kernelMatrix="{"1 " * 8_100}"/>')
    ),
    "SVG of a large filter": _drawing(
        '<filter id="f" x="-1000" y="-1000" width="100000" height="100000">'
        '<feGaussianBlur stdDeviation="9"/></filter>'
        '<rect width="400" height="200" filter="url(#f)"/>'
    ),
    "SVG of lights": _drawing(
        _filters(
            '<feDiffuseLighting surfaceScale="5"><fePointLight x="5" y="5" z="5"/>'
            "</feDiffuseLighting>",
            50,
        )
    ),
    "SVG of dashes": _drawing(
        '<path d="M0 0H400" stroke="red" stroke-dasharray="0.00001 0.00001"/>'
    ),
    "SVG of long dashes": _drawing(
        '<path d="M0 0H1e9" stroke="red" stroke-dasharray="1 1"/>',
        'viewBox="0 0 1000000000 100000000"',
    ),
    "SVG of markers": _drawing(_markers(100_000)),
    "SVG of a long path": _drawing(f'<path d="M0 0{" l9 9 -9 9" * 300_000}"/>'),
    "SVG of a wide path": _drawing(
        f'<path stroke-width="50" stroke="red" d="M0 0{" l400 0 -400 1" * 20_000}"/>'
    ),
    "SVG of arcs": _drawing(f'<path d="M0 0{" a9 9 0 0 1 9 9" * 100_000}"/>'),
    "SVG of a huge view": _drawing("", 'viewBox="0 0 {0} {0}"'.format("9" * 30)),
    "SVG of a tiny view": _drawing("", 'viewBox="0 0 0.000000001 0.000000001"'),
    "SVG of a huge scale": _drawing('<rect transform="scale(1e30)" width="1e9" height="1e9"/>'),
    "SVG of many styles": _drawing(_style(3_000)),
    "SVG of a long text": _drawing(f'<text y="50">{"word " * 200_000}</text>'),
    "SVG of many texts": _drawing('<text y="50">word</text>' * 50_000),
    "SVG of spans in a text": _drawing(f'<text y="50">{"<tspan>" * 390}a{"</tspan>" * 390}</text>'),
    "SVG of shapes": _drawing("<rect width='300' height='150' opacity='.5'/>" * 150_000),
    "SVG of gradients": _drawing(
        "".join(f'<linearGradient id="g{n}" href="#g{n + 1}"/>' for n in range(20_000))
        + '<rect width="400" height="200" fill="url(#g0)"/>'
    ),
    "SVG of stops": _drawing(
        '<linearGradient id="g">'
        + '<stop offset="0.5" stop-color="red"/>' * 100_000
        + '</linearGradient><rect width="400" height="200" fill="url(#g)"/>'
    ),
    "SVG with a large picture": _picture("a.svg", lambda: _svg(_embedded(_png(30_000, 30_000)))),
    "SVG with many pictures": _picture("a.svg", lambda: _svg(_embedded(_png(3_000, 3_000), 300))),
    "SVG in SVG": _picture("a.svg", lambda: _svg(_svg_in_svg(20))),
    "SVG of 50 MB": _drawing("<!--" + "x" * 50_000_000 + "-->"),
    "SVG of attributes": _drawing("<rect " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"),
    # Data.
    "CSV of 100 MB in a table": _data("d.csv", lambda: _rows(12_000_000), "table"),
    "CSV of 100 MB in a chart": _data("d.csv", lambda: _rows(12_000_000), "chart line"),
    "CSV of 100,000 rows in a table": _data("d.csv", lambda: _rows(100_000), "table"),
    "CSV of 100,000 rows in a chart": _data("d.csv", lambda: _rows(100_000), "chart line"),
    "CSV of 5,000 columns": _data("d.csv", lambda: _rows(20, 5_000), "table"),
    "CSV of 5,000 columns in a chart": _data("d.csv", lambda: _rows(20, 5_000), "chart line"),
    "CSV of a quotation mark": _data("d.csv", lambda: 'a,b\n"' + "x,\n" * 5_000_000, "table"),
    "CSV of one large cell": _data("d.csv", lambda: f"a,b\n{'x' * 5_000_000},1\n", "table"),
    "CSV of commas": _data("d.csv", lambda: "a" + "," * 5_000_000, "table"),
    "JSON nested deeply": _data("d.json", lambda: "[" * 100_000 + "]" * 100_000, "table"),
    "JSON of mappings nested deeply": _data(
        "d.json", lambda: '{"a":' * 100_000 + "1" + "}" * 100_000, "chart bar"
    ),
    "JSON of a million rows": _data(
        "d.json", lambda: "[" + ",".join(['{"a": "b", "c": 1}'] * 1_000_000) + "]", "table"
    ),
    "JSON of different keys": _data(
        "d.json",
        lambda: "[" + ",".join(f'{{"k{n}": {n}}}' for n in range(5_000)) + "]",
        "table",
    ),
    "JSON of a long number": _data("d.json", lambda: f'[["a","b"],[1,{"9" * 5_000_000}]]', "table"),
    "YAML of 100,000 rows": _data(
        "d.yaml", lambda: "".join(f"- {{a: x, b: {n}}}\n" for n in range(100_000)), "table"
    ),
    "YAML nested deeply": _data("d.yaml", lambda: "[" * 100_000 + "]" * 100_000, "table"),
    "charts of one file": _charts_of_one_file,
    "batch of 100,000 rows": _batch(100_000),
    "batch of 5,000 audiences": _batch_of_audiences,
    # Themes, fonts and recordings.
    "theme nested deeply": _theme("a: " + "[" * 10_000 + "]" * 10_000),
    "theme of many colours": _theme(
        "colors:\n" + "".join(f"  c{n}: '#112233'\n" for n in range(50_000))
    ),
    "theme of a long name": _theme("extends: " + "a" * 5_000_000),
    "a font of zeros": _font(bytes(5_000_000)),
    "a font that lies": _font(b"\0\1\0\0\xff\xff" + b"\xff" * 100_000),
    "a film of 3 GB": _film,
    "40 sounds of 40 MB": _sounds,
    # PowerPoint files.
    **{
        f"{name} in {command}": _deck_command(name, command)
        for name in _DECKS
        for command in ("diff", "diff with itself", "doctor", "template", "inspect", "slides")
    },
    "a slide 2,000 times": _slides_often(2_000),
    "a slide 100,000 times": _slides_often(100_000),
    "two different talks": _different_decks,
    "two different texts": _different_texts,
    # Articles.
    "an article of a megabyte": _article(lambda: "# T\n\n## A\n\n" + _SENTENCE * 12_000),
    "an article of paragraphs": _article(lambda: "# T\n\n" + f"{_SENTENCE}\n\n" * 12_000),
    "an article of chapters": _article(
        lambda: "# T\n\n" + "".join(f"## C {n}\n\n{_SENTENCE * 9}\n\n" for n in range(3_000))
    ),
    "an article of fewer chapters": _article(
        lambda: "# T\n\n" + "".join(f"## C {n}\n\n{_SENTENCE * 9}\n\n" for n in range(1_550))
    ),
    "an article of brackets": _article(lambda: "# T\n\n" + "[" * 100_000),
    "an article of tables": _article(lambda: "# T\n\n" + "|a|b|\n|-|-|\n|x|1|\n|y|2|\n\n" * 3_000),
    "an article of one long word": _article(lambda: "# T\n\n" + "x" * 1_000_000),
    "an article of full stops": _article(lambda: "# T\n\n" + "a. " * 300_000),
}
"""By its name what writes the files, and returns the arguments of the command that reads them."""
