"""The times of high and low water as a table."""

from deck_builder.api.plugins import BlockError, BlockKind, BlockSource


def write(source: BlockSource) -> str:
    rows = ["| Place | High water | Low water |", "|---|---:|---:|"]
    for number, line in enumerate(source.text.splitlines(), 1):
        place, _, times = line.partition(":")
        parts = times.split()
        if len(parts) != 2:
            hint = "write Hamburg: 3:12 9:40"
            raise BlockError(f"‘{line}’ does not have two times", hint, line=number)
        rows.append(f"| {place.strip()} | {parts[0]} | {parts[1]} |")
    caption = source.attributes.get("caption", "")
    return "\n".join([*rows, "", f": {caption}" if caption else ""])


TIDE_TABLE = BlockKind(api=1, write=write)
