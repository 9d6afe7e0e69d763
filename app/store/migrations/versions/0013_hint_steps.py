"""The step from which on a hint may be taken. What was stored before names none: it waits for the end of the run."""

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
import zstandard
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MAGIC = b"\x28\xb5\x2f\xfd"
KEY = sa.table(
    "answer_key",
    sa.column("edition"),
    sa.column("sealed", sa.LargeBinary()),
    sa.column("hints", sa.LargeBinary()),
)


def upgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(KEY.c.edition, KEY.c.sealed)).all():
        sealed = unpacked(bytes(row.sealed))
        hints = with_steps(sealed["hints"])
        packed = zstandard.ZstdCompressor().compress(json.dumps(sealed | {"hints": hints}).encode())
        stored = {"sealed": packed, "hints": json.dumps(hints).encode()}
        connection.execute(sa.update(KEY).where(KEY.c.edition == row.edition).values(stored))


def with_steps(hints: Iterable[str]) -> list[dict[str, str | None]]:
    return [{"text": text, "step": None} for text in hints]


def unpacked(body: bytes) -> dict[str, Any]:
    text = zstandard.ZstdDecompressor().decompress(body) if body.startswith(MAGIC) else body
    found: dict[str, Any] = json.loads(text)
    return found
