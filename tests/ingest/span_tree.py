"""Traces written out by hand as trees of spans, and the steps that Misstep reads from them."""

import json
from dataclasses import dataclass, field

from app.api.steps_json import run_json
from app.assembly.steps import run_of
from app.ingest.decode import NamedBytes, decode

MS = 1_000_000
BEGAN = 1_795_368_131_000 * MS


@dataclass
class Tree:
    """A span with those below it; leaves take 10 ms, one after the other."""

    name: str
    attributes: dict
    children: tuple = ()
    error: str | None = None
    events: tuple = ()
    scope: str = "shop"
    links: tuple = ()
    logs: tuple = ()
    trace: str = "5b8efff798038103d269b633813fc60c"
    id: str = field(default="")


def span(name, attributes=None, *children, **more):
    return Tree(name, attributes or {}, children, **more)


def thrown(kind, message):
    """An exception event."""
    return ("exception", {"exception.type": kind, "exception.message": message})


def log(name, attributes=None, body=None):
    """A log record of a span: its event name, attributes and body."""
    return (name, attributes or {}, body)


def runs_of(*roots):
    """The runs in a recording of these trees, as `misstep steps --json` prints them."""
    return [run_json(run_of(trace)) for trace in decode([NamedBytes("trace.json", otlp(*roots))])]


def steps_of(*roots):
    """The steps of a recording that holds one run."""
    (run,) = (run for run in runs_of(*roots) if run["steps"])
    return run["steps"]


def told(step):
    """What the trace told of a step: `(kind, name, agent)` and what else is there."""
    more = ("input", "output", "error", "input_tokens", "output_tokens")
    known = {key: step[key] for key in more if step[key] not in (None, [])}
    return (str(step["kind"]), step["name"], step["agent"], known)


def model_told(step):
    """The same for a model step, its last message in short: what it read, said and asked for."""
    said = [part for message in step["output"] or [] for part in message["parts"]]
    last = step["input"][-1]["parts"][0] if step["input"] else {}
    known = {
        "read": last.get("text", last.get("result")),
        "said": "".join(part["text"] for part in said if part["type"] == "text"),
        "calls": [(part["name"], part["arguments"]) for part in said if part["type"] == "tool_call"],
        "tokens": (step["input_tokens"], step["output_tokens"]),
        "error": step["error"],
    }
    blank = (None, "", [], (None, None))
    return (str(step["kind"]), step["model"], step["agent"], {k: v for k, v in known.items() if v not in blank})


def otlp(*roots):
    """The trees as one OTLP/JSON export request."""
    clock = Clock()
    scopes = {}
    for root in roots:
        _lay(root, None, clock, scopes)
    listed = [{"scope": {"name": scope}, "spans": spans} for scope, spans in scopes.items()]
    records = [record for root in roots for record in _records(root)]
    logs = [{"scopeLogs": [{"logRecords": records}]}] if records else []
    return json.dumps({"resourceSpans": [{"resource": {}, "scopeSpans": listed}], "resourceLogs": logs}).encode()


def _records(tree):
    """The log records of a tree, one microsecond apart."""
    for at, (name, attributes, body) in enumerate(tree.logs):
        record = {"traceId": tree.trace, "spanId": tree.id, "observedTimeUnixNano": str(BEGAN + at * 1000)}
        yield record | {"eventName": name, "attributes": _attributes(attributes), "body": _value(body)}
    for child in tree.children:
        yield from _records(child)


class Clock:
    def __init__(self):
        self.now, self.spans = BEGAN, 0


def _lay(tree, parent, clock, scopes):
    clock.spans += 1
    tree.id = f"{clock.spans:016x}"
    began, clock.now = clock.now, clock.now + MS
    for child in tree.children:
        child.trace = tree.trace
        _lay(child, tree, clock, scopes)
    clock.now += 9 * MS
    made = {
        "traceId": tree.trace,
        "spanId": tree.id,
        "name": tree.name,
        "startTimeUnixNano": str(began),
        "endTimeUnixNano": str(clock.now),
        "attributes": _attributes(tree.attributes),
        "events": [
            {"name": name, "timeUnixNano": str(clock.now), "attributes": _attributes(a)} for name, a in tree.events
        ],
        "links": [{"traceId": to.trace, "spanId": to.id} for to in tree.links],
    }
    if parent is not None:
        made["parentSpanId"] = parent.id
    if tree.error is not None:
        made["status"] = {"code": 2, "message": tree.error}
    scopes.setdefault(tree.scope, []).append(made)
    clock.now += MS


def _attributes(values):
    return [{"key": key, "value": _value(value)} for key, value in values.items()]


def _value(value):
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value}
        case None:
            return {}
        case dict():
            return {"kvlistValue": {"values": _attributes(value)}}
        case list():
            return {"arrayValue": {"values": [_value(item) for item in value]}}
        case _:
            return {"stringValue": value}
