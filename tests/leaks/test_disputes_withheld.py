"""What others hold against a key tells the answer: it reaches nobody who is reading, and nobody it is kept from."""

import late_parcel
import pytest
import signed_in
import visits
from crawl import Crawl
from straight import Browser
from test_crawl import begin, found_in

from app.domain.viewer import Member, MemberRole
from app.main import create_app
from app.practice.keep_scenario import keep_scenario

TEXT = "It is the lookup, as sealed-explanation says."
GRACE = Member(id="grace", workspace="local", role=MemberRole.OWNER)


def dispute(client):
    """Hand in a diagnosis and dispute the key."""
    made = client.post(f"/api/scenarios/{late_parcel.SLUG}/attempts", json={"reveal": "open"}).json()["id"]
    client.put(f"/api/attempts/{made}/diagnosis", json={"claims": [{"step": 1}]})
    for verb in ("lock", "submission"):
        assert client.post(f"/api/attempts/{made}/{verb}").status_code == 200
    sent = {"commitment": "root cause", "text": TEXT}
    assert client.post(f"/api/attempts/{made}/disputes", json=sent).status_code == 201


@pytest.fixture
def opened(settings, store, clock, new_id, pack):
    """Browsers of a server that grace owns, signed in with a role, or nobody's."""
    signed_in.owner(store)
    signed_in.another_workspace(store)
    started = []

    def start(role=None, workspace="local"):
        browser = Browser(create_app(settings, clock=clock, new_id=new_id, packs=pack)).__enter__()
        started.append(browser)
        if role is not None:
            made = signed_in.person(store, f"{role}-{workspace}@example.org", role, workspace=workspace)
            signed_in.sign_in(browser, made)
        return browser

    yield start
    for browser in started:
        browser.__exit__(None, None, None)


def test_whoever_is_reading_reaches_no_dispute_of_others(ada, mallory):
    dispute(mallory)
    assert TEXT in ada.get("/disputes").text
    crawl = begin(ada, reveal="open")
    told = crawl.reads().texts()
    assert any(asked.startswith("GET /disputes") for asked in told)
    assert found_in(told, {TEXT, "sealed-explanation"}) == set()


def test_authors_of_any_workspace_read_them_and_nobody_else(opened):
    dispute(opened())
    for role, workspace, may in (
        ("author", "local", True),
        ("owner", "acme", True),
        ("author", "acme", True),
        ("interviewer", "local", False),
        (None, "local", False),
    ):
        with_role = opened(role, workspace)
        for page in ("/disputes", "/api/disputes", f"/disputes?scenario={late_parcel.SLUG}"):
            assert (TEXT in with_role.get(page).text) is may, (role, workspace, page)


def test_of_a_scenario_that_others_keep_for_their_interviews_no_dispute_is_told(opened, store):
    dispute(opened())
    with store.writing() as work:
        keep_scenario(work, viewer=GRACE, slug=late_parcel.SLUG)
    assert TEXT in opened("author", "local").get("/disputes").text
    mallory = opened("author", "acme")
    runs = [*late_parcel.RUNS.values(), late_parcel.trace_id("broken")]
    known = visits.choices(attempt="no-such-attempt-of-hers", claim="no-such-claim", runs=runs)
    crawl = Crawl(client=mallory, attempt="no-such-attempt-of-hers", choices=known).reads()
    assert found_in(crawl.texts(), {TEXT}) == set()


def test_what_was_disputed_is_withheld_with_the_answer(opened, store):
    reader = opened()
    made = reader.post(f"/api/scenarios/{late_parcel.SLUG}/attempts", json={"reveal": "open"}).json()["id"]
    reader.put(f"/api/attempts/{made}/diagnosis", json={"claims": [{"step": 1}], "explanation": "cents"})
    for verb in ("lock", "submission"):
        assert reader.post(f"/api/attempts/{made}/{verb}").status_code == 200
    with store.writing() as work:
        keep_scenario(work, viewer=GRACE, slug=late_parcel.SLUG)
    sent = {"commitment": "root cause", "text": TEXT}
    assert reader.post(f"/api/attempts/{made}/disputes", json=sent).status_code == 403
    assert reader.put(f"/api/attempts/{made}/key-points", json={"points": [1]}).status_code == 403
    assert reader.post(f"/attempts/{made}/disputes", headers=signed_in.PAGE, data={}).status_code == 403
