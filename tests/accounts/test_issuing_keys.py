"""Which keys may be issued, and by whom."""

import pytest
from issued_keys import AT, another_workspace, issued

from app.accounts.workspace_keys import KeyRequest, issue_key, list_keys, revoke_key
from app.domain.errors import KeyNameRejected, NotAllowed, WrongState
from app.domain.viewer import Member, MemberRole
from app.domain.workspace_key import KeyScope


def test_a_workspace_has_a_hundred_keys_and_one_more_once_one_is_revoked(store):
    made = [issued(store, "deliver") for _ in range(100)]
    with pytest.raises(WrongState, match="100 keys already"):
        issued(store, "deliver")
    issued(store, "deliver", workspace=another_workspace(store))
    with store.writing() as work:
        work.workspace_keys.revoke("local", made[0].key.id, at=AT)
    issued(store, "deliver")


@pytest.mark.parametrize("name", ["", "   ", "a" * 101, "red \x1b[31m", "turned \u202e round"])
def test_a_name_that_cannot_be_read_is_none(store, name):
    with pytest.raises(KeyNameRejected, match="printed letters"):
        issued(store, "deliver", name=name)


def test_a_key_is_for_something(store):
    with pytest.raises(KeyNameRejected, match="say what the key is for"):
        issued(store)


@pytest.mark.parametrize("role", ["interviewer", "author"])
def test_only_an_owner_issues_lists_and_revokes(store, role):
    linus = Member(id="linus", workspace="local", role=MemberRole(role))
    with store.writing() as work:
        new = KeyRequest(id="0", randomness="0", at=AT)
        asked = {"viewer": linus, "name": "n", "scopes": frozenset({KeyScope.DELIVER}), "by": "linus", "new": new}
        for refused in (
            lambda: issue_key(work, **asked),
            lambda: list_keys(work, viewer=linus),
            lambda: revoke_key(work, viewer=linus, key_id="0", now=AT),
        ):
            with pytest.raises(NotAllowed):
                refused()
