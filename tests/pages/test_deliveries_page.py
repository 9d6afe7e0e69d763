"""What was delivered and is no run yet, as a page: members see it, and do something about it by their role."""

import pytest
import signed_in

from app.main import create_app
from app.store.deliveries import arrival
from app.store.lease_order import TRIES

BAD, BUSY, FINE = "a" * 32, "b" * 32, "c" * 32


@pytest.fixture
def fares(store, clock):
    """One trace was set aside, one is tried again, one waits."""
    with store.writing() as work:
        for trace_id in (BAD, BUSY):
            found = arrival(trace_id, b"damaged", media_type="application/json", spans=1)
            work.inbox.receive("local", [found], at=clock())
            for _ in range(TRIES):
                lease = work.leases.take(now=clock(), limit=1)
                if trace_id == BAD:
                    work.leases.failed(lease, "request: not \x1b[2JJSON <b>", at=clock())
        work.leases.delay(lease, "the database is busy", at=clock())
        work.inbox.receive("local", [arrival(FINE, b"{}", media_type="application/json", spans=1)], at=clock())


@pytest.mark.usefixtures("fares")
def test_the_page_says_what_waits_what_is_tried_again_and_what_was_set_aside_and_why(ada):
    page = ada.get("/deliveries").text
    assert [f"<dd>{count} <span" in page for count in (2, 1, 1)] == [True] * 3
    aside, again = page.split("Tried again by itself")
    assert BAD in aside
    assert "\x1b" not in aside
    assert "[2JJSON &lt;b&gt;" in aside
    assert BUSY in again
    assert "the database is busy" in again
    assert FINE not in page


def test_the_list_of_runs_leads_there_where_something_is_no_run_yet(ada, store, clock):
    assert "/deliveries" not in ada.get("/runs").text
    with store.writing() as work:
        work.inbox.receive("local", [arrival(FINE, b"{}", media_type="application/json", spans=1)], at=clock())
    page = ada.get("/runs").text
    assert "1 delivered, no run yet" in page
    assert 'href="/deliveries"' in page


@pytest.mark.usefixtures("fares")
def test_a_trace_that_was_set_aside_is_tried_again_when_a_person_says_so(ada, store):
    answer = ada.post("/deliveries/retry", data={"trace": BAD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/deliveries")
    with store.reading() as work:
        found = work.inbox.count("local")
    assert (found.waiting, found.set_aside) == (3, 0)
    assert ada.post("/deliveries/retry", data={"trace": BAD}).status_code == 404


@pytest.mark.usefixtures("fares")
def test_all_of_them_are_tried_again_where_none_is_named(ada, store):
    assert ada.post("/deliveries/retry").status_code == 303
    with store.reading() as work:
        assert work.inbox.count("local").set_aside == 0


@pytest.mark.usefixtures("fares")
def test_what_was_delivered_of_a_trace_is_deleted_when_the_owner_says_so(ada, store):
    assert ada.post("/deliveries/removal", data={"trace": BAD}).status_code == 303
    with store.reading() as work:
        assert work.inbox.known("local", [BAD, BUSY, FINE]) == {BUSY, FINE}


@pytest.mark.usefixtures("fares")
@pytest.mark.parametrize(
    ("role", "shown"), [("interviewer", []), ("author", ["retry"]), ("owner", ["retry", "removal"])]
)
def test_a_role_is_shown_what_it_may_do(settings, store, pack, clock, *, role, shown):
    from starlette.testclient import TestClient

    app = create_app(settings, packs=pack, clock=clock, assemblers=0)
    with TestClient(app, base_url="http://misstep.test") as client:
        signed_in.owner(store)
        signed_in.sign_in(client, signed_in.person(store, signed_in.LINUS, role))
        page = client.get("/deliveries").text
    assert [name for name in ("retry", "removal") if f'action="/deliveries/{name}"' in page] == shown
