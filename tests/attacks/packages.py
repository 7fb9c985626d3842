"""Packages of Office with a word in every place that can hold one, and a search for words in all
that a package has inside."""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from posixpath import dirname, relpath
from typing import Any

import pptx
import xlsxwriter
from lxml import etree
from PIL import Image, PngImagePlugin
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.template.made import saved

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = "application/xml"
_TYPES = "[Content_Types].xml"
_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE[:-1]}"'
)
_DATA_URI = re.compile(rb"base64,([A-Za-z0-9+/=]+)")


class Package:
    """The entries of a package, to be changed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.entries = {name: archive.read(name) for name in archive.namelist()}

    def add(self, name: str, content_type: str, content: bytes | str, *sources: str) -> str:
        """Add a part, and a relationship to it from each of `sources`, `part kind` or `part full
        type`; return the id of the last one."""
        self.entries[name] = content.encode() if isinstance(content, str) else content
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
        self.change(_TYPES, "</Types>", override)
        rid = ""
        for source in sources:
            part, _, kind = source.rpartition(" ")
            rid = self.relate(part, kind, name)
        return rid

    def relate(self, source: str, kind: str, target: str, external: bool = False) -> str:
        """Add a relationship and return its id."""
        folder, _, file = source.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        empty = f'<Relationships xmlns="{_PACKAGE}"></Relationships>'
        self.entries.setdefault(rels, empty.encode())
        rid = f"rIdx{len(self.entries[rels])}"
        kind = kind if ":" in kind else _OFFICE + kind
        way = target if external else relpath(f"/{target}", f"/{dirname(source)}")
        mode = ' TargetMode="External"' if external else ""
        row = f'<Relationship Id="{rid}" Type="{kind}" Target="{way}"{mode}/></Relationships>'
        self.change(rels, "</Relationships>", row)
        return rid

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the last place of a text in a part."""
        text = self.entries[name].decode()
        assert old in text, (name, old)
        before, _, after = text.rpartition(old)
        self.entries[name] = (before + new + after).encode()

    @property
    def data(self) -> bytes:
        """The package as a file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.entries.items():
                archive.writestr(name, content)
        return buffer.getvalue()


def words_in(data: bytes, pattern: str = r"canary[a-z0-9]+") -> set[str]:
    """All words like the pattern in whatever is inside of a file."""
    found: set[str] = set()
    for piece in _unpacked(data):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            for start in (0, 1) if encoding != "utf-8" else (0,):
                text = piece[start:].decode(encoding, "replace")
                found.update(re.findall(pattern, text))
    return found


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))
    elif data.startswith(b"\x1f\x8b"):
        yield from _unpacked(gzip.decompress(data))
    elif data.startswith(b"\x89PNG"):
        for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
            try:
                yield zlib.decompressobj().decompress(data[start.start() :])
            except zlib.error:
                continue
    for inner in _DATA_URI.findall(data):
        yield from _unpacked(base64.b64decode(inner))


def picture(word: str) -> bytes:
    """A picture with a word in its metadata."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", word, zip=True)
    tags = Image.Exif()
    tags[0x010E] = word
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "#336699").save(buffer, "PNG", pnginfo=info, exif=tags)
    return buffer.getvalue()


