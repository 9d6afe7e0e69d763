"""A shop small enough to read: the world that the recorder's own tests run in."""

import json
import shutil
import sqlite3
from pathlib import Path

import httpx

from app.recorder.record import RecordingFolders, check, record
from app.recorder.tool import Arguments, Options, ToolFailed, insert, rows
from app.recorder.tool_context import ToolContext
from app.recorder.world import Ending, World


def get_order(context: ToolContext, arguments: Arguments):
    found = context.sql(
        "SELECT order_id, customer, total, currency FROM orders WHERE order_id = ?", arguments["order_id"]
    )
    if not found:
        raise ToolFailed(f"no order {arguments['order_id']}", kind="NotFound")
    return found[0]


def search_rules(context: ToolContext, arguments: Arguments):
    return "\n\n".join(hit.passage.text for hit in context.search(arguments["query"]))


def refund(context: ToolContext, arguments: Arguments):
    response = context.http("POST", "https://refunds.till.example/refunds", body=dict(arguments))
    if response.is_error:
        raise ToolFailed(response.json()["error"], kind="RefundRefused")
    return response.json()


def in_dollars(result, options: Options):
    return {**result, "total": result["total"] / options["divide"]} if "divide" in options else result


class Refunds(httpx.BaseTransport):
    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.read())
        if body["amount"] > 10_000:
            return httpx.Response(422, json={"error": "amount too large"})
        number = len(rows(self.database, "SELECT * FROM refunds")) + 1
        record = {"refund_id": f"R-{number}", **body}
        insert(self.database, "refunds", record)
        return httpx.Response(201, json=record)


def refunded_in_full(ending: Ending, _: Options):
    paid = sum(row["amount"] for row in ending.rows("SELECT amount FROM refunds"))
    owed = ending.facts["total"]
    return None if paid == owed else f"refunded {paid} of {owed}"


TILL = World(
    name="till",
    tools={"get_order": get_order, "search_rules": search_rules, "refund": refund},
    adapters={"get_order": in_dollars},
    services={"https://refunds.till.example": Refunds},
    checks={"refunded_in_full": refunded_in_full},
    watched={"refunds": "SELECT * FROM refunds"},
)


HERE = Path(__file__).parent
DAMAGED, OPENED = "scenarios/damaged-order", "scenarios/opened-order"
ANSWER, SCRIPT = f"{DAMAGED}/answer.toml", "worlds/till/scripts/damaged.toml"


def till_at(folder, **edits):
    """A copy of the shop and its scenarios with some passages replaced: `{file: {old: new}}`."""
    for name in ("scenarios", "worlds"):
        shutil.copytree(HERE / name, folder / name)
    for file, changes in edits.items():
        for old, new in changes.items():
            text = (folder / file).read_text()
            assert old in text
            (folder / file).write_text(text.replace(old, new))
    return RecordingFolders(scenarios=folder / "scenarios", fixtures=folder / "worlds", traces=folder / "traces")


def recorded(places, *slugs, **options):
    return list(record(slugs, places=places, find_world=lambda _: TILL, **options))


def checked(places, *slugs, **options):
    return list(check(slugs, places=places, find_world=lambda _: TILL, **options))
