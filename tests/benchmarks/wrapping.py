"""How good is `fit.measure`? Sets random texts with LibreOffice and compares lines and heights.

    python tests/benchmarks/wrapping.py --boxes 5000 --seed 1

Needs `soffice` with the fonts Carlito, Caladea and Liberation, and the package `pymupdf`, which
the project itself does not use. Prints, for each kind of text, how many boxes had exactly the
lines that were predicted, how many had more (the prediction was too low: text may run out of its
frame) and how many had fewer, and the error of the height in points.
"""

from __future__ import annotations

import argparse
import importlib
import random
import subprocess
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from pptx import Presentation
from pptx.util import Emu, Pt

from deck_builder.base.units import emu, points
from deck_builder.blocks.table import CELL_MARGIN, CELL_PADDING
from deck_builder.text.fit import (
    SCRIPT_SCALE,
    indents,
    is_bold,
    is_italic,
    measure,
    paragraph_size,
    space_before,
)
from deck_builder.text.runs import Bullet, Paragraph, ParagraphRole, Run
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import Level, TextStyle

PAGE = 4000.0
GAP = 40.0
# LibreOffice lets no box grow higher than a metre.
HIGHEST = 2800.0
FAMILIES = ("Calibri", "Cambria", "Arial", "Arial Narrow", "Times New Roman", "Courier New")
# The benchmark's machine has the twins; naming them keeps font replacement out of the result.
TWINS = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Arial Narrow": "Liberation Sans Narrow",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
}
LOOKS = {
    "bold": lambda text: Run(text, bold=True),
    "italic": lambda text: Run(text, italic=True),
    "code": lambda text: Run(text, code=True),
    "superscript": lambda text: Run(text, superscript=True),
}
WORDS = {
    "english": """the of and to in is that for it as was with be by on not he his but at are this
        have from or had an they which one you were all her she there would their we him been has
        when who will no more if out so up said what its about than into them can only other time
        new some could these two may first then do any like my now over such our man me even most
        presentation throughput latency customers internationalization (see figure), well-known
        end-to-end 12.5 % 2024–2026 client's “quality” state-of-the-art e.g. i.e. A/B Q3 $1,200
        AVAILABILITY TOTAL Wave Type Yours LTV AVA responsibilities —""",
    "german": """die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich
        auf so eine auch als an nach wie im für Geschwindigkeitsbegrenzung Überraschung größer
        Donaudampfschifffahrtsgesellschaft Straßenbahnhaltestelle Qualitätssicherung über „gut“
        Ein-/Ausgabe Kosten-Nutzen-Analyse möglich Rechtsschutzversicherungsgesellschaften""",
    "links": """https://example.com/a/long/path?query=one&other=two www.example.org/index.html see
        mailto:someone.with.a.long.name@example.com C:\\Users\\name\\file.txt src/main/java/App.java
        the and_with_underscores snake_case_identifier_name CamelCaseClassNameFactory v1.2.3-rc.4
        1,234,567.89 +49-30-1234567 2026-11-23 --dry-run -x key=value f(x)=x^2 [link] {a,b}
        <tag>""",
    "greek": """και το να είναι της για με την από σε που τους δεν θα των στην μια τον του έχει
        πληροφορία παρουσίαση ταχύτητα αποτελεσματικότητα διεθνοποίηση""",
    "cyrillic": """и в не на я быть он с что а по это она этот к но они мы весь который из
        презентация производительность информационный достопримечательность из-за что-нибудь""",
    "symbols": """→ ← ⇒ ≤ ≥ ≠ ∑ √ ∞ € £ ¥ ± × ÷ α β π the and of with ½ ² ³ © ™ … • ✓ ✔ ✗ ★ ☐ ☑
        ∈ ∀ ∂ ░ ─ │ ▶ ● ■ ◆ ⟶ ℝ""",
    "emoji": """😀 🚀 great 👍 👍🏽 work 👨\u200d👩\u200d👧\u200d👦 family 🇩🇪 🇫🇷 flags ❤️ ⚠️ done
        🎉🎉🎉 warning ✅ 1️⃣ first and the of with ☀️ ⭐ ⚡""",
    "japanese": """日本語の文章は、単語の間に空白がありません。 「引用」も使います。
        プレゼンテーションのデータを確認する。 ABC株式会社は2024年に設立された。
        これはテストです！ どうして？ サーバー ちょっと""",
    "chinese": """中文文本没有空格,所以可以在任何字符之间换行。 “质量”是最重要的; 人工智能(AI)技术
        正在改变世界。 数据显示:增长率为12.5%。 北京、上海、广州。""",
    "korean": """한국어 텍스트는 띄어쓰기를 사용합니다 프레젠테이션 데이터를 확인하세요 그리고
        인공지능 기술이 세상을 바꾸고 있습니다 국제화""",
    "arabic": """هذا نص عربي طويل لاختبار التفاف الأسطر في العروض التقديمية البيانات والسرعة
        والجودة مع العملاء الاستجابة""",
    "hebrew": """זהו טקסט בעברית לבדיקת גלישת שורות במצגות נתונים מהירות ואיכות עם לקוחות""",
    "hindi": """यह हिंदी में एक लंबा पाठ है जो पंक्तियों के टूटने की जाँच करता है प्रस्तुति
        डेटा गुणवत्ता और ग्राहक""",
    "thai": """นี่คือข้อความภาษาไทย สำหรับทดสอบการตัดบรรทัดในงานนำเสนอ ข้อมูลและคุณภาพ ลูกค้า""",
    "invisible": """the of zero\u200bwidth\u200bspace\u200bbreaks soft\u00adhyphen\u00adation
        no\u00a0break\u00a0space\u00a0here inter\u00adnatio\u00adnal 100\u202fkm joiner\u2060word
        tab\tstop and with non\u2011breaking\u2011hyphen e\u0301t\u00e9 nai\u0308ve""",
}


