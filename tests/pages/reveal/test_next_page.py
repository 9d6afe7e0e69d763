"""What to read next, at the end of the reveal: the lesson, one button that begins it, and what is left when nothing is."""

import re

import late_parcel
import pytest
from handing_in import hand_in
from homes import settings_in
from late_parcel import SLUG
from more_parcels import OTHER, OTHER_TITLE, add_scenario, add_variant
from starlette.testclient import TestClient

from app.main import create_app
from app.startup import Packs


@pytest.fixture
def ada(tmp_path, clock, new_id):
    """A candidate's browser, on a server with two scenarios; the first has two variants."""
    late_parcel.write_pack(tmp_path)
    add_scenario(tmp_path, minutes=20)
    add_variant(tmp_path, "b", ticket="Jonas says he got 80 crowns.")
    packs = Packs(tmp_path / "scenarios", tmp_path / "traces")
    application = create_app(settings_in(tmp_path / "home"), clock=clock, new_id=new_id, packs=packs)
    with TestClient(application, base_url="http://misstep.test", follow_redirects=False) as client:
        yield client


def begin(client, slug=SLUG, **how):
    return client.post(f"/scenarios/{slug}/attempts", data=how).headers["location"].rpartition("/steps/")[0]


def send(client, slug=SLUG, *, reveal="open", variant="a", **said):
    attempt = begin(client, slug, reveal=reveal, variant=variant)
    hand_in(client, attempt, **said or {"claims": [{"step": 2}]})
    return attempt


def next_of(client, attempt):
    """The part of the reveal that leads on."""
    page = client.get(f"{attempt}/reveal").text
    assert page.count('href="#next"') == 1
    return page.partition('<section class="section next"')[2].partition("</section>")[0]


def test_the_lesson_and_an_unread_scenario_come_last(ada):
    attempt = send(ada)
    told = next_of(ada, attempt)
    assert "You found the step; no passage was pinned as proof. In the next run, pin two passages" in told
    assert f'<h3 class="next-title">{OTHER_TITLE}</h3>' in told
    assert "20 minutes" in told
    assert f'href="/scenarios/{OTHER}?variant=a">Its brief</a>' in told
    assert "You have seen the answer" not in told
    page = ada.get(f"{attempt}/reveal").text
    assert page.index('id="next"') > page.index("A strong answer:")


@pytest.mark.parametrize(("reveal", "words"), [("open", "all steps at once"), ("forward", "one step at a time")])
def test_one_button_starts_it_with_the_steps_revealed_as_before(ada, reveal, words):
    told = next_of(ada, send(ada, reveal=reveal, claims=[{"step": 1}]))
    assert f"Start it, {words}" in told
    sent = dict(re.findall(r'<input type="hidden" name="(variant|reveal)" value="(\w+)">', told))
    assert sent == {"variant": "a", "reveal": reveal}
    (action,) = re.findall(r'<form method="post" action="([^"]+)"', told)
    begun = ada.post(action, data=sent).headers["location"]
    assert ada.get(f"/api{begun.rpartition('/steps/')[0]}").json()["scenario"] == OTHER


def test_what_is_open_already_is_gone_on_with(ada):
    begun = begin(ada, OTHER)
    told = next_of(ada, send(ada))
    assert f'href="{begun}">Go on with it' in told
    assert "<form" not in told


def test_once_every_answer_is_known_another_variant_comes_and_says_so(ada):
    send(ada, OTHER)
    told = next_of(ada, send(ada))
    assert "The parcel that came late" in told
    assert 'name="variant" value="b"' in told
    assert "what kind of answer it has you know" in told


def test_when_nothing_is_left_it_says_so_and_leads_to_own_runs(ada):
    send(ada, OTHER)
    send(ada, variant="b")
    told = next_of(ada, send(ada))
    assert "You have read every variant that is offered here." in told
    assert 'href="/runs">Bring your own run' in told
    assert 'href="/">All scenarios' in told


def test_programs_are_told_the_same(ada):
    attempt = send(ada)
    told = ada.get(f"/api{attempt}/reveal").json()["next"]
    assert told["missed"] == "proof"
    assert told["lesson"].startswith("You found the step; no passage was pinned as proof.")
    assert told["item"] == {
        "scenario": OTHER,
        "title": OTHER_TITLE,
        "variant": "a",
        "minutes": 20,
        "known": False,
        "attempt": None,
        "reveal": "open",
    }
    send(ada, OTHER)
    send(ada, variant="b")
    assert ada.get(f"/api{attempt}/reveal").json()["next"]["item"] is None
