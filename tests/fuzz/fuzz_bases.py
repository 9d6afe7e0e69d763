"""Valid requests to begin with: a few spans or log records of each recorded framework, under ids of their own."""

import base64
import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from google.protobuf import json_format
from google.protobuf.message import Message
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

_MESSAGES = {"traces": ExportTraceServiceRequest, "logs": ExportLogsServiceRequest}
RECORDED = Path(__file__).parent.parent / "otlp"
MOST = 3  # spans or records of a request: a hundred thousand requests have to become runs
_LARGEST = 20_000  # characters of what a span or a record says
_IDS = ("traceId", "spanId", "parentSpanId")


@dataclass(frozen=True)
class Base:
    """One span or log record as it was sent, inside of what was said around it."""

    signal: str  # "traces" or "logs"
    around: dict[str, Any]
    scope: dict[str, Any]
    records: tuple[dict[str, Any], ...]


def bases() -> list[Base]:
    """One for each recorded file and scope, without what is larger than 20,000 characters or is no protobuf."""
    found = []
    for file in sorted(RECORDED.rglob("*.otlp.jsonl")):
        signal = "logs" if file.name.startswith("logs") else "traces"
        for line in file.read_text().splitlines():
            found += _of(signal, json.loads(line))
    return [base for base in found if _is_protobuf(base)]


def _of(signal: str, request: dict[str, Any]) -> list[Base]:
    resources, scopes, records = words(signal)
    found = []
    for resource in request.get(resources, []):
        for scope in resource.get(scopes, []):
            some = [each for each in scope.get(records, []) if len(json.dumps(each)) < _LARGEST]
            around = {name: value for name, value in resource.items() if name != scopes}
            inner = {name: value for name, value in scope.items() if name != records}
            if some:
                found.append(Base(signal, around, inner, tuple(some)))
    return found


def words(signal: str) -> tuple[str, str, str]:
    """What the lists of a request are called."""
    return (
        ("resourceLogs", "scopeLogs", "logRecords") if signal == "logs" else ("resourceSpans", "scopeSpans", "spans")
    )


def request_of(base: Base, rng: Random) -> dict[str, Any]:
    """Some of its spans or records; their traces are nobody else's."""
    resources, scopes, records = words(base.signal)
    some = deepcopy(rng.sample(base.records, min(len(base.records), rng.randint(1, MOST))))
    fresh: dict[str, str] = {}
    for record in some:
        if old := record.get("traceId"):
            record["traceId"] = fresh.setdefault(old, f"{rng.getrandbits(128):032x}")
    return deepcopy({resources: [{**base.around, scopes: [{**base.scope, records: some}]}]})


def message_of(signal: str, request: dict[str, Any]) -> Message:
    """The same as protobuf. Raises ParseError where JSON says what protobuf cannot."""
    return json_format.ParseDict(_for_protobuf(request), _MESSAGES[signal](), ignore_unknown_fields=True)


def _is_protobuf(base: Base) -> bool:
    resources, scopes, records = words(base.signal)
    try:
        message_of(base.signal, {resources: [{**base.around, scopes: [{**base.scope, records: [*base.records]}]}]})
    except json_format.ParseError:
        return False
    return True


def _for_protobuf(value: Any) -> Any:
    """The same in the JSON that protobuf reads: ids in base64."""
    match value:
        case dict():
            return {name: _id(each) if name in _IDS else _for_protobuf(each) for name, each in value.items()}
        case list():
            return [_for_protobuf(each) for each in value]
    return value


def _id(value: Any) -> Any:
    return base64.b64encode(bytes.fromhex(value)).decode() if isinstance(value, str) else value
