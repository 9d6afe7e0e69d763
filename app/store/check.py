"""Check that what the database holds is whole and says what its hashes promise."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.domain.errors import MisstepError
from app.domain.fold import fold
from app.domain.json import JSON, content_hash
from app.store.attempts import attempt_of
from app.store.engine import Store
from app.store.events import Events
from app.store.inbox_tables import DELIVERED, DELIVERY
from app.store.packed import unpack
from app.store.schema import problems as schema_problems
from app.store.tables import (
    ATTEMPT,
    BLOCK,
    CONTENT,
    EVENT,
    MESSAGE,
    RUN,
    RUN_TRACE,
    SESSION,
    STEP,
    TOOL,
    AttemptRow,
    RunRow,
    SessionRow,
)


def problems(store: Store) -> list[str]:
    """What is wrong, one sentence each; nothing where the database is sound. Others may write meanwhile."""
    found = schema_problems(store.engine)
    if found:
        return found
    with store.reading() as work:
        return work.open(_problems)


def _problems(session: Session) -> list[str]:
    parts = (
        _incomplete_runs,
        _missing_contents,
        _wrong_traces,
        _changed_contents,
        _orphaned_deliveries,
        _gaps,
        _untrue_attempts,
    )
    return [sentence for part in parts for sentence in part(session)]


def _incomplete_runs(session: Session) -> Iterator[str]:
    counts = select(STEP.run_id, func.count().label("there")).group_by(STEP.run_id).subquery()
    query = select(RUN.id, RUN.step_count, counts.c.there).outerjoin(counts, counts.c.run_id == RUN.id)
    for run_id, expected, there in session.execute(query):
        if expected != (there or 0):
            yield f"run {run_id}: has {there or 0} steps, expected {expected}; import it again"


def _missing_contents(session: Session) -> Iterator[str]:
    query = select(CONTENT.run_id, func.count()).join(RunRow, RUN.id == CONTENT.run_id).group_by(CONTENT.run_id)
    for pool in (MESSAGE, TOOL, BLOCK):
        query = query.where(~exists().where(pool.workspace == RUN.workspace, pool.hash == CONTENT.hash))
    for run_id, missing in session.execute(query.order_by(CONTENT.run_id)):
        yield f"run {run_id}: {missing} of the contents that it is made of are missing; restore a backup"


def _wrong_traces(session: Session) -> Iterator[str]:
    stands = exists().where(RUN_TRACE.run_id == RUN.id)
    imported = select(RUN.id).where(RUN.source == "imported", RUN.current != stands)
    for run_id in session.scalars(imported.order_by(RUN.id)):
        yield f"run {run_id}: it is listed and stands for no trace, or the other way round; restore a backup"


def _changed_contents(session: Session) -> Iterator[str]:
    for table, what in ((MESSAGE, "message"), (TOOL, "tool definition")):
        for key, body in session.execute(select(table.hash, table.body).execution_options(yield_per=500)):
            if _hash_of(body) != key.hex():
                yield f"{what} {key.hex()}: its content is not what its hash says; restore a backup"


def _hash_of(body: bytes) -> str:
    """Of the content as it was hashed when it was stored; bytes that cannot be read have none."""
    try:
        content: JSON = unpack(body)
    except Exception:  # noqa: BLE001 - whatever a damaged byte raises, the answer is the same
        return ""
    return content_hash(content)


def _orphaned_deliveries(session: Session) -> Iterator[str]:
    waits = exists().where(DELIVERED.workspace == DELIVERY.workspace, DELIVERED.trace_id == DELIVERY.trace_id)
    orphaned = select(DELIVERY.trace_id, func.count()).where(~waits).group_by(DELIVERY.workspace, DELIVERY.trace_id)
    for trace_id, there in session.execute(orphaned.order_by(DELIVERY.trace_id)):
        kept = f"{there} of its deliveries are kept, and nobody makes a run of them"
        yield f"trace {trace_id}: {kept}; `misstep inbox forget {trace_id}` removes them"


def _gaps(session: Session) -> Iterator[str]:
    query = select(EVENT.session_id, SESSION.last_seq, func.count(), func.max(EVENT.seq))
    numbered = query.outerjoin(SessionRow, SESSION.id == EVENT.session_id).group_by(
        EVENT.session_id, SESSION.last_seq
    )
    for session_id, expected, there, last in session.execute(numbered):
        if not expected == there == last:
            yield f"session {session_id}: has {there} events numbered up to {last}, expected {expected} of them"
    for attempt in session.scalars(select(ATTEMPT.id).where(ATTEMPT.id.not_in(select(EVENT.session_id)))):
        yield f"attempt {attempt}: has no record of how it came about"


def _untrue_attempts(session: Session) -> Iterator[str]:
    """Attempts whose row is not what their events come to."""
    recorded = select(AttemptRow).where(ATTEMPT.id.in_(select(EVENT.session_id)))
    for row in session.scalars(recorded.execution_options(yield_per=100)):
        try:
            agreed = attempt_of(row) == fold(Events(session).of(row.id))
        except MisstepError as error:
            yield f"attempt {row.id}: its record cannot be read: {error}"
        else:
            if not agreed:
                yield f"attempt {row.id}: its row is not what its events come to; restore a backup"
