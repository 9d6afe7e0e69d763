"""Ids and times that are drawn anew are noise; an id that selects another record never is."""

from datetime import UTC, datetime

import pytest
from runs_at_hand import run, tool

from app.domain.step import StateChange
from app.replay.noise import Noise, RunIds, noise_between
from app.replay.value_diff import value_diff

NINE = int(datetime(2026, 11, 12, 9, 0, tzinfo=UTC).timestamp()) * 10**9
MINUTE = 60 * 10**9
CLOCKS = {"before": RunIds(clock=(NINE, NINE + MINUTE)), "after": RunIds(clock=(NINE, NINE + MINUTE))}


def paths(before, after, *, noise=None, result=True):
    """The places of the differences that are noise."""
    changes = value_diff(before, after)
    return [change.path for change in (noise or Noise(**CLOCKS)).of(changes, result=after if result else None)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-11-12T09:00:14Z", "2026-11-12T09:00:18Z"),
        ("2026-11-12T10:00:14+01:00", "2026-11-12T09:00:18Z"),
        ("2026-11-12 09:00:14.5", "2026-11-12 09:00:18.123456"),
        ("Booked at 2026-11-12T09:00:14Z for you.", "Booked at 2026-11-12T09:00:18Z for you."),
        (NINE // 10**9 + 14, NINE // 10**9 + 18),
        (NINE // 10**6 + 14, NINE // 10**6 + 18.5),
    ],
)
def test_a_time_within_its_own_run_is_noise(one, other):
    assert paths({"created_at": one}, {"created_at": other}, result=False) == ["created_at"]


def test_each_run_has_a_clock_of_its_own():
    later = RunIds(clock=(NINE + 10**15, NINE + 10**15 + MINUTE))
    days = {"at": "2026-11-12T09:00:14Z"}, {"at": "2026-11-23T22:46:45Z"}
    assert paths(*days, noise=Noise(before=CLOCKS["before"], after=later)) == ["at"]
    assert paths(*days) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-11-12", "2026-08-24"),  # the index was built on another day
        ("2026-11-12T09:00:14Z", "2026-11-19T09:00:14Z"),
        ("2026-11-12T09:99:14Z", "2026-11-12T09:98:14Z"),
        ("9:14", "9:18"),
        (14, 18),
        (True, False),
        ("360.05", "288.04"),
    ],
)
def test_any_other_date_or_figure_is_a_difference(one, other):
    assert paths({"indexed": one, "of": "it"}, {"indexed": other, "of": "it"}) == []


def refunds(*names, asked=None, before=None):
    """Steps that each made a refund, and asked for one."""
    return [
        tool(
            number,
            input={"refund_id": asked} if asked else {},
            state=(StateChange(key=f"refunds/{name}", before=before, after={"id": name}),),
        )
        for number, name in enumerate(names, 1)
    ]


def between(ours, theirs):
    return noise_between(run(*ours), run(*theirs), [(number, number) for number in range(1, len(ours) + 1)])


def test_an_id_that_corresponding_steps_made_is_the_same_under_two_names():
    noise = between(refunds("re_0614968e"), refunds("re_99aa01bc"))
    assert noise.renamed == {"re_0614968e": "re_99aa01bc"}
    one, other = {"id": "re_0614968e", "amount": "360.05"}, {"id": "re_99aa01bc", "amount": "288.04"}
    assert paths(one, other, noise=noise) == ["id"]
    asked = {"refund_id": "re_0614968e"}, {"refund_id": "re_99aa01bc"}
    assert paths(*asked, noise=noise, result=False) == ["refund_id"]
    told = {"outcome": "refunded (re_0614968e)"}, {"outcome": "refunded (re_99aa01bc)"}
    assert paths(*told, noise=noise, result=False) == ["outcome"]
    assert paths({"outcome": "360.05 (re_0614968e)"}, {"outcome": "288.04 (re_99aa01bc)"}, noise=noise) == []


