"""The inbox of a store, one verb at a time."""

import pytest
from arrivals import NINE


@pytest.fixture
def receive(store):
    def received(*arrivals, at=NINE):
        with store.writing() as work:
            work.inbox.receive("local", arrivals, at=at)

    return received


@pytest.fixture
def take(store):
    def taken(at, limit=20):
        with store.writing() as work:
            return work.leases.take(now=at, limit=limit)

    return taken


@pytest.fixture
def done(store):
    def ended(lease, *, at):
        with store.writing() as work:
            read = [delivery.id for delivery in work.deliveries.of_traces("local", lease.trace_ids)]
            work.leases.done(lease, read, at=at)

    return ended


@pytest.fixture
def fail(store):
    def failed(lease, *, at):
        with store.writing() as work:
            work.leases.failed(lease, "it is damaged", at=at)

    return failed


@pytest.fixture
def aside(store):
    def listed():
        with store.reading() as work:
            return [(trace.trace_id, trace.reason) for trace in work.inbox.failed("local")]

    return listed
