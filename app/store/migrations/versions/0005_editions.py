"""What an attempt reads and what it earned stay as they were: editions, pinned runs and stored scores."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
import zstandard
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
MAGIC = b"\x28\xb5\x2f\xfd"


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    arms = publish()
    renew_recordings(arms)
    op.execute("ALTER TABLE attempt ADD COLUMN edition VARCHAR NOT NULL DEFAULT ''")
    op.add_column("attempt", sa.Column("score", sa.LargeBinary(), nullable=True))
    op.create_index("ix_attempt_edition", "attempt", ["edition"])
    op.create_table(
        "pinned_run",
        sa.Column("attempt_id", TEXT, sa.ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("run_id", TEXT, sa.ForeignKey("run.id"), primary_key=True),
    )
    op.create_index("ix_pinned_run_run_id", "pinned_run", ["run_id"])
    op.execute(
        "INSERT INTO pinned_run (attempt_id, run_id) SELECT id, run_id FROM attempt "
        "WHERE run_id IN (SELECT id FROM run)"
    )


def publish() -> list[tuple[str, str]]:
    """An edition for each variant that is shown, with its key; returns edition and id of each of its runs."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT variant.scenario, variant.id, variant.run_id, scenario.body, answer_key.sealed FROM variant "
            "JOIN scenario ON scenario.slug = variant.scenario "
            "JOIN answer_key ON answer_key.scenario = variant.scenario AND answer_key.variant = variant.id"
        )
    ).all()
    op.drop_table("answer_key")
    op.drop_table("variant")
    edition = sa.table("edition", sa.column("id", TEXT), sa.column("body", sa.LargeBinary()))
    variant = op.create_table(
        "variant",
        sa.Column("scenario", TEXT, sa.ForeignKey("scenario.slug", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("edition", TEXT, sa.ForeignKey("edition.id"), nullable=False),
    )
    answer_key = op.create_table(
        "answer_key",
        sa.Column("edition", TEXT, sa.ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    arms: list[tuple[str, str]] = []
    for row in rows:
        scenario, sealed = bytes(row.body), bytes(row.sealed)
        key = hashlib.sha256(hashlib.sha256(scenario).digest() + row.id.encode() + sealed).hexdigest()[:20]
        connection.execute(sa.insert(edition), [{"id": key, "body": alone(unpacked(scenario), row.id)}])
        connection.execute(sa.insert(variant), [{"scenario": row.scenario, "id": row.id, "edition": key}])
        connection.execute(sa.insert(answer_key), [{"edition": key, "sealed": sealed}])
        arms += [(key, run_id) for run_id in sorted({row.run_id, *arms_of(unpacked(sealed))})]
    return arms


def alone(scenario: dict[str, Any], variant: str) -> bytes:
    """The scenario with one of its variants."""
    variants = [each for each in scenario["variants"] if each["id"] == variant]
    return json.dumps(scenario | {"variants": variants}).encode()


def arms_of(key: dict[str, Any]) -> set[str]:
    return {run for run in (key["healthy_run"], *(remedy["run"] for remedy in key["remedies"])) if run}


def renew_recordings(arms: list[tuple[str, str]]) -> None:
    """Recordings under a digest of themselves, named by the editions that they belong to."""
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT run_id, body FROM recording")).all()
    op.drop_table("recording")
    recording = op.create_table(
        "recording", sa.Column("digest", TEXT, primary_key=True), sa.Column("body", sa.LargeBinary(), nullable=False)
    )
    named = op.create_table(
        "edition_recording",
        sa.Column("edition", TEXT, sa.ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("arm", TEXT, primary_key=True),
        sa.Column("recording", TEXT, sa.ForeignKey("recording.digest"), nullable=False),
    )
    op.create_index("ix_edition_recording_recording", "edition_recording", ["recording"])
    bodies = {row.run_id: bytes(row.body) for row in found}
    digests = {run_id: hashlib.sha256(body).hexdigest() for run_id, body in bodies.items()}
    for digest, body in {digests[run_id]: body for run_id, body in bodies.items()}.items():
        connection.execute(sa.insert(recording), [{"digest": digest, "body": body}])
    for edition, run_id in arms:
        if run_id in digests:
            connection.execute(sa.insert(named), [{"edition": edition, "arm": run_id, "recording": digests[run_id]}])


def unpacked(body: bytes) -> dict[str, Any]:
    text = zstandard.ZstdDecompressor().decompress(body) if body.startswith(MAGIC) else body
    found: dict[str, Any] = json.loads(text)
    return found
