"""A page asks the database few questions, however many tools and messages a model was given."""

import json

import pytest
from asked_questions import questions
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes

MOST = 16  # for the step of a run with one agent, compared with an earlier step; one of them is who asks
IN_AN_ATTEMPT = 22  # where its reader, marks, claims and the scenario are read as well
TOOLS = [{"type": "function", "name": f"tool_{n}", "parameters": {"type": "object"}} for n in range(20)]


def chat(number, *, says, tools):
    said = [{"role": "user", "parts": [{"type": "text", "content": f"Question {n}"}]} for n in range(says)]
    told = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4.1",
        "gen_ai.input.messages": json.dumps(said),
        "gen_ai.output.messages": json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": "So."}]}]),
        "gen_ai.tool.definitions": json.dumps(tools),
    }
    return {
        "traceId": "ab" * 16,
        "spanId": f"{number:016x}",
        "name": "chat gpt-4.1",
        "startTimeUnixNano": str(10**18 + number * 10**9),
        "endTimeUnixNano": str(10**18 + number * 10**9 + 5 * 10**8),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in told.items()],
    }


@pytest.fixture
def run(store, new_id):
    changed = [*TOOLS[:18], {**TOOLS[18], "description": "told"}, {**TOOLS[19], "description": "told"}]
    spans = [chat(1, says=10, tools=TOOLS), chat(2, says=40, tools=TOOLS), chat(3, says=70, tools=changed)]
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
    (kept,) = import_files(store, [NamedBytes("run.json", body)], viewer=GRACE, new_id=new_id)
    return kept.run


@pytest.mark.parametrize("step", [2, 3])
def test_a_step_is_shown_with_few_questions_whether_its_tools_changed_or_not(ada, run, step):
    with questions(ada) as asked:
        page = ada.get(f"/runs/{run}/steps/{step}")
    assert (page.status_code, "gpt-4.1" in page.text) == (200, True)
    assert len([words for words in asked if words.startswith(("SELECT", "WITH"))]) <= MOST
    assert len([words for words in asked if "FROM tool_definition" in words]) == (1 if step == 3 else 0)


@pytest.mark.parametrize("step", range(1, 9))
def test_a_step_of_an_attempt_is_shown_with_few_questions(ada, step):
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    with questions(ada) as asked:
        page = ada.get(f"/attempts/{attempt}/steps/{step}")
    assert page.status_code == 200
    assert len([words for words in asked if words.startswith(("SELECT", "WITH"))]) <= IN_AN_ATTEMPT
