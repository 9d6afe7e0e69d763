from hypothesis import given
from hypothesis import strategies as st

from app.pages.replay_value import MAX_CHILDREN, Branch, Scalar, Table, is_complete, shown_value

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=80) | st.dictionaries(st.text(max_size=20), inner, max_size=80),
    max_leaves=200,
)


def scalars(shown):
    if isinstance(shown, Scalar):
        return [shown]
    if isinstance(shown, Table):
        return [cell for row in shown.rows for cell in row if cell]
    return [found for _, child in shown.children for found in scalars(child)]


@given(JSON)
def test_no_value_is_shown_in_more_than_its_room(value):
    shown = shown_value(value, limit=500)
    assert sum(len(found.shown.text) for found in scalars(shown)) <= 500 + 80 * 61


def test_types_are_told_apart():
    kinds = {"text": "4711", "number": 4711, "word": True, "null": None}
    assert [child.kind for _, child in shown_value(kinds).children] == ["text", "number", "word", "null"]


def test_text_of_several_lines_is_a_block():
    assert shown_value("a\nb").kind == "block"


def test_a_list_of_like_flat_objects_is_a_table():
    table = shown_value([{"id": 1, "state": "paid"}, {"id": 2}, {"id": 3, "state": "open"}])
    assert isinstance(table, Table)
    assert table.columns == ("id", "state")
    assert table.rows[1][1] is None
    assert is_complete(table)


def test_a_list_of_objects_with_long_or_nested_content_is_a_tree():
    assert isinstance(shown_value([{"text": "x" * 200}, {"text": "y"}]), Branch)
    assert isinstance(shown_value([{"tags": [1]}, {"tags": [2]}]), Branch)
    assert isinstance(shown_value([{"a": 1}, {"b": 2}, {"c": 3}]), Branch)
    assert isinstance(shown_value([{"a": 1}, "b"]), Branch)
    assert isinstance(shown_value([{"a": 1}]), Branch)


def test_a_short_list_of_short_values_stands_on_one_line():
    assert shown_value(["DE", "FR"]).line
    assert not shown_value(["DE", {"a": 1}]).line
    assert not shown_value({"a": 1}).line
    assert not shown_value(["x" * 100, "y" * 100]).line


def test_what_is_left_out_is_counted():
    shown = shown_value({f"key {i}": i for i in range(MAX_CHILDREN + 5)})
    assert shown.more == 5
    assert not is_complete(shown)
    assert not is_complete(shown_value("x" * 5000))
    assert not is_complete(shown_value({"a": {"b": "x" * 5000}}))


def test_a_table_too_long_for_its_room_is_cut_by_rows():
    table = shown_value([{"id": "x" * 100} for _ in range(MAX_CHILDREN)], limit=1000)
    assert table.count == MAX_CHILDREN
    assert len(table.rows) < MAX_CHILDREN
    assert not is_complete(table)


def test_depth_is_bounded():
    value = "deep"
    for _ in range(40):
        value = [value, {"more": 1}]
    assert not is_complete(shown_value(value))


def test_large_branches_are_closed_and_small_ones_open():
    shown = shown_value({"small": {"a": 1}, "large": {"a": "x" * 3500}})
    assert [child.open for _, child in shown.children] == [True, False]


def test_a_long_value_does_not_hide_the_short_ones_after_it():
    shown = shown_value(
        {"data": [{"id": "x" * 100} for _ in range(60)], "has_more": True, "note": "y" * 200, "next": "c_7"}
    )
    assert [label for label, _ in shown.children] == ["data", "has_more", "next"]
    assert shown.more == 1


def test_records_of_many_keys_are_a_table_up_to_sixteen_columns():
    assert shown_value([{f"key {i}": i for i in range(16)}] * 3).shape == "table"
    assert shown_value([{f"key {i}": i for i in range(17)}] * 3).shape == "branch"
