"""The JSON Schema of a talk's settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from deck_builder.base.diagnostics import Collector
from deck_builder.base.fields import TEXT
from deck_builder.base.schema import DIALECT, Keys, Schema, SchemaFields, read_keys
from deck_builder.outline.authors import KNOWN_OF_AUTHORS, PLACE_PARTS
from deck_builder.outline.settings import FOR_ALL, read_fields


@cache
def settings_keys() -> Keys:
    """Return what is known of each key."""
    return read_keys(Path(__file__).with_name("settings.yaml"))


def settings_schema(front_matter: bool) -> Schema:
    """Return the schema of `deck.yaml`, or of `front_matter`, which may have keys of other
    programs."""
    keys, collector = settings_keys(), Collector()
    fields = SchemaFields(keys.example, "the settings", collector, keys.about)
    read_fields(fields, collector)
    definitions: dict[str, Schema] = {}
    whole = fields.schema(definitions)
    own = {key: one for key, one in whole["properties"].items() if key not in FOR_ALL}
    # Each setting of an audience may be empty, and is then that of the talk.
    own = {key: {"anyOf": [one, {"type": "null"}]} for key, one in own.items()}
    definitions |= {
        "audience": {
            "type": ["object", "null"],
            "properties": own,
            "additionalProperties": front_matter,
        },
        "author": {"type": "object", "properties": {key: {} for key in KNOWN_OF_AUTHORS}},
        "affiliation": {
            "type": "object",
            "properties": {**dict.fromkeys(PLACE_PARTS, TEXT), "id": TEXT, "ref": TEXT},
        },
    }
    return {
        "$schema": DIALECT,
        "title": "The front matter of a talk" if front_matter else "deck.yaml",
        "description": "The settings of a talk for deck-builder",
        **whole,
        "additionalProperties": front_matter,
        "$defs": definitions,
    }
