"""The plug-ins of this machine, and whether they work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from deck_builder.base.diagnostics import DeckError, has_errors
from deck_builder.base.plugins import (
    BLOCKS,
    CHARTS,
    CHECKS,
    DIALECTS,
    KINDS,
    THEMES,
    Addition,
    Plugin,
    are_off,
    find,
    installed,
    load,
)
from deck_builder.base.plugins.installed import PREFIX, unknown_groups
from deck_builder.charts import KINDS as CHART_KINDS
from deck_builder.charts import kind_named
from deck_builder.charts.plugins import ChartKind
from deck_builder.dialects import NAMES
from deck_builder.dialects.plugins import LineDialect
from deck_builder.outline.plugin_blocks import BlockKind, is_own_fence
from deck_builder.slides.checks import Check
from deck_builder.theme.file import is_own_theme, load_theme
from deck_builder.theme.plugins import ThemeFile

READY, OFF, BROKEN = "ready", "off", "broken"
"""The states of a plug-in."""


class ListedPlugin(Struct, frozen=True):
    """A plug-in: its `kind`, such as “theme”, and its `name`, the `package` that has it with its
    `version`, its `state`, and if it is broken, the `reason`."""

    kind: str
    name: str
    package: str
    version: str
    state: str
    reason: str = ""


class _Group(Struct, frozen=True):
    """What is in a group: values of a `kind`, under names that are not deck-builder's `own`."""

    kind: type[Addition]
    is_own: Callable[[str], bool]


_GROUPS: Mapping[str, _Group] = {
    THEMES: _Group(ThemeFile, is_own_theme),
    CHARTS: _Group(ChartKind, lambda name: kind_named(name) in CHART_KINDS),
    CHECKS: _Group(Check, lambda name: False),
    BLOCKS: _Group(BlockKind, is_own_fence),
    DIALECTS: _Group(LineDialect, lambda name: name in NAMES),
}


def listed_plugins() -> tuple[ListedPlugin, ...]:
    """Return all plug-ins that are installed, sorted by package, kind and name. Each is imported to
    see whether it works, unless plug-ins are off."""
    return tuple(sorted(_listed(), key=lambda one: (one.package, one.kind, one.name)))


def _listed() -> Iterator[ListedPlugin]:
    for plugin in installed():
        reason = "" if are_off() else _fault(plugin)
        state = OFF if are_off() else BROKEN if reason else READY
        yield ListedPlugin(plugin.kind, plugin.name, plugin.package, plugin.version, state, reason)
    for group, package, version in unknown_groups():
        known = ", ".join(PREFIX + name for name in KINDS)
        reason = f"there is no group of plug-ins ‘{group}’: known are {known}"
        yield ListedPlugin("unknown", group, package, version, BROKEN, reason)


def _fault(plugin: Plugin) -> str:
    """Why a plug-in cannot be used; empty when it can."""
    group = _GROUPS[plugin.group]
    if not plugin.has_name:
        return f"‘{plugin.name}’ is no name: use small letters, digits and hyphens"
    if group.is_own(plugin.name):
        return f"deck-builder has a {plugin.kind} ‘{plugin.name}’ of its own, which is used instead"
    try:
        find(plugin.group, plugin.name)
        load(plugin, group.kind)
        found = load_theme(plugin.name).diagnostics if plugin.group == THEMES else ()
    except DeckError as error:
        return error.message
    return found[0].message if has_errors(found) else ""
