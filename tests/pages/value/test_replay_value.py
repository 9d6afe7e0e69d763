import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.value.path import value_at
from app.pages.value.shape import FormattedText, Medium, Scalar, Table, ValueBranch, is_complete, is_large
from app.pages.value.tree import MAX_AFTER, MAX_CHILDREN, shown_value

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=80) | st.dictionaries(st.text(max_size=20), inner, max_size=80),
    max_leaves=200,
)


def inside(shown):
    """The value itself and all that is drawn in it."""
    if isinstance(shown, Table):
        children = [cell for row in shown.rows for cell in row.cells if cell] + [
            item for row in shown.rows for _, item in row.below
        ]
    elif isinstance(shown, ValueBranch):
        children = [child for _, child in shown.children]
    elif isinstance(shown, FormattedText):
        children = [shown.tree or shown.source]
    else:
        children = []
    return [shown, *(found for child in children for found in inside(child))]


@given(JSON)
def test_no_value_is_shown_in_more_than_its_room(value):
    drawn = inside(shown_value(value, limit=500))
    assert sum(len(found.shown.text) for found in drawn if isinstance(found, Scalar)) <= 500 + 120 * 61
    assert len(drawn) <= 500 + 13 * MAX_CHILDREN


@given(JSON)
def test_every_path_leads_to_the_value_that_is_drawn_there(value):
    for found in inside(shown_value(value)):
        assert found.path is not None
        there = value_at(value, found.path)
        if isinstance(found, Scalar) and isinstance(there, str):
            assert there.startswith(found.shown.text)
        if isinstance(found, ValueBranch | Table):
            assert len(there) == found.count


def test_types_are_told_apart():
    kinds = {"text": "4711", "number": 4711, "word": True, "null": None}
    assert [child.kind for _, child in shown_value(kinds).children] == ["text", "number", "word", "null"]


def test_text_of_several_lines_is_a_block():
    assert shown_value("a\nb").kind == "block"


@pytest.mark.parametrize(
    ("lines", "folds", "is_open"), [(12, False, True), (13, True, True), (61, True, True), (62, True, False)]
)
def test_a_text_of_many_lines_inside_a_value_folds_and_a_very_long_one_is_closed(lines, folds, is_open):
    ((_, log),) = shown_value({"log": "\n".join(["line"] * lines)}).children
    assert (log.folds, log.open) == (folds, is_open)


def test_a_text_that_folds_tells_its_whole_length():
    ((_, log),) = shown_value({"log": "line\n" * 4000}).children
    assert log.length == 20_000


def test_a_list_of_like_flat_objects_is_a_table():
    table = shown_value([{"id": 1, "state": "paid"}, {"id": 2}, {"id": 3, "state": "open"}])
    assert isinstance(table, Table)
    assert table.columns == ("id", "state")
    assert table.rows[1].cells[1] is None
    assert is_complete(table)


def test_an_object_in_each_record_gives_columns_of_its_own():
    table = shown_value(
        [
            {"id": "RET-DE/3#2", "metadata": {"version": 3, "regions": ["DE", "AT"]}, "score": 17.1},
            {"id": "RET-DE/4#2", "metadata": {"version": 4}, "score": 16.9},
        ]
    )
    assert table.columns == ("id", "version", "regions", "score")
    version, regions = table.rows[0].cells[1:3]
    assert (version.shown.text, version.path) == ("3", "$[0].metadata.version")
    assert regions.line
    assert table.rows[1].cells[2] is None


def test_what_is_nested_deeper_stands_in_its_cell_as_json_if_it_is_short():
    table = shown_value([{"id": 1, "range": {"of": [1, {"to": 2}]}}, {"id": 2, "range": None}])
    assert table.columns == ("id", "range")
    assert table.rows[0].cells[1].shown.text == '{"of":[1,{"to":2}]}'
    assert shown_value([{"id": 1, "deep": {"of": [{"x": "y" * 90}]}}, {"id": 2, "deep": {}}]).rows[0].below


def test_what_is_too_long_for_a_cell_stands_below_its_row():
    table = shown_value([{"id": 1, "content": "x" * 200}, {"id": 2, "content": "short"}, {"id": 3, "content": "y"}])
    assert table.columns == ("id",)
    assert [label for label, _ in table.rows[0].below] == ["content"]
    assert table.rows[0].below[0][1].path == "$[0].content"


def test_a_record_that_is_none_far_down_a_long_list_is_not_lost():
    table = shown_value([*({"id": n} for n in range(230)), "odd one out"], start=225)
    assert [row.index for row in table.rows] == [225, 226, 227, 228, 229, 230]
    assert table.rows[-1].below[0][1].shown.text == "odd one out"
    assert table.more == 0


def test_a_list_of_unlike_things_is_a_tree():
    assert isinstance(shown_value([{"text": "x" * 200}, {"text": "y"}]), ValueBranch)
    assert isinstance(shown_value([{"a": 1}, {"b": 2}, {"c": 3}]), ValueBranch)
    assert isinstance(shown_value([{"a": 1}, "b"]), ValueBranch)
    assert isinstance(shown_value([{"a": 1}]), ValueBranch)
    assert isinstance(shown_value([{}, {}]), ValueBranch)


