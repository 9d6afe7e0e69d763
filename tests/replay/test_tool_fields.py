from hypothesis import given
from hypothesis import strategies as st

from app.domain.message import ToolDefinition
from app.replay.tool_fields import FieldChange, FieldMark, tool_fields

CAME, WENT, CHANGED = FieldMark.CAME, FieldMark.WENT, FieldMark.CHANGED


def tool(properties, *, description="Refund a payment.", **schema):
    return ToolDefinition("refund", description, {"type": "object", "properties": properties, **schema})


def test_a_changed_type_enum_and_description_are_told_parameter_by_parameter():
    before = tool({"amount": {"type": "integer", "description": "in cents"}, "reason": {"enum": ["DMG", "WRG"]}})
    after = tool({"amount": {"type": "string", "description": "in euros"}, "reason": {"enum": ["DMG"]}})
    assert tool_fields(before, after) == (
        FieldChange("amount", "type", CHANGED, "integer", "string"),
        FieldChange("amount", "description", CHANGED, "in cents", "in euros"),
        FieldChange("reason", "enum", CHANGED, ["DMG", "WRG"], ["DMG"]),
    )


def test_a_parameter_that_came_or_went_is_told_whole():
    before, after = tool({"city": {"type": "string"}}), tool({"zip": {"type": "string"}}, required=["zip"])
    assert tool_fields(before, after) == (
        FieldChange("zip", "", CAME, None, {"type": "string", "required": True}),
        FieldChange("city", "", WENT, {"type": "string", "required": False}, None),
    )


def test_what_became_required_is_told():
    before, after = tool({"zip": {}}, required=[]), tool({"zip": {}}, required=["zip"])
    assert tool_fields(before, after) == (FieldChange("zip", "required", CHANGED, before=False, after=True),)


def test_an_aspect_that_came_and_one_that_went_are_told_apart():
    before, after = tool({"zip": {"default": "1"}}), tool({"zip": {"format": "zip"}})
    assert [(change.aspect, change.mark) for change in tool_fields(before, after)] == [
        ("format", CAME),
        ("default", WENT),
    ]


def test_the_tools_own_description_and_rules_come_first():
    before = tool({}, description="Refund.")
    after = tool({}, description=None, additionalProperties=False)
    assert tool_fields(before, after) == (
        FieldChange("", "additionalProperties", CAME, before=None, after=False),
        FieldChange("", "description", WENT, "Refund.", None),
    )


def test_a_description_inside_the_schema_counts_where_it_says_something_else():
    same = ToolDefinition("refund", "Refund.", {"description": "Refund."})
    other = ToolDefinition("refund", "Refund.", {"description": "Never twice."})
    assert tool_fields(same, other) == (FieldChange("", "schema description", CAME, None, "Never twice."),)


def test_nested_parameters_have_a_path():
    def address(kind):
        return tool(
            {
                "ship_to": {"type": "object", "properties": {"city": {"type": kind}}},
                "rows": {"items": {"properties": {"sku": {"type": kind}}}},
            }
        )

    assert [change.path for change in tool_fields(address("string"), address("integer"))] == [
        "ship_to.city",
        "rows[].sku",
    ]


def test_a_schema_that_is_none_or_goes_too_deep_is_compared_whole():
    assert tool_fields(tool({"x": True}), tool({"x": False})) == (
        FieldChange("x", "schema", CHANGED, before=True, after=False),
    )
    deep, deeper = {"type": "string"}, {"type": "integer"}
    for _ in range(10):
        deep, deeper = {"properties": {"a": deep}}, {"properties": {"a": deeper}}
    (change,) = tool_fields(ToolDefinition("t", None, deep), ToolDefinition("t", None, deeper))
    assert (change.path, change.aspect) == (".".join("a" * 9), "schema")


def test_properties_and_required_of_the_wrong_type_are_no_parameters():
    assert (
        tool_fields(ToolDefinition("t", None, {"properties": []}), ToolDefinition("t", None, {"properties": {}}))
        == ()
    )
    assert tool_fields(tool({"a": {}}, required="a"), tool({"a": {}})) == ()


SCHEMAS = st.recursive(
    st.fixed_dictionaries(
        {}, optional={"type": st.sampled_from(["string", "integer"]), "description": st.text(max_size=3)}
    ),
    lambda inner: st.fixed_dictionaries(
        {"properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=3)},
        optional={"required": st.lists(st.sampled_from("abc"), max_size=2), "items": inner},
    ),
    max_leaves=6,
)


@given(SCHEMAS, SCHEMAS)
def test_changes_the_other_way_are_the_same_ones_turned_round(one, other):
    ours, theirs = ToolDefinition("t", None, one), ToolDefinition("t", None, other)
    turned = {
        (change.path, change.aspect, str(change.after), str(change.before)) for change in tool_fields(theirs, ours)
    }
    assert {
        (change.path, change.aspect, str(change.before), str(change.after)) for change in tool_fields(ours, theirs)
    } == turned


@given(SCHEMAS)
def test_a_definition_against_itself_changes_nothing(schema):
    assert tool_fields(ToolDefinition("t", "d", schema), ToolDefinition("t", "d", schema)) == ()
