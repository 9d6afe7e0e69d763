"""The reveal says who played the model of its runs, as the recording tells it, and claims no more."""

import pytest
from late_parcel import SLUG, write_pack
from starlette.testclient import TestClient

from app.domain.scenario import Player
from app.main import create_app
from app.pages.templates import environment
from app.startup import Packs
from app.store.editions import scenario_of
from app.store.packed import pack

SCRIPTED = "The model of this run is scripted: a policy written by hand, not a language model."
RULES = "a change of the prompt does what rules of the script make of its words, and no more"
LANGUAGE_MODEL = "The model of this run is a language model behind an endpoint"
RUN_AGAIN = "the agent was run again"


@pytest.fixture
def revealed(tmp_path, settings, request):
    """The addresses that tell the answer, of an attempt at a pack whose runs that player played."""
    write_pack(tmp_path, player=request.param)
    packs = Packs(tmp_path / "scenarios", tmp_path / "traces")
    with TestClient(create_app(settings, packs=packs), base_url="http://misstep.test") as client:
        begun = client.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}, follow_redirects=False)
        attempt = begun.headers["location"].rpartition("/steps/")[0]
        client.post(f"{attempt}/diagnosis", data={"no_fault": "yes"})
        client.post(f"{attempt}/lock")
        client.post(f"{attempt}/submission")
        yield {
            "page": client.get(f"{attempt}/reveal").text,
            "file": client.get(f"{attempt}/export?answer=yes").text,
            "json": client.get(f"/api{attempt}/reveal").json(),
        }


@pytest.mark.parametrize("revealed", [Player.SCRIPTED], indirect=True)
def test_the_reveal_of_a_scripted_model_says_so_and_that_prompts_are_rules_of_the_script(revealed):
    assert SCRIPTED in revealed["page"]
    assert RULES in revealed["page"]
    assert SCRIPTED in revealed["file"]
    assert revealed["json"]["player"] == "scripted"
    assert RUN_AGAIN not in revealed["page"]
    assert LANGUAGE_MODEL not in revealed["page"] + revealed["file"]


@pytest.mark.parametrize("revealed", [Player.HTTP], indirect=True)
def test_the_reveal_of_a_language_model_says_that_the_agent_was_run_again_and_nothing_of_a_script(revealed):
    assert LANGUAGE_MODEL in revealed["page"]
    assert RUN_AGAIN in revealed["page"]
    assert LANGUAGE_MODEL in revealed["file"]
    assert revealed["json"]["player"] == "http"
    assert "script" not in revealed["page"].split("<main")[1]


def test_of_runs_whose_recording_does_not_say_it_nothing_is_said_but_that_they_were_recorded_again():
    words = environment().get_template("parts/recorded.html").module
    assert str(words.how_recorded(None)).strip() == ""
    assert (
        str(words.how_changed(None, clean=False)).strip()
        == "Each of these changes was applied, with the fault in place, and the run recorded again."
    )


def test_a_variant_that_was_stored_without_its_player_is_still_read():
    stored = pack(
        {
            "slug": SLUG, "title": "The late parcel", "world": "w", "agent": "desk", "difficulty": "standard",
            "minutes": 20, "skills": [], "may_do": "", "expected": "",
            "variants": [{"id": "a", "seed": 1, "run": "5d1f0a77c3e94b20", "ticket": "t"}],
        }
    )  # fmt: skip
    assert scenario_of(stored).variants[0].player is None
