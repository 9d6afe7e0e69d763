import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.replay.value_diff import MAX_CHANGES, ValueChange, ValueMark, value_diff

CAME, WENT, CHANGED, MOVED, REORDERED = ValueMark


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, [("b", CHANGED, 2, 3)]),
        ({"a": 1}, {"b": 2}, [("b", CAME, None, 2), ("a", WENT, 1, None)]),
        (
            {"ship_to": {"city": "Bremen"}},
            {"ship_to": {"city": "Lille"}},
            [("ship_to.city", CHANGED, "Bremen", "Lille")],
        ),
        ([1, 2, 3], [1, 3], [("[1]", WENT, 2, None)]),
        ([1, 2, 3], [1, 9, 3], [("[1]", CHANGED, 2, 9)]),
        ([], [7], [("[0]", CAME, None, 7)]),
        ("a", "b", [("", CHANGED, "a", "b")]),
        ({"a": None}, {"a": [1]}, [("a", CHANGED, None, [1])]),
        (1, True, [("", CHANGED, 1, True)]),
    ],
)
def test_a_change_is_told_at_its_place(before, after, changes):
    assert value_diff(before, after) == tuple(ValueChange(*change) for change in changes)


def test_records_are_paired_by_what_names_them_and_only_their_changed_fields_are_told():
    before = {"lines": [{"line": 1, "sku": "TA-1", "quantity": 1}, {"line": 2, "sku": "TA-2", "quantity": 1}]}
    after = {"lines": [{"line": 1, "sku": "TA-9", "quantity": 1}, {"line": 1, "sku": "TA-2", "quantity": 5}]}
    assert value_diff(before, after) == (
        ValueChange("lines[TA-9]", CAME, None, {"line": 1, "sku": "TA-9", "quantity": 1}),
        ValueChange("lines[TA-2].line", CHANGED, 2, 1),
        ValueChange("lines[TA-2].quantity", CHANGED, 1, 5),
        ValueChange("lines[TA-1]", WENT, {"line": 1, "sku": "TA-1", "quantity": 1}, None),
    )


@pytest.mark.parametrize("key", ["id", "order_id", "orderId"])
def test_a_record_at_another_place_has_moved(key):
    one, two, three = {key: "A", "score": 3}, {key: "B", "score": 2}, {key: "C", "score": 1}
    assert value_diff([one, two, three], [two, three, one]) == (ValueChange("[A]", MOVED, 1, 3),)


def test_a_record_that_only_others_made_room_for_has_not_moved():
    one, two, three = {"id": "A"}, {"id": "B"}, {"id": "C"}
    assert value_diff([one, two, three], [two, three]) == (ValueChange("[A]", WENT, {"id": "A"}, None),)


def test_of_a_list_of_which_much_moved_the_order_is_told_once():
    records = [{"id": letter} for letter in "ABCDEF"]
    assert value_diff(records, records[::-1]) == (ValueChange("", REORDERED, list("ABCDEF"), list("FEDCBA")),)


def test_a_text_at_another_place_has_moved():
    assert value_diff(["one", "two", "three"], ["two", "three", "one"]) == (ValueChange("[2]", MOVED, 1, 3),)


def test_records_that_nothing_names_are_paired_by_place():
    assert value_diff([{"at": 1}, {"at": 2}], [{"at": 1}, {"at": 3}]) == (ValueChange("[1].at", CHANGED, 2, 3),)
    twice = [{"id": 1, "n": 1}, {"id": 1, "n": 2}]
    assert value_diff(twice, [twice[0], {"id": 1, "n": 3}]) == (ValueChange("[1].n", CHANGED, 2, 3),)
    unnamed = [{"id": None, "n": 1}]
    assert value_diff(unnamed, [{"id": None, "n": 2}]) == (ValueChange("[0].n", CHANGED, 1, 2),)
    assert value_diff([{"id": 1}], [{"other": 1}])[0].path == "[0].other"


def test_values_in_values_past_a_depth_are_compared_whole():
    before, after = 1, 2
    for _ in range(20):
        before, after = {"a": before}, {"a": after}
    (change,) = value_diff(before, after)
    assert change.path == ".".join("a" * 12)


def test_there_are_at_most_so_many_changes():
    assert len(value_diff(dict.fromkeys(map(str, range(900)), 1), {})) == MAX_CHANGES


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from("ab"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "n"]), inner, max_size=2),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_against_itself_changes_nothing(value):
    assert value_diff(value, value) == ()


@given(VALUES, VALUES)
def test_unlike_values_differ_somewhere(one, other):
    from app.domain.json import canonical

    assert (value_diff(one, other) == ()) == (canonical(one) == canonical(other))
