"""Run in a process of its own, since its providers are the process's for good: what reaches them, as JSON.

Started with OTLP endpoints in its environment that lead to a server on the loopback of its own.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from fastapi import FastAPI
from opentelemetry import _logs, metrics, trace
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import InMemoryLogRecordExporter, SimpleLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from app.main import create_app
from app.recorder.capture import Capture
from app.recorder.clock import Clock
from app.settings import read_settings
from app.startup import Packs


class Collector(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.exports += 1
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def collector():
    server = HTTPServer(("127.0.0.1", 0), Collector)
    server.exports = 0
    Thread(target=server.serve_forever, daemon=True).start()
    os.environ["FASTAPI_OTEL_AUTO_CONFIGURE"] = "true"
    os.environ["OTEL_PYTHON_SDK_INTERNAL_METRICS_ENABLED"] = "true"
    os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = f"http://127.0.0.1:{server.server_port}"
    return server


class Global:
    """The global providers, and the names of what has reached them since they were asked last."""

    def __init__(self):
        self.spans, self.logs, self.metrics = (
            InMemorySpanExporter(),
            InMemoryLogRecordExporter(),
            InMemoryMetricReader(),
        )
        tracers, loggers = TracerProvider(), LoggerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self.spans))
        loggers.add_log_record_processor(SimpleLogRecordProcessor(self.logs))
        trace.set_tracer_provider(tracers)
        _logs.set_logger_provider(loggers)
        metrics.set_meter_provider(MeterProvider([self.metrics]))

    def seen(self):
        found = self.metrics.get_metrics_data()
        own = "otel.sdk.metric_reader."  # what the reader tells of itself
        scopes = [scope for block in (found.resource_metrics if found else ()) for scope in block.scope_metrics]
        seen = {
            "spans": sorted(span.name for span in self.spans.get_finished_spans()),
            "logs": len(self.logs.get_finished_logs()),
            "metrics": sorted(
                each.name for scope in scopes for each in scope.metrics if not each.name.startswith(own)
            ),
        }
        self.spans.clear()
        self.logs.clear()
        return seen


def visit(app):
    """What is there, what is refused, and what fails."""
    with TestClient(
        app, base_url="http://misstep.test", client=("127.0.0.1", 50000), raise_server_exceptions=False
    ) as client:
        return [client.get(path).status_code for path in ("/healthz", "/api/runs?older_than=no-key", "/unforeseen")]


def misstep(home):
    app = create_app(
        read_settings({"MISSTEP_HOME": home, "MISSTEP_HOSTS": "misstep.test"}), packs=Packs(Path(home), Path(home))
    )
    app.add_api_route("/unforeseen", lambda: 1 / 0)
    return app


def bare():
    app = FastAPI()
    app.add_api_route("/healthz", lambda: "ok")
    app.add_api_route("/unforeseen", lambda: 1 / 0)
    return app


def record():
    capture = Capture(run="one", clock=Clock(10**18), resource={"service.name": "shop"})
    with capture.span("invoke_agent", {}), capture.span("chat", {}):
        pass
    return [span.name for span in capture.finished()]


def main(home):
    server, providers = collector(), Global()
    report = {"recorded": record(), "by the recorder": providers.seen()}
    report |= {"visited": visit(misstep(home)), "by Misstep": providers.seen(), "exported": server.exports}
    visit(bare())
    report |= {"by FastAPI": providers.seen(), "exported by FastAPI": server.exports}
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main(sys.argv[1])
