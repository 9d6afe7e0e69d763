"""Packing keeps every JSON value, and small ones stay small."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.span import Status
from app.domain.step import Try
from app.store.packed import compress, decompress, pack, unpack

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
    assert repr(unpack(pack(value))) == repr(value)


def test_a_lone_surrogate_and_a_huge_integer_come_back():
    assert unpack(pack({"text": "\ud800", "number": 10**22})) == {"text": "\ud800", "number": 10**22}


def test_values_of_the_domain_are_packed_with_hostile_text_in_them():
    attempt = Try(span_ids=("s",), started_ns=1, ended_ns=2, status=Status.ERROR, error="\ud800", output=[1])
    assert unpack(pack([attempt])) == [
        {"span_ids": ["s"], "started_ns": 1, "ended_ns": 2, "status": "error", "error": "\ud800", "output": [1]}
    ]


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError, match="not a JSON value: object"):
        pack(["\ud800", object()])


def test_a_long_text_takes_less_room_than_it_has_letters():
    assert len(pack("the same words again and again " * 100)) < 200


@given(st.binary(max_size=400))
def test_bytes_come_back_whatever_they_look_like(body):
    assert decompress(compress(body)) == body
