"""Somebody tries to come in without being let in: guesses, forged and stale cookies, links that are spent."""

import statistics
import time
from datetime import timedelta

import pytest
import signed_in
from signed_in import GRACE, LINUS, PAGE, PASSWORD
from starlette.testclient import TestClient

from app.accounts.make_link import NewLink, first_owner_link, link_into
from app.accounts.try_password import PasswordTry, _counted, _limits
from app.domain.viewer import MemberRole

OWN_PLACES = ("/account", "/workspace", "/runs")


@pytest.fixture
def owned(ada, store):
    """A server that grace owns; linus was added and has no password yet."""
    signed_in.owner(store, password=PASSWORD)
    signed_in.person(store, LINUS, "author")
    return ada


def guess(client, email=GRACE, password="not the password", address="203.0.113.7"):
    other = TestClient(client.app, base_url="http://misstep.test", follow_redirects=False, client=(address, 50000))
    other.cookies.update(client.cookies)
    return other.post("/sign-in", data={"email": email, "password": password}, headers=PAGE)


def test_a_refusal_does_not_tell_whether_there_is_an_account(owned):
    said = [
        guess(owned, email=email, address=address)
        for email, address in ((GRACE, "203.0.113.1"), (LINUS, "203.0.113.2"), ("nobody@example.org", "203.0.113.3"))
    ]
    assert {answer.status_code for answer in said} == {403}
    words = {
        answer.text.replace(email, "")
        for answer, email in zip(said, (GRACE, LINUS, "nobody@example.org"), strict=True)
    }
    assert len(words) == 1
    assert "No account here has this e-mail address and this password." in said[0].text


def test_a_refusal_takes_as_long_whether_or_not_there_is_an_account(owned):
    """One that hashed nothing would take a tenth of the time."""
    times = {email: [] for email in (GRACE, "nobody@example.org")}
    for turn in range(9):
        for email, taken in times.items():
            began = time.perf_counter()
            assert guess(owned, email=email, address=f"203.0.{turn}.{len(email)}").status_code == 403
            taken.append(time.perf_counter() - began)
    grace, nobody = (statistics.median(taken) for taken in times.values())
    assert 0.5 < grace / nobody < 2


def test_guesses_meet_a_limit_that_tells_no_more(owned):
    for email in (GRACE, "nobody@example.org"):
        tries = [guess(owned, email=email) for _ in range(7)]
        assert [answer.status_code for answer in tries] == [403] * 5 + [429] * 2
        assert 0 < int(tries[-1].headers["retry-after"]) <= 15 * 60
        assert "Too many tries" in tries[-1].text
    assert guess(owned, password=PASSWORD).status_code == 429, "the right one is refused like any other"


def test_after_a_while_guesses_are_heard_again(owned, store):
    for _ in range(6):
        guess(owned)
    clock = owned.app.state.misstep.clock
    with store.writing() as work:
        work.password_tries.clear(now=clock() + timedelta(hours=2))
    assert guess(owned, password=PASSWORD).status_code == 303


def test_whoever_knew_the_password_may_mistype_it_as_often_as_before(owned):
    for _ in range(3):
        assert [guess(owned).status_code for _ in range(4)] == [403] * 4
        assert guess(owned, password=PASSWORD).status_code == 303


def test_a_network_of_ipv6_is_one_guesser(owned):
    tries = [guess(owned, address=f"2001:db8:1:2::{host}").status_code for host in range(1, 8)]
    assert tries == [403] * 5 + [429] * 2
    assert guess(owned, address="2001:db8:1:3::1").status_code == 403


def counted(store, email, address, known_as=None, *, at=signed_in.LONG_AGO):
    """For how many seconds nothing may be tried, after one try more."""
    given = PasswordTry(email=email, password="", address=address, at=at, known_as=known_as)
    with store.writing() as work:
        return _counted(work, _limits(given, work.people.by_email(email)), given.at)


def test_one_address_cannot_go_through_all_accounts_and_all_cannot_go_through_one(store):
    told = [counted(store, f"u{number}@example.org", "203.0.113.7") for number in range(52)]
    assert told == [None] * 50 + [900] * 2
    told = [counted(store, GRACE, f"203.0.112.{number}") for number in range(52)]
    assert told == [None] * 50 + [3600] * 2


def test_strangers_keep_nobody_out_of_a_browser_in_which_they_have_signed_in_before(owned, store):
    grace = browser_of(owned)
    now = owned.app.state.misstep.clock()
    for number in range(51):
        counted(store, GRACE, f"203.0.112.{number}", at=now)
    assert guess(owned, password=PASSWORD, address="203.0.111.1").status_code == 429
    assert grace.post("/sign-in", data={"email": GRACE, "password": PASSWORD}, headers=PAGE).status_code == 303


def browser_of(client):
    """A browser in which grace has signed in, and out again."""
    browser = TestClient(client.app, base_url="http://misstep.test", follow_redirects=False)
    assert browser.post("/sign-in", data={"email": GRACE, "password": PASSWORD}, headers=PAGE).status_code == 303
    browser.post("/sign-out", headers=PAGE)
    return browser


def test_a_browser_that_is_known_has_its_tries_counted_too_and_is_known_as_one_person_alone(store):
    grace = signed_in.owner(store)
    signed_in.person(store, LINUS)
    told = [counted(store, GRACE, f"203.0.112.{number}", (grace.id, "browser")) for number in range(12)]
    assert told == [None] * 10 + [900] * 2
    assert counted(store, GRACE, "203.0.112.1", (grace.id, "another")) is None
    told = [counted(store, LINUS, "203.0.112.2", (grace.id, "browser")) for _ in range(6)]
    assert told == [None] * 5 + [900]


