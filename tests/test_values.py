"""Values stay as they are, and are equal when they say the same, wherever they were written."""

from __future__ import annotations

import pickle
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from msgspec import Struct
from msgspec.structs import replace

import deck_builder
from deck_builder.base.source import Source, Span
from deck_builder.base.units import Box
from deck_builder.base.values import Located
from deck_builder.blocks import Block
from deck_builder.blocks.quote import Quote
from deck_builder.fonts import Face
from deck_builder.markdown import Node
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import Level, TextStyle

WORKING = {
    "api.editing.desk.Desk",
    "markdown.html_code._Code",
    "outline.notes._Comments",
    "article.conversion.files.Places",
    "markdown.writing.blocks.BlockWriter",
    "markdown.writing.documents._Draft",
    "markdown.writing.lines.Writer",
    "dialects.marp._Directives",
    "dialects.marp_pictures._Picture",
    "dialects.masks.Mask",
    "dialects.messages.Losses",
    "dialects.model.Part",
    "dialects.model.Reading",
    "dialects.reading.Reader",
    "assets.metadata.tiff._Reader",
    "base.diagnostics.Collector",
    "base.inputs.Ledger",
    "base.reads.Reads",
    "batch.cluster.Watch",
    "batch.store.Store",
    "blocks.reader.BlockReader",
    "cli.rehearse._Recording",
    "diagrams.context._Reader",
    "diagrams.architecture._Reader",
    "diagrams.blocks.Grid",
    "diagrams.block_layout._Grid",
    "diagrams.block_layout._Row",
    "diagrams.radar._Reader",
    "diagrams.sankey_layout.Bar",
    "diagrams.treemap._Entry",
    "diagrams.treemap_layout._Drawing",
    "diagrams.classes._Class",
    "diagrams.flow.Item",
    "diagrams.flowchart._Drafts",
    "diagrams.gantt.reading._Reader",
    "diagrams.gantt.reading._Written",
    "diagrams.gitgraph.reading._Branch",
    "diagrams.gitgraph.reading._Reader",
    "diagrams.lines.Ignored",
    "diagrams.mindmap._Drawing",
    "diagrams.mindmap._Placed",
    "diagrams.quadrant._Drawing",
    "diagrams.quadrant._Reader",
    "diagrams.routing.Field",
    "diagrams.requirement._Box",
    "diagrams.sequence.frames.Frame",
    "diagrams.sequence.layout._Drawing",
    "diagrams.sequence.lifelines.Lifelines",
    "base.memory.Memory",
    "cli.watching._Builds",
    "diagrams.sequence.reading._Reader",
    "diagrams.styling.Styles",
    "diagrams.xychart._Reader",
    "doctor.archive._Reader",
    "markdown.blocks._Frame",
    "markdown.footnotes._Resolver",
    "markdown.smart._Setter",
    "outline.audience._Selector",
    "outline.examples._Examples",
    "outline.citing._Citer",
    "outline.imported.SlideReader",
    "outline.includes._Includer",
    "outline.macros._Setter",
    "outline.overlaps._Automaton",
    "outline.variables._Setter",
    "preview.server.Stage",
    "slides.shortening.Shortening",
    "text.known.Known",
    "writer.leaks.phrases.PhraseFinder",
    "writer.leaks.texts.Texts",
}
"""What is at work on something, and notes how far it has come."""

HERE = Span(Source("a.md", "one\ntwo\n"), 4, 7)
THERE = Span(Source("b.md", "two\n"), 0, 3)
VALUES = (
    Box(1, 2, 3, 4),
    HERE,
    Node("text", text="two", span=HERE),
    Paragraph((Run("two", bold=True),), span=HERE),
    Quote((), span=HERE),
    TextStyle("body", (Level(18.0),), 12.0),
    Fonts("a", "b", "c", scripts={"Jpan": ("d", "e")}),
)


def structs(kind: type[Struct] = Struct) -> Iterator[type[Struct]]:
    """All classes of the package whose instances are structs."""
    subclasses: list[type[Struct]] = type.__subclasses__(kind)
    for inner in subclasses:
        if inner.__module__.startswith("deck_builder"):
            yield inner
        yield from structs(inner)


def all_structs() -> list[type[Struct]]:
    for module in pkgutil.walk_packages(deck_builder.__path__, "deck_builder."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return sorted(set(structs()), key=lambda one: (one.__module__, one.__qualname__))


STRUCTS = all_structs()


def test_all_but_what_is_at_work_is_frozen() -> None:
    assert len(STRUCTS) > 250
    names = {
        f"{one.__module__.removeprefix('deck_builder.')}.{one.__qualname__}"
        for one in STRUCTS
        if not one.__struct_config__.frozen
    }
    assert names == WORKING


@pytest.mark.parametrize(
    "kind", [one for one in STRUCTS if one.__struct_config__.frozen], ids=lambda one: one.__name__
)
def test_no_field_of_a_value_is_set(kind: type[Struct]) -> None:
    if getattr(kind, "__abstractmethods__", ()):
        return
    value = kind(**dict.fromkeys(kind.__struct_fields__))
    for name in kind.__struct_fields__:
        with pytest.raises(AttributeError):
            setattr(value, name, None)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_stays_equal_to_its_copies(value: Struct) -> None:
    for copy in (pickle.loads(pickle.dumps(value)), replace(value)):
        assert copy == value
        assert copy is not value
        assert hash(copy) == hash(value)
        assert repr(copy) == repr(value)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_not_changed_by_another_made_of_it(value: Struct) -> None:
    name = value.__struct_fields__[0]
    before = getattr(value, name)
    assert replace(value, **{name: "other"}) != value
    assert getattr(value, name) == before
    with pytest.raises(AttributeError):
        setattr(value, name, "other")


def test_a_place_does_not_count_and_is_not_shown() -> None:
    for here in (one for one in VALUES if isinstance(one, Located)):
        there = replace(here, span=THERE)
        assert here == there
        assert hash(here) == hash(there)
        assert repr(here) == repr(there)
        assert "span" not in repr(here)
        assert there.span is THERE
    assert Node("text", text="two") == Node("text", text="two", span=HERE)
    assert Node("text", text="two") != Node("text", text="one")
    assert repr(Quote((), span=HERE)).startswith("Quote(")


@pytest.mark.parametrize(
    "kind", [one for one in STRUCTS if issubclass(one, Located)], ids=lambda one: one.__name__
)
def test_what_does_not_count_is_a_field(kind: type[Located]) -> None:
    if not getattr(kind, "__abstractmethods__", ()) and kind is not Located:
        assert set(kind.aside) <= set(kind.__struct_fields__)


def test_what_is_remembered_of_a_value_is_not_sent() -> None:
    style = TextStyle("body", (Level(18.0),), 12.0)
    assert style.wrapping is TextStyle("title", (Level(18.0),), 20.0).wrapping
    assert style.wrapping != replace(style, levels=(Level(20.0),)).wrapping
    face = Face({"a": 0.5}, 1.2)
    assert face.width("aa") == 1.0
    assert replace(face, advances={"a": 1.0}).width("aa") == 2.0
    assert pickle.loads(pickle.dumps(face)).width("aa") == 1.0


def test_a_block_that_lacks_a_verb_is_none() -> None:
    class Half(Block, frozen=True):
        span: Span | None = None

        def plain(self) -> str:
            return ""

    with pytest.raises(TypeError, match="abstract"):
        Half()  # type: ignore[abstract]
    assert isinstance(Quote(()), Block)
