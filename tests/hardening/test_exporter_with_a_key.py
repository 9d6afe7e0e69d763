"""The exporter of OpenTelemetry sends a key that stands in its environment, and gives up where it is none."""

from dataclasses import replace

import pytest
from issued_keys import issued
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExportResult

from app.main import create_app
from app.settings import read_settings

pytestmark = pytest.mark.sqlite


@pytest.fixture
def remote(settings, pack, store):
    """A server that takes this machine for any other, and how often it was asked."""
    proxies = read_settings({"MISSTEP_PROXIES": "127.0.0.1"}).proxies
    application = create_app(replace(settings, proxies=proxies), packs=pack, store=store)
    asked = []

    async def counted(scope, receive, send):
        asked.extend([scope["path"]] if scope["type"] == "http" else [])
        await application(scope, receive, send)

    return counted, asked


class Watched(OTLPSpanExporter):
    """Keeps what became of each export."""

    results: list

    def export(self, spans):
        self.results = [*getattr(self, "results", []), super().export(spans)]
        return self.results[-1]


def exported(port):
    """What an agent's exporter makes of the span that it sends."""
    exporter = Watched(endpoint=f"http://127.0.0.1:{port}/v1/traces", timeout=20)
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with provider.get_tracer("agent").start_as_current_span("execute_tool look"):
        pass
    provider.shutdown()
    return exporter.results


def test_what_an_exporter_sends_with_a_key_is_taken(remote, store, served, monkeypatch):
    application, asked = remote
    secret = issued(store, "deliver").secret
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", f"authorization=Bearer%20{secret}")
    with served(application) as port:
        assert exported(port) == [SpanExportResult.SUCCESS]
        with store.reading() as work:
            assert work.inbox.count_waiting() == 1
    assert asked == ["/v1/traces"]


def test_an_exporter_without_a_good_key_asks_once_and_gives_up(remote, served, monkeypatch):
    application, asked = remote
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20mst_" + "A" * 43)
    with served(application) as port:
        assert exported(port) == [SpanExportResult.FAILURE]
    assert asked == ["/v1/traces"]
