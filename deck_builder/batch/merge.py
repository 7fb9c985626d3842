"""A deck for each row of a data file, whose columns are variables and name the files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked, Collector, DeckError, suggestion
from deck_builder.base.files import short_name
from deck_builder.base.limits import DECKS
from deck_builder.batch.job import Job
from deck_builder.markdown import VARIABLE
from deck_builder.outline.settings import is_name

# Characters that file names cannot have on one system or another, and names of devices on Windows.
_FORBIDDEN = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
_DEVICE = re.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?", re.IGNORECASE)
_ENDING = ".pptx"


class Row(Struct, frozen=True):
    """A row of a data file as variables; `number` is its number for the author."""

    number: int
    values: tuple[tuple[str, str], ...]


def read_rows(path: Path) -> Checked[tuple[Row, ...]]:
    """Return the rows of a CSV, TSV, JSON or YAML file, each with its columns as variables.

    Raises DeckError when a column cannot be one.
    """
    collector = Collector()
    table = Assets((Path(),)).read_table(str(path), None, collector)
    if table is None:
        return collector.checked(())
    if not table.rows:
        hint = "write a row for each deck under the names of the columns"
        raise DeckError(f"{path} has no rows, so there is no deck to build", hint)
    names = _names(table.header, path)
    rows = (
        Row(number, tuple((name, row[column]) for column, name in names.items()))
        for number, row in zip(table.numbers, table.rows, strict=True)
    )
    return collector.checked(tuple(rows))


def _names(header: tuple[str, ...], path: Path) -> dict[int, str]:
    """The variable of each column that has a name."""
    names: dict[int, str] = {}
    taken: dict[str, str] = {}
    for column, text in enumerate(header):
        if not text:
            continue
        name = variable_name(text)
        if not is_name(name):
            hint = "begin its name with a letter"
            raise DeckError(f"the column ‘{text}’ of {path} cannot be a variable", hint)
        if name in taken:
            both = f"‘{taken[name]}’ and ‘{text}’"
            hint = "give them different names"
            raise DeckError(f"{both} of {path} would both be the variable ‘{name}’", hint)
        names[column], taken[name] = name, text
    return names


def variable_name(column: str) -> str:
    """Return the name of a column as that of a variable, with underscores for other characters."""
    return re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", column)).strip("_")


def merged(
    jobs: tuple[Job, ...], rows: tuple[Row, ...], pattern: str, source: Path
) -> Iterator[tuple[Job, int]]:
    """Yield a job for each row and each of `jobs`, and the row's number. The values of a row take
    precedence over the options. The file is named by `pattern`, in which `talk`, `audience`,
    `theme`, `row` and the columns are variables.

    Raises DeckError when there is no such variable, or the name is empty, and LimitError when there
    are too many.
    """
    DECKS.check(len(rows) * len(jobs), "the batch")
    for row in rows:
        for job in jobs:
            variables = (*job.options.variables, *row.values)
            output = _output(pattern, job, row, source)
            yield (
                replace(job, output=output, options=replace(job.options, variables=variables)),
                row.number,
            )


def _output(pattern: str, job: Job, row: Row, source: Path) -> Path:
    known = {
        "talk": job.name,
        "audience": job.options.audience,
        "theme": PurePath(job.options.theme).stem,
        "row": str(row.number),
        **dict(row.values),
    }
    for name in VARIABLE.findall(pattern):
        if name not in known:
            raise DeckError(f"{source} has no column ‘{name}’", suggestion(name, known))
    parts = [_part(part, known) for part in PurePath(pattern).parts]
    if "" in parts:
        raise DeckError(f"row {row.number} of {source} gives its deck no name")
    return Path(*parts)


def _part(part: str, known: Mapping[str, str]) -> str:
    """A folder or a file that a pattern names; values of the row become names on any system."""
    if not VARIABLE.search(part):
        return part
    is_deck = part.endswith(_ENDING)
    text = VARIABLE.sub(lambda found: known[found[1]], part.removesuffix(_ENDING))
    name = safe_name(text)
    return name + _ENDING if is_deck and name else name


def safe_name(text: str) -> str:
    """Return `text` as the name of a file on any system; empty when nothing is left of it."""
    plain = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    name = short_name(" ".join(plain.split()).strip(". "))
    return f"{name}_" if _DEVICE.fullmatch(name) else name
