"""The marks in numbers, as the settings of a talk or a chart name them."""

from __future__ import annotations

from deck_builder.base.fields import Fields

POINT, COMMA = ".", ","
_NAMES = {
    POINT: POINT,
    "point": POINT,
    "dot": POINT,
    "period": POINT,
    COMMA: COMMA,
    "comma": COMMA,
}
_GROUPS = {**_NAMES, " ": "", "": "", "blank": "", "space": "", "'": "", "’": "", "_": ""}


def read_decimal(fields: Fields) -> str:
    """Return the mark before the decimals that `decimal` or `thousands` in `fields` say; empty
    when they say nothing."""
    decimal = _mark("decimal", _NAMES, fields)
    group = _mark("thousands", _GROUPS, fields)
    if decimal and decimal == group:
        fields.wrong("thousands", "another mark than ‘decimal’")
    other = {POINT: COMMA, COMMA: POINT}
    return decimal or other.get(group or "", "")


def _mark(key: str, known: dict[str, str], fields: Fields) -> str | None:
    value = fields.take(key, {"enum": list(known)})
    if value is None:
        return None
    text = value.text
    if text is not None and text in known:
        return known[text]
    fields.wrong(key, "a point or a comma", f"write {key}: point, or {key}: comma")
    return None
