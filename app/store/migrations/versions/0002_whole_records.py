"""What an attempt's first events left out: the run that it reads, how long that is, and what the diagnosis scored."""

import json

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sqlmodel.sql.sqltypes.UTCDateTime()
ATTEMPT = sa.table(
    "attempt",
    *(sa.column(name) for name in ("id", "reader", "run_id", "last_step", "total")),
    *(sa.column(name, TIME) for name in ("started_at", "submitted_at")),
)
EVENT = sa.table(
    "event",
    *(sa.column(name) for name in ("session_id", "seq", "actor", "visibility", "kind")),
    sa.column("payload", sa.LargeBinary()),
    sa.column("at", TIME),
)


def upgrade() -> None:
    """Add them at the end of each record, with the times at which they happened."""
    connection = op.get_bind()
    last = dict(
        connection.execute(sa.select(EVENT.c.session_id, sa.func.max(EVENT.c.seq)).group_by("session_id")).all()
    )
    for row in connection.execute(sa.select(ATTEMPT)).all():
        told = [("run.assigned", {"run": row.run_id, "last_step": row.last_step}, row.started_at)]
        if row.total is not None:
            told.append(("diagnosis.scored", {"total": row.total}, row.submitted_at))
        events = [
            {
                "session_id": row.id,
                "seq": seq,
                "actor": row.reader,
                "visibility": "sealed",
                "kind": kind,
                "payload": json.dumps(payload).encode(),
                "at": at,
            }
            for seq, (kind, payload, at) in enumerate(told, start=last.get(row.id, 0) + 1)
        ]
        connection.execute(sa.insert(EVENT), events)
