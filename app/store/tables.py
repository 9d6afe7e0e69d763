"""The tables. Contents are compressed JSON; columns are what queries select, order and sum by."""

from datetime import datetime
from typing import Any, ClassVar, cast

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, text
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

Hash = LargeBinary(16)
DISPUTED = text("kind = 'answer.disputed'")  # of an event: in the words of the index, or SQLite would not use that
Count = BigInteger().with_variant(Integer, "sqlite")  # where every INTEGER has 64 bits


def time_column(*, nullable: bool, index: bool = False) -> Column[datetime]:
    return Column(UTCDateTime(), nullable=nullable, index=index or None)


class WorkspaceRow(SQLModel, table=True):
    """What a team owns together; runs, deliveries and contents belong to one."""

    __tablename__: ClassVar[str] = "workspace"
    id: str = Field(primary_key=True)
    name: str


class RunRow(SQLModel, table=True):
    """One recorded run, which never changes. `source` is `bundled` or `imported`; `about` holds lanes and the rest.

    `reader_version` tells which code read it. `recorded` holds spans and logs as they came, where the spans of the
    run are not those. `current` is false once another run stands for its traces.
    """

    __tablename__: ClassVar[str] = "run"
    id: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    source: str = Field(index=True)
    trace_id: str = Field(index=True)
    content: str
    name: str
    step_count: int
    span_count: int
    started_ns: int = Field(sa_type=BigInteger)
    ended_ns: int = Field(sa_type=BigInteger)
    reader_version: str
    current: bool
    about: bytes
    recorded: bytes | None = None
    __table_args__ = (Index("ix_run_listed", "workspace", "started_ns", "id"),)


class RunTraceRow(SQLModel, table=True):
    """The run that stands for a trace: one for each workspace and source. A run may stand for several traces."""

    __tablename__: ClassVar[str] = "run_trace"
    workspace: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    trace_id: str = Field(primary_key=True)
    run_id: str = Field(foreign_key="run.id", ondelete="CASCADE", index=True)


class FormerRunTraceRow(SQLModel, table=True):
    """A trace that a run stood for until another took its place: it still holds what the trace said then."""

    __tablename__: ClassVar[str] = "former_run_trace"
    run_id: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    trace_id: str = Field(primary_key=True, index=True)


class RunAliasRow(SQLModel, table=True):
    """The address of a run that is gone since another one took its place: links to it lead there."""

    __tablename__: ClassVar[str] = "run_alias"
    id: str = Field(primary_key=True)
    run_id: str = Field(foreign_key="run.id", ondelete="CASCADE", index=True)


class StepRow(SQLModel, table=True):
    """One step: what the list shows, sums up to and with it, and the packed step itself.

    `closes` is the last step inside it, its own number for most; `inside` the nearest step that is still open
    when this one begins; `basis` the earlier model step that its context is compared with; `same_call` the one
    that is one call with it; `first_try` a word for the first of several tries, where that failed; `user_words` a
    line for each thing that a user said and that entered with it; `repeat_first` to `repeat_size` what it repeats;
    `inner` holds its inner spans, packed apart, since few pages look at them.
    """

    __tablename__: ClassVar[str] = "step"
    run_id: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    label: str
    kind: str
    name: str
    agent: str | None
    lane: str
    depth: int
    turn: int | None
    parallel_group: int | None
    status: str
    failed: bool
    started_ns: int = Field(sa_type=BigInteger)
    ended_ns: int = Field(sa_type=BigInteger)
    model: str | None
    input_tokens: int | None = Field(sa_type=cast("Any", Count))
    output_tokens: int | None = Field(sa_type=cast("Any", Count))
    cost_usd: float | None
    tries: int
    rebuilt: bool
    repaired: bool
    gist: str
    closes: int
    inside: int | None
    basis: int | None
    basis_match: str | None
    sum_errors: int
    sum_input: int | None = Field(sa_type=BigInteger)
    sum_output: int | None = Field(sa_type=BigInteger)
    sum_cached: int | None = Field(sa_type=BigInteger)
    sum_cost: float | None
    same_call: int | None
    first_try: str | None
    user_words: str | None
    repeat_first: int | None
    repeat_last: int | None
    repeat_size: int | None
    payload: bytes
    inner: bytes | None = None
    __table_args__ = (Index("ix_step_turn", "run_id", "turn", "number"),)


class ContainerRow(SQLModel, table=True):
    """An agent, chain or workflow around steps; `place` counts from the outermost."""

    __tablename__: ClassVar[str] = "container"
    run_id: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    id: str = Field(primary_key=True)
    place: int
    name: str
    agent: str | None
    parent: str | None
    first: int
    last: int
    status: str


