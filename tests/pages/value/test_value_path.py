import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import NotFound
from app.pages.value.path import MAX_KEY, ROOT, at_index, part_address, under_key, value_at


def test_a_plain_key_follows_a_dot_and_any_other_stands_in_brackets():
    assert under_key("$.passages[0]", "id") == "$.passages[0].id"
    assert under_key("$", "unit price") == '$["unit price"]'
    assert under_key("$", 'say "hi"') == '$["say \\"hi\\""]'
    assert under_key("$", "größe") == '$["größe"]'


def test_a_hidden_character_in_a_key_is_written_as_its_escape():
    assert under_key("$", "pay\u202epal") == '$["pay\\u202epal"]'


def test_nothing_under_too_long_a_key_has_a_path():
    assert under_key("$", "k" * (MAX_KEY + 1)) is None
    assert under_key(None, "id") is None
    assert at_index(None, 3) is None


@given(
    st.recursive(
        st.text(max_size=8), lambda inner: st.dictionaries(st.text(max_size=6), inner, min_size=1), max_leaves=6
    )
)
def test_any_key_leads_to_its_value(value):
    path, wanted = ROOT, value
    while isinstance(wanted, dict):
        key = next(iter(wanted))
        path, wanted = under_key(path, key), wanted[key]
    assert value_at(value, path) == wanted


def test_a_path_leads_into_lists_objects_and_texts_that_spell_json():
    value = {"passages": [{"id": "RET-DE/3#2"}, {"raw": '{"n": [1, 2]}'}]}
    assert value_at(value, "$") is value
    assert value_at(value, "$.passages[0].id") == "RET-DE/3#2"
    assert value_at(value, '$["passages"][1].raw.n[1]') == 2


@pytest.mark.parametrize(
    "path",
    [
        "",
        "passages",
        "$.nothing",
        "$.passages[9]",
        "$.passages.id",
        "$[0]",
        "$.passages[0].id.more",
        "$.passages[",
        "$..id",
        '$["\\x"]',
        "$.n.x",
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path):
    with pytest.raises(NotFound):
        value_at({"passages": [{"id": "RET"}], "n": "7"}, path)


def test_the_address_of_a_part_carries_its_path():
    assert part_address("/x/output", "$") == "/x/output"
    assert part_address("/x/output", None) == "/x/output"
    assert part_address("/x/output", '$["a b"]&') == "/x/output?path=%24%5B%22a%20b%22%5D%26"
