"""Alternatives for older and newer programs (ECMA-376 part 3), and formulas in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from deck_builder.doctor.findings import Finding, error, finding
from deck_builder.doctor.package import SPACES, Part

_MC = f"{{{SPACES['mc']}}}"
_CHOICE, _FALLBACK, _ALTERNATIVES = f"{_MC}Choice", f"{_MC}Fallback", f"{_MC}AlternateContent"
_MATH = f"{{{SPACES['a14']}}}m"
_FORMULAS = (f"{{{SPACES['m']}}}oMath", f"{{{SPACES['m']}}}oMathPara")
_NAMED = (f"{_MC}Ignorable", f"{_MC}MustUnderstand")
_naming = etree.XPath("//*[@mc:Ignorable or @mc:MustUnderstand]", namespaces=SPACES)
# Gathering the namespaces that are declared around an element takes time.
_MOST = 1000
_NOTES = ("notesSlide", "notesMaster")

UNDECLARED = error(
    "undeclared-prefix",
    "‘{attribute}’ has the prefix ‘{prefix}’, which is not declared",
    "declare it on the element, or on one around it",
)
NO_CHOICE = error(
    "bad-alternatives",
    "mc:AlternateContent is not one or more mc:Choice and then at most one mc:Fallback",
    "put its children in that order, with nothing else",
)
LONE_MATH = error(
    "lone-formula",
    "a formula stands outside mc:AlternateContent",
    "put a14:m into mc:Choice, and a text or picture into mc:Fallback",
)
MATH_IN_NOTES = error("formula-in-notes", "a formula stands in the notes", "write it as plain text")
BARE_MATH = error(
    "bare-formula",
    "a formula of {name} is not in a14:m",
    "put it into a14:m, and that into mc:Choice",
)


def prefixes(part: Part) -> Iterator[Finding]:
    """Prefixes that are used but not declared."""
    for element in islice(part.root.iter(_CHOICE), _MOST):
        yield from _undeclared(part, element, "Requires")
    named = _naming(part.root)
    for found in islice(named if isinstance(named, list) else (), _MOST):
        if isinstance(found, etree._Element):
            for name in _NAMED:
                yield from _undeclared(part, found, name)


def _undeclared(part: Part, element: etree._Element, attribute: str) -> Iterator[Finding]:
    for prefix in element.get(attribute, "").split():
        if prefix not in element.nsmap:
            name = attribute.replace(_MC, "mc:")
            yield finding(UNDECLARED, part.name, element, attribute=name, prefix=prefix)


def structure(part: Part) -> Iterator[Finding]:
    """Alternatives without a choice, or with something else in them."""
    for element in part.root.iter(_ALTERNATIVES):
        tags = [child.tag for child in element.iterchildren(etree.Element)]
        fallbacks = tags.count(_FALLBACK)
        choices = len(tags) - fallbacks
        expected = [_CHOICE] * choices + [_FALLBACK] * fallbacks
        is_bare = any(child.get("Requires") is None for child in element.iterchildren(_CHOICE))
        if not choices or fallbacks > 1 or tags != expected or is_bare:
            yield finding(NO_CHOICE, part.name, element)


def formulas(part: Part) -> Iterator[Finding]:
    """Formulas where PowerPoint does not allow them."""
    for formula in part.root.iter(_MATH):
        if part.kind in _NOTES:
            yield finding(MATH_IN_NOTES, part.name, formula)
        elif next(formula.iterancestors(_CHOICE), None) is None:
            yield finding(LONE_MATH, part.name, formula)
    for formula in part.root.iter(*_FORMULAS):
        parent = formula.getparent()
        if parent is not None and str(parent.tag).startswith(f"{{{SPACES['a']}}}"):
            yield finding(BARE_MATH, part.name, formula, name=etree.QName(formula).localname)
