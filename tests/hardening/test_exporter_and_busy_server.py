"""The SDK's own exporter sends again what a server could not take, and nothing is lost."""

import sqlite3
from threading import Timer

import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from sqlalchemy import event


@pytest.mark.sqlite
def test_an_exporter_sends_again_what_a_busy_server_did_not_take(application, served, caplog):
    with served(application) as port:
        store = application.state.misstep.store
        event.listen(store.engine, "checkout", lambda driver, *_: driver.execute("pragma busy_timeout = 1").close())
        other = sqlite3.connect(store.engine.url.database, isolation_level=None, check_same_thread=False)
        other.execute("begin immediate")
        Timer(2, other.rollback).start()
        exporter = OTLPSpanExporter(endpoint=f"http://127.0.0.1:{port}/v1/traces", timeout=30)
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        with provider.get_tracer("t").start_as_current_span("execute_tool look"):
            pass
        provider.shutdown()
        assert "retrying" in caplog.text.lower()
        with store.reading() as work:
            assert work.inbox.count_waiting() + work.runs.count("imported") == 1
        other.close()
