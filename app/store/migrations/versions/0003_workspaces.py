"""Everything that is not public belongs to a workspace, and each run tells what it is made of."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
import zstandard
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
HASH = sa.LargeBinary(length=16)
POOLS = {"message": "body", "tool_definition": "body", "context_block": "hashes"}
MAGIC = b"\x28\xb5\x2f\xfd"
BATCH = 500


def upgrade() -> None:
    workspace = op.create_table(
        "workspace", sa.Column("id", TEXT, primary_key=True), sa.Column("name", TEXT, nullable=False)
    )
    op.bulk_insert(workspace, [{"id": "public", "name": "Bundled scenarios"}, {"id": "local", "name": "This server"}])
    runs_belong()
    op.create_table(
        "run_content",
        sa.Column("run_id", TEXT, sa.ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("hash", HASH, primary_key=True),
        sqlite_with_rowid=False,
    )
    note_contents()
    op.create_index("ix_run_content_hash", "run_content", ["hash"])
    for table, column in POOLS.items():
        divide(table, column)
    deliveries_belong()
    with op.batch_alter_table("attempt") as attempt:
        attempt.add_column(sa.Column("workspace", TEXT, nullable=True))
        attempt.create_foreign_key("fk_attempt_workspace", "workspace", ["workspace"], ["id"])


def runs_belong() -> None:
    op.add_column("run", sa.Column("workspace", TEXT, nullable=True))
    op.execute("UPDATE run SET workspace = CASE source WHEN 'bundled' THEN 'public' ELSE 'local' END")
    with op.batch_alter_table("run") as run:
        run.alter_column("workspace", existing_type=TEXT, nullable=False)
        run.create_foreign_key("fk_run_workspace", "workspace", ["workspace"], ["id"])
        run.create_index("ix_run_listed", ["workspace", "started_ns", "id"])


def note_contents() -> None:
    """Read every step once: its words, its tools and the blocks of its context are what the run is made of."""
    connection = op.get_bind()
    content = sa.table("run_content", sa.column("run_id", TEXT), sa.column("hash", HASH))
    for run_id in connection.scalars(sa.text("SELECT id FROM run")).all():
        steps = connection.execute(sa.text("SELECT payload FROM step WHERE run_id = :run"), {"run": run_id})
        known: dict[bytes, bytes] = {}
        used = sorted(
            frozenset(each for (payload,) in steps for each in contents_of(unpacked(payload), connection, known))
        )
        for start in range(0, len(used), BATCH):
            rows = [{"run_id": run_id, "hash": key} for key in used[start : start + BATCH]]
            connection.execute(sa.insert(content), rows)


def contents_of(body: Mapping[str, Any], connection: sa.Connection, known: dict[bytes, bytes]) -> Iterator[bytes]:
    yield from map(bytes.fromhex, body.get("output_messages", ()))
    if body.get("context") is None:
        return
    ids, tail, tool_ids, tool_tail, *_ = body["context"]
    yield from parts(bytes.fromhex(tail + tool_tail))
    for block in map(bytes.fromhex, (*ids, *tool_ids)):
        if block not in known:  # the contexts of a run share nearly all of theirs
            query = sa.text("SELECT hashes FROM context_block WHERE hash = :hash")
            known[block] = bytes(connection.scalar(query, {"hash": block}))
            yield block
            yield from parts(known[block])


def parts(hashes: bytes) -> Iterator[bytes]:
    return (hashes[start : start + 16] for start in range(0, len(hashes), 16))


def unpacked(body: bytes) -> Mapping[str, Any]:
    text = zstandard.ZstdDecompressor().decompress(body) if body.startswith(MAGIC) else body
    found: Mapping[str, Any] = json.loads(text)
    return found


def divide(table: str, column: str) -> None:
    """Each workspace gets a copy of the contents that its runs are made of; what no run is made of goes."""
    op.create_table(
        f"{table}_divided",
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("hash", HASH, nullable=False),
        sa.Column(column, sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "hash", name=f"pk_{table}"),
    )
    op.execute(
        f"INSERT INTO {table}_divided (workspace, hash, {column}) SELECT used.workspace, old.hash, old.{column} "  # noqa: S608
        "FROM (SELECT DISTINCT run.workspace, run_content.hash FROM run_content "
        "JOIN run ON run.id = run_content.run_id) used "
        f"JOIN {table} old ON old.hash = used.hash"
    )
    op.drop_table(table)
    op.rename_table(f"{table}_divided", table)


def deliveries_belong() -> None:
    """In place, since bodies are large; what came before there were workspaces is the local one's."""
    op.execute("ALTER TABLE delivery ADD COLUMN workspace VARCHAR NOT NULL DEFAULT 'local' REFERENCES workspace (id)")
    op.create_table(
        "delivered_trace_divided",
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("trace_id", TEXT, nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("assembled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], ondelete="CASCADE", name="fk_delivered_trace_delivery"
        ),
        sa.PrimaryKeyConstraint("workspace", "trace_id", "delivery_id", name="pk_delivered_trace"),
    )
    op.execute(
        "INSERT INTO delivered_trace_divided (workspace, trace_id, delivery_id, assembled) "
        "SELECT 'local', trace_id, delivery_id, assembled FROM delivered_trace"
    )
    op.drop_table("delivered_trace")
    op.rename_table("delivered_trace_divided", "delivered_trace")
    op.create_index("ix_delivered_trace_assembled", "delivered_trace", ["assembled"])
