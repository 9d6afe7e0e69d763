"""Whoever listens is told of an event once nothing undoes it, and of no other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest

from app.domain.change import StepOpened
from app.domain.errors import RunsChanged, WrongState

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def heard(store):
    told = []
    store.on_commit(lambda session_id, seq: told.append((session_id, seq)))
    return told


def note(work, session_id, *steps):
    work.events.append(session_id, [StepOpened(step=step) for step in steps], actor="ada", at=NINE)


def test_every_event_is_told_after_the_commit_with_session_and_number(store, heard):
    with store.writing() as work:
        note(work, "one", 1, 2)
        note(work, "two", 1)
        note(work, "one", 3)
        assert heard == []
    assert heard == [("one", 1), ("one", 2), ("two", 1), ("one", 3)]


def test_whoever_is_told_can_read_the_event(store):
    read = []

    def listen(session_id, seq):
        with store.reading() as work:
            read.extend(work.events.of(session_id, after=seq - 1))

    store.on_commit(listen)
    store.repeated(lambda work: note(work, "one", 7), durable=True)
    assert [event.change for event in read] == [StepOpened(step=7)]


def test_what_was_worked_out_from_runs_that_changed_is_not_written_once_more(store):
    times = []

    def write(_work):
        times.append(1)
        raise RunsChanged("other runs stand for the traces now")

    with pytest.raises(RunsChanged):
        store.repeated(write)
    assert len(times) == 1


def test_whoever_reads_on_from_the_last_number_misses_nothing_though_the_later_is_told_first(store):
    first_is_committed, second_is_told = Event(), Event()
    told, read = [], []

    def listen(session_id, seq):
        if seq == 1:
            first_is_committed.set()
            second_is_told.wait(30)
        told.append(seq)
        with store.reading() as work:
            read.extend(event.seq for event in work.events.of(session_id, after=max(read, default=0)))
        if seq == 2:
            second_is_told.set()

    store.on_commit(listen)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(store.repeated, lambda work: note(work, "one", 1))
        first_is_committed.wait(30)
        store.repeated(lambda work: note(work, "one", 2))
        first.result()
    assert (told, read) == ([2, 1], [1, 2])


def test_what_is_undone_is_not_told(store, heard):
    def refused():
        with store.writing() as work:
            note(work, "one", 1)
            raise WrongState("changed my mind")

    with pytest.raises(WrongState):
        refused()
    assert heard == []


def test_a_listener_that_fails_keeps_no_other_from_hearing(store, caplog):
    told = []
    store.on_commit(lambda *_: 1 / 0)
    store.on_commit(lambda *event: told.append(event))
    with store.writing() as work:
        note(work, "one", 1)
    assert told == [("one", 1)]
    assert "a listener was not told of event 1 of session one" in caplog.text
