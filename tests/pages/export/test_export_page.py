"""A run as one file: everything in it that its reader may see, each message once, and nothing that loads or runs."""

import base64
import hashlib
import json
import re

import pytest
from late_parcel import KEY, SLUG, WORDS
from workspace_owner import GRACE

from app.domain.viewer import local_owner
from app.pages.export.page import pages, subject_of
from app.pages.export.step import ranges
from app.pages.replay.replay import run_replay

PAGE = {"accept": "text/html"}
EVIL = '<script>alert(1)</script><img src="http://evil.example/x">\u202e\x1b[31m'


def start(browser, reveal="open"):
    return browser.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": reveal}).json()["id"]


def submitted(browser):
    attempt = start(browser)
    browser.put(f"/api/attempts/{attempt}/diagnosis", json={"claims": [{"step": 2}], "explanation": "cents & euros"})
    assert browser.post(f"/api/attempts/{attempt}/lock").status_code == 200
    assert browser.post(f"/api/attempts/{attempt}/submission").status_code == 200
    return attempt


@pytest.fixture
def imported(application, ada):
    """A function that imports spans and gives the id of their run."""
    assert ada, "her server has to run"
    from app.inbox.import_files import import_files
    from app.ingest.decode import NamedBytes

    def keep(*spans):
        body = {"resourceSpans": [{"scopeSpans": [{"spans": list(spans)}]}]}
        serving = application.state.misstep
        (kept,) = import_files(
            serving.store, [NamedBytes("spans", json.dumps(body).encode())], viewer=GRACE, new_id=serving.new_id
        )
        return kept.run

    return keep


def tool(number, result):
    attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "look",
        "gen_ai.tool.call.result": result,
    }
    return {
        "traceId": f"{7:032x}",
        "spanId": f"{number:016x}",
        "name": "execute_tool look",
        "startTimeUnixNano": str(number * 10),
        "endTimeUnixNano": str(number * 10 + 5),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
    }


def test_an_attempt_is_downloaded_as_one_file_that_loads_and_runs_nothing(ada):
    attempt = start(ada)
    answer = ada.get(f"/attempts/{attempt}/export")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="misstep-late-parcel-{attempt[:8]}.html"'
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert re.findall(r"<script|<link|<img|<iframe|<form|<base|\sstyle=|\son\w+=", answer.text) == []
    assert {link[0] for link in re.findall(r'(?:href|src)="([^"]*)"', answer.text)} == {"#"}
    assert len(re.findall(r'id="([^"]*)"', answer.text)) == len(set(re.findall(r'id="([^"]*)"', answer.text)))


def test_the_file_brings_its_own_policy_which_lets_in_its_stylesheet_alone(ada):
    page = ada.get(f"/attempts/{start(ada)}/export").text
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        f"""content="default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;; base-uri &#39;none&#39;; """
        "form-action &#39;none&#39;" in page
    )
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_leads_to_a_place_in_the_file(ada):
    page = ada.get(f"/attempts/{submitted(ada)}/export").text
    places = set(re.findall(r'id="([^"]*)"', page))
    assert {target for target in re.findall(r'href="#([^"]*)"', page) if target not in places} == set()


def test_each_message_stands_once_and_contexts_name_it_by_number(ada):
    page = ada.get(f"/attempts/{start(ada)}/export").text
    told = re.sub(r"<summary>Raw</summary>.*?</details>", "", page, flags=re.DOTALL)
    assert told.count(f"Where is my parcel? {WORDS[1]}") == 1
    assert (
        '<summary>Context: messages 1–4</summary>\n<p class="quiet">Go to <a href="#m1">1</a>–<a href="#m4">4</a></p>'
        in told
    )
    assert page.count('<section class="step ') == 8


def test_forward_only_what_is_not_revealed_is_not_in_the_file(ada):
    attempt = start(ada, "forward")
    for _ in range(3):
        ada.post(f"/api/attempts/{attempt}/frontier")
    page = ada.get(f"/attempts/{attempt}/export").text
    assert "<b>Up to step 4.</b>" in page
    assert "Step 4 is the last that was revealed" in page
    assert [step for step, word in WORDS.items() if word in page] == [1, 2, 3, 4]
    assert page.count('<section class="step ') == 4
    assert "juniper" not in page
    assert "running" in page


def test_before_submission_the_answer_is_not_in_the_file_and_after_it_is(ada):
    attempt = start(ada)
    page = ada.get(f"/attempts/{attempt}/export").text
    assert "without the answer" in page
    assert "sealed-" not in page
    page = ada.get(f"/attempts/{submitted(ada)}/export").text
    assert "This file holds the answer" in page
    assert KEY.explanation in page
    assert "What is known" in page
    assert "sealed-explanation" in page


