"""Two people do at once what only one of them may: one succeeds, on every database."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier

import httpx
import signed_in
from anyio.from_thread import start_blocking_portal
from signed_in import GRACE, LINUS, PAGE, PASSWORD

from app.accounts.add_person import add_person
from app.accounts.make_link import NewLink, first_owner_link, link_into
from app.accounts.members import change_role, remove_member
from app.accounts.passwords import matches
from app.cli.configuration import command_line
from app.domain.errors import NotFound, WrongState
from app.domain.viewer import Member, MemberRole

GRACES = Member(id="person-grace", workspace="local", role=MemberRole.OWNER)


def at_once(*calls):
    """What each call returned, when all began together."""
    gate = Barrier(len(calls))

    def begun(call):
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [each.result() for each in [threads.submit(begun, call) for call in calls]]


def posted_at_once(application, *forms):
    """The status of each form, a path with its fields, when browsers of their own sent all of them together."""

    async def sent(path, fields):
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://misstep.test", headers=PAGE) as browser:
            return (await browser.post(path, data=fields)).status_code

    async def all_sent():
        async with application.router.lifespan_context(application):
            return await asyncio.gather(*(sent(*form) for form in forms))

    with start_blocking_portal() as portal:
        return portal.call(all_sent)


def test_of_all_who_use_one_link_at_once_one_joins(application, store):
    signed_in.owner(store)
    with store.writing() as work:
        new = NewLink(at=signed_in.LONG_AGO, id="link", token="one")
        path = link_into(work, workspace="local", email=LINUS, role=MemberRole.AUTHOR, created_by=GRACES.id, new=new)
    passwords = [f"{number} password of mine" for number in range(4)]
    statuses = posted_at_once(application, *((path, {"password": each}) for each in passwords))
    assert sorted(statuses) == [303, 410, 410, 410]
    with store.reading() as work:
        chosen = work.people.by_email(LINUS).password
    assert matches(passwords[statuses.index(303)], chosen)


def test_of_two_first_owners_one_becomes_it(application, store):
    paths = [
        first_owner_link(store, NewLink(at=signed_in.LONG_AGO, id=name, token=name)) for name in ("one", "another")
    ]
    forms = [(path, {"email": f"u{turn}@example.org", "password": PASSWORD}) for turn, path in enumerate(paths)]
    assert sorted(posted_at_once(application, *forms)) == [303, 410]
    with store.reading() as work:
        assert len(work.memberships.within("local")) == len(work.people.all()) == 1


def test_of_two_owners_who_remove_each_other_at_once_one_stays(store):
    for _ in range(5):
        made = [signed_in.owner(store), signed_in.owner(store, LINUS)]
        removals = [partial(remove_member, viewer=GRACES, person=each.id) for each in made]
        at_once(*(partial(changed, store, each) for each in removals))
        with store.reading() as work:
            assert len(work.memberships.within("local")) == 1


def test_of_two_owners_who_step_down_at_once_one_stays_an_owner(store):
    down = {"viewer": GRACES, "role": MemberRole.AUTHOR, "now": signed_in.LATER}
    for _ in range(5):
        made = [signed_in.owner(store), signed_in.owner(store, LINUS)]
        steps = [partial(change_role, person=each.id, **down) for each in made]
        at_once(*(partial(changed, store, each) for each in steps))
        with store.reading() as work:
            roles = [place.role for place in work.memberships.within("local")]
            assert roles.count(MemberRole.OWNER) == 1


def changed(store, change):
    with suppress(WrongState, NotFound), store.writing() as work:
        change(work)


def test_somebody_who_is_added_twice_at_once_has_one_account(store):
    def added(token):
        with store.writing() as work:
            add_person(
                work, viewer=command_line(work, "local"), email=GRACE, role=MemberRole.OWNER, person_id=token,
                new=NewLink(at=signed_in.LONG_AGO, id=token, token=token),
            )  # fmt: skip

    at_once(lambda: added("one"), lambda: added("two"))
    with store.reading() as work:
        assert len(work.people.all()) == len(work.memberships.within("local")) == 1


def test_guesses_that_come_at_once_are_counted_each(application, store):
    signed_in.owner(store, password=PASSWORD)
    guesses = [("/sign-in", {"email": GRACE, "password": "not it"})] * 12
    assert sorted(posted_at_once(application, *guesses)) == [403] * 5 + [429] * 7
