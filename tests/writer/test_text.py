"""Paragraphs and runs as DrawingML."""

from __future__ import annotations

import pytest
from pptx.opc.package import OpcPackage, Part
from pptx.opc.packuri import PackURI

from deck_builder.theme import TextStyle, Theme
from deck_builder.writer.relations import Links, Relations
from deck_builder.writer.text import Setting

_END = '<a:endParaRPr lang="en-GB"/>'
_NONE = '<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>'


@pytest.fixture
def setting(theme: Theme) -> Setting:
    part = Part(PackURI("/ppt/slides/slide1.xml"), "", OpcPackage("").main_part_package())
    return Setting(theme.fonts, theme.palette, "en-GB", Links(Relations(part), {}))


@pytest.fixture
def body(theme: Theme) -> TextStyle:
    return theme.styles["body"]


def run_xml(attributes: str, content: str = "", text: str = "x") -> str:
    """A run as it is written."""
    properties = f'<a:rPr lang="en-GB"{attributes}'
    properties += f">{content}</a:rPr>" if content else "/>"
    return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def test_looks_of_runs() -> None:
    pass
