"""Two processes that let runs go which are made of the same words do not wait for each other in a circle."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import late_parcel
import pytest
from sqlalchemy import event
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes
from app.store.engine import open_store


def said(words, *, trace):
    """A run of one call that is asked this and nothing else."""
    body = json.loads(late_parcel.otlp("healthy"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    scope["spans"] = [scope["spans"][1] | {"traceId": trace * 32, "parentSpanId": ""}]
    asked = json.dumps([{"role": "user", "parts": [{"type": "text", "content": words}]}])
    for each in scope["spans"][0]["attributes"]:
        if each["key"].endswith("put.messages"):
            each["value"]["stringValue"] = asked.replace("user", "assistant") if "output" in each["key"] else asked
    return NamedBytes(f"{trace}.json", json.dumps(body).encode())


@pytest.fixture
def pairs(store, new_id):
    """Two runs for each of two processes: the first of one is made of what the second of the other is made of."""
    files = [said("x", trace="1"), said("y", trace="2"), said("y", trace="3"), said("x", trace="4")]
    runs = {run.trace_id[0]: run.run for run in import_files(store, files, viewer=GRACE, new_id=new_id)}
    return [runs["1"], runs["2"]], [runs["3"], runs["4"]]


def test_each_of_two_processes_gets_through(store, pairs):
    both_have_noted = Barrier(2)

    def wait(_connection, _cursor, statement, *_):
        if "loose_content" in statement:
            try:
                both_have_noted.wait(0.5)
            except BrokenBarrierError:  # the other waits for us, as it should
                return

    def remove(run_ids):
        own = open_store(store.engine.url.render_as_string(hide_password=False))
        event.listen(own.engine, "after_cursor_execute", wait)
        with own.writing() as work:
            work.runs.remove(run_ids)
        own.close()

    with ThreadPoolExecutor(2) as processes:
        list(processes.map(remove, pairs))
    with store.reading() as work:
        assert work.run_list.latest("local", limit=9).runs == ()
