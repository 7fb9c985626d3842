"""The pages of a live preview: the one to write beside, and the speaker's."""

from __future__ import annotations

from collections.abc import Iterable

from deck_builder.fonts import css_name, font_files, shipped_look
from deck_builder.package.xml import attribute, text

_KEYS = (
    ("→ ←", "the next slide, the one before"),
    ("Home, End", "the first slide, the last one"),
    ("12 Enter", "slide 12"),
    ("o", "overview; Enter leaves it"),
    ("n", "notes and problems, or the slides alone"),
    ("c", "checks"),
    ("Enter", "opens the slide’s first text in the editor"),
    ("p", "presents"),
    ("Space", "while presenting: forward, click by click"),
    ("b", "black"),
    ("f", "full screen"),
    ("Esc", "ends presenting"),
)


def live_page(themes: Iterable[str], audiences: Iterable[str]) -> str:
    """Return the page that shows a talk while it is written."""
    controls = (
        _choice("theme", "Theme", "own theme", themes)
        + _choice("audience", "Audience", "everybody", audiences)
        + '<label>Minutes <input id="minutes" type="number" min="0" max="10000" step="1" '
        'placeholder="own"></label>'
    )
    buttons = (
        '<button type="button" id="overview" aria-pressed="false">Overview</button>'
        '<button type="button" id="notes" aria-pressed="true">Notes</button>'
        '<button type="button" id="checks" aria-pressed="false">Checks</button>'
        '<button type="button" id="present">Present</button>'
        '<button type="button" id="help" aria-label="Keys">?</button>'
    )
    keys = "".join(f"<tr><td>{key}</td><td>{what}</td></tr>" for key, what in _KEYS)
    return _page(
        "Preview",
        "live.js",
        f'<header><h1 id="title">Preview</h1>{controls}{buttons}'
        '<output id="state" role="status"></output><output id="place"></output></header>'
        '<div class="desk"><main id="slides" aria-label="Slides" tabindex="-1"></main>'
        '<aside aria-label="Notes and problems"><h2>Notes</h2><section id="said" '
        'aria-label="Notes" tabindex="0"></section><section aria-label="Problems"><h2>Problems</h2>'
        '<ol id="problems"></ol></section><section id="left" aria-label="Left out for time" hidden>'
        "<h2>Left out for time</h2><ul></ul></section></aside></div>"
        f'<dialog id="keys" aria-label="Keys"><table>{keys}</table><form method="dialog">'
        "<button>Close</button></form></dialog>",
    )


def speaker_page() -> str:
    """Return the page for the speaker of a talk."""
    return _page(
        "Speaker",
        "speaker.js",
        '<div class="speaker"><header><h1 id="title">Speaker</h1>'
        '<output id="clock" role="timer">00:00</output><output id="plan"></output>'
        '<output id="place" role="status"></output>'
        '<div class="ways"><button type="button" id="back" aria-label="Back">←</button>'
        '<button type="button" id="forward" aria-label="Forward">→</button></div>'
        '<button type="button" id="black" aria-pressed="false">Black</button>'
        '<button type="button" id="pointer" aria-pressed="false">Pointer</button>'
        '<button type="button" id="smaller"><span aria-hidden="true">A−</span>'
        '<span class="heard">Smaller notes</span></button>'
        '<button type="button" id="larger"><span aria-hidden="true">A+</span>'
        '<span class="heard">Larger notes</span></button>'
        '<button type="button" id="restart">Restart the clock</button></header>'
        '<main class="stage"><section id="current" aria-label="This slide"></section>'
        '<section id="next" aria-label="Next slide"></section>'
        '<section id="said" aria-label="Notes" tabindex="0"></section></main></div>',
    )


def _page(title: str, script: str, content: str) -> str:
    fonts = "".join(
        f"@font-face{{font-family:{css_name(family)};font-weight:{700 if bold else 400};"
        f"src:url(fonts/{name})}}"
        for name in font_files()
        for family, bold in [shipped_look(name)]
    )
    scripts = "".join(
        f'<script src="static/{name}"></script>' for name in ("builds.js", "gestures.js", script)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{fonts}</style><link rel="stylesheet" href="static/live.css"></head>'
        f"<body>{content}{scripts}</body></html>\n"
    )


def _choice(name: str, label: str, own: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{attribute(one)}">{text(one)}</option>' for one in values)
    return (
        f'<label>{label} <select id="{name}"><option value="">{own}</option>{options}</select>'
        "</label>"
    )
