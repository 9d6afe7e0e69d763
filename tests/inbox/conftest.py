"""What comes into the inbox: files that are imported, requests that are delivered, and runs made of these."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from parcel_parts import NINE
from workspace_owner import GRACE

from app.inbox.assemble import assemble
from app.inbox.import_files import import_files
from app.inbox.receive import receive
from app.ingest.files import NamedBytes
from app.ingest.limits import DEFAULT


@pytest.fixture
def bring(store, new_id):
    def imported(*bodies):
        files = [NamedBytes(f"{number}.json", body) for number, body in enumerate(bodies)]
        return import_files(store, files, viewer=GRACE, new_id=new_id)

    return imported


@pytest.fixture
def deliver(store):
    def delivered(body, *, at=NINE):
        receive(
            store,
            body,
            workspace="local",
            kind=ExportTraceServiceRequest,
            media_type="application/json",
            limits=DEFAULT,
            now=at,
        )

    return delivered


@pytest.fixture
def assembled(store, new_id):
    """Assembles all that waits, hours after it came."""
    hours = count(1)

    def done():
        while True:
            assemble(store, clock=lambda: NINE + timedelta(hours=next(hours)), new_id=new_id)
            with store.reading() as work:
                if not work.inbox.count_waiting():
                    assert work.inbox.failed("local") == ()
                    return

    return done


@pytest.fixture
def inbox(bring, deliver, assembled):
    return SimpleNamespace(bring=bring, deliver=deliver, assembled=assembled)
