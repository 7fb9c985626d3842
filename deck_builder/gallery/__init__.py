"""The gallery: one deck that shows every layout in several themes, each with a master."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from deck_builder.base import inputs, plugins
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.roots import roots_of
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DeckFile
from deck_builder.pipeline import compose_deck
from deck_builder.shapes import DeckSection, LaidOutDeck, LaidOutSlide
from deck_builder.slides import lay_out
from deck_builder.slides.theme import read_theme
from deck_builder.theme.file import is_theme_file, theme_names
from deck_builder.theme.model import Aspect, Theme

_TALK = Path(__file__).parent / "talk" / "gallery.md"
_TITLE = "Gallery of themes"


def read_themes(
    names: Sequence[str] = (), aspect: str = "16:9", wider: Sequence[str] = ()
) -> Checked[tuple[Theme, ...]]:
    """Return the themes of `names`, which may be theme files; when there are none, all that come
    with the package, and those of plug-ins, of which broken ones are reported. Files are read below
    the root of each theme's file and the folders `wider`.

    Raises DeckError when there is no such theme.
    """
    collector = Collector()
    settings = DeckFile(aspect=aspect)
    themes = []
    for name in names or plugins.names(plugins.THEMES, theme_names()):
        with inputs.within(roots_of(Path(name), wider)):
            try:
                themes.append(collector.take(read_theme(replace(settings, theme=name))))
            except plugins.PluginError as error:
                if names:
                    raise
                error.report(None, collector)
    return collector.checked(tuple(themes))


def lay_out_template(path: Path) -> Checked[LaidOutDeck]:
    """Return a deck with the gallery's talk in the template at `path`.

    Raises DeckError when it cannot be read.
    """
    collector = Collector()
    theme = collector.take(read_theme(DeckFile(template=str(path))))
    _, talk = collector.take(compose_deck(_TALK, Options()))
    return collector.checked(collector.take(lay_out(talk, theme)))


def lay_out_gallery(
    names: Sequence[str] = (), aspect: str = "16:9", wider: Sequence[str] = ()
) -> Checked[LaidOutDeck]:
    """Return a deck with the gallery's talk in each of the themes, one after the other, each a
    section. Files are read as by `read_themes`.

    Raises DeckError when there is no such theme.
    """
    collector = Collector()
    themes = collector.take(read_themes(names, aspect, wider))
    _, talk = collector.take(compose_deck(_TALK, Options()))
    decks = [collector.take(lay_out(talk, theme)) for theme in themes]
    slides: list[LaidOutSlide] = []
    sections: list[DeckSection] = []
    for deck in decks:
        sections.append(DeckSection(deck.theme.name.title(), len(slides)))
        slides.extend(replace(slide, theme=deck.theme) for slide in deck.slides)
    properties = replace(talk.properties, title=_TITLE)
    return collector.checked(
        LaidOutDeck(tuple(slides), decks[0].theme, properties, tuple(sections))
    )


def write_template(
    name: str, aspect: Aspect, is_template: bool, wider: Sequence[str] = ()
) -> Checked[bytes]:
    """Return a theme, by name or file, as a PowerPoint template that can be changed and read again.
    Files are read as by `read_themes`.

    Raises DeckError when there is no such theme.
    """
    from deck_builder.theme.file import theme_source
    from deck_builder.writer.template import editable_template

    checked = read_themes((name,), aspect.value, wider)
    named = Path(name) if is_theme_file(name) else name
    with inputs.within(roots_of(Path(name), wider)):
        source = theme_source(named, aspect)
    data = editable_template(checked.value[0], source, is_template)
    return Checked(data, checked.diagnostics)
