"""The command line at a glance, known without waiting for click."""

from __future__ import annotations

ABOUT = """Build PowerPoint decks from Markdown outlines.

Exit codes: 0 built, 1 problems in the input, 2 wrong usage."""
COMMANDS = {
    "batch": "Build many decks side by side, and none of them twice.",
    "build": "Build talks into PowerPoint decks.",
    "check": "Look for problems without writing anything.",
    "clean": "Empty the store of what was built before.",
    "diff": "Say what changed between two decks or talks.",
    "doctor": "Find what PowerPoint would repair or refuse.",
    "handout": "Write a page to hand out: slides, notes and links.",
    "new": "Write a small talk that builds as it is.",
    "outline": "Turn an article into a talk folder.",
    "rehearse": "Time a rehearsal, and record how long each slide takes.",
    "script": "Write what is said slide by slide.",
    "show": "Print what a stage makes of a talk, as text.",
    "template": "Look into a PowerPoint template, or make one of a theme.",
    "themes": "List the themes, or show every layout in every theme.",
    "time": "Say how long slides and sections take to speak.",
}
"""The commands, each a function of the module in `cli/` that is called as it is."""
OPTIONS = {
    "--version": "Show the version and exit.",
    "-h, --help": "Show this message and exit.",
}


def overview() -> str:
    """Return what `--help` says, in short lines."""
    return "\n\n".join(
        (
            "Usage: deck-builder [OPTIONS] COMMAND [ARGS]...",
            "\n".join(f"  {line}" if line else "" for line in ABOUT.split("\n")),
            f"Options:\n{_listed(OPTIONS)}",
            f"Commands:\n{_listed(COMMANDS)}",
        )
    )


def _listed(items: dict[str, str]) -> str:
    width = max(map(len, items))
    return "\n".join(f"  {name:{width}}  {about}" for name, about in items.items())
