"""Values that frameworks wrote as text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ingest.lenient import (
    as_dict,
    as_flag,
    as_float,
    as_int,
    as_list,
    as_text,
    lenient_value,
    plain,
    unescaped,
    unquoted,
    unquoted_text,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ("{'a': None, 'b': (1, 2.5), 'c': {3}}", {"a": None, "b": [1, 2.5], "c": [3]}),
        ("[1, NaN]", [1, "NaN"]),
        ('["\\ud800"]', ["\ufffd"]),
        ("{'n': 123456789012345678901234567890, 'f': 1e999, 'b': b'x', 1: True}", {"n": 123456789012345678901234567890, "f": "Infinity", "b": "b'x'", "1": True}),
        ('{"n": 123456789012345678901234567890, "f": 1e999}', {"n": 123456789012345678901234567890, "f": "1e999"}),
        ("{'n': 0x" + "f" * 9000 + "}", {"n": "0x" + "f" * 9000}),
        ("{'a': open('x')}", "{'a': open('x')}"),
        ("{" + "'a', " * 50_000 + "}", "{" + "'a', " * 50_000 + "}"),
        ("(1)", "(1)"),
        ("A-1042", "A-1042"),
        ("42", "42"),
        ("", ""),
        ("[" * 101 + "]" * 101, "[" * 101 + "]" * 101),
        ('["' + "[" * 200 + '"]', ["[" * 200]),
        ("[" + "[], " * 120 + "[]]", [[]] * 121),
        ("(" * 120 + "1" + ",)" * 120, "(" * 120 + "1" + ",)" * 120),
        (json.dumps('{"a": 1}'), {"a": 1}),
        (json.dumps(json.dumps("[1, 2]")), [1, 2]),
        (json.dumps("{'a': 1}"), {"a": 1}),
        ('"{A-1042}"', '"{A-1042}"'),
        ('"{', '"{'),
        ('"[a]" and "[b]"', '"[a]" and "[b]"'),
        (7, 7),
    ],
    ids=["json", "python", "not a number", "lone surrogate", "odd python", "long numbers", "too long a number", "a call", "too long", "brackets", "id", "digits", "empty", "too deep", "brackets in a text", "wide", "deep python", "twice", "thrice", "python in json", "braces in quotes", "no end", "quotes at both ends", "number"],
)  # fmt: skip
def test_a_text_is_the_object_or_list_that_it_holds_and_else_itself(text, value):
    assert lenient_value(text) == value


@given(
    st.integers(97, 103), st.lists(st.text('[]{}()"\\ab'), max_size=3), st.sampled_from(["[" * 120, "]" * 120, ""])
)
def test_brackets_count_for_the_depth_where_they_stand_in_no_text(levels, texts, filler):
    nest = json.dumps([filler, *texts])[:-1] + ", []" * 60 + "]"
    written = "[" * (levels - 2) + nest + "]" * (levels - 2)
    assert lenient_value(written) == (json.loads(written) if levels <= 100 else written)


@pytest.mark.parametrize(
    ("text", "value"),
    [('"a"', "a"), ("7", 7), ("true", True), ("a", "a"), ("", ""), ('{"a": 1}', {"a": 1}), (None, None)],
)
def test_where_every_value_is_json_texts_lose_their_quotes(text, value):
    assert unquoted(text) == value


@pytest.mark.parametrize(
    ("text", "alone", "escaped"),
    [
        ('"Be\\nbrief."', "Be\nbrief.", "Be\nbrief."),
        ('"A title"', "A title", '"A title"'),
        ('"a" or "b"', '"a" or "b"', '"a" or "b"'),
        ('"', '"', '"'),
        ("12", "12", "12"),
        ("plain", "plain", "plain"),
    ],
)
def test_a_text_that_is_one_json_string_loses_its_quotes_where_that_is_sure(text, alone, escaped):
    assert unquoted_text(text) == alone
    assert unescaped(text) == escaped


def test_numbers_flags_and_texts_are_read_in_their_spellings():
    assert [as_int("7"), as_int(7.9), as_int("many"), as_int(None)] == [7, 7, None, None]
    assert [as_float("0.5"), as_float("inf"), as_float(10**400), as_float([])] == [0.5, None, None, None]
    assert [as_flag(value) for value in (True, 1, "True", "yes", False, None, "no")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert [as_text(value) for value in (None, "", [], {}, "a", 7, {"a": "é"})] == [
        None,
        None,
        None,
        None,
        "a",
        "7",
        '{"a": "é"}',
    ]
    assert (as_dict("[1]"), as_list("{}"), as_list("(1, 2)")) == ({}, [], [1, 2])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=4),
        lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers(), inner),
    )
)
def test_any_python_value_has_a_nearest_json_value_that_can_be_written(value):
    json.dumps(plain(value), allow_nan=False)


@given(st.text())
def test_any_text_can_be_read(text):
    lenient_value(text)
    unquoted(text)
    unescaped(f'"{text}"')