def test_a_password_that_is_too_long_is_not_hashed_whole_and_refused_in_the_same_words(owned):
    answer = guess(owned, password=PASSWORD + "x" * 100_000)
    assert answer.status_code == 403
    assert "No account here has this e-mail address and this password." in answer.text


def test_a_login_is_a_fresh_one_whatever_the_browser_came_with(owned):
    planted = signed_in.sign_in(owned, signed_in.person(owned.app.state.misstep.store, LINUS))
    cookie = owned.cookies["misstep_login"]
    assert guess(owned, password=PASSWORD).status_code == 303
    fresh = owned.__class__(owned.app, base_url="http://misstep.test", follow_redirects=False)
    fresh.cookies["misstep_login"] = cookie
    assert fresh.get("/account", headers=PAGE).status_code == 303, f"{planted} is over"


def test_a_cookie_that_was_not_signed_here_is_nobodys(owned):
    secret = signed_in.sign_in(owned, signed_in.owner(owned.app.state.misstep.store))
    good = owned.cookies["misstep_login"]
    body, _, signature = good.rpartition(".")
    state = owned.app.state.misstep
    renamed = state.signer.dumps(secret)
    for forged in (secret, body, f"{body}.{signature[:-1]}", f"{body}.{'A' * 27}", renamed, "", "." * 3000):
        owned.cookies["misstep_login"] = forged
        assert [owned.get(place, headers=PAGE).status_code for place in OWN_PLACES] == [303] * 3, forged
    owned.cookies["misstep_login"] = good
    assert owned.get("/account", headers=PAGE).status_code == 200


def test_a_reader_cookie_is_no_login(owned):
    state = owned.app.state.misstep
    owned.cookies["misstep_reader"] = state.signer.dumps("person-grace")
    assert owned.get("/account", headers=PAGE).status_code == 303
    assert owned.get("/api/runs").status_code == 403


def test_a_cookie_of_somebody_who_was_removed_is_nobodys(owned, store):
    linus = signed_in.person(store, LINUS)
    signed_in.sign_in(owned, linus)
    assert owned.get("/api/runs").status_code == 200
    with store.writing() as work:
        work.people.remove(linus.id)
    assert owned.get("/api/runs").status_code == 403
    assert owned.get("/account", headers=PAGE).status_code == 303


def test_what_is_kept_of_a_login_and_a_link_is_no_key_to_it(owned, store):
    secret = signed_in.sign_in(owned, signed_in.owner(store))
    path = asked_in(store, token="a token that was handed over")
    with store.engine.connect() as connection:
        kept = [
            str(value)
            for table in ("login", "one_time_link", "person", "password_tries")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
            for value in row
        ]
    assert secret not in " ".join(kept)
    assert path.removeprefix("/join/") not in " ".join(kept)
    assert PASSWORD not in " ".join(kept)


def asked_in(store, token="the token", role="interviewer", email="new@example.org"):
    with store.writing() as work:
        new = NewLink(at=signed_in.LONG_AGO, id="link", token=token)
        return link_into(
            work, workspace="local", email=email, role=MemberRole(role), created_by="person-grace", new=new
        )


def test_a_link_is_good_once(owned, store):
    path = asked_in(store)
    assert owned.post(path, data={"password": PASSWORD}, headers=PAGE).status_code == 303
    spent, never = (
        owned.request(method, where, data={"password": PASSWORD}, headers=PAGE)
        for method, where in (("POST", path), ("POST", "/join/never"))
    )
    assert spent.status_code == never.status_code == 410
    assert spent.text.replace(path, "") == never.text.replace("/join/never", "")


def test_a_link_that_is_too_old_is_spent(owned, store):
    with store.writing() as work:
        old = NewLink(at=signed_in.LONG_AGO - timedelta(days=3), id="old", token="old")
        link_into(work, workspace="local", email=LINUS, role=MemberRole.OWNER, created_by="person-grace", new=old)
    assert owned.get("/join/old", headers=PAGE).status_code == 410
    assert owned.post("/join/old", data={"password": PASSWORD}, headers=PAGE).status_code == 410


@pytest.mark.usefixtures("owned")
def test_the_first_owners_link_makes_nobody_an_owner_later(store):
    assert first_owner_link(store, NewLink(at=signed_in.LONG_AGO, id="l", token="late")) is None


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.test",
        "/\\evil.test",
        "https://evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        "\\\\evil.test",
        "javascript:alert(1)",
        "",
    ],
)
def test_signing_in_leads_to_no_other_site(owned, wanted):
    sent = {"email": GRACE, "password": PASSWORD, "next": wanted}
    assert owned.post("/sign-in", data=sent, headers=PAGE).headers["location"] == "/"


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.test"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_no_other_site_signs_anybody_in_or_out_or_changes_an_account(owned, store, headers):
    signed_in.sign_in(owned, signed_in.owner(store))
    for path, sent in (
        ("/sign-in", {"email": GRACE, "password": PASSWORD}),
        ("/sign-out", {}),
        (asked_in(store), {"password": PASSWORD}),
        ("/account/password", {"current": PASSWORD, "password": "x" * 20}),
        ("/account/logins/ending", {}),
        ("/workspace/links", {"email": signed_in.MALLORY, "role": "owner"}),
        ("/workspace/members/person-linus/role", {"role": "owner"}),
    ):
        assert owned.post(path, data=sent, headers=PAGE | headers).status_code == 403
    assert owned.get("/account", headers=PAGE).status_code == 200