def workbook() -> bytes:
    """A workbook with words in every place; on the sheet that a chart of `Shown!A1:B3` needs, they
    are `canarykept…`."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.set_properties({key: f"canarybook{key}" for key in ("title", "company", "manager")})
    book.set_custom_property("Label", "canarybookcustom")
    shown = book.add_worksheet("Shown")
    shown.add_table("A1:B3", {"columns": [{"header": "canarykepthead"}, {"header": "Series"}]})
    shown.write_row(1, 0, ["canarykeptone", 1])
    shown.write_row(2, 0, ["canarykepttwo", 2])
    shown.write_comment("A1", "canarycomment", {"author": "canarycommentauthor"})
    shown.write_formula("D1", "=Canaryhidden!A1", None, "canarykeptvalue")
    shown.write_formula("D2", "=Canaryname", None, 3)
    shown.set_header("&Lcanaryheader")
    shown.write_url("E1", "https://example.org/canaryurl", string="canarykeptlink")
    shown.insert_image("F1", "a.png", {"image_data": io.BytesIO(picture("canaryinsheet"))})
    shown.data_validation("G1", {"validate": "list", "source": "=Canaryhidden!$A$1:$A$2"})
    shown.conditional_format(
        "B2:B3", {"type": "formula", "criteria": "=Canaryhidden!$A$1>1", "format": None}
    )
    for name in ("Canaryhidden", "Canaryplain", "Canaryveryhidden"):
        sheet = book.add_worksheet(name)
        sheet.write("A1", f"canaryin{name[6:]}")
        if name == "Canaryhidden":
            sheet.hide()
        if name == "Canaryveryhidden":
            sheet.very_hidden()
    book.define_name("Canaryname", "=Canaryhidden!$A$1")
    book.define_name("Canaryconstant", '="canaryconstanttext"')
    book.define_name("Shown!Canarykeptlocal", "=Shown!$A$1")
    book.close()
    package = Package(buffer.getvalue())
    main = "xl/workbook.xml"
    path = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        '2006"><mc:Choice Requires="x15" xmlns:x15="http://schemas.microsoft.com/office/'
        'spreadsheetml/2010/11/main"><x15ac:absPath url="C:\\canarypath\\" xmlns:x15ac="http://'
        'schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice>'
        "</mc:AlternateContent><bookViews>"
    )
    package.change(main, "<bookViews>", path)
    for name, kind in (
        ("xl/connections.xml", "connections"),
        ("xl/calcChain.xml", "calcChain"),
        ("xl/externalLinks/externalLink1.xml", "externalLink"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition"),
        (
            "xl/persons/person.xml",
            "http://schemas.microsoft.com/office/2017/10/relationships/person",
        ),
        ("customXml/item1.xml", "customXml"),
    ):
        word = f"canary{kind.rpartition('/')[2].lower()}"
        package.add(name, _XML, f"<x>{word}</x>", f"{main} {kind}")
    sheet = "xl/worksheets/sheet1.xml"
    package.add("xl/printerSettings/p1.bin", _XML, b"canaryprinter", f"{sheet} printerSettings")
    package.add(
        "xl/threadedComments/t1.xml", _XML, "<x>canarythread</x>", f"{sheet} threadedComment"
    )
    package.add("docProps/thumbnail.wmf", _XML, b"canarythumb", " thumbnail")
    return package.data


def document() -> bytes:
    """A document of Word with words in its text and properties."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/></Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_TYPES, types)
    package = Package(buffer.getvalue())
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>canaryworded</w:t></w:r></w:p>'
    package.add("word/document.xml", main, f"{text}</w:body></w:document>", " officeDocument")
    package.add("docProps/custom.xml", _XML, "<x>canarywordcustom</x>", " custom-properties")
    return package.data


def presentation() -> bytes:
    """A presentation with words in every place of its package: `canarykept…` where people see
    them on the slide or in its notes, `canarylook…` on the slide master and the layouts."""
    made = pptx.Presentation()
    layout = made.slide_layouts[5]
    slide: Any = made.slides.add_slide(layout)
    slide.shapes.title.text = "canarykepttitle"
    slide.notes_slide.notes_text_frame.text = "canarykeptnotes"
    where = (Inches(1), Inches(2), Inches(4), Inches(3))
    chart: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    chart.categories = ["canarykeptone", "canarykepttwo"]
    chart.add_series("Series", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *where, chart)
    image = slide.shapes.add_picture(io.BytesIO(picture("canarypicture")), *where)
    image._element.nvPicPr.cNvPr.set("descr", "canarykeptalt")
    other: Any = made.slides.add_slide(layout)
    other.shapes.title.text = "canaryotherslide"
    core = made.core_properties
    for name in ("title", "subject", "author", "keywords", "comments", "category"):
        setattr(core, name, f"canarycore{name}")
    package = Package(saved(made))
    _add_to_file(package)
    _add_to_slide(package)
    _add_to_masters(package)
    for name in package.entries:
        if name.startswith("ppt/embeddings/Microsoft_Excel"):
            package.entries[name] = workbook()
        if name.startswith("ppt/charts/chart") and name.endswith(".xml"):
            _change_chart(package, name)
    _rename_media(package)
    beside = b"?><!-- canarybeside --><?canarybeside canarybeside?>"
    for kind in ("slides/slide1", "slideMasters/slideMaster1", "slideLayouts/slideLayout6"):
        content = package.entries[f"ppt/{kind}.xml"]
        package.entries[f"ppt/{kind}.xml"] = content.replace(b"?>", beside, 1)
    return package.data


