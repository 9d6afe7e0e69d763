"""OTLP written out by hand, field by field, for files that are broken on purpose."""

import json

TRACE = "5b8efff798038103d269b633813fc60c"
CHAT = [{"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}}]


def body(**fields):
    """One span of one model call that took a second; fields are OTLP's own."""
    known = {
        "traceId": TRACE,
        "spanId": "eee19b7ec3c1b174",
        "name": "chat",
        "startTimeUnixNano": "1795368131000000000",
        "endTimeUnixNano": "1795368132000000000",
        "attributes": CHAT,
    }
    return {key: value for key, value in (known | fields).items() if value is not ...}


def request(*bodies):
    """An export request with these spans."""
    return {"resourceSpans": [{"scopeSpans": [{"scope": {"name": "shop"}, "spans": list(bodies)}]}]}


def encoded(*bodies):
    return json.dumps(request(*bodies)).encode()


def attribute(key, **value):
    return {"key": key, "value": value}
