"""Runs are imported, read anew, deleted and their deliveries forgotten by those who may, in their own workspace."""

import late_parcel
import pytest
from adas_attempt import NINE
from workspace_owner import GRACE

from app.domain.errors import NotAllowed, NotFound
from app.domain.viewer import Member, MemberRole, Reader
from app.inbox.delete_runs import delete_runs
from app.inbox.forget_deliveries import forget_deliveries
from app.inbox.import_files import import_files
from app.inbox.reread_runs import reread_runs
from app.inbox.set_aside import list_failed, retry_failed
from app.ingest.files import NamedBytes

MALLORY = Reader(id="mallory")
ELSEWHERE = Member(id="olga", workspace="acme", role=MemberRole.OWNER)
INTERVIEWER = Member(id="ivy", workspace="local", role=MemberRole.INTERVIEWER)
LINUS = Member(id="linus", workspace="local", role=MemberRole.AUTHOR)
FILES = [NamedBytes("parcel.json", late_parcel.otlp("unit"))]


def refused(store, viewer, new_id, run):
    """What this viewer may not do; deleting comes last, so that all others find the run there."""
    asks = {
        "import": lambda: import_files(store, FILES, viewer=viewer, new_id=new_id),
        "reread": lambda: reread_runs(store, (), viewer=viewer, new_id=new_id),
        "list": lambda: list_failed(store, viewer=viewer),
        "retry": lambda: retry_failed(store, (), viewer=viewer, now=NINE),
        "forget": lambda: forget_deliveries(store, (), viewer=viewer),
        "delete": lambda: delete_runs(store, [run], viewer=viewer, now=NINE),
    }
    found = set()
    for name, ask in asks.items():
        try:
            ask()
        except NotAllowed:
            found.add(name)
    return found


@pytest.mark.parametrize(
    ("viewer", "what"),
    [
        (MALLORY, {"import", "reread", "list", "retry", "forget", "delete"}),
        (INTERVIEWER, {"import", "reread", "list", "retry", "forget", "delete"}),
        (LINUS, {"forget", "delete"}),
        (GRACE, set()),
    ],
)
def test_who_may_not_is_refused(store, new_id, viewer, what):
    (run,) = import_files(store, FILES, viewer=GRACE, new_id=new_id)
    assert refused(store, viewer, new_id, run.run) == what


def test_nobody_reaches_into_another_workspace(store, new_id):
    with store.engine.begin() as connection:
        connection.exec_driver_sql("insert into workspace values ('acme', 'Acme')")
    (ours,) = import_files(store, FILES, viewer=GRACE, new_id=new_id)
    (theirs,) = import_files(store, FILES, viewer=ELSEWHERE, new_id=new_id)
    assert (ours.known, theirs.known, ours.run == theirs.run) == (False, False, False)
    with pytest.raises(NotFound):
        delete_runs(store, [ours.run], viewer=ELSEWHERE, now=NINE)
    assert delete_runs(store, [theirs.run], viewer=ELSEWHERE, now=NINE) == (theirs.run,)
    with store.reading() as work:
        assert work.runs.one("local", ours.run).step_count == 8
