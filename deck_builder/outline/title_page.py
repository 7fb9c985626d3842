"""The title page that a talk begins with: a heading with a few lines under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.words import bare
from deck_builder.blocks import BlockReader
from deck_builder.blocks.pause import Pause
from deck_builder.blocks.stack import standing
from deck_builder.markdown import Node, NodeKind, walk
from deck_builder.markdown.slide_levels import STARTS, infer_slide_level, is_silent
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import Paragraph, ParagraphRole, plain_runs, runs_of

_MOST_LETTERS = 300
_MOST_LINES = 6
_LONGEST_LINE = 140
_MOST_HEADINGS = 3
# With fewer slides after it, a heading with a line of text is a slide like the others.
_FEWEST_SLIDES = 3
_MOST_ABOVE = 3
# How many slides stand below each heading of level 1 where these are sections.
_SHARE = 2
_DEEPEST = 2
# Of a text without headings whose first line is its title; and the longest such line.
_FEWEST_BLOCKS = 8
_LONGEST_BOLD = 80
_TEXTS: tuple[NodeKind, ...] = ("heading", "paragraph")
# What a title slide has no place for.
_UNSUITABLE: tuple[NodeKind, ...] = ("footnote", "footnote_ref", "html", "image", "math")


TITLE_FOOTNOTE = Problem(
    "title-footnote",
    Severity.WARNING,
    "the footnote of the talk's title is on no slide",
    "move it to the heading or the text of a slide",
)

TITLE_PAUSE = Problem(
    "title-pause",
    Severity.WARNING,
    "the title slide shows all its lines at once, without a pause",
    "remove the dots, or move what follows them to the next slide",
)


class TitlePage(Struct, frozen=True):
    """The `heading` that is the title of a talk, the headings and paragraphs that are `under` it on
    the title slide, and everything else in the talk."""

    heading: Node
    under: tuple[Node, ...]
    rest: tuple[Node, ...]


def title_page(nodes: Sequence[Node], slide_level: int, title: str = "") -> TitlePage | None:
    """Return the title page of a talk, None if it has none; its `title` among the settings is ''
    when there is none.

    The first heading is the title when it is the only one of level 1 among several, or when little
    text follows up to the next slide and it is of level 1 or a rule ends the page. What else
    follows the only one is a slide of the same title, unless it is only notes; so is what follows
    one of level 1 where most slides are a level below. With a title among the settings, the page
    has to have the same. In a long text without headings, a first line in bold is the title.
    """
    headings = [node for node in nodes if node.kind == "heading"]
    if not headings and not title:
        return _bold_page(nodes)
    if len(headings) < 2 or _is_include(headings[0]):
        return None
    is_only = headings[0].level == 1 and [node.level for node in headings].count(1) == 1
    before = tuple(takewhile(is_silent, nodes))
    if is_only and not title:
        # A picture or a line may stand above the title.
        before = _above(nodes)
    rest = nodes[len(before) :]
    if rest[0].kind != "heading":
        return None
    page = _short_page(before, rest, is_only)
    if page is not None and title:
        return page if bare(title) == bare(_words(page.heading)) else None
    if page is None and not title and (is_only or _is_above_others(rest, headings)):
        return _repeated(before, rest, slide_level)
    return page


def with_title(
    page: TitlePage, deck: DeckFile, reader: BlockReader
) -> tuple[DeckFile, tuple[Paragraph, ...]]:
    """Return the settings with the title of a title page, if they have none of their own, and the
    lines under it."""
    heading = page.heading
    title = runs_of(heading.children)
    reader.check_inlines(heading)
    if all(node.span is not heading.span for node in page.rest):
        # No slide of the same heading takes them.
        reader.check_attributes(heading, (), ())
    if any(run.note for run in title):
        reader.collector.report(TITLE_FOOTNOTE, heading.span)
    if not deck.title:
        deck = deck.titled(tuple(run for run in title if not run.note), heading.span)
    blocks = tuple(standing(reader.blocks(page.under)))
    for block in blocks:
        if isinstance(block, Pause):
            reader.collector.report(TITLE_PAUSE, block.span)
    lines = (
        replace(paragraph, role=ParagraphRole.BODY)
        for block in blocks
        for paragraph in block.text or ()
    )
    return deck, tuple(lines)


def _above(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """What stands before the first heading; only what is silent if that is too much."""
    above = tuple(takewhile(lambda node: node.kind not in STARTS, nodes))
    shown = sum(not is_silent(node) for node in above)
    return above if shown <= _MOST_ABOVE else tuple(takewhile(is_silent, nodes))


def _is_above_others(rest: Sequence[Node], headings: Sequence[Node]) -> bool:
    """Whether the first heading is of level 1, has content of its own or a rule after its slides,
    and most slides are of the level below."""
    levels = [node.level for node in headings]
    if levels[0] != 1 or levels.count(1) * _SHARE > levels.count(2) or _has_own(headings[:1]):
        return False
    following = next((node for node in rest[1:] if not is_silent(node)), None)
    if following is not None and following.kind not in STARTS:
        return True
    second = next((at for at, node in enumerate(rest[1:], 1) if node is headings[1]), 0)
    part = next(
        (at for at, node in enumerate(rest[1:], 1) if node.kind == "heading" and node.level == 1), 0
    )
    return 0 < second < part and rest[part - 1].kind == "rule"


def _short_page(before: Sequence[Node], rest: Sequence[Node], is_only: bool) -> TitlePage | None:
    """The page when it has only a few lines."""
    group, following = _group(rest)
    texts = [node for one in group for node in _flat(one)]
    headings = [node for node in texts if node.kind == "heading"]
    ends = bool(following) and following[0].kind == "rule"
    if len(headings) > _MOST_HEADINGS or not _is_short(texts):
        return None
    heading = min(headings, key=lambda node: node.level)
    if not is_only:
        kinds = [node.kind for node in following]
        slides = max(kinds.count("heading"), kinds.count("rule"))
        # Where rules part the slides, one may have only a title.
        is_apart = ends and kinds.count("rule") >= kinds.count("heading")
        level = _DEEPEST if ends else 1
        if slides < _FEWEST_SLIDES or _has_own(headings) or heading.level > level:
            return None
        if len(texts) < 2 and not is_apart:
            return None
    silent = (node for node in group if is_silent(node))
    under = tuple(_in_lines(texts, heading))
    return TitlePage(heading, under, (*before, *silent, *following))


def _in_lines(texts: Sequence[Node], heading: Node) -> Iterator[Node]:
    """What is under the heading, each line of the source as one of the slide if there is room."""
    under = [node for node in texts if node is not heading]
    breaks = sum(child.kind == "soft_break" for node in under for child in node.children)
    for node in under:
        if len(under) + breaks <= _MOST_LINES and breaks:
            children = tuple(
                replace(child, kind="break") if child.kind == "soft_break" else child
                for child in node.children
            )
            node = replace(node, children=children)
        yield node


def _has_own(headings: Sequence[Node]) -> bool:
    """Whether headings say how their slide is shown."""
    return any(one.attributes.pairs or one.attributes.classes for one in headings)


def _group(rest: Sequence[Node]) -> tuple[Sequence[Node], Sequence[Node]]:
    """What is up to the first rule when that is a page of its own, else up to the next slide; and
    what follows."""
    end = next((at for at, node in enumerate(rest) if node.kind in ("rule", "include")), len(rest))
    headings = sum(node.kind == "heading" for node in rest[:end])
    if end == len(rest) or headings > _MOST_HEADINGS:
        others = enumerate(rest[1:], 1)
        end = next((at for at, node in others if node.kind in STARTS), len(rest))
    return rest[:end], rest[end:]


def _flat(node: Node) -> Iterator[Node]:
    """A node, or what is in a div that says nothing by itself."""
    if node.kind == "div" and not node.attributes.classes:
        for child in node.children:
            yield from _flat(child)
    elif not is_silent(node):
        yield node


def _is_short(texts: Sequence[Node]) -> bool:
    lengths = [len(_words(node)) for node in texts[1:]]
    return (
        all(node.kind in _TEXTS for node in texts)
        and not any(node.kind in _UNSUITABLE for node in walk(texts))
        and len(lengths) <= _MOST_LINES
        and sum(lengths) <= _MOST_LETTERS
        and max(lengths, default=0) <= _LONGEST_LINE
    )


def _repeated(before: Sequence[Node], rest: Sequence[Node], slide_level: int) -> TitlePage:
    """The page of a title with more under it than a title slide holds: a slide of that title."""
    heading, *others = rest
    level = slide_level or infer_slide_level(others)
    below = takewhile(lambda node: node.kind not in STARTS, others)
    if not all(map(is_silent, below)):
        others = [replace(heading, level=level), *others]
    return TitlePage(heading, (), (*before, *others))


def _bold_page(nodes: Sequence[Node]) -> TitlePage | None:
    """The page of a long text without headings whose first line is in bold, perhaps with links
    after it, which stand under the title."""
    before = tuple(takewhile(is_silent, nodes))
    first, *others = nodes[len(before) :] or (None,)
    if first is None or first.kind != "paragraph" or len(others) < _FEWEST_BLOCKS:
        return None
    bold, *after = first.children
    if bold.kind != "strong" or not all(map(_is_aside, after)):
        return None
    if len(_words(replace(first, children=(bold,)))) > _LONGEST_BOLD or any(map(_is_rule, others)):
        return None
    heading = Node("heading", bold.children, level=1, span=first.span)
    under = tuple(dropwhile(lambda node: node.kind != "link", after))
    lines = (replace(first, children=under),) if under else ()
    return TitlePage(heading, lines, (*before, heading, *others))


def _is_aside(node: Node) -> bool:
    """Whether something after a title is a link, or only sets one off."""
    return node.kind == "link" or (node.kind == "text" and not any(map(str.isalnum, node.text)))


def _is_rule(node: Node) -> bool:
    return node.kind in ("rule", "include")


def _is_include(heading: Node) -> bool:
    return heading.attributes.get("include") is not None


def _words(node: Node) -> str:
    return plain_runs(runs_of(node.children))
