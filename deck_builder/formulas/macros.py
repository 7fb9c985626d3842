r"""Macros: definitions such as `\newcommand`, and formulas with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from deck_builder.base.limits import FORMULA_LENGTH
from deck_builder.formulas.groups import group_end, option_end
from deck_builder.formulas.reasons import FormulaError

MOST_STEPS = 1_000
"""The most macros that are put in place in one formula."""

_DEFINITIONS = (
    *("newcommand", "renewcommand", "providecommand", "def", "gdef", "let"),
    *("DeclareMathOperator", "DeclarePairedDelimiter", "DeclareRobustCommand"),
)
DEFINITION = re.compile(rf"\\(?:{'|'.join(_DEFINITIONS)})(?![a-zA-Z])")
"""The beginning of a definition."""

_COMMAND = re.compile(r"\\([a-zA-Z]+|.)", re.DOTALL)
_NAME = re.compile(r"\s*(\{?)\s*\\([a-zA-Z]+|[^a-zA-Z\s])\s*(\}?)\s*")
_COUNT = re.compile(r"\[\s*(\d)\s*\]\s*")
_PARAMETERS = re.compile(r"((?:#\d\s*)*)(?=\{)")
_SLOT = re.compile(r"##|#(\d)")
_LET = re.compile(r"\s*\\([a-zA-Z]+|.)\s*=?\s*(\\[a-zA-Z]+|\\.|\S)", re.DOTALL)
_BLANKS = re.compile(r"\s*")
_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|[^\s{}]", re.DOTALL)
_ENDS_IN_COMMAND = re.compile(r"\\[a-zA-Z]+\Z")
# Where the limit is lifted.
_MOST_CHARACTERS = 1_000_000
_ENDLESS = "its macros never come to an end"


class Macro(Struct, frozen=True):
    """What a command stands for, with #1, #2, … for its arguments. The first of them may be left
    out if it has a `default`. A `starred` body is for the command with a star. A `literal` body
    has no macros."""

    body: str
    parameters: int = 0
    default: str | None = None
    starred: str = ""
    literal: bool = False


def is_definition(latex: str) -> bool:
    """Whether there is a definition in `latex`."""
    return DEFINITION.search(latex) is not None


def expanded(latex: str, macros: dict[str, Macro]) -> str:
    """Return `latex` with what its macros stand for. Definitions in it are taken out, and added to
    `macros`. Raises FormulaError."""
    out: list[str] = []
    length = steps = position = 0
    text = latex
    longest = max(len(latex), min(FORMULA_LENGTH.most, _MOST_CHARACTERS))
    while found := _COMMAND.search(text, position):
        out.append(text[position : found.start()])
        length += found.start() - position
        name, position = found[1], found.end()
        macro = macros.get(name)
        if name in _DEFINITIONS:
            position = _defined(name, text, position, macros)
        elif macro is None:
            out.append(found[0])
        else:
            body, position = _filled(macro, text, position)
            steps += 1
            if macro.literal:
                out.append(body)
            else:
                text, position = body + text[position:], 0
        if steps > MOST_STEPS or length + len(text) - position > longest:
            raise FormulaError(_ENDLESS)
    out.append(text[position:])
    return "".join(out)


def _filled(macro: Macro, text: str, position: int) -> tuple[str, int]:
    """The body of a macro with its arguments from `position` on, and where they end."""
    body, arguments = macro.body, []
    if macro.starred and text.startswith("*", position):
        body, position = macro.starred, position + 1
    if macro.default is not None:
        start = _after_blanks(text, position)
        end = option_end(text, start)
        arguments.append(text[start + 1 : end - 1] if end > 0 else macro.default)
        position = end if end > 0 else position
    while len(arguments) < macro.parameters:
        argument, position = argument_at(text, position)
        arguments.append(argument)
    filled = _SLOT.sub(lambda slot: _argument(slot, arguments), body)
    # The next letter would become part of the command's name.
    return filled + (" " if _ENDS_IN_COMMAND.search(filled) else ""), position


def _argument(slot: re.Match[str], arguments: list[str]) -> str:
    if not slot[1]:
        return "#"
    number = int(slot[1])
    return arguments[number - 1] if 0 < number <= len(arguments) else ""


def argument_at(text: str, position: int) -> tuple[str, int]:
    """Return the argument at `position`, a group or one token, and where it ends. Raises
    FormulaError when there is none."""
    start = _after_blanks(text, position)
    end = group_end(text, start)
    if end > 0:
        return text[start + 1 : end - 1], end
    found = _TOKEN.match(text, start)
    if found is None:
        raise FormulaError("an argument is missing")
    return found[0], found.end()


def _after_blanks(text: str, position: int) -> int:
    found = _BLANKS.match(text, position)
    return found.end() if found else position


def _defined(kind: str, text: str, position: int, macros: dict[str, Macro]) -> int:
    """Add the definition whose command ends at `position`; return where it ends."""
    star = text.startswith("*", position)
    position += star
    if kind == "let":
        return _let(text, position, macros)
    found = _NAME.match(text, position)
    if found is None or bool(found[1]) != bool(found[3]):
        raise FormulaError(rf"the definition after \{kind} has no name")
    name, position = found[2], found.end()
    macro, end = _macro(kind, star, text, position)
    if kind != "providecommand" or not (name in macros or is_known(name)):
        macros[name] = macro
    return end


def _macro(kind: str, star: bool, text: str, position: int) -> tuple[Macro, int]:
    match kind:
        case "DeclareMathOperator":
            words, end = argument_at(text, position)
            command = r"\operatorname*" if star else r"\operatorname"
            return Macro(f"{command}{{{words}}}"), end
        case "DeclarePairedDelimiter":
            left, end = argument_at(text, position)
            right, end = argument_at(text, end)
            grown = rf"\left{left} #1\right{right} "
            return Macro(f"{left} #1{right} ", 1, starred=grown), end
        case "def" | "gdef":
            found = _PARAMETERS.match(text, position)
            if found is None:
                raise FormulaError(r"a \def with a pattern for its arguments is not supported")
            body, end = argument_at(text, found.end())
            return Macro(body, found[1].count("#")), end
        case _:
            return _command(text, position)


def _command(text: str, position: int) -> tuple[Macro, int]:
    count, default = 0, None
    if found := _COUNT.match(text, position):
        count, position = int(found[1]), found.end()
        end = option_end(text, position)
        if end > 0:
            default, position = text[position + 1 : end - 1], end
    body, end = argument_at(text, position)
    return Macro(body, count, default if count else None), end


def _let(text: str, position: int, macros: dict[str, Macro]) -> int:
    found = _LET.match(text, position)
    if found is None:
        raise FormulaError(r"the definition after \let has no name")
    meaning = found[2]
    known = macros.get(meaning[1:]) if meaning.startswith("\\") else None
    macros[found[1]] = known or Macro(meaning, literal=True)
    return found.end()


def is_known(name: str) -> bool:
    """Whether LaTeX has a command `name` of its own."""
    from latex2mathml import commands, symbols_parser

    word = f"\\{name}"
    return word in commands.CONVERSION_MAP or symbols_parser.convert_symbol(word) is not None


def called(latex: str, macros: Mapping[str, Macro]) -> bool:
    """Whether `latex` defines a macro or uses one of `macros`."""
    return any(found[1] in macros or found[1] in _DEFINITIONS for found in _COMMAND.finditer(latex))
