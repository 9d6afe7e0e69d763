"""What each viewer may do, and whose events they see."""

import pytest

from app.domain.change import Visibility
from app.domain.errors import NotAllowed
from app.domain.permission import Verb, check, is_open_to, may, stream_of, workspace_of
from app.domain.viewer import Member, MemberRole, Reader, Viewer

MALLORY = Reader(id="mallory")
OWNER = Member(id="olga", workspace="acme", role=MemberRole.OWNER)
GRACE = Member(id="grace", workspace="acme", role=MemberRole.INTERVIEWER)
LINUS = Member(id="linus", workspace="acme", role=MemberRole.AUTHOR)


@pytest.mark.parametrize(
    ("viewer", "allowed"),
    [
        (MALLORY, {Verb.BROWSE, Verb.PRACTISE}),
        (GRACE, {Verb.BROWSE, Verb.PRACTISE, Verb.READ_RUNS, Verb.OBSERVE}),
        (LINUS, {Verb.BROWSE, Verb.PRACTISE, Verb.READ_RUNS, Verb.DELIVER, Verb.IMPORT, Verb.REVIEW}),
        (OWNER, set(Verb)),
    ],
)
def test_what_each_viewer_may_do(viewer: Viewer, allowed: set[Verb]) -> None:
    assert {verb for verb in Verb if may(viewer, verb)} == allowed


def test_who_may_not_is_told_whom_to_ask() -> None:
    check(LINUS, Verb.DELIVER)
    with pytest.raises(NotAllowed, match="you may not deliver traces to a workspace here: ask the owner"):
        check(GRACE, Verb.DELIVER)


def test_an_anonymous_reader_is_in_no_workspace() -> None:
    assert workspace_of(GRACE) == "acme"
    with pytest.raises(NotAllowed, match="you are in no workspace here"):
        workspace_of(MALLORY)


READERS = frozenset({Visibility.ALL, Visibility.CANDIDATE})
INTERVIEWERS = frozenset({Visibility.ALL, Visibility.INTERVIEWER})
NONE: frozenset[Visibility] = frozenset()


@pytest.mark.parametrize(
    ("viewer", "workspace", "stream"),
    [
        (Reader(id="ada"), None, READERS),
        (Reader(id="ada"), "acme", READERS),
        (Member(id="ada", workspace="acme", role=MemberRole.OWNER), "acme", READERS),
        (MALLORY, None, NONE),
        (MALLORY, "acme", NONE),
        (GRACE, "acme", INTERVIEWERS),
        (OWNER, "acme", INTERVIEWERS),
        (LINUS, "acme", NONE),
        (GRACE, None, NONE),
        (GRACE, "another", NONE),
    ],
)
def test_whose_events_each_viewer_sees_of_adas_attempt(
    viewer: Viewer, workspace: str | None, stream: frozenset[Visibility]
) -> None:
    assert stream_of(viewer, reader="ada", workspace=workspace) == stream


@pytest.mark.parametrize(
    ("viewer", "reserved_by", "there"),
    [
        (MALLORY, set(), True),
        (MALLORY, {"acme"}, False),
        (LINUS, set(), True),
        (LINUS, {"acme"}, True),
        (LINUS, {"another", "acme"}, True),
        (OWNER, {"another"}, False),
    ],
)
def test_what_a_workspace_keeps_is_there_for_its_members_alone(
    viewer: Viewer, reserved_by: set[str], *, there: bool
) -> None:
    assert is_open_to(viewer, reserved_by) is there
