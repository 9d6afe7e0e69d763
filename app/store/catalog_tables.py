"""The tables of what is published: scenarios, their editions, keys and recordings."""

from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

from app.store.tables import columns_of


class ScenarioRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "scenario"
    slug: str = Field(primary_key=True)
    place: int
    body: bytes


class EditionRow(SQLModel, table=True):
    """A variant as it was published, under a digest of all it consists of; it never changes.

    It stays while the catalog shows it or an attempt reads it. `body` is the scenario with this variant alone.
    """

    __tablename__: ClassVar[str] = "edition"
    id: str = Field(primary_key=True)
    body: bytes


class VariantRow(SQLModel, table=True):
    """The edition of a variant that the catalog shows now."""

    __tablename__: ClassVar[str] = "variant"
    scenario: str = Field(primary_key=True, foreign_key="scenario.slug", ondelete="CASCADE")
    id: str = Field(primary_key=True)
    edition: str = Field(foreign_key="edition.id")


class AnswerKeyRow(SQLModel, table=True):
    """The sealed half, in one place: only `app.store.keys` reads it. Hints stand apart: they are told one by one."""

    __tablename__: ClassVar[str] = "answer_key"
    edition: str = Field(primary_key=True, foreign_key="edition.id", ondelete="CASCADE")
    sealed: bytes
    hints: bytes


class EditionReadingsRow(SQLModel, table=True):
    """What blind readers found on an edition: sealed too, and only `app.store.blind_readings` reads it."""

    __tablename__: ClassVar[str] = "edition_readings"
    edition: str = Field(primary_key=True, foreign_key="edition.id", ondelete="CASCADE")
    body: bytes


class RecordingRow(SQLModel, table=True):
    """A bundled run as it was recorded, under its digest; it becomes a run when somebody first needs it."""

    __tablename__: ClassVar[str] = "recording"
    digest: str = Field(primary_key=True)
    body: bytes


class EditionRecordingRow(SQLModel, table=True):
    """The recordings of an edition; `arm` is the opaque id by which scenario and key name one."""

    __tablename__: ClassVar[str] = "edition_recording"
    edition: str = Field(primary_key=True, foreign_key="edition.id", ondelete="CASCADE")
    arm: str = Field(primary_key=True)
    recording: str = Field(foreign_key="recording.digest", index=True)


class PackRow(SQLModel, table=True):
    """Which content of the bundled scenarios is in the database."""

    __tablename__: ClassVar[str] = "pack"
    name: str = Field(primary_key=True)
    content: str


class ReservationRow(SQLModel, table=True):
    """A scenario that a workspace keeps for its interviews, by its slug: packs and editions come and go meanwhile."""

    __tablename__: ClassVar[str] = "reservation"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    scenario: str = Field(primary_key=True, index=True)


SCENARIO: Any = columns_of(ScenarioRow)
VARIANT: Any = columns_of(VariantRow)
EDITION: Any = columns_of(EditionRow)
ANSWER_KEY: Any = columns_of(AnswerKeyRow)
EDITION_READINGS: Any = columns_of(EditionReadingsRow)
RECORDING: Any = columns_of(RecordingRow)
ARM: Any = columns_of(EditionRecordingRow)
RESERVATION: Any = columns_of(ReservationRow)
