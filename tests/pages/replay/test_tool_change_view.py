"""A changed tool is never shown without what changed in it."""

from app.domain.message import ToolDefinition
from app.pages.replay.tool_change import tool_change_view
from app.replay.context_diff import ToolChange
from app.replay.words import WordMark


def lines(before, after):
    """Aspect, what left and what entered, of each field."""
    found = tool_change_view(ToolChange(before, after)).fields
    return [(field.aspect, said(field, WordMark.LEFT), said(field, WordMark.ENTERED)) for field in found]


def said(field, mark):
    return "".join(piece.head for piece in field.stretches if piece.mark is mark)


def test_a_field_that_changed_is_told_alone():
    before, after = (ToolDefinition("find", f"Prices in {unit}.", {"type": "object"}) for unit in ("cents", "euros"))
    assert lines(before, after) == [("description", "cents", "euros")]


def test_the_order_of_what_is_required_is_told_by_the_schema():
    before, after = (ToolDefinition("find", "", {"required": names}) for names in (["id", "day"], ["day", "id"]))
    assert lines(before, after) == [("schema", 'id","day', 'day","id')]


def test_an_empty_description_is_told_from_none():
    assert lines(ToolDefinition("find"), ToolDefinition("find", "")) == [("description", "null", '""')]
