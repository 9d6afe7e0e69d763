"""The head of a step: who ran beside it; and a hit of a search, under the name of its step."""

import json
import re

import pytest

from app.assembly.steps import run_of
from app.ingest.decode import decode
from app.ingest.files import NamedBytes
from app.store.run_rows import rows_of

START = 10**18


def tool(number, name, *, start, end):
    attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": name,
        "gen_ai.tool.call.arguments": json.dumps({"order": "A-17"}),
        "gen_ai.tool.call.result": f"{name} is open",
    }
    return {
        "traceId": "ab" * 16,
        "spanId": f"{number:016x}",
        "name": f"execute_tool {name}",
        "startTimeUnixNano": str(START + start * 10**9),
        "endTimeUnixNano": str(START + end * 10**9),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
    }


@pytest.fixture
def steps(store):
    """The address of a run in which two lookups overlap before a third begins."""
    spans = [
        tool(1, "get_order", start=0, end=3),
        tool(2, "get_parcel", start=1, end=4),
        tool(3, "get_refund", start=6, end=7),
    ]
    (trace,) = decode(
        [NamedBytes("run.json", json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode())]
    )
    with store.writing() as work:
        work.runs.add(rows_of(run_of(trace), trace, run_id="run1", workspace="local", source="imported"))
    return "/runs/run1/steps"


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def facts(page):
    (found,) = re.findall(r'<p class="facts step-facts">(.*?)</p>', page, re.DOTALL)
    return words(found)


def test_a_parallel_step_names_the_steps_beside_it(ada, steps):
    page = ada.get(f"{steps}/1").text
    assert "parallel with 2" in facts(page)
    assert f'parallel with <a href="{steps}/2">2</a>' in page
    assert "parallel with 1" in facts(ada.get(f"{steps}/2").text)
    assert "parallel" not in facts(ada.get(f"{steps}/3").text)


def test_a_hit_stands_under_the_name_of_its_step(ada, steps):
    page = ada.get(f"{steps}/3?find=is+open").text
    hits = re.findall(r'<a class="hit".*?</a>', page, re.DOTALL)
    assert [words(hit) for hit in hits] == [
        "1 get_order A-17 get_order is open",
        "2 get_parcel A-17 get_parcel is open",
        "3 get_refund A-17 get_refund is open",
    ]


def test_a_search_without_words_lists_the_steps_by_their_names(ada, steps):
    page = ada.get(f"{steps}/3?find=tool:get_refund").text
    (hit,) = re.findall(r'<a class="hit".*?</a>', page, re.DOTALL)
    assert words(hit) == "3 get_refund A-17"
