"""What reads much of a run has slots and a time of its own, and stops when whoever asked has gone."""

import time

import pytest
from endless import endless_steps, readings_under_way, wait_until
from visit import Visit

from app.http.connection_slots import LONG_READERS, ConnectionSlots


@pytest.fixture
def attempt(ada):
    return ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]


@pytest.fixture
def search(attempt):
    return f"/api/attempts/{attempt}/hits?q=parcel"


@pytest.fixture
def engine(ada):
    return ada.app.state.misstep.store.engine


def slots(ada):
    return ada.app.state.connections


def taken(queue):
    """Whether all slots are held; the next one would wait."""
    return queue._free.value == 0


def waiting(queue):
    return queue._free.statistics().tasks_waiting


def searches(ada, search, number=LONG_READERS):
    """So many that are worked on, each in a statement of the database's."""
    found = [Visit(ada, search) for _ in range(number)]
    wait_until(lambda: taken(slots(ada).long_reading))
    return found


def test_a_search_whose_client_has_gone_stops(ada, engine, search):
    with endless_steps(engine):
        under_way = searches(ada, search)
        if engine.dialect.name == "postgresql":
            wait_until(lambda: readings_under_way(engine) == LONG_READERS)
        for visit in under_way:
            visit.leave()
        for visit in under_way:
            visit.end()
        assert engine.dialect.name == "sqlite" or readings_under_way(engine) == 0
        assert not taken(slots(ada).long_reading)
    assert len(ada.get(search).json()["hits"]) > 0


def test_a_search_stops_when_its_time_is_up(ada, engine, search):
    ada.app.state.connections = ConnectionSlots(longest=0.2)
    with endless_steps(engine):
        visit = Visit(ada, search)
        assert (visit.status, visit.headers["retry-after"]) == (503, "2")
        assert "takes too long and was stopped" in visit.error


def test_pages_are_read_while_all_slots_for_searches_are_taken(ada, engine, search):
    with endless_steps(engine):
        under_way = searches(ada, search)
        assert ada.get("/").status_code == 200
        assert ada.get("/healthz").status_code == 200
        assert ada.get("/readyz").status_code == 200
        for visit in under_way:
            visit.leave()
            visit.end()


@pytest.mark.parametrize("page", ["steps/numbers", "steps/overview", "steps/1?find=parcel", "steps/1?view=tree"])
def test_pages_that_read_much_wait_with_the_searches(ada, engine, attempt, search, page):
    with endless_steps(engine):
        under_way = searches(ada, search)
        late = Visit(ada, f"/attempts/{attempt}/{page}")
        wait_until(lambda: waiting(slots(ada).long_reading) == 1)
        for visit in (late, *under_way):
            visit.leave()
            visit.end()


def test_a_step_is_not_kept_waiting_by_searches(ada, engine, attempt, search):
    free = slots(ada).reading._free.value
    with endless_steps(engine):
        under_way = searches(ada, search)
        page = Visit(ada, f"/attempts/{attempt}/steps/1")
        wait_until(lambda: slots(ada).reading._free.value == free - 1)
        for visit in (page, *under_way):
            visit.leave()
            visit.end()
    assert slots(ada).reading._free.value == free


def test_whoever_waits_too_long_for_a_slot_is_told_to_come_back(ada, engine, attempt, search):
    ada.app.state.connections = ConnectionSlots(patience=0.1)
    with endless_steps(engine):
        under_way = searches(ada, search)
        program = Visit(ada, search)
        assert (program.status, program.headers["retry-after"]) == (503, "2")
        assert "busy with other requests" in program.error
        person = Visit(ada, f"/attempts/{attempt}/steps/1?find=parcel", accept="text/html")
        assert (person.status, person.headers["retry-after"]) == (503, "2")
        assert "<h1" in person.text
        assert "busy with other requests" in person.text
        for visit in under_way:
            visit.leave()
            visit.end()


def test_whoever_leaves_the_queue_makes_room_for_the_next(ada, engine, search):
    with endless_steps(engine):
        under_way = searches(ada, search)
        late = [Visit(ada, search) for _ in range(3)]
        wait_until(lambda: waiting(slots(ada).long_reading) == 3)
        late[1].leave()
        late[1].end()
        assert waiting(slots(ada).long_reading) == 2
        for visit in (late[0], late[2], *under_way):
            visit.leave()
            visit.end()
    assert not taken(slots(ada).long_reading)


def test_a_reading_that_was_stopped_harms_nobody_who_has_its_connection_next(ada, engine, search):
    with endless_steps(engine):
        for _ in range(5):
            visit = Visit(ada, search)
            time.sleep(0.02)  # at any place of its work
            visit.leave()
            visit.end()
            assert ada.get("/api/scenarios").status_code == 200


def test_an_export_whose_client_has_gone_is_not_made_to_its_end(ada, attempt):
    whole = Visit(ada, f"/attempts/{attempt}/export")
    assert whole.status == 200
    left = Visit(ada, f"/attempts/{attempt}/export", takes=1)
    wait_until(lambda: left.pieces == 1)
    other = Visit(ada, f"/attempts/{attempt}/export")
    assert (other.status, other.text) == (200, whole.text)  # while the first one's line is slow
    left.leave()
    left.end()
    assert left.pieces < whole.pieces
