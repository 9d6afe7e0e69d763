"""As a practising candidate, ask for everything, and look for what must not be known yet."""

import json
from dataclasses import asdict

import crawl as crawl_headers
import late_parcel
import pytest
import questions
import visits
from crawl import Crawl, differences
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles
from straight import Browser

from app.main import create_app
from app.pages.replay.page import PART, PARTS
from app.startup import Packs

ARMS = ("healthy", "unit", "retry")
PLACES = ("root", "sub", "2db", "4http", *map(str, range(1, late_parcel.STEPS + 1)))


def strings(value):
    """All texts in a JSON value."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return set().union(*map(strings, value.values()))
    return set().union(*map(strings, value)) if isinstance(value, list | tuple) else set()


# Texts of the key that say nothing by themselves: levers and classes are in the form's lists, a quote is in the step.
COMMON = {
    late_parcel.SLUG,
    "a",
    "tool.unit_error",
    "silent",
    "tool",
    "prompt",
    "loop",
    "what",
    "why",
    "how",
    "bergamot",
    "amaranth",
}
BLIND = {"sealed-reader", "sealed-settled", "sealed-reading"}  # of a blind reading, and nobody's to read at any time
SEALED = strings(json.loads(json.dumps(asdict(late_parcel.KEY)))) - COMMON | BLIND
OTHER_ARMS = {
    *late_parcel.OTHER_ARMS.values(),
    *late_parcel.RUNS.values(),
    *map(late_parcel.trace_id, ARMS),
    *(late_parcel.span_id(arm, place) for arm in ARMS for place in PLACES),
    "misstep.injected",
}


def past(frontier):
    """What only the steps past the frontier say: words, span ids, call ids, token counts, times."""
    later = [step for step in late_parcel.WORDS if step > frontier]
    words = {late_parcel.WORDS[step] for step in later} | {
        late_parcel.INNER[step] for step in (2, 4) if step in later
    }
    words |= {late_parcel.RESULT_OF_4, late_parcel.INNER[4]} if frontier < 8 else set()
    tokens = {late_parcel.TOKENS[step] for step in later if step in late_parcel.TOKENS}
    ids = {late_parcel.span_id("broken", str(step)) for step in later}
    sums = {
        sum(count for step, count in late_parcel.TOKENS.items() if step <= last)
        for last in later
        if last in late_parcel.TOKENS
    }
    numbers = {written for number in tokens | sums for written in (str(number), f"{number:,}")}
    calls = {call for call in late_parcel.CALLS.values() if call.removeprefix("call-") in words}
    return words | ids | numbers | calls


def begin(client, *, reveal, frontier=1):
    """An attempt with a claim, moved on to the frontier."""
    answer = client.post("/api/scenarios/late-parcel/attempts", json={"reveal": reveal})
    attempt = answer.json()["id"]
    for _ in range(frontier - 1):
        client.post(f"/api/attempts/{attempt}/frontier")
    claim = client.post(f"/api/attempts/{attempt}/claims", json={"step": 1, "what": "a guess"}).json()["claims"][0][
        "id"
    ]
    runs = [*late_parcel.RUNS.values(), late_parcel.trace_id("broken")]
    return Crawl(client=client, attempt=attempt, choices=visits.choices(attempt=attempt, claim=claim, runs=runs))


def found_in(texts, forbidden):
    """Which forbidden strings came back, and for which questions; what the question itself said is no leak."""
    return {
        (asked, string)
        for asked, text in texts.items()
        for string in forbidden
        if string in text and string not in asked
    }


def test_a_forward_reading_reaches_nothing_past_the_frontier(ada):
    crawl = begin(ada, reveal="forward", frontier=7).everything()
    assert any("gardenia" in text for text in crawl.texts().values())
    assert found_in(crawl.texts(), SEALED | OTHER_ARMS | past(7)) == set()


def test_a_forward_reading_at_its_end_shows_the_last_step(ada):
    crawl = begin(ada, reveal="forward", frontier=8).of_the_attempt()
    assert any("hyacinth" in text for text in crawl.texts().values())
    assert found_in(crawl.texts(), SEALED | OTHER_ARMS) == set()


def another(tmp_path, settings, clock, new_id, new_secret, **pack):
    """A second server, whose pack differs in something that must not be known yet."""
    late_parcel.write_pack(tmp_path / "other", **pack)
    packs = Packs(tmp_path / "other/scenarios", tmp_path / "other/traces")
    return create_app(settings, clock=clock, new_id=new_id, new_secret=new_secret, packs=packs)


def test_an_open_reading_reaches_nothing_of_the_answer_and_of_other_arms(
    tmp_path, settings, elsewhere, pack, twin_ids
):
    one = crawled(create_app(settings, packs=pack, **twin_ids()), reveal="open")
    assert len(one) > 500
    assert any("hyacinth" in text for text in one.values()), "the last step itself is to be seen"
    assert found_in(one, SEALED | OTHER_ARMS) == set()
    two = crawled(another(tmp_path, elsewhere, key=late_parcel.OTHER_KEY, **twin_ids()), reveal="open")
    assert differences(one, two) == [], "two answer keys cannot be told apart before submission"


def test_a_forward_reading_reaches_nothing_of_one_future_or_another(tmp_path, settings, elsewhere, pack, twin_ids):
    one = crawled(create_app(settings, packs=pack, **twin_ids()), reveal="forward", frontier=4)
    assert any("dandelion" in text for text in one.values())
    assert found_in(one, SEALED | OTHER_ARMS | past(4)) == set()
    two = crawled(another(tmp_path, elsewhere, later="otherwise", **twin_ids()), reveal="forward", frontier=4)
    assert differences(one, two) == [], "two futures cannot be told apart at the frontier"


def crawled(application, **how):
    with Browser(application) as client:
        return begin(client, **how).everything().texts()


def test_a_hidden_step_and_a_missing_one_are_refused_in_the_same_words(ada):
    crawl = begin(ada, reveal="forward", frontier=4)
    for accept in ("text/html", "application/json"):
        for root in (f"/attempts/{crawl.attempt}", f"/api/attempts/{crawl.attempt}"):
            hidden, missing = (ada.get(f"{root}/steps/{step}", headers={"accept": accept}) for step in (6, 9))
            assert hidden.status_code == missing.status_code == 404
            assert hidden.text.replace("/steps/6", "") == missing.text.replace("/steps/9", "")
            assert visits.told(hidden) == visits.told(missing)


def test_asking_for_less_than_a_page_tells_nothing_of_it(ada):
    """HEAD and OPTIONS at what is shown, what is hidden and what never was: refused in the same words."""
    crawl = begin(ada, reveal="forward", frontier=4)
    places = crawl.choices | {"part": ["output"], "number": ["4", "6", "9"]}
    for path in sorted({path for _, path in visits.routes() if "{attempt_id}" in path}):
        allowed = {method for method, other in visits.routes() if other == path}
        for method in {"HEAD", "OPTIONS"} - allowed:
            told = [ada.request(method, address) for address in visits.fills(path, places)]
            assert {answer.status_code for answer in told} == {405}, path
            assert (
                len(
                    {
                        (answer.headers.get("allow"), answer.headers["content-length"], answer.content)
                        for answer in told
                    }
                )
                == 1
            )


def test_no_route_of_the_application_is_unknown_to_the_crawl(application):
    assert set(visits.answering(application.routes)) == visits.routes()


def test_a_route_that_is_added_in_any_way_is_noticed(application):
    application.add_api_route("/one-more", lambda: None)
    application.include_router(APIRouter(routes=[APIRoute("/more", lambda: None)]), prefix="/two")
    assert set(visits.answering(application.routes)) - visits.routes() == {("GET", "/one-more"), ("GET", "/two/more")}
    application.mount("/three", StaticFiles(directory="."))
    with pytest.raises(TypeError, match=r"say in visits\.py"):
        list(visits.answering(application.routes))


def test_every_route_is_crawled():
    known = visits.choices(attempt="a", claim="c", runs=["r"])
    unknown = [path for _, path in visits.routes() if visits.fills(path, known) is None]
    assert unknown == [], "say in visits.py how to fill these"


def test_every_parameter_is_asked_for():
    """Imported runs have those of an attempt, and a bundled run is none."""
    paths = {
        path for method, path in visits.routes() if method == "GET" and not path.startswith(("/runs", "/api/runs/"))
    }
    unknown = {
        (path, name)
        for path in paths
        for name in visits.parameters(path) - {name for query in questions.QUERIES.get(path, ()) for name in query}
    }
    assert unknown == set(), "say in questions.py what to ask for"


def test_every_part_that_a_script_asks_for_is_asked_for():
    assert set(PARTS) < {headers[PART] for headers in crawl_headers.PARTS}


def test_a_new_way_to_change_something_says_what_to_send():
    sending = {path.removeprefix("/api") for method, path in visits.routes() if method in visits.CRAWLED}
    bare = {
        path
        for path in sending
        if path.endswith(("/submission", "/withdrawal", *visits.LAST)) or path.startswith("/v1/")
    }
    assert sending - bare - set(visits.SENT) == set(), "say in visits.py what a form or a script sends there"
    others = {method for method, _ in visits.routes()} - visits.CRAWLED - visits.CHANGING_NOTHING
    assert others == {"DELETE"}


def test_the_crawl_notices_a_page_that_tells_a_sealed_word(application):
    application.add_api_route(
        "/attempts/{attempt_id}/steps/{number}/why", lambda: JSONResponse({"why": "sealed-explanation"})
    )
    application.add_api_route("/scenarios/late-parcel/next", lambda: JSONResponse({}, headers={"x-next": "gardenia"}))
    with Browser(application) as client:
        crawl = begin(client, reveal="forward")
        crawl.ask("GET", f"/attempts/{crawl.attempt}/steps/1/why", headers={"accept": "*/*"})
        crawl.ask("GET", "/scenarios/late-parcel/next", headers={"accept": "*/*"})
        sealed = {"sealed-explanation"} | past(1)
        assert {string for _, string in found_in(crawl.texts(), sealed)} == {"sealed-explanation", "gardenia"}


def test_a_hint_that_is_taken_is_told_and_the_others_are_not(ada):
    crawl = begin(ada, reveal="open")
    assert ada.post(f"/api/attempts/{crawl.attempt}/hints").json() == {
        "hints": [late_parcel.KEY.hints[0].text],
        "more": True,
        "ready": True,
    }
    for page in (
        f"/attempts/{crawl.attempt}/steps/1",
        f"/attempts/{crawl.attempt}/diagnosis",
        f"/api/attempts/{crawl.attempt}",
    ):
        crawl.ask("GET", page, headers={"accept": "text/html"})
    assert any("sealed-hint-1" in text for text in crawl.texts().values())
    assert found_in(crawl.texts(), SEALED - {late_parcel.KEY.hints[0].text}) == set()


def test_after_submission_the_answer_is_told(ada):
    crawl = begin(ada, reveal="forward")
    ada.put(f"/api/attempts/{crawl.attempt}/diagnosis", json={"claims": [{"step": 1}]})
    ada.post(f"/api/attempts/{crawl.attempt}/lock")
    ada.post(f"/api/attempts/{crawl.attempt}/submission")
    reveal = ada.get(f"/api/attempts/{crawl.attempt}/reveal")
    assert "sealed-explanation" in reveal.text
    assert "sealed-explanation" in ada.get(f"/attempts/{crawl.attempt}/reveal").text
    assert "hyacinth" in ada.get(f"/api/attempts/{crawl.attempt}/steps/8").text
