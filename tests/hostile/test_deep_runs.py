"""Runs that are nested deeper than anybody's agents are: every page of them is still a page."""

import json
import re
from itertools import count

import pytest
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes
from app.reading.ways import MOST_AROUND

BEGUN = 1_760_000_000_000_000_000
HOUR = 3_600 * 10**9


def nested(depth, *, beside):
    """OTLP of tools that call one another `depth` times, each of them `beside` other tools first."""
    ids, time, above, spans = count(1), count(BEGUN, 1000), "", []

    def tool(name, end):
        span = {"traceId": "cd" * 16, "spanId": f"{next(ids):016x}", "parentSpanId": above, "name": name, "kind": 1}
        attributes = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name}
        told = [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()]
        begun = next(time)
        times = {"startTimeUnixNano": str(begun), "endTimeUnixNano": str(end or begun + 500)}
        spans.append(span | {"attributes": told} | times)
        return span["spanId"]

    for level in range(depth):
        above = tool(f"outer{level}", BEGUN + HOUR - level)
        for _ in range(beside):
            tool("inner", None)
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"scope": {"name": "deep"}, "spans": spans}]}]}).encode()


@pytest.mark.parametrize(("depth", "beside"), [(45, 30), (600, 0)])
def test_each_view_of_the_innermost_step_is_a_page(store, ada, depth, beside):
    (run,) = import_files(
        store, [NamedBytes("deep.json", nested(depth, beside=beside))], viewer=GRACE, new_id=lambda: "deep"
    )
    assert run.steps == depth * (1 + beside)
    for view in ("list", "tree", "timeline"):
        answer = ada.get(f"/runs/deep/steps/{run.steps}", params={"view": view, "find": "inner"})
        assert answer.status_code == 200, view
        assert answer.text.count('class="crumb') < 3 * MOST_AROUND
    for part in ("outline/run", "numbers", "overview", f"{run.steps // 2}/tries"):
        assert ada.get(f"/runs/deep/steps/{part}").status_code == 200, part


def test_a_step_is_told_to_lie_inside_the_outermost_and_the_nearest(store, ada):
    import_files(store, [NamedBytes("deep.json", nested(120, beside=0))], viewer=GRACE, new_id=lambda: "deep")
    page = ada.get("/runs/deep/steps/120").text
    crumbs = re.findall(r'<span class="crumb-words">outer(\d+)</span>', page)
    assert crumbs == ["0", *(str(level) for level in range(120 - MOST_AROUND, 119))]
