"""A run as an agent would send it: calls of a model around a tool, a large value, a condensed context."""

import hashlib
import json
from typing import Any

import pytest
from waiting import LOOK, PATIENCE

RUN = "an imported run"


def import_run(page: Any, spans: list[dict[str, Any]], name: str) -> str:
    """Sends a run as an agent would, and gives the address of its steps once it is listed.

    Tests share a server: the trace is of the name's own making, so that no two runs are read as one.
    """
    trace = {"traceId": hashlib.sha256(name.encode()).hexdigest()[:32]}
    body = {"resourceSpans": [{"scopeSpans": [{"spans": [each | trace for each in spans]}]}]}
    headers = {"Content-Type": "application/json"}
    assert page.request.post("/v1/traces", data=json.dumps(body), headers=headers).ok
    link = page.get_by_role("link", name=name, exact=True)
    for _ in range(PATIENCE // LOOK):  # what was received is read a moment later
        page.goto("/runs")
        if link.count():
            return str(link.first.get_attribute("href")).rpartition("/")[0]
        page.wait_for_timeout(LOOK)
    pytest.fail(f"the run was never read: {name}")


def span(number: int, name: str, **attributes: str) -> dict[str, Any]:
    began = 1_750_000_000_000_000_000 + number * 10**9
    return {
        "spanId": f"{number:016x}",
        "name": name,
        "startTimeUnixNano": str(began),
        "endTimeUnixNano": str(began + 10**8),
        "attributes": [
            {"key": key.replace("_dot_", "."), "value": {"stringValue": value}} for key, value in attributes.items()
        ],
    }


def said(role: str, text: str) -> dict[str, Any]:
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def long_run() -> list[dict[str, Any]]:
    """Model calls around a tool that answers with a table; the third call's context was condensed."""
    rows = {
        "rows": [{"id": each, "state": "open"} for each in range(30)],
        "log": "line\n" * 300,
        "deep": {"a": ["x"]},
    }
    talk = [said("system", "You keep the stock."), *(said("user", f"Question {each} " * 40) for each in range(6))]
    short = [talk[0], said("user", "Summary of the conversation so far: six questions about stock."), talk[-1]]
    chat = {"gen_ai_dot_operation_dot_name": "chat"}
    known = {"gen_ai_dot_request_dot_model": "m"}
    return [
        span(1, RUN, **chat, **known, **heard(talk[:6]), **told("I look.")),
        span(2, "stock", gen_ai_dot_operation_dot_name="execute_tool", gen_ai_dot_tool_dot_name="stock", gen_ai_dot_tool_dot_call_dot_result=json.dumps(rows)),
        span(3, "chat m", **chat, **known, **heard(talk), **told("I look again.")),
        span(4, "chat m", **chat, **known, **heard(short), **told("# Done\n\n- **all** counted")),
    ]  # fmt: skip


def heard(messages: list[dict[str, Any]]) -> dict[str, str]:
    return {"gen_ai_dot_input_dot_messages": json.dumps(messages)}


def told(text: str) -> dict[str, str]:
    return {"gen_ai_dot_output_dot_messages": json.dumps([said("assistant", text)])}
