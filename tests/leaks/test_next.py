"""What is next, and what was done, is told after the reveal, to its reader, and tells nothing of what is unread."""

from dataclasses import replace

import late_parcel
import pytest
from crawl import differences
from homes import settings_in
from more_parcels import OTHER, OTHER_TITLE, add_scenario
from straight import Browser
from test_crawl import begin

from app.domain.scenario import Difficulty
from app.domain.viewer import Member, MemberRole
from app.main import create_app
from app.practice.keep_scenario import keep_scenario
from app.startup import Packs

CONTROL = replace(late_parcel.OTHER_KEY, failure_class=None, fault=None, root=(), chain=(), symptom=(), acted_on=(), damage=(), wrong=())  # fmt: skip
UNREAD_KEYS = {"another fault": late_parcel.OTHER_KEY, "nothing wrong": CONTROL}
MISSED = {  # what is handed in, so that another criterion lost most each time
    "root": {"claims": [{"step": 8}]},
    "proof": {"claims": [{"step": 2}], "path": {"acted_on": 3, "damage": 6}},
    "all": {"no_fault": True},
}


def server(folder, twin, *, key=late_parcel.KEY):
    """A server with a second scenario, which nobody reads, under this key."""
    late_parcel.write_pack(folder)
    add_scenario(folder, key=key)
    add_scenario(
        folder, "third-parcel", title="The parcel that came twice", difficulty=Difficulty.HARD.value, key=key
    )
    packs = Packs(folder / "scenarios", folder / "traces")
    return create_app(settings_in(folder / "home"), packs=packs, **twin)


def send(client, **said):
    attempt = client.post(f"/api/scenarios/{late_parcel.SLUG}/attempts", json={"reveal": "open"}).json()["id"]
    assert client.put(f"/api/attempts/{attempt}/diagnosis", json=said).status_code == 200
    assert client.post(f"/api/attempts/{attempt}/lock").status_code == 200
    assert client.post(f"/api/attempts/{attempt}/submission").status_code == 200
    return attempt


def told_after(folder, twin, said, **how):
    """All that the pages around a reveal say: reveal, catalog and briefs, as pages and as JSON."""
    with Browser(server(folder, twin, **how)) as client:
        attempt = send(client, **said)
        asked = [f"/attempts/{attempt}/reveal", "/", f"/scenarios/{OTHER}", "/scenarios/third-parcel"]
        asked += [f"/api/attempts/{attempt}/reveal", "/api/scenarios", f"/api/scenarios/{OTHER}"]
        return {path: client.get(path, headers={"accept": "text/html"}).text for path in asked}


@pytest.mark.parametrize("missed", MISSED)
@pytest.mark.parametrize("key", UNREAD_KEYS)
def test_what_is_next_is_the_same_whatever_is_wrong_with_the_items_that_are_unread(tmp_path, twin_ids, missed, key):
    one = told_after(tmp_path / "one", twin_ids(), MISSED[missed])
    two = told_after(tmp_path / "two", twin_ids(), MISSED[missed], key=UNREAD_KEYS[key])
    assert any("In the next run" in text for text in one.values())
    assert differences(one, two) == []


@pytest.mark.parametrize("locked", [False, True])
def test_before_the_reveal_nothing_says_what_is_next_or_what_was_missed(ada, locked):
    crawl = begin(ada, reveal="open")
    ada.put(f"/api/attempts/{crawl.attempt}/diagnosis", json={"claims": [{"step": 2}]})
    if locked:
        assert ada.post(f"/api/attempts/{crawl.attempt}/lock").status_code == 200
    texts = crawl.reads().texts()
    assert [asked for asked, text in texts.items() if "In the next run" in text or 'id="next"' in text] == []
    marks = [asked for asked, text in texts.items() if "earned-mark" in text and "/static/" not in asked]
    assert marks == []
    told = ada.get("/api/scenarios").json()["scenarios"][0]["attempts"]
    assert [(each["total"], each["outcomes"], each["minutes"]) for each in told] == [(None, [], None)]


def test_what_ada_did_changes_nothing_for_mallory(ada, mallory):
    before = [mallory.get(path).text for path in ("/", "/api/scenarios", f"/scenarios/{late_parcel.SLUG}")]
    attempt = send(ada, claims=[{"step": 2}])
    after = [mallory.get(path).text for path in ("/", "/api/scenarios", f"/scenarios/{late_parcel.SLUG}")]
    assert before == after
    assert mallory.get(f"/attempts/{attempt}/reveal").status_code == 404
    hers = send(mallory, claims=[{"step": 2}])
    assert mallory.get(f"/api/attempts/{hers}/reveal").json()["next"]["missed"] == "proof"


def test_what_is_kept_for_interviews_is_never_next(tmp_path, twin_ids):
    application = server(tmp_path, twin_ids())
    with Browser(application) as client:
        grace = Member(id="grace", workspace="local", role=MemberRole.OWNER)
        with application.state.misstep.store.writing() as work:
            keep_scenario(work, viewer=grace, slug=OTHER)
        attempt = send(client, claims=[{"step": 2}])
        told = client.get(f"/api/attempts/{attempt}/reveal").json()["next"]
        assert told["item"]["scenario"] == "third-parcel"
        assert OTHER_TITLE not in client.get(f"/attempts/{attempt}/reveal").text
