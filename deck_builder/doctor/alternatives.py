"""Alternatives for programs that know more or less (ECMA-376 part 3), and mathematics in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import SPACES, Part

_MC = f"{{{SPACES['mc']}}}"
_CHOICE, _FALLBACK, _ALTERNATIVES = f"{_MC}Choice", f"{_MC}Fallback", f"{_MC}AlternateContent"
_MATH = f"{{{SPACES['a14']}}}m"
_FORMULAS = (f"{{{SPACES['m']}}}oMath", f"{{{SPACES['m']}}}oMathPara")
_NAMED = (f"{_MC}Ignorable", f"{_MC}MustUnderstand")
_naming = etree.XPath("//*[@mc:Ignorable or @mc:MustUnderstand]", namespaces=SPACES)
# The namespaces of an element are gathered from all around it, which takes its time.
_MOST = 1000
_NOTES = ("notesSlide", "notesMaster")

UNDECLARED = Problem(
    "undeclared-prefix",
    Severity.ERROR,
    "‘{attribute}’ names the prefix ‘{prefix}’, which stands for no namespace here",
    "declare it on the element, or on one that holds it",
)
NO_CHOICE = Problem(
    "bad-alternatives",
    Severity.ERROR,
    "mc:AlternateContent is not one mc:Choice or more and then one mc:Fallback or none",
    "put its children in that order, and nothing else into it",
)
LONE_MATH = Problem(
    "lone-formula",
    Severity.ERROR,
    "a formula stands outside of mc:AlternateContent",
    "wrap a14:m with mc:Choice, and give mc:Fallback a text or picture",
)
MATH_IN_NOTES = Problem(
    "formula-in-notes", Severity.ERROR, "a formula stands in the notes", "write it as plain text"
)
BARE_MATH = Problem(
    "bare-formula",
    Severity.ERROR,
    "a formula of {name} is not in a14:m",
    "put it into a14:m, and that into mc:Choice",
)


def prefixes(part: Part) -> Iterator[Finding]:
    """Prefixes that are named but not declared."""
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
    """Alternatives without a choice, or with something else among them."""
    for element in part.root.iter(_ALTERNATIVES):
        tags = [child.tag for child in element.iterchildren(etree.Element)]
        fallbacks = tags.count(_FALLBACK)
        choices = len(tags) - fallbacks
        expected = [_CHOICE] * choices + [_FALLBACK] * fallbacks
        lacking = any(child.get("Requires") is None for child in element.iterchildren(_CHOICE))
        if not choices or fallbacks > 1 or tags != expected or lacking:
            yield finding(NO_CHOICE, part.name, element)


def formulas(part: Part) -> Iterator[Finding]:
    """Formulas that stand where PowerPoint does not want them."""
    for formula in part.root.iter(_MATH):
        if part.kind in _NOTES:
            yield finding(MATH_IN_NOTES, part.name, formula)
        elif next(formula.iterancestors(_CHOICE), None) is None:
            yield finding(LONE_MATH, part.name, formula)
    for formula in part.root.iter(*_FORMULAS):
        parent = formula.getparent()
        if parent is not None and str(parent.tag).startswith(f"{{{SPACES['a']}}}"):
            yield finding(BARE_MATH, part.name, formula, name=etree.QName(formula).localname)
