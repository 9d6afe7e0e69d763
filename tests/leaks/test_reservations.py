"""A scenario that a workspace keeps for its interviews is, for everybody else, as absent as one that never was."""

from concurrent.futures import ThreadPoolExecutor

import late_parcel
import pytest
import signed_in
import visits
from crawl import Crawl
from straight import Browser
from test_crawl import OTHER_ARMS, SEALED, found_in

from app.domain.viewer import Member, MemberRole, Reader
from app.main import create_app
from app.practice.keep_scenario import keep_scenario, release_scenario
from app.startup import Packs

GRACE = Member(id="grace", workspace="local", role=MemberRole.OWNER)
TITLE = "The parcel that came late"
NEVER = "no-such-scenario"
SENTENCE = "this scenario is not offered for practice here any more, so its answer is not shown"
RUN = {*late_parcel.WORDS.values(), *late_parcel.INNER.values(), late_parcel.RESULT_OF_4}
AS_STRANGER = {
    "a reader": Reader(id="mallory"),
    "another team's owner": Member(id="mallory", workspace="public", role=MemberRole.OWNER),
}


@pytest.fixture
def opened(settings, store, clock, new_id, pack):
    """Browsers of one server that has an owner, by who asks."""
    signed_in.owner(store, "olga@example.org")
    started = []

    def start(viewer, packs=pack):
        browser = Browser(create_app(settings, clock=clock, new_id=new_id, packs=packs)).__enter__()
        started.append(browser)
        if isinstance(viewer, Member):
            email = f"{viewer.id}-{viewer.role}-{viewer.workspace}@example.org"
            signed_in.sign_in(browser, signed_in.person(store, email, viewer.role, workspace=viewer.workspace))
        return browser

    yield start
    for browser in started:
        browser.__exit__(None, None, None)


@pytest.fixture
def kept(store):
    keep(store)


def keep(store):
    with store.writing() as work:
        keep_scenario(work, viewer=GRACE, slug=late_parcel.SLUG)


@pytest.fixture(params=AS_STRANGER)
def mallory(request, opened):
    return opened(AS_STRANGER[request.param])


@pytest.mark.usefixtures("kept")
def test_nobody_else_reaches_anything_of_it(mallory):
    runs = [*late_parcel.RUNS.values(), late_parcel.trace_id("broken")]
    known = visits.choices(attempt="no-such-attempt-of-hers", claim="no-such-claim", runs=runs)
    crawl = Crawl(client=mallory, attempt="no-such-attempt-of-hers", choices=known).everything()
    assert len(crawl.answers) > 100
    assert found_in(crawl.texts(), SEALED | OTHER_ARMS | RUN | {TITLE, late_parcel.SLUG}) == set()


@pytest.mark.usefixtures("kept")
def test_every_route_of_a_scenario_answers_as_for_one_that_never_was(mallory):
    for method, path in sorted(visits.routes()):
        if "{slug}" in path:
            for accept in ("text/html", "application/json"):
                asked = {"headers": {"accept": accept}} | ({} if method == "GET" else {"json": {}})
                there, never = (
                    mallory.request(method, path.replace("{slug}", slug), **asked)
                    for slug in (late_parcel.SLUG, NEVER)
                )
                assert there.status_code == never.status_code != 200, (method, path)
                assert there.text.replace(late_parcel.SLUG, NEVER) == never.text
                assert visits.told(there) == visits.told(never)


def test_what_is_counted_and_listed_is_as_if_it_were_not_there(opened, store):
    mallory, another = opened(AS_STRANGER["a reader"]), opened(AS_STRANGER["another team's owner"])
    assert "misstep_scenarios 1" in another.get("/metrics").text
    keep(store)
    assert mallory.get("/api/scenarios").json() == {"scenarios": []}
    assert TITLE not in mallory.get("/").text
    assert "misstep_scenarios 0" in another.get("/metrics").text


def begin(client, *, submitted=False, reveal="forward"):
    made = client.post(f"/api/scenarios/{late_parcel.SLUG}/attempts", json={"reveal": reveal}).json()["id"]
    client.put(f"/api/attempts/{made}/diagnosis", json={"no_fault": True})
    if submitted:
        assert client.post(f"/api/attempts/{made}/lock").status_code == 200
        assert client.post(f"/api/attempts/{made}/submission").status_code == 200
    return made


def test_an_attempt_that_was_begun_before_is_read_on_and_never_gets_the_answer(opened, store):
    mallory = opened(Reader(id="mallory"))
    attempt = begin(mallory)
    keep(store)
    for path in (f"/api/attempts/{attempt}/lock", f"/api/attempts/{attempt}/hints"):
        refused = mallory.post(path)
        assert refused.status_code == 403
        assert refused.json()["error"].startswith(SENTENCE)
    assert mallory.post(f"/api/attempts/{attempt}/frontier").json()["frontier"] == 2
    assert mallory.get(f"/api/attempts/{attempt}").json()["withheld"] is True
    assert "not offered for practice here any more" in mallory.get(f"/attempts/{attempt}/steps/1").text
    crawl = Crawl(client=mallory, attempt=attempt, choices=choices(attempt)).everything()
    assert any("bergamot" in text for text in crawl.texts().values())
    assert found_in(crawl.texts(), SEALED | OTHER_ARMS) == set()
    assert mallory.get(f"/api/attempts/{attempt}").json()["submitted_at"] is None