def _add_to_file(package: Package) -> None:
    main = "ppt/presentation.xml"
    package.add("docProps/custom.xml", _XML, _custom(), " custom-properties")
    app = (
        "<Properties><Company>canarycompany</Company><Manager>canarymanager</Manager></Properties>"
    )
    package.entries["docProps/app.xml"] = app.encode()
    package.entries["docProps/thumbnail.jpeg"] = b"\xff\xd8canarythumbnail"
    package.add("docMetadata/LabelInfo.xml", _XML, "<x>canarylabel</x>", " urn:labels/labels")
    package.add("customUI/ui.xml", _XML, "<x>canaryribbon</x>", " urn:x/extensibility")
    package.add(
        "ppt/webextensions/t.xml", _XML, "<x>canarypane</x>", " urn:x/webextensiontaskpanes"
    )
    package.add("customXml/item1.xml", _XML, "<x>canaryitem</x>", f"{main} customXml")
    package.add("ppt/commentAuthors.xml", _XML, "<x>canaryauthors</x>", f"{main} commentAuthors")
    package.add("ppt/authors.xml", _XML, "<x>canaryauthor</x>", f"{main} urn:x/authors")
    package.add("ppt/revisionInfo.xml", _XML, "<x>canaryrevision</x>", f"{main} urn:x/revisionInfo")
    package.add("ppt/changesInfos/c.xml", _XML, "<x>canarychanges</x>", f"{main} urn:x/changesInfo")
    package.add("ppt/metadata", "application/binary", b"canarybinary", f"{main} urn:x/metadata")
    tag = package.add("ppt/tags/tag1.xml", _XML, "<x>canarytag</x>", f"{main} tags")
    lists = (
        f'<p:custShowLst {_SPACES}><p:custShow name="canaryshow" id="0"><p:sldLst/></p:custShow>'
        f'</p:custShowLst><p:custDataLst {_SPACES}><p:tags r:id="{tag}"/></p:custDataLst>'
        "<p:defaultTextStyle"
    )
    package.change(main, "<p:defaultTextStyle", lists)
    sections = (
        f'<p:extLst {_SPACES}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        '<p14:section name="canarysection" id="{11111111-1111-1111-1111-111111111111}">'
        "<p14:sldIdLst/></p14:section></p14:sectionLst></p:ext>"
        f'<p:ext uri="{{22222222-2222-2222-2222-222222222222}}">'
        '<x:x xmlns:x="urn:x" n="canaryattr">'
        "canaryextension</x:x></p:ext></p:extLst></p:presentation>"
    )
    text = package.entries[main].decode()
    text = re.sub(r"<p:extLst>.*?</p:extLst>(?=</p:presentation>)", "", text, flags=re.DOTALL)
    package.entries[main] = text.encode()
    package.change(main, "</p:presentation>", f"<!-- canaryxmlcomment -->{sections}")


def _custom() -> str:
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    return (
        f'<Properties xmlns="{space}" xmlns:vt="{types}"><property pid="2" name="canarycustomname" '
        'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"><vt:lpwstr>canarycustom</vt:lpwstr>'
        "</property></Properties>"
    )


