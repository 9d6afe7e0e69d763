"""Packing keeps every JSON value, and small ones stay small."""

from hypothesis import given
from hypothesis import strategies as st

from app.store.packed import pack, squeeze, stretch, unpack

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec=None)), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_values)
def test_what_was_packed_comes_back(value):
    assert unpack(pack(value)) == value


def test_a_lone_surrogate_and_a_huge_integer_come_back():
    assert unpack(pack({"text": "\ud800", "number": 2**80})) == {"text": "\ud800", "number": 2**80}


def test_a_long_text_takes_less_room_than_it_has_letters():
    assert len(pack("the same words again and again " * 100)) < 200


@given(st.binary(max_size=400))
def test_bytes_come_back_whatever_they_look_like(body):
    assert stretch(squeeze(body)) == body
