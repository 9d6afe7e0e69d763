"""Messages, tool definitions and context blocks, each distinct content stored once."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.json import JSON
from app.domain.message import Message, ToolDefinition, message_from_json, message_json
from app.store.missing import insert_missing
from app.store.packed import pack, unpack
from app.store.tables import BlockRow, MessageRow, ToolRow

_BLOCK = 64  # hashes; a context of 600 messages is 10 blocks, 9 of them shared with the call before
_ASKED = 500  # ids in one query; SQLite takes 32,766, PostgreSQL 65,535, plans grow with them


class Pool:
    """Content by hash. Hashes are 32 hex digits outside, 16 bytes in the tables."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def messages(self, hashes: Collection[str]) -> dict[str, Message]:
        """The messages with these hashes."""
        return {
            key: message_from_json(cast("dict[str, JSON]", body)) for key, body in self._bodies(MessageRow, hashes)
        }

    def tools(self, hashes: Collection[str]) -> dict[str, ToolDefinition]:
        """The tool definitions with these hashes."""
        return {key: ToolDefinition(*cast("Any", body)) for key, body in self._bodies(ToolRow, hashes)}

    def add(self, messages: Mapping[str, Message], tools: Mapping[str, ToolDefinition]) -> None:
        said = [
            {"hash": bytes.fromhex(key), "body": pack(message_json(message))} for key, message in messages.items()
        ]
        offered = [
            {"hash": bytes.fromhex(key), "body": pack([tool.name, tool.description, tool.schema])}
            for key, tool in tools.items()
        ]
        insert_missing(self._session, MessageRow, said)
        insert_missing(self._session, ToolRow, offered)

    def add_blocks(self, blocks: Mapping[bytes, bytes]) -> None:
        insert_missing(self._session, BlockRow, [{"hash": key, "hashes": body} for key, body in blocks.items()])

    def sequence(self, blocks: Iterable[str], tail: str) -> tuple[str, ...]:
        """The hashes that `split` took apart."""
        wanted = [bytes.fromhex(block) for block in blocks]
        found = dict(self._rows(BlockRow.hash, BlockRow.hashes, wanted))
        joined = b"".join(found[block] for block in wanted).hex() + tail
        return tuple(joined[start : start + 32] for start in range(0, len(joined), 32))

    def _bodies(self, table: type[MessageRow] | type[ToolRow], hashes: Collection[str]) -> Iterable[tuple[str, JSON]]:
        wanted = [bytes.fromhex(key) for key in dict.fromkeys(hashes)]
        for key, body in self._rows(table.hash, table.body, wanted):
            yield key.hex(), unpack(body)

    def _rows(self, key: Any, body: Any, wanted: list[bytes]) -> Iterable[tuple[bytes, bytes]]:
        for start in range(0, len(wanted), _ASKED):
            query = select(key, body).where(key.in_(wanted[start : start + _ASKED]))
            yield from self._session.execute(query)


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
