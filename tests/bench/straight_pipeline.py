"""The floor of the receiver: what a straight pipeline on one core makes of the same requests, and no more.

Decode, attributes into dictionaries, JSON, zstd, SQLite: what any server must do that keeps spans to be read.
"""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import orjson
import zstandard
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

_TRANSACTION = 500  # rows
_INSERT = "INSERT INTO span VALUES (?, ?, ?)"


def spans_a_second(bodies: list[bytes]) -> float:
    """Of one run over all the requests, from their bytes to the last commit."""
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "straight.db", isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute("CREATE TABLE span (trace BLOB, id BLOB, body BLOB, PRIMARY KEY (trace, id))")
        began = time.perf_counter()
        spans = _rows(bodies)
        kept = 0
        while rows := list(islice(spans, _TRANSACTION)):
            database.execute("BEGIN")
            database.executemany(_INSERT, rows)
            database.execute("COMMIT")
            kept += len(rows)
        seconds = time.perf_counter() - began
        database.close()
    return kept / seconds


def _rows(bodies: list[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    compressor = zstandard.ZstdCompressor(level=3)
    for body in bodies:
        for block in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scoped in block.scope_spans:
                for span in scoped.spans:
                    yield span.trace_id, span.span_id, compressor.compress(orjson.dumps(_told(span)))


def _told(span) -> dict:
    return {
        "parent": span.parent_span_id.hex(),
        "name": span.name,
        "start": span.start_time_unix_nano,
        "end": span.end_time_unix_nano,
        "status": [span.status.code, span.status.message],
        "attributes": _attributes(span.attributes),
        "events": [[event.name, event.time_unix_nano, _attributes(event.attributes)] for event in span.events],
    }


def _attributes(items) -> dict:
    return {item.key: getattr(item.value, item.value.WhichOneof("value")) for item in items}
