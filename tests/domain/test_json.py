"""One canonical text for each JSON value."""

from hashlib import sha256
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.json import canonical, content_hash, indented, laid_out, text_of


def test_keys_are_sorted_and_nothing_is_escaped_or_padded() -> None:
    assert canonical({"b": [1, 2.5, None], "a": "Größe"}) == '{"a":"Größe","b":[1,2.5,null]}'


def test_any_mapping_and_sequence_is_json() -> None:
    assert canonical(MappingProxyType({"a": (1, range(2))})) == '{"a":[1,[0,1]]}'


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(TypeError, match="not a JSON value: complex"):
        canonical({"a": 1j})


def test_json_for_people_keeps_the_order_of_its_keys() -> None:
    assert indented({"b": 1, "a": MappingProxyType({})}) == '{\n  "b": 1,\n  "a": {}\n}'


def test_a_text_stands_as_it_is_and_anything_else_as_json() -> None:
    assert text_of('"said"') == laid_out('"said"') == '"said"'
    assert text_of({"b": None, "a": [1]}) == '{"a":[1],"b":null}'
    assert laid_out({"b": [1]}) == '{\n  "b": [\n    1\n  ]\n}'


NUMBERS = (
    st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.sampled_from([1e16, 1e-7, 5e-05, -0.0])
)
TEXTS = st.text(st.characters(exclude_categories=[]), max_size=5) | st.sampled_from(
    ["1e5", "0.5", "\x00\x1f\x7f", "é", "~"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
)


@given(VALUES)
def test_equal_values_have_one_hash_however_their_numbers_are_written(value) -> None:
    assert content_hash(value) == sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def test_a_hash_is_128_bits_of_the_canonical_text() -> None:
    assert content_hash({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad808"
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
