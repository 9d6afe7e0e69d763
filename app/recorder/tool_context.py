"""What a tool works with: the database, HTTP services, full-text search and memory, each under its own span."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx
from opentelemetry.trace import SpanKind

from app.domain.json import JSON
from app.faults.lookup import Lookup
from app.faults.operator import Boundary
from app.recorder.capture import as_attribute
from app.recorder.run_context import RunContext
from app.recorder.search import PassageHit, search
from app.recorder.tool import Options, Row, ToolFailed, insert, rows

_HTTPX = "opentelemetry.instrumentation.httpx"
_SQLITE = "opentelemetry.instrumentation.sqlite3"
_RETRYABLE = (429, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class ToolContext:
    """One call's workplace. `tool` names it, `options` are those of the configuration for that tool."""

    run: RunContext
    tool: str
    options: Options

    @property
    def now(self) -> str:
        return self.run.clock.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the application knows from its session (who is logged in); never for decisions of the scenario."""
        return self.run.facts

    def token(self, what: str, length: int = 8) -> str:
        """An id that the tool gives out."""
        return self.run.chance.token(what, length)

    def sql(self, statement: str, *values: Any) -> list[Row]:
        """Rows of a query, or none for a statement that changes data."""
        verb = statement.split(None, 1)[0].upper()
        about = {"db.system.name": "sqlite", "db.operation.name": verb, "db.query.text": " ".join(statement.split())}
        with self.run.capture.span(verb, about, scope=_SQLITE, kind=SpanKind.CLIENT) as span:
            found = rows(self.run.database, statement, values)
            self._spend("sql", median=6 + 0.05 * len(found))
            span.put({"db.response.returned_rows": len(found)})
        return found

    def http(
        self, method: str, url: str, *, body: JSON = None, headers: Mapping[str, str] | None = None, attempts: int = 3
    ) -> httpx.Response:
        """The response of a service. What may pass by is tried again, as often as `attempts` says, with backoff."""
        for attempt in range(1, attempts):
            response = self._request(method, url, body=body, headers=headers or {}, attempt=attempt)
            if response.status_code not in _RETRYABLE:
                return response
            self.run.clock.spend(1000 * float(response.headers.get("retry-after") or 0.25 * 2**attempt))
        return self._request(method, url, body=body, headers=headers or {}, attempt=attempts)

    def search(
        self,
        query: str,
        *,
        filters: Mapping[str, JSON] | None = None,
        index: str | None = None,
        built: str | None = None,
    ) -> list[PassageHit]:
        """The passages that the retriever finds, under a retrieval span; `built` is the day of the current index."""
        options = self.run.configuration.retriever
        source = index or options.index
        asked = Lookup(
            query=query,
            filters={**options.filters, **(filters or {})},
            passages=self.run.passages[source],
            top_k=options.top_k,
            keep=options.keep,
            min_score=options.min_score,
            built=built,
        )
        used = self.run.boundaries.cross(Boundary.RETRIEVAL, self.tool, asked, content=query)
        if options.sync:
            used = replace(used, passages=asked.passages, built=asked.built)
        with self.run.capture.span(f"retrieval {source}", _lookup_attributes(source, used)) as span:
            hits = search(used)
            self._spend("retrieval", median=85)
            span.put({"gen_ai.retrieval.documents": as_attribute([_document(hit) for hit in hits])})
        return hits

    def recall(self, statement: str, *values: Any, store: str, query: str, limit: int) -> list[Row]:
        """Memory records found by an SQL query, under a memory span."""
        about = {"gen_ai.operation.name": "search_memory", "gen_ai.memory.store.name": store}
        with self.run.capture.span(f"search_memory {store}", about | {"gen_ai.memory.query.text": query}) as span:
            found = rows(self.run.database, statement, values)[:limit]
            records = self.run.boundaries.cross(Boundary.MEMORY_READ, store, found, content=query)
            self._spend("memory", median=18)
            span.put({"gen_ai.memory.records": as_attribute(records)})
        return records

    def remember(self, table: str, record: Row) -> Row:
        """Write one memory record, under a memory span."""
        kept = self.run.boundaries.cross(Boundary.MEMORY_WRITE, table, record, content=record)
        about = {"gen_ai.operation.name": "upsert_memory", "gen_ai.memory.store.name": table}
        with self.run.capture.span(f"upsert_memory {table}", about) as span:
            insert(self.run.database, table, kept)
            self._spend("memory", median=24)
            span.put({"gen_ai.memory.records": as_attribute([kept])})
        return kept

    def _request(
        self, method: str, url: str, *, body: JSON, headers: Mapping[str, str], attempt: int
    ) -> httpx.Response:
        request = (
            httpx.Request(method, url, json=body, headers=headers)
            if body is not None
            else httpx.Request(method, url, headers=headers)
        )
        about = {"http.request.method": method, "url.full": url, "server.address": request.url.host}
        resent = {"http.request.resend_count": attempt - 1} if attempt > 1 else {}
        with self.run.capture.span(method, about | resent, scope=_HTTPX, kind=SpanKind.CLIENT) as span:
            response = self._answer(request)
            span.put({"http.response.status_code": response.status_code})
            if response.is_error:
                span.fail(str(response.status_code), f"{response.status_code} {response.reason_phrase}")
        return response

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """Send the request to its service, unless the infrastructure answers or delays."""
        name = f"{request.method} {request.url.path}"
        usual = self.run.chance.milliseconds(f"http {name}", median=140)
        ordinary: dict[str, Any] = {"latency_ms": usual}
        met = self.run.boundaries.cross(Boundary.INFRASTRUCTURE, name, ordinary, content=request.content.decode())
        self.run.clock.spend(met["latency_ms"])
        if "status" in met:
            if met.get("after_work"):  # the service did its work, and the answer was lost on the way back
                self._send(request)
            return httpx.Response(met["status"], json=met.get("body"), headers=met.get("headers"), request=request)
        return self._send(request)

    def _send(self, request: httpx.Request) -> httpx.Response:
        base = f"{request.url.scheme}://{request.url.host}"
        if base not in self.run.services:
            raise ToolFailed(f"cannot resolve host {request.url.host}", kind="ConnectError")
        with httpx.Client(transport=self.run.services[base]) as client:
            return client.send(request)

    def _spend(self, what: str, *, median: float) -> None:
        self.run.clock.spend(self.run.chance.milliseconds(f"{what} {self.tool}", median=median))


def _lookup_attributes(source: str, lookup: Lookup) -> dict[str, Any]:
    return {
        "gen_ai.operation.name": "retrieval",
        "gen_ai.data_source.id": source,
        "gen_ai.retrieval.query.text": lookup.query,
        "gen_ai.retrieval.filters": as_attribute(dict(lookup.filters)) if lookup.filters else None,
        "gen_ai.request.top_k": lookup.top_k,
    }


def _document(hit: PassageHit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "id": passage.id, "score": hit.score, "title": passage.title, "metadata": dict(passage.labels),
        "content": passage.text,
    }  # fmt: skip