def test_a_short_list_of_short_values_stands_on_one_line():
    assert shown_value(["DE", "FR"]).line
    assert not shown_value(["DE", {"a": 1}]).line
    assert not shown_value({"a": 1}).line
    assert not shown_value(["x" * 100, "y" * 100]).line


def test_what_is_left_out_is_counted():
    shown = shown_value({f"key {i}": i for i in range(MAX_CHILDREN + 5)})
    assert (shown.more, shown.next) == (5, MAX_CHILDREN)
    assert not is_complete(shown)
    assert not is_complete(shown_value("x" * 5000))
    assert not is_complete(shown_value({"a": {"b": "x" * 5000}}))


def test_a_list_goes_on_from_any_place():
    shown = shown_value(list(range(100)), start=60)
    assert [label for label, _ in shown.children][:2] == ["60", "61"]
    assert (shown.more, shown.next, shown.count) == (0, 100, 100)
    table = shown_value([{"id": n} for n in range(100)], start=90)
    assert [row.index for row in table.rows] == [*range(90, 100)]


def test_a_table_too_long_for_its_room_is_cut_by_rows():
    table = shown_value([{"id": "x" * 100} for _ in range(MAX_CHILDREN)], limit=1000)
    assert table.count == MAX_CHILDREN
    assert len(table.rows) < MAX_CHILDREN
    assert not is_complete(table)


def test_depth_is_bounded_and_what_lies_deeper_can_be_opened():
    value = "deep"
    for _ in range(40):
        value = [value, {"more": 1}]
    shown = shown_value(value)
    closed = [
        found for found in inside(shown) if isinstance(found, ValueBranch) and found.count and not found.children
    ]
    assert not is_complete(shown)
    assert [found.path for found in closed] == ["$" + "[0]" * 13, "$" + "[0]" * 12 + "[1]"]


def test_large_branches_are_closed_and_small_ones_open():
    shown = shown_value({"small": {"a": 1}, "large": {"a": "x" * 3500}})
    assert [child.open for _, child in shown.children] == [True, False]


def test_a_long_value_does_not_hide_the_short_ones_after_it():
    shown = shown_value(
        {"data": [{"id": "x" * 100} for _ in range(60)], "has_more": True, "note": "y" * 200, "next": "c_7"}
    )
    assert [label for label, _ in shown.children] == ["data", "has_more", "note", "next"]


def test_after_a_long_value_only_so_many_more_are_listed_and_branches_among_them_stay_shut():
    shown = shown_value({"long": "x" * 5000} | {f"k{n}": {"a": ["x" * 200]} for n in range(50)})
    assert len(shown.children) == 1 + MAX_AFTER
    assert shown.children[1][1].children == ()
    assert shown.children[1][1].path == "$.k0"


def test_records_of_many_keys_are_a_table_up_to_sixteen_columns():
    assert shown_value([{f"key {i}": i for i in range(16)}] * 3).shape == "table"
    assert shown_value([{f"key {i}": i for i in range(17)}] * 3).shape == "branch"


def test_a_key_as_long_as_a_text_is_cut_and_has_no_path():
    shown = shown_value({"k" * 5000: {"a": 1}})
    ((label, child),) = shown.children
    assert len(label) == 121
    assert child.path is None
    assert child.children[0][1].path is None


def test_a_text_that_spells_json_is_a_tree_with_the_text_beside_it():
    shown = shown_value('{"order": {"id": 17}}')
    assert isinstance(shown, FormattedText)
    assert shown.reading == "json"
    assert shown.tree.children[0][1].path == "$.order"
    assert shown.source.shown.text == '{"order": {"id": 17}}'


def test_a_text_that_only_looks_like_json_stays_a_text():
    for text in ("{not json}", "[" * 100_000, "{}", "17", "[" + "1," * 120_000 + "1]"):
        assert isinstance(shown_value(text), Scalar), text[:20]


def test_a_text_of_markdown_can_be_read_rendered():
    assert shown_value("# Rules\n\n- be kind\n- be brief").reading == "markdown"
    assert isinstance(shown_value("Two lines\nof words"), Scalar)


def test_base64_inside_a_value_is_told_of():
    pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    shown = shown_value({"screenshot": pixel})
    medium = shown.children[0][1]
    assert isinstance(medium, Medium)
    assert (medium.media_type, medium.pixels, medium.path) == ("image/gif", (1, 1), "$.screenshot")


def test_only_values_of_many_rows_are_large():
    assert not is_large(shown_value({"a": 1, "b": [1, 2, 3]}))
    assert is_large(shown_value({f"k{n}": n for n in range(24)}))
    assert is_large(shown_value({"a": "x" * 5000}))
    assert not is_large(shown_value("x" * 5000))
    assert is_large(shown_value([{"id": n, "text": "x" * 130} for n in range(12)]))