def _add_to_slide(package: Package) -> None:
    slide = "ppt/slides/slide1.xml"
    tag = package.add("ppt/tags/tag2.xml", _XML, "<x>canaryslidetag</x>", f"{slide} tags")
    data = package.add("customXml/item2.xml", _XML, "<x>canarydata</x>", f"{slide} customXml")
    lists = (
        f'<p:custDataLst {_SPACES}><p:custData r:id="{data}"/><p:tags r:id="{tag}"/>'
        "</p:custDataLst>"
    )
    package.change(slide, "</p:spTree>", f"</p:spTree>{lists}")
    package.add("ppt/comments/comment1.xml", _XML, "<x>canaryslidecomment</x>", f"{slide} comments")
    modern = "http://schemas.microsoft.com/office/2018/10/relationships/comments"
    package.add("ppt/comments/m.xml", _XML, "<x>canarymodern</x>", f"{slide} {modern}")
    package.add(
        "ppt/slideUpdateInfo/u.xml", _XML, "<x>canaryupdate</x>", f"{slide} slideUpdateInfo"
    )
    space = "urn:x"
    package.add("ppt/vendor/v.xml", _XML, "<x>canaryvendor</x>", f"{slide} urn:x/vendor")
    ends = (
        f'<p:extLst {_SPACES}><p:ext uri="{{22222222-2222-2222-2222-222222222222}}">'
        f'<x:x xmlns:x="{space}">canaryslideextension</x:x></p:ext></p:extLst>'
        "<!-- canaryinslide --></p:sld>"
    )
    package.change(slide, "</p:sld>", ends)
    # An object: its document is as a whole in the deck, its picture is shown.
    book = package.add("ppt/embeddings/canaryname.xlsx", _XML, workbook(), f"{slide} package")
    shown = package.add(
        "ppt/media/canaryshown.png", "image/png", picture("canaryobject"), f"{slide} image"
    )
    frame = (
        f'<p:graphicFrame {_SPACES}><p:nvGraphicFramePr><p:cNvPr id="90" name="Object"/>'
        '<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="100000" cy="100000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.'
        'openxmlformats.org/presentationml/2006/ole"><p:oleObj name="Worksheet" imgW="1" imgH="1" '
        f'progId="Excel.Sheet.12" r:id="{book}"><p:embed/><p:pic><p:nvPicPr>'
        '<p:cNvPr id="91" name=""/>'
        f'<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{shown}"/></p:blipFill>'
        '<p:spPr><a:prstGeom prst="rect"/></p:spPr></p:pic></p:oleObj></a:graphicData></a:graphic>'
        "</p:graphicFrame></p:spTree>"
    )
    package.change(slide, "</p:spTree>", frame)


def _add_to_masters(package: Package) -> None:
    for kind in ("slideLayouts/slideLayout6", "slideMasters/slideMaster1"):
        part = f"ppt/{kind}.xml"
        word = kind.partition("/")[2].lower()
        name = f"ppt/tags/tag{word}.xml"
        tag = package.add(name, _XML, f"<x>canarytag{word}</x>", f"{part} tags")
        lists = f'<p:custDataLst {_SPACES}><p:tags r:id="{tag}"/></p:custDataLst>'
        package.change(part, "</p:spTree>", f"</p:spTree>{lists}<!-- canarycomment{word} -->")
        media = f"ppt/media/canary{word}.png"
        shown = package.add(media, "image/png", picture(f"canarymeta{word}"), f"{part} image")
        drawn = (
            f'<p:pic {_SPACES}><p:nvPicPr><p:cNvPr id="95" name="canarylook{word}"/><p:cNvPicPr/>'
            f'<p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{shown}"/></p:blipFill><p:spPr>'
            '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9000" cy="9000"/></a:xfrm>'
            '<a:prstGeom prst="rect"/></p:spPr></p:pic></p:spTree>'
        )
        package.change(part, "</p:spTree>", drawn)


def _change_chart(package: Package, name: str) -> None:
    text = package.entries[name].decode().replace("Sheet1!", "Shown!").replace('"-2', '"2')
    settings = (
        "<c:printSettings><c:headerFooter><c:oddHeader>canaryprinted</c:oddHeader></c:headerFooter>"
        "</c:printSettings></c:chartSpace>"
    )
    package.entries[name] = text.replace("</c:chartSpace>", settings).encode()


def _rename_media(package: Package) -> None:
    """Give the picture of the slide the name that somebody gave to its file."""
    rels = "ppt/slides/_rels/slide1.xml.rels"
    root = etree.fromstring(package.entries[rels])
    old = next(one.get("Target", "") for one in root if "image1.png" in one.get("Target", ""))
    package.change(rels, old, "../media/canaryfile.png")
    package.entries["ppt/media/canaryfile.png"] = package.entries.pop("ppt/media/image1.png")


def renamed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A package with each entry changed."""
    package = Package(data)
    package.entries = {name: change(name, content) for name, content in package.entries.items()}
    return package.data
