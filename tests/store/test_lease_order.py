"""Nobody waits for all the traces of somebody else: not behind a crowd of them, and not beside another workspace."""

import pytest
from arrivals import NINE, after, arrived

CROWD = [f"crowd{number:03}" for number in range(200)]


@pytest.fixture
def receive(store):
    def received(*trace_ids, workspace="local", at=NINE):
        with store.writing() as work:
            work.inbox.receive(workspace, [arrived(trace_id) for trace_id in trace_ids], at=at)

    return received


@pytest.fixture
def take(store):
    def taken(seconds, limit=20):
        with store.writing() as work:
            return work.leases.take(now=after(seconds), limit=limit)

    return taken


def test_a_few_traces_behind_a_crowd_are_taken_up_with_the_first_of_it(receive, take):
    receive(*CROWD)
    receive("late", at=after(1))
    receive("later", at=after(2))
    lease = take(5)
    assert {"late", "later"} < lease.due
    assert len(lease.due) == 20


def test_behind_two_crowds_too(receive, take):
    receive(*CROWD)
    receive(*(f"second{number:03}" for number in range(200)), at=after(1))
    receive("late", at=after(2))
    lease = take(5)
    assert "late" in lease.due
    assert [sum(trace_id.startswith(name) for trace_id in lease.due) for name in ("crowd", "second")] == [14, 5]


def test_a_crowd_that_nobody_waits_behind_has_all_the_room(receive, take):
    receive(*CROWD)
    assert take(5).due == set(CROWD[:20])


def test_whoever_waits_for_longest_is_first_where_there_is_no_crowd(receive, take):
    for second in range(5):
        receive(f"at{second}", at=after(second))
    assert take(9, limit=3).due == {"at0", "at1", "at2"}


def test_one_at_a_time_is_the_oldest(receive, take):
    receive(*CROWD[:3])
    receive("late", at=after(1))
    assert take(5, limit=1).due == {"crowd000"}


def test_the_crowd_of_one_workspace_keeps_no_other_waiting(receive, take):
    receive(*CROWD)
    receive("theirs", workspace="public", at=after(1))
    taken = [take(second).workspace for second in range(5, 15)]
    assert set(taken) == {"local", "public"}