class Sample(Struct, frozen=True):
    """A box of text: what it is made of, and where its place on the page begins."""

    kind: str
    paragraphs: tuple[Paragraph, ...]
    width: int
    style: TextStyle
    fonts: Fonts
    x: float
    y: float


class Outcome(Struct, frozen=True):
    """What one box came to. `narrow` boxes hold less than 8 em."""

    sample: Sample
    predicted: int
    actual: int
    predicted_height: float
    actual_height: float


def main() -> None:
    """Run the benchmark and print its result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boxes", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", help="an installed family, known to the package or not")
    parser.add_argument("--kind", choices=sorted(WORDS), action="append")
    parser.add_argument("--narrow", action="store_true", help="boxes of 2 to 12 em")
    parser.add_argument("--tables", action="store_true", help="table cells, not text boxes")
    parser.add_argument("--worst", type=int, default=5, help="how many failures to show")
    options = parser.parse_args()
    outcomes = run(options)
    report(outcomes)
    low = [each for each in outcomes if each.actual > each.predicted]
    low += [each for each in outcomes if each.actual_height > each.predicted_height + 0.5]
    for each in low[: options.worst]:
        show(each)


def run(options: argparse.Namespace) -> list[Outcome]:
    """Set random boxes and return what became of them."""
    rng = random.Random(options.seed)
    kinds = options.kind or list(WORDS)
    deck = Presentation()
    deck.slide_width = deck.slide_height = Pt(PAGE)
    pages = list(pages_of(rng, kinds, options))
    for page in pages:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        for sample in page:
            (add_cell if options.tables else add_box)(slide, sample)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "boxes.pptx"
        deck.save(str(path))
        command = ["soffice", f"-env:UserInstallation=file://{tempfile.gettempdir()}/lo-wrapping"]
        command += ["--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        document = importlib.import_module("pymupdf").open(path.with_suffix(".pdf"))
        return [
            outcome
            for page, rendered in zip(pages, document, strict=True)
            for outcome in compared(page, rendered, options.tables)
        ]


def pages_of(
    rng: random.Random, kinds: Sequence[str], options: argparse.Namespace
) -> Iterator[list[Sample]]:
    """Yield pages of boxes in columns, none over another."""
    page: list[Sample] = []
    x = y = GAP
    column = 0.0
    for number in range(options.boxes):
        sample = random_sample(rng, kinds[number % len(kinds)], options, x, y)
        height = points(predicted(sample, options.tables)[1]) * 1.2 + 2 * GAP
        if height > HIGHEST:
            continue
        width = points(sample.width)
        if y + height > PAGE and y > GAP:
            x, y, column = x + column + GAP, GAP, 0.0
        if x + width > PAGE - GAP:
            yield page
            page, x, y, column = [], GAP, GAP, 0.0
        page.append(Sample(**{**vars(sample), "x": x, "y": y}))
        y += height
        column = max(column, width)
    yield page


def random_sample(
    rng: random.Random, kind: str, options: argparse.Namespace, x: float, y: float
) -> Sample:
    """Return a random box of a kind."""
    narrow = options.narrow
    size = rng.choice((10, 12, 14, 16, 18, 20, 24, 28, 32, 40))
    em = rng.uniform(2, 12) if narrow else rng.uniform(9, 45)
    step = emu(size * 0.9) if not narrow else emu(size * 0.5)
    levels = tuple(
        Level(size - 2 * n, rng.choice((0, 6, 10)), step * (n + 1), -step, "•") for n in range(3)
    )
    style = TextStyle("body", levels, 8, line_spacing=rng.choice((1.0, 1.0, 0.9, 1.1)))
    family = options.family or rng.choice(FAMILIES)
    count = rng.choice((1, 1, 2, 4, 7))
    paragraphs = tuple(random_paragraph(rng, kind, narrow) for _ in range(count))
    fonts = Fonts(family, family, "Courier New")
    return Sample(kind, paragraphs, emu(em * size), style, fonts, x, y)


def random_paragraph(rng: random.Random, kind: str, narrow: bool) -> Paragraph:
    """Return a random paragraph of a kind."""
    vocabulary = WORDS[kind].replace("\n", " ").split(" ")
    vocabulary = [word for word in vocabulary if word]
    words = [rng.choice(vocabulary) for _ in range(rng.randint(1, 12 if narrow else 45))]
    text = " ".join(words)
    if kind in ("japanese", "chinese", "thai") and rng.random() < 0.7:
        text = "".join(words)
    bullet = rng.choice((None, Bullet(), Bullet(), Bullet(number=rng.choice((1, 9, 12)))))
    role = ParagraphRole.HEADING if rng.random() < 0.05 else ParagraphRole.BODY
    level = rng.choice((0, 0, 0, 1, 2))
    return Paragraph(tuple(random_runs(rng, text)), level, bullet, role)


def random_runs(rng: random.Random, text: str) -> Iterator[Run]:
    """Cut a text into runs of different looks, in the middle of words too."""
    if rng.random() < 0.5:
        yield Run(text)
        return
    while text:
        cut = rng.randint(1, 40)
        # A mark cut off from its letter is drawn with a circle instead.
        while cut < len(text) and unicodedata.category(text[cut])[0] in "MSC":
            cut += 1
        look = rng.choice(("", "", *LOOKS, "break"))
        if look == "break":
            yield Run(text[:cut].rstrip("\u200d") + "\nnext")
        elif look:
            yield LOOKS[look](text[:cut])
        else:
            yield Run(text[:cut])
        text = text[cut:]


def predicted(sample: Sample, table: bool) -> tuple[int, int]:
    """Return the lines and the height in EMU that the package predicts."""
    inside = sample.width - 2 * CELL_MARGIN if table else sample.width
    measured = measure(sample.paragraphs, inside, sample.style, sample.fonts)
    margins = 2 * CELL_PADDING if table else 0
    return sum(measured.lines), measured.height + margins


def add_box(slide: Any, sample: Sample) -> None:
    """Add a text box that grows to its text and shows its outline."""
    shape = slide.shapes.add_textbox(Pt(sample.x), Pt(sample.y), Emu(sample.width), Pt(1))
    shape.line.width = Pt(0.1)
    shape.line.color.rgb = importlib.import_module("pptx.dml.color").RGBColor(255, 0, 0)
    body = shape.text_frame._txBody.bodyPr
    for name in ("lIns", "tIns", "rIns", "bIns"):
        body.set(name, "0")
    body.set("wrap", "square")
    shape.text_frame.auto_size = importlib.import_module("pptx.enum.text").MSO_AUTO_SIZE(1)
    write_text(shape.text_frame, sample)


def add_cell(slide: Any, sample: Sample) -> None:
    """Add a table of one cell."""
    place = (Pt(sample.x), Pt(sample.y), Emu(sample.width), Pt(1))
    table = slide.shapes.add_table(1, 1, *place).table
    table.rows[0].height = Pt(1)
    write_text(table.cell(0, 0).text_frame, sample)


def write_text(frame: Any, sample: Sample) -> None:
    """Write the paragraphs of a sample as the deck writer does."""
    for number, paragraph in enumerate(sample.paragraphs):
        target = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        target.line_spacing = sample.style.line_spacing
        target.space_before = Pt(space_before(paragraph, sample.style))
        margin, indent = indents(paragraph, sample.style)
        properties = target._p.get_or_add_pPr()
        properties.set("marL", str(margin))
        properties.set("indent", str(indent))
        element = importlib.import_module("pptx.oxml.xmlchemy").OxmlElement
        if paragraph.bullet is None:
            properties.append(element("a:buNone"))
        elif paragraph.bullet.number is not None:
            mark = element("a:buAutoNum")
            mark.set("type", "arabicPeriod")
            mark.set("startAt", str(paragraph.bullet.number))
            properties.append(mark)
        else:
            mark = element("a:buChar")
            mark.set("char", sample.style.level(paragraph.level).bullet)
            properties.append(mark)
        for run in paragraph.runs:
            write_run(target, run, paragraph, sample)


def write_run(target: Any, run: Run, paragraph: Paragraph, sample: Sample) -> None:
    """Write a run, its line breaks too."""
    for number, line in enumerate(run.text.split("\n")):
        if number:
            target.add_line_break()
        added = target.add_run()
        added.text = line
        font = added.font
        font.size = Pt(paragraph_size(paragraph, sample.style))
        font.bold = is_bold(run, paragraph, sample.style)
        font.italic = is_italic(run, sample.style)
        family = sample.fonts.mono if run.code else sample.fonts.minor
        font.name = TWINS.get(family, family)
        if run.superscript:
            added._r.get_or_add_rPr().set("baseline", "30000")


def compared(page: list[Sample], rendered: Any, table: bool) -> Iterator[Outcome]:
    """Yield what became of the boxes of a page."""
    spans = [
        (*span["origin"], span["size"])
        for block in rendered.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["text"].strip()
    ]
    outlines = [drawing["rect"] for drawing in rendered.get_drawings()]
    for sample in page:
        below = min((s.y for s in page if s.x == sample.x and s.y > sample.y), default=PAGE)
        inside = [
            (y, size)
            for x, y, size in spans
            if sample.x - 1 <= x <= sample.x + points(sample.width) + GAP / 2
            and sample.y <= y < below
        ]
        mine = [r for r in outlines if abs(r.x0 - sample.x) < 2 and abs(r.y0 - sample.y) < 2]
        lines, height = predicted(sample, table)
        actual_height = max((r.y1 for r in mine), default=sample.y) - sample.y
        yield Outcome(sample, lines, baselines(inside), points(height), actual_height)


def baselines(spans: list[tuple[float, float]]) -> int:
    """Return how many lines the spans stand on; a superscript stands on its line."""
    count, last = 0, -1e9
    for y, size in sorted(spans):
        if y - last > size * 0.5 / (1 if size > 9 else SCRIPT_SCALE):
            count += 1
        last = y
    return count


def report(outcomes: list[Outcome]) -> None:
    """Print the distribution of errors, by kind of text and in all."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_kind[outcome.sample.kind].append(outcome)
    print(f"{'kind':10} {'boxes':>6} {'exact':>7} {'more':>6} {'fewer':>6} {'mean':>6}", end="")
    print("   height error in points: worst, median, mean, largest; too low")
    for kind, found in [*by_kind.items(), ("all", outcomes)]:
        errors = [each.predicted - each.actual for each in found]
        heights = sorted(each.predicted_height - each.actual_height for each in found)
        exact = sum(not error for error in errors) / len(errors)
        print(
            f"{kind:10} {len(found):6} {exact:7.1%} {sum(e < 0 for e in errors):6}"
            f" {sum(e > 0 for e in errors):6} {sum(errors) / len(errors):+6.2f}"
            f"   {heights[0]:+8.1f} {heights[len(heights) // 2]:+8.1f}"
            f" {sum(heights) / len(heights):+8.1f} {heights[-1]:+8.1f}"
            f" {sum(h < -0.5 for h in heights):6}"
        )


def show(outcome: Outcome) -> None:
    """Print a box that came out higher than predicted."""
    sample = outcome.sample
    print(
        f"\n{sample.kind}: predicted {outcome.predicted} lines, {outcome.predicted_height:.1f} pt;"
        f" actual {outcome.actual} lines, {outcome.actual_height:.1f} pt"
    )
    print(
        f"  {sample.fonts.minor}, {points(sample.width):.1f} pt wide, {sample.style.levels[0]},"
        f" spacing {sample.style.line_spacing}"
    )
    for paragraph in sample.paragraphs:
        looks = [
            (run.text, [name for name in LOOKS if getattr(run, name)]) for run in paragraph.runs
        ]
        print(f"  {paragraph.level} {paragraph.bullet} {looks}"[:1500])


if __name__ == "__main__":
    main()
