"""The catalog page, as ada and mallory see it."""

from pathlib import Path

import pytest
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
    assert "Not started" in page.text


def test_an_open_attempt_is_offered_to_be_gone_on_with(ada):
    step = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"]
    page = ada.get("/").text
    assert "Go on with <strong>The parcel that came late</strong>" in page
    assert f'href="{step}"' in page
    assert "Each scenario is the recorded run" not in page


def test_a_submitted_attempt_shows_its_score(ada):
    attempt = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].split("/")[2]
    ada.post(f"/attempts/{attempt}/diagnosis", data={"step_1": "2"})
    ada.post(f"/attempts/{attempt}/lock")
    ada.post(f"/attempts/{attempt}/submission")
    page = ada.get("/").text
    assert "Submitted · 40 / 100" in page
    assert "Go on with" not in page


def test_several_attempts_at_a_scenario_are_counted(ada):
    for _ in range(2):
        attempt = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].split("/")[2]
        ada.post(f"/attempts/{attempt}/diagnosis", data={"step_1": "2"})
        ada.post(f"/attempts/{attempt}/lock")
        ada.post(f"/attempts/{attempt}/submission")
    assert "2 attempts" in ada.get("/").text


def test_mallory_sees_nothing_of_adas_attempts(ada, mallory):
    ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"})
    page = mallory.get("/").text
    assert "Not started" in page
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
    assert "Show all 1" in page


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
