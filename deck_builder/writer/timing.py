"""What happens on a slide over time (ECMA-376 part 1, section 19.5): films, sound, and builds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from msgspec import Struct, field

from deck_builder.shapes import ChartBuild

_VOLUME = 80_000
_ALL, _BY_PARAGRAPH = ' animBg="1"', ' build="p"'
_NOW = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'
_ON_CLICK = '<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>'


class Target(Struct, frozen=True):
    """A shape that appears, or `leaves`: its id, and the number of a paragraph in it or None for
    all of it. `is_text` marks one for text. A chart `builds` its series or categories, whose number
    stands for that of a paragraph."""

    shape: int
    paragraph: int | None = None
    is_text: bool = False
    leaves: bool = False
    builds: ChartBuild | None = None


Click = Sequence[Target]


class Timeline(Struct, frozen=True):
    """Collects what happens on a slide while its shapes are written."""

    _recordings: list[tuple[int, str]] = field(default_factory=list)
    _clicks: list[Click] = field(default_factory=list)

    def play(self, shape: int, is_film: bool) -> None:
        """The recording in the shape with that id plays when it is clicked."""
        self._recordings.append((shape, "video" if is_film else "audio"))

    def appear(self, click: Click) -> None:
        """The targets appear together with the next click."""
        self._clicks.append(click)

    def xml(self) -> str:
        """Return the slide's `p:timing`; empty when nothing happens."""
        if not (self._recordings or self._clicks):
            return ""
        ids = count(2)
        content = _sequence(self._clicks, ids) if self._clicks else ""
        content += "".join(_recording(shape, kind, ids) for shape, kind in self._recordings)
        return (
            '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" '
            f'nodeType="tmRoot"><p:childTnLst>{content}</p:childTnLst></p:cTn></p:par></p:tnLst>'
            f"{_builds(self._clicks)}</p:timing>"
        )


def _recording(shape: int, kind: str, ids: Iterator[int]) -> str:
    return (
        f'<p:{kind}><p:cMediaNode vol="{_VOLUME}"><p:cTn id="{next(ids)}" fill="hold" '
        f'display="0">{_ON_CLICK}</p:cTn><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>'
        f"</p:cMediaNode></p:{kind}>"
    )


def _sequence(clicks: Sequence[Click], ids: Iterator[int]) -> str:
    number = next(ids)
    steps = "".join(_step(click, ids) for click in clicks)
    slide = "<p:tgtEl><p:sldTgt/></p:tgtEl>"
    return (
        f'<p:seq concurrent="1" nextAc="seek"><p:cTn id="{number}" dur="indefinite" '
        f'nodeType="mainSeq"><p:childTnLst>{steps}</p:childTnLst></p:cTn>'
        f'<p:prevCondLst><p:cond evt="onPrev" delay="0">{slide}</p:cond></p:prevCondLst>'
        f'<p:nextCondLst><p:cond evt="onNext" delay="0">{slide}</p:cond></p:nextCondLst></p:seq>'
    )


def _step(click: Click, ids: Iterator[int]) -> str:
    outer, inner = next(ids), next(ids)
    kinds = ["clickEffect"] + ["withEffect"] * (len(click) - 1)
    effects = "".join(
        _appearance(target, kind, ids) for target, kind in zip(click, kinds, strict=True)
    )
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold">{_ON_CLICK}<p:childTnLst><p:par>'
        f'<p:cTn id="{inner}" fill="hold">{_NOW}<p:childTnLst>{effects}</p:childTnLst></p:cTn>'
        "</p:par></p:childTnLst></p:cTn></p:par>"
    )


def _appearance(target: Target, kind: str, ids: Iterator[int]) -> str:
    outer, inner = next(ids), next(ids)
    place = f'<p:spTgt spid="{target.shape}"/>'
    if target.builds is not None:
        place = f'<p:spTgt spid="{target.shape}">{_piece(target)}</p:spTgt>'
    elif target.paragraph is not None:
        part = f'<p:pRg st="{target.paragraph}" end="{target.paragraph}"/>'
        place = f'<p:spTgt spid="{target.shape}"><p:txEl>{part}</p:txEl></p:spTgt>'
    group = ' grpId="0"' if target.is_text or target.builds else ""
    way, state = ("exit", "hidden") if target.leaves else ("entr", "visible")
    return (
        f'<p:par><p:cTn id="{outer}" presetID="1" presetClass="{way}" presetSubtype="0" '
        f'fill="hold"{group} nodeType="{kind}">{_NOW}<p:childTnLst><p:set><p:cBhvr>'
        f'<p:cTn id="{inner}" dur="1" fill="hold">{_NOW}</p:cTn><p:tgtEl>{place}</p:tgtEl>'
        "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        f'<p:to><p:strVal val="{state}"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
    )


def _piece(target: Target) -> str:
    """A series or category of a chart; what does not count is -3."""
    by_series = target.builds is ChartBuild.SERIES
    series, category = (target.paragraph, -3) if by_series else (-3, target.paragraph)
    step = "series" if by_series else "category"
    return (
        f'<p:graphicEl><a:chart seriesIdx="{series}" categoryIdx="{category}" '
        f'bldStep="{step}"/></p:graphicEl>'
    )


def _builds(clicks: Iterable[Click]) -> str:
    """The list of animated shapes for text and of charts, each once, which PowerPoint requires."""
    targets = [target for click in clicks for target in click]
    shapes = {target.shape: target.paragraph for target in targets if target.is_text}
    charts = {target.shape: target.builds.value for target in targets if target.builds}
    if not shapes and not charts:
        return ""
    items = "".join(
        f'<p:bldP spid="{shape}" grpId="0"{_ALL if paragraph is None else _BY_PARAGRAPH}/>'
        for shape, paragraph in shapes.items()
    )
    # The axes and the legend of a chart are there from the start.
    graphics = "".join(
        f'<p:bldGraphic spid="{shape}" grpId="0"><p:bldSub>'
        f'<a:bldChart bld="{name}" animBg="0"/></p:bldSub></p:bldGraphic>'
        for shape, name in charts.items()
    )
    return f"<p:bldLst>{items}{graphics}</p:bldLst>"