def test_a_record_under_a_name_that_was_made_is_compared_field_by_field():
    noise = between(refunds("re_0614968e"), refunds("re_99aa01bc"))
    one = {"refunds/re_0614968e": {"amount": 1}, "list": [{"id": "re_0614968e", "n": 1}]}
    other = {"refunds/re_99aa01bc": {"amount": 2}, "list": [{"id": "re_99aa01bc", "n": 1}]}
    changes = value_diff(one, other, renamed=noise.renamed)
    assert [change.path for change in changes] == ["refunds/re_99aa01bc.amount", "list[re_99aa01bc].id"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("re_0614968e", "re_99aa01bc"), ("re_99aa01bc", "re_0614968e")),  # either run knows both
        (("10001",), ("10002",)),  # counted, like any other figure
        (("re_1",), ("re_2",)),
    ],
)
def test_ids_that_both_runs_know_or_that_are_like_other_words_are_not_the_same(ours, theirs):
    assert between(refunds(*ours), refunds(*theirs)).renamed == {}


def test_what_was_there_before_was_not_made():
    assert between(refunds("re_0614968e", before={}), refunds("re_99aa01bc", before={})).renamed == {}


def test_things_of_other_kinds_are_not_the_same():
    note = [tool(1, state=(StateChange(key="notes/note-77a1", before=None, after=1),))]
    assert between(refunds("re_0614968e"), note).renamed == {}
    assert noise_between(run(), run(), []) == Noise()


def test_an_argument_that_selects_another_record_is_a_difference():
    noise = between([tool(1, input={"order_id": "ord_1a2b3c"})], [tool(1, input={"order_id": "ord_9f8e7d"})])
    one, other = {"order_id": "ord_1a2b3c"}, {"order_id": "ord_9f8e7d"}
    assert paths(one, other, noise=noise, result=False) == []
    found = {"order_id": "ord_1a2b3c", "status": "paid"}, {"order_id": "ord_9f8e7d", "status": "paid"}
    assert paths(*found, noise=noise) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0b0c2f3e-7d7a-4b7e-9a2c-1f2e3d4c5b6a", "f0e1d2c3-b4a5-4697-8899-aabbccddeeff"),
        ("9f86d081884c7d65", "60303ae22b998861"),
        ("call_a1B2c3", "call_z9Y8x7"),
        ("Request call_a1B2c3 was taken.", "Request call_z9Y8x7 was taken."),
    ],
)
def test_in_a_result_that_agrees_otherwise_an_id_that_nobody_asks_for_is_noise(one, other):
    assert paths({"of": one, "rows": 3}, {"of": other, "rows": 3}) == ["of"]
    assert paths({"of": one, "rows": 3}, {"of": other, "rows": 4}) == []
    assert paths({"of": one, "rows": 3}, {"of": other, "rows": 3}, result=False) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DE-2614382", "DE-2614390"),  # an order's number
        ("RET-DE/4#2", "RET-DE/3#2"),  # another version
        ("call_a1B2c3", "run_z9Y8x7"),
        ("gpt-4o2024", "gpt-4o20241"),
        ("A1B2C3D", "Z9Y8X7W"),
    ],
)
def test_a_name_that_was_not_drawn_is_a_difference(one, other):
    assert paths({"of": one, "rows": 3}, {"of": other, "rows": 3}) == []


def test_an_id_that_is_all_there_is_is_what_was_found():
    assert paths({"order_id": "ord_1a2b3c"}, {"order_id": "ord_9f8e7d"}) == []
    assert paths("ord_1a2b3c", "ord_9f8e7d") == []


def test_the_id_of_a_request_is_noise_whatever_was_brought():
    one, other = {"x-request-id": "req_1a2b3c", "rows": [3, None]}, {"x-request-id": "req_9f8e7d", "rows": [4, None]}
    assert paths(one, other) == ["x-request-id"]
    assert paths(one, other, result=False) == []


def test_what_came_or_went_is_a_difference():
    assert paths({"created_at": "2026-11-12T09:00:14Z"}, {}) == []
