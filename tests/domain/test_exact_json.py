"""JSON text is read and written without losing a digit of a whole number."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.exact_json import MOST_SPELLED, dumps, loads, number, spelled
from app.domain.span import Status

# Python takes 10**22 and 1e22 for equal; their texts differ.
EDGES = [-(2**63) - 1, -(2**63), 2**63 - 1, 2**63, 2**64 - 1, 2**64, 10**22]
WHOLE = st.integers() | st.integers(-(10**60), 10**60) | st.sampled_from(EDGES)
SCALARS = st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12345678901234567890123", 12345678901234567890123),
        ("-9223372036854775808", -(2**63)),
        ("-9223372036854775809", -(2**63) - 1),
        ("18446744073709551615", 2**64 - 1),
        ("18446744073709551616", 2**64),
        ('{"account": 12345678901234567890123}', {"account": 12345678901234567890123}),
        ("[1,\n10000000000000000000000]", [1, 10**22]),
        ("0.1", 0.1),
        ("1E5", 100000.0),
        ("12345678901234567890.5", 12345678901234567000.0),
        ("0.12345678901234567890123", 0.12345678901234568),
        ("1e400", "1e400"),
        ("[-1e400, 12345678901234567890123]", ["-1e400", 12345678901234567890123]),
        ("[NaN, -Infinity]", ["NaN", "-Infinity"]),
        ("7" * 4300, int("7" * 4300)),
        ("7" * 4301, "7" * 4301),
        ('"12345678901234567890123"', "12345678901234567890123"),
        ('"\\ud800"', "\ud800"),
    ],
    ids=lambda given: str(given)[:40] if isinstance(given, str) else "",
)
def test_a_number_is_read_as_it_stands_or_stays_text(text, value):
    for given_text in (text, text.encode()):
        assert repr(loads(given_text)) == repr(value)


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        (b'{"a": 1', json.JSONDecodeError),
        (b"{'a': 12345678901234567890123}", json.JSONDecodeError),
        (b'"\xff"', UnicodeDecodeError),
        (b"[" * 100_000, RecursionError),
    ],
)
def test_what_is_no_json_is_refused(body, refused):
    with pytest.raises(refused):
        loads(body)


@given(VALUES)
def test_what_was_written_is_read_again_to_the_last_digit(value):
    assert repr(loads(dumps(value))) == repr(value)
    assert repr(loads(json.dumps(value))) == repr(value)


@given(VALUES)
def test_without_longer_numbers_it_is_what_orjson_reads(value):
    text = json.dumps(value)
    try:
        orjson.dumps(value)
    except TypeError:
        return
    assert repr(loads(text)) == repr(orjson.loads(text))


@dataclass(frozen=True, slots=True)
class Seen:
    at: datetime
    steps: frozenset[int]
    status: Status


@pytest.mark.parametrize("odd", [10**22, "\ud800"])
def test_a_long_number_or_half_a_letter_beside_it_changes_nothing_of_a_value(odd):
    seen = Seen(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), frozenset({2, 1}), Status.ERROR)
    value = {"seen": seen, "any": MappingProxyType({"a": (1, range(2))}), "by": {7: 1}}
    told = {
        "seen": {"at": "2026-11-22T09:00:00Z", "steps": [1, 2], "status": "error"},
        "any": {"a": [1, [0, 1]]},
        "by": {"7": 1},
    }
    assert loads(dumps(value)) == told
    assert loads(dumps(value | {"odd": odd})) == told | {"odd": odd}


def test_what_is_no_value_is_refused():
    for value in (object(), [10**22, object()]):
        with pytest.raises(TypeError, match="not a JSON value: object"):
            dumps(value)


def test_what_json_has_no_number_for_is_named():
    named = [number(value) for value in (0.5, 10**400, float("nan"), float("inf"), float("-inf"), 16**4000)]
    assert named == [0.5, 10**400, "NaN", "Infinity", "-Infinity", "0x1" + "0" * 4000]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (' {"a": 1}', {"a": 1}),
        ("[1, 2]", [1, 2]),
        ("{}", None),
        ("[]", None),
        ("{a: 1}", None),
        ("[" * 100_000, None),
        ("12", None),
        ("", None),
        ("[" + "1," * MOST_SPELLED + "1]", None),
    ],
)
def test_a_text_spells_an_object_or_a_list_or_nothing(text, value):
    assert spelled(text) == value
