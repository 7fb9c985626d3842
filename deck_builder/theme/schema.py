"""The JSON Schema of theme files."""

from __future__ import annotations

from pathlib import Path

from deck_builder.base.diagnostics import Collector
from deck_builder.base.schema import DIALECT, Keys, Schema, SchemaFields, read_keys
from deck_builder.base.yaml import overlaid
from deck_builder.theme.file import base_value, read_theme_fields, theme_names
from deck_builder.theme.model import Aspect


def theme_keys() -> Keys:
    """Return what is known of each key."""
    return read_keys(Path(__file__).with_name("keys.yaml"))


def theme_schema() -> Schema:
    """Return the schema of theme files. In them, each key may be empty, and then has the value of
    the theme that is extended."""
    keys, collector = theme_keys(), Collector()
    # The names of layouts, styles and so on are those that the base has, and any others.
    value = overlaid(base_value(), keys.example, collector)
    fields = SchemaFields(value, "the theme", collector, keys.about, empty=True)
    read_theme_fields(fields, "theme", Aspect.WIDE, collector)
    definitions: dict[str, Schema] = {"decoration": fields.part("decorations")}
    whole = fields.schema(definitions)
    whole["properties"]["extends"] = {
        "description": keys.about["extends"].description,
        "enum": [*theme_names(), "base", "", None],
    }
    return {
        "$schema": DIALECT,
        "title": "Theme",
        "description": "A theme for deck-builder",
        **whole,
        "$defs": definitions,
    }
