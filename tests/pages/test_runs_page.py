"""The list of imported runs, and the pages of errors."""

import json
import re

import pytest
from late_parcel import otlp
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes

HTML = {"accept": "text/html"}


def test_without_runs_the_page_says_how_to_bring_one_in(ada):
    page = ada.get("/runs").text
    assert "Nothing imported yet" in page
    assert "misstep import trace.json" in page
    assert "http://misstep.test/v1/traces" in page


def test_an_imported_run_is_listed_with_its_steps(ada, store, new_id):
    import_files(store, [NamedBytes("parcel.json", otlp("broken"))], viewer=GRACE, new_id=new_id)
    page = ada.get("/runs").text
    assert "Nothing imported yet" not in page
    assert "http://misstep.test/v1/traces" in page
    assert ">8</td>" in page


def test_a_run_without_a_step_is_listed_and_leads_nowhere(ada, store, new_id):
    agent = {"traceId": "ab" * 16, "spanId": "cd" * 8, "name": "an agent alone", "startTimeUnixNano": "1"}
    body = {"resourceSpans": [{"scopeSpans": [{"spans": [agent]}]}]}
    file = NamedBytes("agent.json", json.dumps(body).encode())
    (run,) = import_files(store, [file], viewer=GRACE, new_id=new_id)
    page = ada.get("/runs").text
    assert "an agent alone <span" in page
    assert "no span of it is a step" in page
    assert f"/runs/{run.run}/" not in page


@pytest.mark.parametrize("path", ["/nowhere", "/scenarios/none", "/attempts/none/diagnosis", "/attempts/none/reveal"])
def test_what_is_not_there_is_a_page_with_a_way_on(ada, path):
    page = ada.get(path, headers=HTML)
    assert page.status_code == 404
    assert "<h1>Not found</h1>" in page.text
    assert 'href="/"' in page.text


def test_a_long_list_has_pages_that_lead_to_each_other(ada, store):
    body = json.loads(otlp("broken"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    spans = [scope["spans"][0] | {"traceId": f"{number:032x}", "name": f"run {number}"} for number in range(1, 202)]
    scope["spans"] = spans
    ids = iter(range(201))
    import_files(
        store,
        [NamedBytes("runs.json", json.dumps(body).encode())],
        viewer=GRACE,
        new_id=lambda: f"run{next(ids):03d}",
    )
    first = ada.get("/runs").text
    assert first.count('<th scope="row">') == 200
    assert 'rel="prev"' not in first
    (older,) = re.findall(r'href="(/runs\?older_than=[^"]+)" rel="next"', first)
    second = ada.get(older).text
    assert second.count('<th scope="row">') == 1
    assert 'rel="next"' not in second
    (newer,) = re.findall(r'href="(/runs\?newer_than=[^"]+)" rel="prev"', second)
    assert ada.get(newer).text == first
