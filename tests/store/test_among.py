"""However many values a column is compared with, the database takes them, and no trace with many links stops others."""

import re
from pathlib import Path

import pytest
from arrivals import after, arrived
from sqlalchemy import not_, select, text

import app.store
from app.store.among import among
from app.store.inbox_tables import DELIVERED, DELIVERY
from app.store.trace_links import linked_traces

# Those that name a step's neighbours, a page of steps or of events, an attempt's runs, or a few fixed words: bounded elsewhere.
BOUNDED = {
    "attempts.py",
    "events.py",
    "figures.py",
    "one_time_links.py",
    "password_tries.py",
    "pool.py",
    "revealed.py",
    "run_trees.py",
    "steps.py",
}
MANY = 300_000  # more than any database takes as parameters


@pytest.fixture
def found(store, receive):
    """Of three delivered traces, those for which a clause holds."""
    receive(arrived("t1"), arrived("it's"), arrived("é"))

    def asked(clause):
        with store.reading() as work:
            return set(work._session.scalars(select(DELIVERED.trace_id).where(clause)))

    return asked


@pytest.mark.parametrize("values", [["t1", "it's", "nowhere"], {"t1", "it's"}])
def test_texts_are_found_among_others(found, values):
    assert found(among(DELIVERED.trace_id, values)) == {"t1", "it's"}


def test_among_nothing_is_nothing_and_all_are_not_among_it(found):
    assert found(among(DELIVERED.trace_id, [])) == set()
    assert found(not_(among(DELIVERED.trace_id, []))) == {"t1", "it's", "é"}


def test_numbers_are_found_among_others(store, receive):
    receive(arrived("t1"))
    with store.reading() as work:
        (number,) = work._session.scalars(select(DELIVERY.id).where(among(DELIVERY.id, range(100))))
        assert not work._session.scalars(select(DELIVERY.id).where(not_(among(DELIVERY.id, [number])))).all()


def test_no_number_of_values_is_too_large(found):
    assert found(among(DELIVERED.trace_id, ["é", *map(str, range(MANY))])) == {"é"}


@pytest.mark.sqlite
def test_an_index_finds_what_is_among_some(store):
    query = select(DELIVERED.tries).where(DELIVERED.workspace == "local", among(DELIVERED.trace_id, ["t1"]))
    with store.engine.connect() as connection:
        told = connection.execute(text(f"explain query plan {query.compile(store.engine)}".replace("?", "'[1]'")))
        assert "(workspace=? AND trace_id=?)" in told.all()[0].detail


def test_what_may_be_many_is_told_as_one_parameter():
    modules = Path(app.store.__file__).parent.glob("*.py")
    parameters = {file.name for file in modules if re.search(r"\.(not_)?in_\((?!select|holders)", file.read_text())}
    assert parameters <= BOUNDED


def test_a_trace_that_is_linked_to_any_number_of_others_becomes_a_run_and_can_be_forgotten(
    store, receive, take, done
):
    receive(arrived("t1", linked=[f"other {number}" for number in range(70_000)]))
    receive(arrived("t2"), arrived("other 5"), at=after(1))
    lease = take(after(2))
    assert (lease.due, lease.companions) == ({"t1", "t2", "other 5"}, set())
    done(lease, at=after(2))
    with store.writing() as work:
        work.inbox.wake("local", linked_traces(work._session, "local", ["t1"]))
        work.inbox.forget("local", linked_traces(work._session, "local", ["t1"]))
        assert linked_traces(work._session, "local", ["t1"]) == {"t1"}
