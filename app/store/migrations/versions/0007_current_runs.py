"""One run stands for a trace; a run never changes, and the address of one that is gone leads on."""

import json
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
import zstandard
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
MAGIC = b"\x28\xb5\x2f\xfd"


def upgrade() -> None:
    op.execute("ALTER TABLE run ADD COLUMN reader_version VARCHAR NOT NULL DEFAULT ''")
    op.add_column("run", sa.Column("current", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("run", sa.Column("recorded", sa.LargeBinary(), nullable=True))
    op.create_table(
        "run_trace",
        sa.Column("workspace", TEXT, primary_key=True),
        sa.Column("source", TEXT, primary_key=True),
        sa.Column("trace_id", TEXT, primary_key=True),
        sa.Column("run_id", TEXT, sa.ForeignKey("run.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_run_trace_run_id", "run_trace", ["run_id"])
    op.create_table(
        "run_alias",
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("run_id", TEXT, sa.ForeignKey("run.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_run_alias_run_id", "run_alias", ["run_id"])
    op.create_table(
        "loose_content",
        sa.Column("workspace", TEXT, primary_key=True),
        sa.Column("hash", sa.LargeBinary(length=16), primary_key=True),
        sqlite_with_rowid=False,
    )
    stand_for_traces()


def stand_for_traces() -> None:
    """Of several runs that hold the same trace, which earlier versions could make, the largest stands for it."""
    connection = op.get_bind()
    stands = sa.table("run_trace", *(sa.column(name, TEXT) for name in ("workspace", "source", "trace_id", "run_id")))
    taken: set[tuple[str, str]] = set()
    imported = sa.text(
        "SELECT id, workspace, source, trace_id FROM run WHERE source = 'imported' ORDER BY span_count DESC, id"
    )
    for run in connection.execute(imported).all():
        free = {(run.workspace, trace_id) for trace_id in traces_of(run.id, run.trace_id)} - taken
        taken |= free
        mine = {"workspace": run.workspace, "source": run.source, "run_id": run.id}
        rows = [mine | {"trace_id": trace_id} for _, trace_id in sorted(free)]
        if rows:
            connection.execute(sa.insert(stands), rows)
        else:
            connection.execute(sa.text("UPDATE run SET current = false WHERE id = :run"), {"run": run.id})


def traces_of(run_id: str, trace_id: str) -> set[str]:
    """Every trace that a span of the run belongs to."""
    chunks = op.get_bind().execute(sa.text("SELECT body FROM span_chunk WHERE run_id = :run"), {"run": run_id})
    return {trace_id, *(span["trace_id"] for (body,) in chunks for span in unpacked(bytes(body)))}


def unpacked(body: bytes) -> Any:
    return json.loads(zstandard.ZstdDecompressor().decompress(body) if body.startswith(MAGIC) else body)
