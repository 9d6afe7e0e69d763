"""A shop small enough to read: the world that the recorder's own tests run in."""

import json
import sqlite3

import httpx

from app.recorder.bench import Bench, insert
from app.recorder.world import Arguments, Ending, Options, ToolFailed, World, rows


def get_order(bench: Bench, arguments: Arguments):
    found = bench.sql("SELECT order_id, customer, total, currency FROM orders WHERE order_id = ?", arguments["order_id"])
    if not found:
        raise ToolFailed(f"no order {arguments['order_id']}", kind="NotFound")
    return found[0]


def search_rules(bench: Bench, arguments: Arguments):
    return "\n\n".join(hit.passage.text for hit in bench.search(arguments["query"]))


def refund(bench: Bench, arguments: Arguments):
    response = bench.http("POST", "https://refunds.till.example/refunds", body=dict(arguments))
    return response.json()


def in_dollars(result, options: Options):
    return {**result, "total": result["total"] / 100} if options.get("cents") else result


class Refunds(httpx.BaseTransport):
    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.read())
        number = len(rows(self.database, "SELECT * FROM refunds")) + 1
        record = {"refund_id": f"R-{number}", **body}
        insert(self.database, "refunds", record)
        return httpx.Response(201, json=record)


def refunded_in_full(ending: Ending, parameters: Options):
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
