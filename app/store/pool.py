"""Messages, tool definitions and context blocks: each distinct content stored once in a workspace."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from app.domain.json import JSON
from app.domain.message import Message, ToolDefinition, message_from_json, message_json
from app.store.among import among
from app.store.insertion import insert_for, insert_missing
from app.store.locks import alone
from app.store.packed import decompress, pack, unpack
from app.store.tables import (
    BLOCK,
    CONTENT,
    MESSAGE,
    RUN,
    TOOL,
    UNSWEPT,
    BlockRow,
    MessageRow,
    RunContentRow,
    RunRow,
    ToolRow,
    UnsweptContentRow,
)

_BLOCK = 64  # hashes; a context of 600 messages is 10 blocks, 9 of them shared with the call before
_ASKED = 500  # ids in one query; SQLite takes 32,766, PostgreSQL 65,535, plans grow with them


def _content_of(table: Any, body: Any) -> Any:
    """Content by hash, of the workspace that the run belongs to."""
    workspace = select(RUN.workspace).where(RUN.id == bindparam("run")).scalar_subquery()
    wanted = table.hash.in_(bindparam("hashes", expanding=True))
    return select(table.hash, body).where(table.workspace == workspace, wanted)


_MESSAGES = _content_of(MESSAGE, MESSAGE.body)
_TOOLS = _content_of(TOOL, TOOL.body)
_BLOCKS = _content_of(BLOCK, BLOCK.hashes)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunContents:
    """What one run is made of, by hash, as it is stored."""

    run_id: str
    workspace: str
    messages: Mapping[bytes, bytes]
    tools: Mapping[bytes, bytes]
    blocks: Mapping[bytes, bytes]

    def of(self, table: type[SQLModel]) -> Mapping[bytes, bytes]:
        """Those that belong into a table."""
        if table is MessageRow:
            return self.messages
        return self.tools if table is ToolRow else self.blocks

    @property
    def hashes(self) -> list[bytes]:
        return sorted({*self.messages, *self.tools, *self.blocks})


class ContentPool:
    """Content by run and hash. Hashes are 32 hex digits outside, 16 bytes in the tables.

    A run sees what its own workspace stored, and nothing of another's that happens to be equal.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def messages(self, run_id: str, hashes: Collection[str]) -> dict[str, Message]:
        """The messages with these hashes."""
        found = self._rows(_MESSAGES, run_id, hashes)
        return {key: message_from_json(cast("dict[str, JSON]", unpack(body))) for key, body in found}

    def tools(self, run_id: str, hashes: Collection[str]) -> dict[str, ToolDefinition]:
        """The tool definitions with these hashes."""
        return {key: ToolDefinition(*cast("Any", unpack(body))) for key, body in self._rows(_TOOLS, run_id, hashes)}

    def texts(self, run_id: str, hashes: Collection[str]) -> Iterable[tuple[str, bytes]]:
        """The messages with these hashes as JSON text, in no order."""
        return ((key, decompress(body)) for key, body in self._rows(_MESSAGES, run_id, hashes))

    def blocks(self, run_id: str, ids: Collection[str]) -> dict[str, str]:
        """The hashes in these blocks of contexts, one text of hex digits each."""
        return {key: body.hex() for key, body in self._rows(_BLOCKS, run_id, ids)}

    def sequence(self, run_id: str, ids: Collection[str], tail: str) -> tuple[str, ...]:
        """The hashes that `split` took apart."""
        found = self.blocks(run_id, ids)
        joined = "".join(found[block] for block in ids) + tail
        return tuple(joined[start : start + 32] for start in range(0, len(joined), 32))

    def _rows(self, query: Any, run_id: str, hashes: Collection[str]) -> Iterable[tuple[str, bytes]]:
        wanted = [bytes.fromhex(key) for key in dict.fromkeys(hashes)]
        for start in range(0, len(wanted), _ASKED):
            asked = {"run": run_id, "hashes": wanted[start : start + _ASKED]}
            for key, body in self._session.execute(query, asked):
                yield key.hex(), body

    def note_unswept(self, run_ids: Collection[str]) -> None:
        """Note what runs that are about to go were made of, so that it can be swept.

        In the order of the hashes: two who note some of the same wait for each other in one direction only.
        """
        used = select(RUN.workspace, CONTENT.hash).distinct().join(RunRow, RUN.id == CONTENT.run_id)
        noted = insert_for(self._session, UnsweptContentRow).from_select(
            ["workspace", "hash"],
            used.where(among(CONTENT.run_id, run_ids)).order_by(RUN.workspace, CONTENT.hash),
        )
        self._session.execute(noted.on_conflict_do_nothing())

    def any_unswept(self, workspace: str) -> bool:
        return self._session.scalar(select(UNSWEPT.hash).where(UNSWEPT.workspace == workspace).limit(1)) is not None

    def sweep(self, workspace: str) -> None:
        """Remove the unswept contents that no run is made of.

        Nobody may be writing a run of this workspace meanwhile, since it may count on what is there: this waits for
        those who do, and lets nobody begin. So it has no place in a unit of work that has written one itself.
        """
        alone(self._session, f"runs of {workspace}")
        unswept = select(UNSWEPT.hash).where(UNSWEPT.workspace == workspace)
        for table, columns in ((MessageRow, MESSAGE), (ToolRow, TOOL), (BlockRow, BLOCK)):
            users = select(RUN.id).join(RunContentRow, CONTENT.run_id == RUN.id)
            mine = users.where(CONTENT.hash == columns.hash, RUN.workspace == workspace)
            gone = delete(table).where(columns.workspace == workspace, columns.hash.in_(unswept), ~mine.exists())
            self._session.execute(gone, execution_options={"synchronize_session": False})
        self._session.execute(delete(UnsweptContentRow).where(UNSWEPT.workspace == workspace))

    def add(self, many: Iterable[RunContents]) -> None:
        """Store what runs are made of, and that they are; their own rows are there already.

        All messages in the order of their hashes, then all tools, then all blocks: two writers who share some wait
        for each other in one direction only.
        """
        runs = tuple(many)
        for table, column in ((MessageRow, "body"), (ToolRow, "body"), (BlockRow, "hashes")):
            bodies = {(each.workspace, key): body for each in runs for key, body in each.of(table).items()}
            rows = [
                {"workspace": workspace, "hash": key, column: bodies[workspace, key]}
                for workspace, key in sorted(bodies)
            ]
            insert_missing(self._session, table, rows)
        used = [{"run_id": each.run_id, "hash": key} for each in runs for key in each.hashes]
        insert_missing(self._session, RunContentRow, used)


def message_bodies(messages: Mapping[str, Message]) -> dict[bytes, bytes]:
    """Messages by hash as they are stored."""
    return {bytes.fromhex(key): pack(message_json(message)) for key, message in messages.items()}


def tool_bodies(tools: Mapping[str, ToolDefinition]) -> dict[bytes, bytes]:
    """Tool definitions by hash as they are stored."""
    return {bytes.fromhex(key): pack([tool.name, tool.description, tool.schema]) for key, tool in tools.items()}


def split(hashes: tuple[str, ...], blocks: dict[bytes, bytes]) -> tuple[list[str], str]:
    """The ids of the full blocks and the rest; new blocks are put into `blocks`."""
    joined = bytes.fromhex("".join(hashes))
    whole = len(hashes) // _BLOCK * _BLOCK * 16
    ids = []
    for start in range(0, whole, _BLOCK * 16):
        body = joined[start : start + _BLOCK * 16]
        key = sha256(body).digest()[:16]
        blocks[key] = body
        ids.append(key.hex())
    return ids, joined[whole:].hex()
