"""Name the exports of other tools by their own keys, and say what to do instead: a table, asked on refusal alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

_MEMBERS = 40  # of one object
_LEVELS = 3  # below the document: {"data": [{"attributes": {...}}]}
_COLUMNS = 200
_OBJECTS = 500  # of one level; what an export is stands in the first ones


@dataclass(frozen=True, slots=True)
class ForeignExport:
    """What another tool writes: one of the sets of keys stands together in an object near the top."""

    what: str
    instead: str
    marks: tuple[str, ...]  # keys, separated by blanks


_EXPORTER = "add an OTLP exporter beside it and give what that writes"
_ENDPOINT = "set OTEL_EXPORTER_OTLP_ENDPOINT to a running Misstep or a collector"
_INSTRUMENT = "instrument the application with OpenInference or OpenLLMetry, and export with OTLP"
_NO_SPANS = "there are no spans in it: record the run with OpenTelemetry, and export with OTLP"
_COLLECTOR = "let an OpenTelemetry collector receive these and write them with its file exporter"

FOREIGN = (
    ForeignExport(
        "what `misstep steps --json` prints",
        "give the trace that it was made of",
        ("trace_id repairs steps",),
    ),
    ForeignExport(
        "a Langfuse export",
        f"its SDK records with OpenTelemetry: {_EXPORTER}",
        (
            "parentObservationId",
            "parent_observation_id",
            "trace observations",
            "observations scores",
            "observations htmlPath",
            "observations projectId",
            "htmlPath projectId",
            "traceId completionStartTime",
            "usageDetails costDetails",
            "usage_details cost_details",
            "bookmarked sessionId",
            "bookmarked session_id",
            "traceId startTime type modelParameters",
        ),
    ),
    ForeignExport(
        "a LangSmith export of runs",
        f"set LANGSMITH_OTEL_ENABLED=true, {_ENDPOINT}, and record the run again",
        ("run_type dotted_order", "run_type inputs", "run_type trace_id", "run_type parent_run_id"),
    ),
    ForeignExport(
        "an export of Phoenix or Arize",
        "the application sends these spans with OTLP: let it send them to Misstep, or write them to a file",
        (
            "context.trace_id",
            "context.span_id",
            "span_kind context",
            "spanKind statusCode context",
            "attributes.openinference.span.kind",
        ),
    ),
    ForeignExport(
        "a Braintrust export",
        _INSTRUMENT,
        (
            "root_span_id span_parents",
            "root_span_id span_attributes",
            "span_attributes _xact_id",
            "_xact_id root_span_id",
        ),
    ),
    ForeignExport(
        "a Helicone export",
        f"it holds requests one by one and no spans: {_INSTRUMENT}",
        (
            "request_id request_body",
            "request_id request_created_at",
            "request_body response_body",
            "helicone_user",
            "heliconeMetadata",
        ),
    ),
    ForeignExport(
        "an export of W&B Weave", _INSTRUMENT, ("op_name started_at", "op_name trace_id", "op_name inputs")
    ),
    ForeignExport(
        "an MLflow trace",
        "set OTEL_EXPORTER_OTLP_TRACES_ENDPOINT to a running Misstep or a collector, and record the run again",
        (
            "trace_location trace_metadata",
            "request_id experiment_id",
            "trace_metadata request_time",
            "request_metadata timestamp_ms",
            "request_id trace_location",
            "mlflow.spanType",
        ),
    ),
    ForeignExport(
        "a Datadog export",
        f"{_INSTRUMENT}; or {_COLLECTOR} (its datadog receiver)",
        (
            "trace_id span_id service meta",
            "trace_id span_id resource meta",
            "resource_name trace_id",
            "ml_app span_id",
            "ml_app spans",
        ),
    ),
    ForeignExport(
        "a trace as Jaeger's page downloads it",
        "ask Jaeger's /api/v3/traces/ID instead, which answers with OTLP",
        ("traceID processes", "traceID operationName", "traceID spans"),
    ),
    ForeignExport(
        "a Zipkin trace",
        f"{_COLLECTOR} (its zipkin receiver)",
        (
            "traceId localEndpoint",
            "traceId id duration",
            "traceId binaryAnnotations",
            "traceId id parentId timestamp",
        ),
    ),
    ForeignExport(
        "the OpenAI Agents SDK's own trace",
        _INSTRUMENT,
        ("object span_data", "trace_id span_data", "object workflow_name"),
    ),
    ForeignExport(
        "an Opik export",
        f"Opik takes OTLP: {_INSTRUMENT}, to both",
        ("feedback_scores input", "total_estimated_cost", "project_name trace_id start_time", "span_feedback_scores"),
    ),
    ForeignExport(
        "a LangWatch export",
        f"its SDK records with OpenTelemetry: {_EXPORTER}",
        ("trace_id timestamps", "span_id timestamps", "trace_id spans metrics"),
    ),
    ForeignExport(
        "a trace of Mastra's own",
        "configure its OpenTelemetry exporter, and record the run again",
        ("spanType traceId spanId", "spanType isEvent"),
    ),
    ForeignExport(
        "a Logfire query's result",
        f"Logfire's SDK records with OpenTelemetry: {_EXPORTER}",
        ("span_name otel_scope_name", "trace_id otel_resource_attributes"),
    ),
    ForeignExport(
        "rows of ClickHouse's table of spans",
        "give what the collector wrote there as OTLP, by its file exporter",
        ("TraceId SpanId SpanName", "TraceId SpanAttributes"),
    ),
    ForeignExport(
        "an AWS X-Ray trace", _COLLECTOR, ("Id Segments", "trace_id subsegments", "Traces UnprocessedTraceIds")
    ),
    ForeignExport("a Google Cloud trace", _COLLECTOR, ("projectId traceId spans", "spanId displayName startTime")),
    ForeignExport("events of New Relic or Honeycomb", _COLLECTOR, ("trace.id", "trace.trace_id", "trace.span_id")),
    ForeignExport("an answer of Elasticsearch", _COLLECTOR, ("took hits", "_index _source")),
    ForeignExport(
        "an event of Sentry",
        _INSTRUMENT,
        ("event_id start_timestamp", "event_id sent_at", "event_id dsn", "event_id transaction"),
    ),
    ForeignExport("telemetry of Azure's Application Insights", _COLLECTOR, ("iKey data", "itemType operation_Id")),
    ForeignExport(
        "events of Elastic's APM agent",
        "point the agent's OpenTelemetry bridge, or an OTLP exporter, at a running Misstep",
        ("trace_id span_count", "name agent"),
    ),
    ForeignExport(
        "a list of traces without their spans",
        "fetch each trace by its id, as OTLP",
        ("traceID rootTraceName", "traceID rootServiceName", "traceId rootTraceName"),
    ),
    ForeignExport("rows of SigNoz's spans", _COLLECTOR, ("duration_nano attributes_string", "durationNano tagMap")),
    ForeignExport(
        "a log of Amazon Bedrock",
        _INSTRUMENT,
        ("schemaType modelId", "agentAliasId trace", "inputBodyJson inputTokenCount"),
    ),
    ForeignExport("a session of Google's ADK", _NO_SPANS, ("appName userId events", "app_name user_id events")),
    ForeignExport("a trace of Chrome's format", _NO_SPANS, ("traceEvents",)),
    ForeignExport("an HTTP archive (HAR)", _NO_SPANS, ("creator entries",)),
    ForeignExport("a log of Inspect", _NO_SPANS, ("eval samples", "eval plan", "eval status")),
    ForeignExport(
        "a trajectory of SWE-agent or OpenHands",
        _NO_SPANS,
        (
            "trajectory",
            "trajectory_format",
            "action observation thought",
            "source observation cause",
            "history instance_id",
        ),
    ),
    ForeignExport(
        "a session of Claude Code or Codex",
        "switch its OpenTelemetry export on, and record the session again",
        ("parentUuid", "sessionId uuid message", "timestamp type payload"),
    ),
    ForeignExport("events of LangChain", _INSTRUMENT, ("event run_id data",)),
    ForeignExport("a container's log", "give what stands under `log`, one line each", ("log stream time",)),
    ForeignExport("a notebook", _NO_SPANS, ("cells nbformat",)),
    ForeignExport(
        "a log of chat messages, or a model's API",
        _NO_SPANS,
        (
            "messages",
            "role content",
            "choices model",
            "choices object",
            "stop_reason content",
            "output parallel_tool_calls",
            "candidates usageMetadata",
            "mapping current_node",
            "mapping conversation_id",
            "chat_messages",
            "conversations",
        ),
    ),
)
_MARKS = tuple((export, frozenset(mark.split())) for export in FOREIGN for mark in export.marks)


def export_with(keys: frozenset[str]) -> str | None:
    """What these keys, or columns, are of, and what to do instead; None where no tool is known by them."""
    for export, mark in _MARKS:
        if mark <= keys:
            return f"this looks like {export.what}; {export.instead}"
    return None


def export_in(document: object) -> str | None:
    """The same of a JSON document: of its own keys, else of those near the top."""
    level = [document]
    for _ in range(_LEVELS + 1):
        for each in level:
            found = export_with(_keys(each))
            if found:
                return found
        level = list(islice((inner for each in level for inner in _within(each)), _OBJECTS))
    return None


def _keys(value: object) -> frozenset[str]:
    """The keys of an object; a list of texts may be the columns of a table."""
    if isinstance(value, list):
        return frozenset(each for each in value[:_COLUMNS] if isinstance(each, str))
    return frozenset(value) if isinstance(value, Mapping) else frozenset()


def _within(value: object) -> Iterator[object]:
    """The first members of an object that are objects or lists themselves; of a list the first item."""
    inner = (
        islice(value.values(), _MEMBERS)
        if isinstance(value, Mapping)
        else value[:1]
        if isinstance(value, list)
        else ()
    )
    return (each for each in inner if isinstance(each, Mapping | list))
