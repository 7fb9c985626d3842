"""Quick looks at a talk: whether it may be in another program's Markdown at all.

Nearly all talks are in none, and must not wait for the dialects. A sign is no evidence: the
dialects themselves say how sure they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from deck_builder.base.patterns import late

OWN = "own"
"""The name of the format that is none of another program."""
NAMES = (
    *(OWN, "marp", "slidev", "quarto", "obsidian", "reveal", "remark", "presenterm", "deckset"),
    *("md2pptx", "pandoc"),
)
"""What a talk can be said to be written in."""
SUFFIXES = (".md", ".qmd", ".Rmd")
"""How the names of talks in one file end."""
_HEAD = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
# Keys that no other program has.
_OUR_KEYS = frozenset(
    ("audiences", "compose", "surplus", "words-per-minute", "seconds-per-slide", "code-labels")
    + ("keep-slides", "minutes", "agenda", "prose", "environment", "slides")
)
OUR_THEMES = frozenset(
    ("console", "corporate", "folio", "keynote", "lecture", "night", "paper", "studio", "swiss")
)
THEIR_KEYS: Mapping[str, tuple[str, ...]] = {
    "marp": (
        *("paginate", "headingDivider", "backgroundColor", "backgroundImage", "_class"),
        "_paginate",
    ),
    "slidev": (
        *("highlighter", "drawings", "mdc", "colorSchema", "routerMode", "canvasWidth"),
        *("lineNumbers", "aspectRatio", "twoslash", "monaco", "themeConfig", "selectable"),
    ),
    "reveal": (
        *("separator", "verticalSeparator", "revealOptions", "highlightTheme", "notesSeparator"),
    ),
    "obsidian": ("maxScale", "minScale", "cssclass", "aliases"),
    "pandoc": (
        *("colortheme", "fonttheme", "innertheme", "outertheme", "aspectratio", "beamerarticle"),
        *("titlegraphic", "navigation", "section-titles", "beameroption", "themeoptions"),
        *("reference-doc", "classoption", "header-includes", "slide_level", "revealjs-url"),
    ),
}
"""Keys of front matter that show which program a talk is for, by the name of the dialect."""
_OTHER_KEYS = ("marp", "layout", "class", "format", "output", "sub_title", "options")
_FOREIGN_KEYS = frozenset((*_OTHER_KEYS, *(key for keys in THEIR_KEYS.values() for key in keys)))
FENCE_SIGNS = (" {monaco", " magic-move", " twoslash", "}{lines:", "}{maxHeight", "}{at:")
"""What Slidev alone writes behind the language of code."""
# Looked for only where what they all begin with is found.
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "<!--": (
        *("<!-- paginate:", "<!-- background", "<!-- header:", "<!-- footer:", "<!-- headingD"),
        *("<!-- _", "<!-- end_slide", "<!-- pause", "<!-- column", "<!-- jump", "<!-- skip_slide"),
        *("<!-- no_footer", "<!-- speaker_note", "<!-- incremental_lists", "<!-- font_size"),
        *("<!-- new_line", "<!-- reset_layout", "<!-- element", "<!-- slide", "<!-- md2pptx"),
        *(".slide", ".element"),
    ),
    "<": ("<v-", "<grid", "<aside", "<section", "<template"),
    "![": ("![bg", "![[", "![inline", "![fit", "![original", "![autoplay", "![image:"),
    "```": ("run-python", "```funnel", " +render", " +exec", *FENCE_SIGNS),
    "\n<<<": ("\n<<< @/",),
    "\n#": (" background-image=", " background-color=", "{background-"),
    "\n[": ("\n[.",),
    "[fit]": ("[fit]",),
    "\n---": (
        *("\n???", "\nNote:", "\nNotes:", "\nnote", "\n----\n", "\nsrc:", "\nlayout:", "\nclass:"),
        *("\n^ ", "\n.", "\ntemplate:", "\nbackground-image:", "\ncount:"),
    ),
    "\n--": ("\n--\n",),
}
_SLOT = re.compile(r"^::[^:\n]", re.MULTILINE)
_STEPS = re.compile(r"^```\w+ \[\d", re.MULTILINE)
_PAIR = late(r"\s*[A-Za-z][\w.-]*[ \t]*:(?!:)[ \t]*\S")


def keys_of(text: str) -> Mapping[str, str]:
    """Return the keys at the top of a text, with what is written behind each on its line."""
    if not text.lstrip().startswith("---"):
        return {}
    head = _HEAD.match(text)
    return dict(_KEY.findall(head[1])) if head else {}


def is_ours(keys: Mapping[str, str]) -> bool:
    """Whether there is a key that only talks of our own have."""
    return not _OUR_KEYS.isdisjoint(keys)


def may_be_foreign(keys: Mapping[str, str], text: str) -> bool:
    """Whether anything in a text is as other programs write it."""
    if not _FOREIGN_KEYS.isdisjoint(keys):
        return True
    theme = keys.get("theme", "").strip("\"'")
    if theme and theme not in OUR_THEMES and "." not in theme:
        return True
    if text.startswith(("%", ".")) or (not keys and _PAIR().match(text)):
        return True
    if any(gate in text and any(sign in text for sign in signs) for gate, signs in _SIGNS.items()):
        return True
    has_slots = "\n::" in text and _SLOT.search(text) is not None
    return has_slots or ("```" in text and _STEPS.search(text) is not None)
