"""Going forward only, a reader is given no hint that points past what they have seen, and is not told when one comes."""

import json
from dataclasses import replace

import late_parcel
import pytest
import visits
from crawl import differences
from straight import Browser
from test_crawl import another, begin, found_in

from app.main import create_app

HINTS = [hint.text for hint in late_parcel.KEY.hints]  # from steps 3, 5 and 8 on
NOT_YET = "hint for what you have seen so far"


def reachable(frontier):
    return sum(hint.step <= frontier for hint in late_parcel.KEY.hints)


def take_all(client, attempt):
    """Ask for hints by page and by program, more often than there are any."""
    for _ in range(2):
        client.post(f"/api/attempts/{attempt}/hints")
        client.post(f"/attempts/{attempt}/hints", data={"next": f"/attempts/{attempt}"})


def test_at_no_frontier_is_a_hint_told_whose_step_lies_past_it(ada):
    crawl = begin(ada, reveal="forward")
    for frontier in range(1, late_parcel.STEPS + 1):
        take_all(ada, crawl.attempt)
        told = HINTS[: reachable(frontier)]
        assert {hint for hint in HINTS for text in once_each(crawl) if hint in text} == set(told), frontier
        assert ada.get(f"/api/attempts/{crawl.attempt}").json()["hints"] == told
        ada.post(f"/api/attempts/{crawl.attempt}/frontier")


def once_each(crawl):
    """What each address of the attempt that can be read says now, asked once."""
    places = {name: values[:1] for name, values in crawl.choices.items()}
    for method, path in sorted(visits.routes()):
        if method == "GET" and "{attempt_id}" in path:
            for address in visits.fills(path, places):
                answer = crawl.client.get(address, headers={"accept": "text/html"})
                yield f"{answer.headers}\n{answer.text}"


def test_no_question_about_an_attempt_gets_at_the_hint_that_comes_last(ada):
    crawl = begin(ada, reveal="forward", frontier=late_parcel.STEPS - 1)
    take_all(ada, crawl.attempt)
    assert {hint for _, hint in found_in(crawl.of_the_attempt().texts(), set(HINTS))} == set(HINTS[:2])


def test_asking_too_early_is_refused_and_changes_nothing(ada):
    crawl = begin(ada, reveal="forward", frontier=2)
    address = f"/api/attempts/{crawl.attempt}"
    before = ada.get(address).content
    refused = ada.post(f"{address}/hints")
    assert refused.status_code == 409
    assert refused.json() == {"error": f"there is no {NOT_YET}: read on and ask again"}
    assert ada.get(address).content == before


def test_whether_the_next_hint_comes_soon_or_at_the_end_is_nowhere_to_be_seen(
    tmp_path, settings, elsewhere, pack, twin_ids
):
    soon = at_the_second_step(create_app(settings, packs=pack, **twin_ids()))
    late = tuple(replace(hint, step=late_parcel.STEPS) for hint in late_parcel.KEY.hints)
    key = replace(late_parcel.KEY, hints=late)
    at_the_end = at_the_second_step(another(tmp_path, elsewhere, key=key, **twin_ids()))
    assert differences(soon, at_the_end) == []


def at_the_second_step(application):
    with Browser(application) as client:
        return begin(client, reveal="forward", frontier=2).of_the_attempt().texts()


def test_the_page_says_that_there_is_none_yet_and_offers_one_when_there_is(ada):
    crawl = begin(ada, reveal="forward", frontier=2)
    page = f"/attempts/{crawl.attempt}/steps/1"
    assert NOT_YET in ada.get(page).text
    assert "Take a hint" not in ada.get(page).text
    ada.post(f"/api/attempts/{crawl.attempt}/frontier")
    assert NOT_YET not in ada.get(page).text
    assert "Take a hint" in ada.get(page).text


def test_at_the_end_of_the_run_every_hint_may_be_taken(ada):
    crawl = begin(ada, reveal="forward", frontier=late_parcel.STEPS)
    take_all(ada, crawl.attempt)
    told = ada.get(f"/api/attempts/{crawl.attempt}").json()
    assert (told["hints"], told["more_hints"], told["hint_ready"]) == (HINTS, False, False)


def test_a_hint_that_was_stored_without_its_step_waits_for_the_end(ada, edited):
    edited({3: None, 5: None, 8: None})
    crawl = begin(ada, reveal="forward", frontier=late_parcel.STEPS - 1)
    assert ada.post(f"/api/attempts/{crawl.attempt}/hints").status_code == 409
    ada.post(f"/api/attempts/{crawl.attempt}/frontier")
    assert ada.post(f"/api/attempts/{crawl.attempt}/hints").json()["hints"] == HINTS[:1]


@pytest.fixture
def edited(store):
    """Gives the stored hints other steps."""

    def edit(steps):
        hints = [{"text": hint.text, "step": steps.get(hint.step, hint.step)} for hint in late_parcel.KEY.hints]
        with store.engine.execution_options(writing=True).begin() as connection:
            connection.exec_driver_sql(
                "update answer_key set hints = "
                + (
                    "convert_to('{}', 'UTF8')" if store.engine.dialect.name == "postgresql" else "cast('{}' as blob)"
                ).format(json.dumps(hints))
            )

    return edit
