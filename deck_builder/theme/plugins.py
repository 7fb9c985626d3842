"""Themes that plug-ins add."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.plugins import (
    BROKEN_PLUGIN,
    THEMES,
    Addition,
    Plugin,
    PluginError,
    find,
    hint,
    load,
)
from deck_builder.base.roots import Roots


class ThemeFile(Addition, frozen=True):
    """A theme: the path of its YAML file, which is in the package, beside the module. So are the
    pictures and fonts that it names."""

    path: Path


@contextmanager
def plugin_theme(name: str, known: tuple[str, ...] = ()) -> Iterator[Path]:
    """Give the path of the file of the theme that a plug-in has under `name`; inside, files are
    read from its package alone. Raises DeckError when there is none, with a hint at those that are
    `known`, and PluginError when it cannot be used."""
    plugin = find(THEMES, name)
    if plugin is None:
        raise no_theme(name, known)
    path, folder = _checked(load(plugin, ThemeFile), plugin)
    # The files come with the package, and are looked for on no other machine.
    with inputs.reading_from(inputs.Disk()), inputs.within(Roots((folder,))):
        yield path


def no_theme(name: str, known: tuple[str, ...]) -> DeckError:
    """Return the error that there is no theme of that name, with a hint at those that are
    `known`."""
    return DeckError(f"there is no theme ‘{name}’", hint(THEMES, name, known))


def _checked(theme: ThemeFile, plugin: Plugin) -> tuple[Path, str]:
    """The path of a theme, and the folder of its package."""
    module = sys.modules[plugin.target.partition(":")[0].partition(".")[0]]
    folder = os.path.realpath(os.path.dirname(getattr(module, "__file__", None) or os.sep))
    path = os.path.realpath(theme.path)
    if not path.startswith(os.path.join(folder, "")) or not os.path.isfile(path):
        raise PluginError(
            f"the theme ‘{plugin.name}’ of {plugin.owner} is in no file of its package: {path}",
            f"update or uninstall {plugin.package}",
            BROKEN_PLUGIN.code,
        )
    return Path(path), folder
