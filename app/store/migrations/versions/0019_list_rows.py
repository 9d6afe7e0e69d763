"""What the list of steps tells beside each step: which two are one call, first tries, users' words, what repeats.

Of runs that are stored already the first is worked out here. The others stay untold until such a run is read again:
what they are told by lies packed in the steps.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INNER = sa.table(
    "step",
    sa.column("run_id"),
    sa.column("number", sa.Integer()),
    sa.column("kind"),
    sa.column("closes", sa.Integer()),
    sa.column("same_call", sa.Integer()),
)


def upgrade() -> None:
    with op.batch_alter_table("step") as table:
        table.add_column(sa.Column("same_call", sa.Integer(), nullable=True))
        table.add_column(sa.Column("first_try", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        table.add_column(sa.Column("user_words", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        table.add_column(sa.Column("repeat_first", sa.Integer(), nullable=True))
        table.add_column(sa.Column("repeat_last", sa.Integer(), nullable=True))
        table.add_column(sa.Column("repeat_size", sa.Integer(), nullable=True))
    outer, inner = INNER.alias("outer_step"), INNER.alias("inner_step")
    pairs = (
        sa.select(outer.c.run_id, outer.c.number)
        .join(inner, sa.and_(inner.c.run_id == outer.c.run_id, inner.c.number == outer.c.number + 1))
        .where(outer.c.kind == "tool", inner.c.kind.in_(["retrieval", "memory"]), outer.c.closes == inner.c.number)
    )
    connection = op.get_bind()
    for run_id, number in connection.execute(pairs).all():
        _mate(connection, run_id, number, number + 1)
        _mate(connection, run_id, number + 1, number)


def _mate(connection: sa.Connection, run_id: str, number: int, mate: int) -> None:
    row = sa.and_(INNER.c.run_id == run_id, INNER.c.number == number)
    connection.execute(sa.update(INNER).where(row).values(same_call=mate))