def test_a_diagnosis_that_was_locked_before_gets_neither_the_changes_nor_the_answer(opened, store):
    mallory = opened(Reader(id="mallory"))
    attempt = begin(mallory)
    assert mallory.post(f"/api/attempts/{attempt}/lock").status_code == 200
    keep(store)
    for ask, path in (
        (mallory.get, "/api/attempts/{}/changes"),
        (mallory.get, "/attempts/{}/forecast"),
        (mallory.post, "/attempts/{}/forecast"),
        (mallory.post, "/attempts/{}/submission"),
    ):
        answer = ask(path.format(attempt))
        assert answer.status_code == 403
        assert SENTENCE in answer.text


def test_an_answer_that_was_revealed_before_is_not_shown_again(opened, store):
    mallory = opened(Reader(id="mallory"))
    attempt = begin(mallory, submitted=True)
    assert "sealed-explanation" in mallory.get(f"/attempts/{attempt}/reveal").text
    keep(store)
    for path in (
        "reveal",
        "reveal?remedy=sealed-unit&expect=passes",
        "comparison",
        "comparison/1",
        "arms/healthy/steps/1",
    ):
        answer = mallory.get(f"/attempts/{attempt}/{path}")
        assert answer.status_code == 403
        assert SENTENCE in answer.text
    crawl = Crawl(client=mallory, attempt=attempt, choices=choices(attempt)).everything()
    assert any("hyacinth" in text for text in crawl.texts().values()), "the run was read to its end"
    assert found_in(crawl.texts(), SEALED | OTHER_ARMS) == set()


def choices(attempt):
    runs = [*late_parcel.RUNS.values(), late_parcel.trace_id("broken")]
    return visits.choices(attempt=attempt, claim="no-such-claim", runs=runs)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("role", MemberRole)
def test_members_see_it_marked_and_get_its_answer(opened, role):
    linus = opened(Member(id="linus", workspace="local", role=role))
    assert "Kept for interviews" in linus.get("/").text
    assert "Only members of your workspace see this scenario" in linus.get(f"/scenarios/{late_parcel.SLUG}").text
    (listed,) = linus.get("/api/scenarios").json()["scenarios"]
    assert (listed["slug"], listed["kept"]) == (late_parcel.SLUG, True)
    attempt = begin(linus, submitted=True)
    assert "sealed-explanation" in linus.get(f"/api/attempts/{attempt}/reveal").text


def test_the_owner_keeps_it_and_gives_it_back_on_its_page(opened):
    grace, mallory = opened(GRACE), opened(Reader(id="mallory"))
    page = f"/scenarios/{late_parcel.SLUG}"
    assert "cannot be secret" in grace.get(page).text
    assert "cannot be secret" not in mallory.get(page).text
    assert grace.post(f"{page}/reservation").status_code == 303
    assert mallory.get(page).status_code == 404
    assert grace.post(f"{page}/reservation/removal").status_code == 303
    assert mallory.get(page).status_code == 200
    assert mallory.post(f"{page}/reservation").status_code == 403


@pytest.mark.usefixtures("kept")
def test_it_stays_kept_when_packs_are_loaded_anew_taken_out_and_put_back(opened, tmp_path, store):
    late_parcel.write_pack(tmp_path / "other", key=late_parcel.OTHER_KEY, later="otherwise")
    other = Packs(tmp_path / "other/scenarios", tmp_path / "other/traces")
    (tmp_path / "empty/scenarios").mkdir(parents=True)
    empty = Packs(tmp_path / "empty/scenarios", tmp_path / "empty/traces")
    for packs in (other, empty, other):
        assert opened(Reader(id="mallory"), packs).get(f"/scenarios/{late_parcel.SLUG}").status_code == 404
    assert opened(GRACE, other).get(f"/scenarios/{late_parcel.SLUG}").status_code == 200
    with store.writing() as work:
        release_scenario(work, viewer=GRACE, slug=late_parcel.SLUG)
    assert opened(Reader(id="mallory"), other).get(f"/scenarios/{late_parcel.SLUG}").status_code == 200


def test_who_keeps_it_at_once_keeps_it_and_who_gives_it_back_gives_back_their_own(opened, store):
    """Ten at a time for one workspace, and beside them another that had not seen that it was kept."""
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: keep(store), range(10)))
    with store.writing() as work:
        work.reservations.add("public", late_parcel.SLUG)
        release_scenario(work, viewer=GRACE, slug=late_parcel.SLUG)
    with store.reading() as work:
        assert work.reservations.of(late_parcel.SLUG) == {"public"}
    page = f"/scenarios/{late_parcel.SLUG}"
    assert opened(AS_STRANGER["a reader"]).get(page).status_code == 404
    assert opened(AS_STRANGER["another team's owner"]).get(page).status_code == 200