def test_after_submission_the_run_can_be_handed_on_without_the_answer(ada):
    page = ada.get(f"/attempts/{submitted(ada)}/export", params={"answer": "no"}).text
    assert "so that others can read the run for themselves" in page
    assert "sealed-" not in page
    assert "root cause" not in page
    assert "cents &amp; euros" in page


def test_the_notes_of_the_reading_are_in_the_file(ada):
    attempt = start(ada)
    ada.post(
        f"/api/attempts/{attempt}/claims",
        json={
            "step": 2,
            "what": "the <b>unit</b>",
            "because": "no unit",
            "would_expect": "cents",
            "would_rule_out": "a unit",
            "confidence": 0.8,
        },
    )
    (claim,) = ada.get(f"/api/attempts/{attempt}").json()["claims"]
    ada.post(f"/api/attempts/{attempt}/claims", json={"step": 2, "what": "the lookup", "revises": claim["id"]})
    ada.post(f"/api/attempts/{attempt}/evidence", json={"step": 2, "quote": "total: 1250", "role": "wrong"})
    ada.post(f"/api/attempts/{attempt}/evidence", json={"step": 3, "missing": "the currency"})
    ada.post(f"/api/attempts/{attempt}/marks", json={"step": 3, "as": "suspect"})
    ada.put(
        f"/api/attempts/{attempt}/diagnosis",
        json={
            "claims": [{"step": 2}],
            "failure_class": "tool.unit_error",
            "path": {"acted_on": 3, "damage": 6},
            "own_fix": {"lever": "tool", "text": "Name the unit."},
        },
    )
    page = ada.get(f"/attempts/{attempt}/export").text
    for said in (
        "the lookup",
        "the &lt;b&gt;unit&lt;/b&gt;",
        "1 earlier wording<",
        '<span class="quiet">revised ',
        "80 %",
        "shows what is wrong<blockquote>total: 1250</blockquote>",
        "Missing there: the currency",
        'First acted on at <a href="#s3">step 3</a>',
        'Damage done at <a href="#s6">step 6</a>',
        "Suspected: ",
        "Failure class: tool: unit error",
        "Own fix: tool. Name the unit.",
    ):
        assert said in page


def test_hostile_text_is_text_in_the_file(ada, imported):
    page = ada.get(f"/runs/{imported(tool(1, EVIL))}/export").text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "U+202E" in page


def test_a_long_text_is_cut_and_says_so(ada, imported):
    page = ada.get(f"/runs/{imported(tool(1, 'x' * 100_000))}/export").text
    assert "… cut here: 34 KB more in the run itself" in page
    assert "and 99,000 characters more" in page
    assert len(page) < 90_000


def test_a_file_that_grows_too_large_ends_early_and_says_so(application, imported):
    run = imported(*(tool(number, "y" * 100) for number in range(1, 60)))
    store = application.state.misstep.store
    with store.reading() as work:
        subject = subject_of(run_replay(run, local_owner("ada"), work))
    page = b"".join(pages(store, subject, most=10)).decode()
    assert "The file ends here, at step 20 of 59" in page
    assert page.count('<section class="step ') == 20
    assert b"".join(pages(store, subject)).decode().count('<section class="step ') == 59


def test_an_imported_run_is_exported_with_its_trace(ada, imported):
    answer = ada.get(f"/runs/{imported(tool(1, 'found'))}/export")
    assert re.fullmatch(r'attachment; filename="misstep-run-\w{8}\.html"', answer.headers["content-disposition"])
    assert f"{7:032x}" in answer.text
    assert "Notes of the reading" not in answer.text


def test_mallory_gets_no_file_of_adas(ada, mallory):
    attempt = start(ada)
    theirs, none = (mallory.get(f"/attempts/{each}/export", headers=PAGE) for each in (attempt, "id9999"))
    assert theirs.status_code == none.status_code == 404
    assert "content-disposition" not in theirs.headers


def test_ranges_keep_the_order_of_a_context():
    assert ranges([1, 2, 3, 7, 5, 6]) == (range(1, 4), range(7, 8), range(5, 7))
    assert ranges([]) == ()


@pytest.mark.parametrize(
    ("message", "result", "shown"),
    [
        ("no stock", '{"error": "no stock today"}', ["Output, an error"]),
        ("no stock today", "no stock", ["Error"]),
        ("timed out", '{"stock": 4}', ["Error", "Output, an error"]),
    ],
)
def test_the_text_of_an_error_stands_once_in_the_file(ada, imported, message, result, shown):
    failed = tool(1, result) | {"status": {"code": 2, "message": message}}
    page = ada.get(f"/runs/{imported(failed)}/export").text
    told = page.partition('<div class="delta">')[2].partition("<summary>Raw")[0]
    assert re.findall(r"<b>(Error)</b>|<summary>(Output[^<]*)</summary>", told) == [
        ("Error", "") if word == "Error" else ("", word) for word in shown
    ]
