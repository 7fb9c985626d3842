"""Block kinds, one file each."""

from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.callout import Callout
from deck_builder.blocks.chart import Chart
from deck_builder.blocks.code import Code
from deck_builder.blocks.datatable import DataTable
from deck_builder.blocks.definitions import Definitions
from deck_builder.blocks.diagram import Diagram
from deck_builder.blocks.formula import Formula
from deck_builder.blocks.group import Columns, Group
from deck_builder.blocks.image import ImageBlock, ImageRow
from deck_builder.blocks.lists import List
from deck_builder.blocks.mixed_text import MixedText
from deck_builder.blocks.number import Number
from deck_builder.blocks.paragraph import Caption, Prose, SubHeading
from deck_builder.blocks.pause import Pause
from deck_builder.blocks.pictured_list import MixedList, PicturedList
from deck_builder.blocks.pictured_text import PicturedText
from deck_builder.blocks.quote import Quote
from deck_builder.blocks.reader import BlockReader
from deck_builder.blocks.table import Table

# The first kind to recognise a node gets it.
KINDS: tuple[type[Block], ...] = (
    ImageBlock,
    ImageRow,
    PicturedText,
    MixedText,
    Pause,
    Prose,
    SubHeading,
    PicturedList,
    MixedList,
    List,
    Definitions,
    Caption,
    Chart,
    DataTable,
    Diagram,
    Code,
    Formula,
    Table,
    Callout,
    Quote,
    Columns,
    Number,
    Group,
)

__all__ = [
    "KINDS",
    "Block",
    "BlockReader",
    "Callout",
    "Caption",
    "Chart",
    "Code",
    "Columns",
    "DataTable",
    "Definitions",
    "Diagram",
    "Formula",
    "Group",
    "ImageBlock",
    "ImageRow",
    "List",
    "MixedList",
    "MixedText",
    "Number",
    "Pause",
    "PicturedList",
    "PicturedText",
    "Placed",
    "Prose",
    "Quote",
    "Reader",
    "SubHeading",
    "Table",
]
