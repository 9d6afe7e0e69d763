"""Which traces a run stood for until another took its place: whoever deletes one reading deletes them all."""

import json
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
import zstandard
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
MAGIC = b"\x28\xb5\x2f\xfd"


def upgrade() -> None:
    table = op.create_table(
        "former_run_trace",
        sa.Column("run_id", TEXT, sa.ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("trace_id", TEXT, primary_key=True),
    )
    op.create_index("ix_former_run_trace_trace_id", "former_run_trace", ["trace_id"])
    connection = op.get_bind()
    retired = connection.execute(sa.text("SELECT id FROM run WHERE source = 'imported' AND NOT current")).scalars()
    for run_id in retired.all():
        rows = [{"run_id": run_id, "trace_id": trace_id} for trace_id in sorted(traces_of(run_id))]
        if rows:
            connection.execute(sa.insert(table), rows)


def traces_of(run_id: str) -> set[str]:
    """Every trace that a span of the run belongs to."""
    chunks = op.get_bind().execute(sa.text("SELECT body FROM span_chunk WHERE run_id = :run"), {"run": run_id})
    return {span["trace_id"] for (body,) in chunks for span in unpacked(bytes(body))}


def unpacked(body: bytes) -> Any:
    return json.loads(zstandard.ZstdDecompressor().decompress(body) if body.startswith(MAGIC) else body)