class SpanChunkRow(SQLModel, table=True):
    """Neighbouring spans packed together, since they repeat one another."""

    __tablename__: ClassVar[str] = "span_chunk"
    run_id: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    place: int = Field(primary_key=True)
    body: bytes


class MessageRow(SQLModel, table=True):
    """A distinct message under its content hash, stored once for all runs of a workspace."""

    __tablename__: ClassVar[str] = "message"
    workspace: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=Hash)
    body: bytes


class ToolRow(SQLModel, table=True):
    """A distinct tool definition under its content hash."""

    __tablename__: ClassVar[str] = "tool_definition"
    workspace: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=Hash)
    body: bytes


class BlockRow(SQLModel, table=True):
    """Some consecutive hashes of a context, so that a growing context stores its beginning once."""

    __tablename__: ClassVar[str] = "context_block"
    workspace: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=Hash)
    hashes: bytes


class RunContentRow(SQLModel, table=True):
    """Which messages, tool definitions and context blocks a run is made of: what no run is made of may go."""

    __tablename__: ClassVar[str] = "run_content"
    run_id: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    hash: bytes = Field(primary_key=True, sa_type=Hash)
    __table_args__ = (Index("ix_run_content_hash", "hash"), {"sqlite_with_rowid": False})


class UnsweptContentRow(SQLModel, table=True):
    """Contents that a removed run was made of; they go as soon as nobody can be making another run of them."""

    __tablename__: ClassVar[str] = "loose_content"  # as it was named first
    workspace: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=Hash)
    __table_args__ = {"sqlite_with_rowid": False}


class AttemptRow(SQLModel, table=True):
    """An attempt's current value; the events tell how it came about."""

    __tablename__: ClassVar[str] = "attempt"
    id: str = Field(primary_key=True)
    reader: str = Field(index=True)
    workspace: str | None = Field(default=None, foreign_key="workspace.id")
    scenario: str = Field(index=True)
    variant: str
    edition: str = Field(index=True)
    run_id: str
    reveal: str
    frontier: int
    last_step: int
    position: int
    suspect: int | None
    hints_taken: int
    started_at: datetime = Field(sa_column=time_column(nullable=False))
    locked_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    submitted_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    total: float | None = None
    score: bytes | None = None
    opened: bytes
    body: bytes


class PinnedRunRow(SQLModel, table=True):
    """The runs that an attempt reads or is compared with: they cannot be removed while they are pinned."""

    __tablename__: ClassVar[str] = "pinned_run"
    attempt_id: str = Field(primary_key=True, foreign_key="attempt.id", ondelete="CASCADE")
    run_id: str = Field(primary_key=True, foreign_key="run.id", index=True)


class SessionRow(SQLModel, table=True):
    """What has events: a live sitting, or a practice attempt under its own id. The row is locked to number them."""

    __tablename__: ClassVar[str] = "session"
    id: str = Field(primary_key=True)
    last_seq: int


class EventRow(SQLModel, table=True):
    """What happened, in order. Rows are only ever added."""

    __tablename__: ClassVar[str] = "event"
    session_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    actor: str
    visibility: str
    kind: str
    payload: bytes
    at: datetime = Field(sa_column=time_column(nullable=False))
    __table_args__ = (Index("ix_event_disputed", "at", sqlite_where=DISPUTED, postgresql_where=DISPUTED),)


def columns_of(table: type[SQLModel]) -> Any:
    """The columns in queries: those of the table rather than of its class, since statements are built faster so."""
    return cast("Any", table).__table__.c


RUN: Any = columns_of(RunRow)
STEP: Any = columns_of(StepRow)
CONTAINER: Any = columns_of(ContainerRow)
CHUNK: Any = columns_of(SpanChunkRow)
MESSAGE: Any = columns_of(MessageRow)
TOOL: Any = columns_of(ToolRow)
BLOCK: Any = columns_of(BlockRow)
RUN_TRACE: Any = columns_of(RunTraceRow)
FORMER: Any = columns_of(FormerRunTraceRow)
ALIAS: Any = columns_of(RunAliasRow)
UNSWEPT: Any = columns_of(UnsweptContentRow)
CONTENT: Any = columns_of(RunContentRow)
ATTEMPT: Any = columns_of(AttemptRow)
SESSION: Any = columns_of(SessionRow)
EVENT: Any = columns_of(EventRow)
PINNED: Any = columns_of(PinnedRunRow)
