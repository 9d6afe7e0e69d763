"""A trace that takes more memory than a process may have is set aside with its reason; others become runs."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import late_parcel
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue, KeyValueList

from app.inbox.receive import receive
from app.ingest.limits import DEFAULT

ROOT = Path(__file__).parent.parent.parent
MEMORY = 300 * 2**20  # bytes; a process that has nothing to do takes two thirds of it, threads and libraries included
POISON = "f" * 32
PATIENCE = 120  # seconds; it is tried three times, the last after four seconds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no limit of data")


def hungry():
    """A few megabytes of it are decoded into half a gigabyte."""
    request = ExportTraceServiceRequest()
    span = request.resource_spans.add().scope_spans.add().spans.add()
    span.trace_id, span.span_id = bytes.fromhex(POISON), b"1" * 8
    values = [AnyValue(kvlist_value=KeyValueList(values=[KeyValue(key="k")])) for _ in range(10)]
    for number in range(90_000):
        span.attributes.add(key=str(number)).value.array_value.values.extend(values)
    return request.SerializeToString()


@pytest.mark.sqlite
def test_it_is_set_aside_and_the_others_become_runs(store, settings):
    for body, kind in ((late_parcel.otlp("healthy"), "json"), (hungry(), "x-protobuf")):
        now = datetime.now(UTC)
        receive(
            store,
            body,
            workspace="local",
            kind=ExportTraceServiceRequest,
            media_type=f"application/{kind}",
            limits=DEFAULT,
            now=now,
        )
    own = {"MISSTEP_HOME": str(settings.home), "MISSTEP_DATABASE_URL": settings.database_url, "PYTHONPATH": str(ROOT)}
    limit = f"import resource, os, sys; resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY}));"
    become = "os.execv(sys.executable, [sys.executable, '-m', 'app.cli', 'assemble'])"
    process = subprocess.Popen([sys.executable, "-c", limit + become], env=os.environ | own, stdin=subprocess.PIPE)
    try:
        aside = until(lambda: failed(store))
    finally:
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
    assert aside.trace_id == POISON
    assert "takes more memory" in aside.reason
    with store.reading() as work:
        (run,) = work.run_list.latest("local", limit=9).runs
    assert run.trace_id == late_parcel.trace_id("healthy")


def until(found):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.2)
    raise AssertionError("it did not come to pass")


def failed(store):
    with store.reading() as work:
        return next(iter(work.inbox.failed("local")), None)
