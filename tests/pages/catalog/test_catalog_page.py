"""The catalog page, as ada and mallory see it."""

import re
from pathlib import Path

import pytest
from asked_questions import questions
from late_parcel import SLUG

from app.domain.scenario import Difficulty, Scenario
from app.pages.catalog.page import FilterSelection, filters_of, fits

PARCEL = Scenario(
    slug="late-parcel",
    title="The parcel that came late",
    world="support-desk",
    agent="Support agent",
    difficulty=Difficulty.STANDARD,
    minutes=15,
    skills=("reading tool results", "money"),
    may_do="",
    expected="",
    variants=(),
)


@pytest.mark.parametrize(
    ("chosen", "passes"),
    [
        ({}, True),
        ({"difficulty": "standard"}, True),
        ({"difficulty": "hard"}, False),
        ({"skill": "money"}, True),
        ({"skill": "memory"}, False),
        ({"agent": "Support agent"}, True),
        ({"agent": "Planner"}, False),
        ({"minutes": "15"}, True),
        ({"minutes": "14"}, False),
        ({"minutes": "soon"}, True),
        ({"minutes": "9" * 5000}, True),
        ({"difficulty": "standard", "minutes": "10"}, False),
    ],
)
def test_a_scenario_passes_the_filters_that_are_set(chosen, passes):
    assert fits(PARCEL, FilterSelection(**chosen)) is passes


def test_a_newcomer_reads_what_a_scenario_is_and_how_a_sitting_goes(ada):
    page = ada.get("/")
    assert page.status_code == 200
    assert "Each scenario is the recorded run of an agent that went wrong" in page.text
    assert "The parcel that came late" in page.text
    assert "Not begun" in page.text


def test_an_open_attempt_is_offered_to_be_gone_on_with(ada):
    step = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"]
    page = ada.get("/").text
    assert "Go on with <strong>The parcel that came late</strong>" in page
    assert f'href="{step}"' in page
    assert "Each scenario is the recorded run" not in page


def hand_in(ada, *, reveal="open", **said):
    attempt = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": reveal}).headers["location"].split("/")[2]
    ada.put(f"/api/attempts/{attempt}/diagnosis", json=said)
    ada.post(f"/attempts/{attempt}/lock")
    ada.post(f"/attempts/{attempt}/submission")
    return attempt


def marks(text):
    """The criteria with their outcomes, as a reader hears them."""
    return re.findall(r'</svg>([\w ]+)<span class="visually-hidden">: ([\w ]+)</span>', text)


def test_what_was_done_is_shown_with_what_it_earned_and_how_it_was_read(ada):
    attempt = hand_in(ada, claims=[{"step": 2}], path={"acted_on": 3}, failure_class="retrieval.stale_index")
    page = ada.get("/").text
    assert f'href="/attempts/{attempt}/reveal">45 / 100<' in page
    assert re.search(r"variant A · \d+ minutes · 0 hints · all steps at once", page)
    assert marks(page) == [
        ("root", "correct"),
        ("proof", "not answered"),
        ("path", "partial"),
        ("class", "incorrect"),
        ("forecast", "not answered"),
    ]
    assert "No fresh variant left" in page
    assert "Go on with" not in page


def test_the_latest_comes_first_and_earlier_ones_are_folded(ada):
    first, second = hand_in(ada, claims=[{"step": 8}]), hand_in(ada, reveal="forward", claims=[{"step": 1}])
    shown, folded = ada.get("/").text.split("<summary>1 earlier</summary>")
    assert f"/attempts/{second}/reveal" in shown
    assert "one step at a time" in shown
    assert first not in shown
    assert f"/attempts/{first}/reveal" in folded


def test_an_open_attempt_tells_its_place_and_the_length_of_the_run_only_where_it_is_known(ada):
    ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "forward"})
    page = ada.get("/").text
    assert "Open · step 1</span>" in page
    assert marks(page) == []
    ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"})
    assert "Open · step 1 of 8</span>" in ada.get("/").text


def test_a_locked_attempt_goes_on_with_its_forecast(ada):
    attempt = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].split("/")[2]
    ada.put(f"/api/attempts/{attempt}/diagnosis", json={"claims": [{"step": 2}]})
    ada.post(f"/attempts/{attempt}/lock")
    page = ada.get("/").text
    assert page.count(f'href="/attempts/{attempt}/forecast"') == 2
    assert "Open · locked, the forecast is open" in page
    assert marks(page) == []


def test_the_catalog_asks_as_few_questions_of_many_attempts_as_of_one(ada):
    hand_in(ada, claims=[{"step": 2}])
    with questions(ada) as of_one:
        ada.get("/")
    for _ in range(4):
        hand_in(ada, claims=[{"step": 2}])
    with questions(ada) as of_many:
        ada.get("/")
    assert len(of_many) <= len(of_one)  # who owns the server is asked now and then


def test_mallory_sees_nothing_of_adas_attempts(ada, mallory):
    ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"})
    page = mallory.get("/").text
    assert "Not begun" in page
    assert "Continue" not in page


def test_filters_are_offered_from_nine_scenarios_on(ada):
    assert filters_of([PARCEL] * 8, FilterSelection()) == ()
    offered = filters_of([PARCEL] * 9, FilterSelection())
    assert [each.label for each in offered] == ["Difficulty", "Skill", "Agent", "Time"]
    assert "Filter scenarios" not in ada.get("/").text


def test_filters_that_nothing_fits_say_so_and_can_be_cleared(ada):
    page = ada.get("/?difficulty=hard").text
    assert "No scenario fits these filters." in page
    assert "0 of 1 scenario" in page
    assert '<option value="hard" selected>' in page
    assert "Take the filters off" in page


def test_a_server_without_packs_says_what_to_do(tmp_path):
    from homes import settings_in
    from starlette.testclient import TestClient

    from app.main import create_app
    from app.startup import Packs

    empty: Path = tmp_path / "none"
    empty.mkdir()
    settings = settings_in(tmp_path)
    with TestClient(create_app(settings, packs=Packs(empty, empty)), base_url="http://misstep.test") as client:
        assert "No scenarios here yet" in client.get("/").text
