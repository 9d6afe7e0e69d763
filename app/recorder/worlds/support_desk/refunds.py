"""The refund service, which keeps one refund for each idempotency key, and the tools that speak to it."""

import json
import sqlite3
from typing import Any

import httpx

from app.domain.json import JSON
from app.recorder.tool import Arguments, Row, ToolFailed, insert, rows
from app.recorder.tool_context import ToolContext
from app.recorder.worlds.support_desk.money import cents, written

REFUNDS = "https://refunds.tarnandalder.internal"


def create_refund(context: ToolContext, arguments: Arguments) -> JSON:
    """Ask the service for one refund.

    Unless `attempts` says otherwise the request is sent once: the agent decides what to do about a lost answer.
    """
    body = {
        "order_id": arguments["order_id"],
        "payment_id": arguments["payment_id"],
        "amount": str(arguments["amount"]),
        "currency": arguments["currency"],
        "reason": arguments["reason"],
        "created_at": context.now,
    }
    headers = {"Idempotency-Key": arguments["idempotency_key"]}
    response = context.http(
        "POST", f"{REFUNDS}/v1/refunds", body=body, headers=headers, attempts=context.options.get("attempts", 1)
    )
    return _accepted(response)


def list_refunds(context: ToolContext, arguments: Arguments) -> JSON:
    """What the service has for an order."""
    return _accepted(
        context.http(
            "GET", f"{REFUNDS}/v1/orders/{arguments['order_id']}/refunds", attempts=context.options.get("attempts", 3)
        )
    )


def _accepted(response: httpx.Response) -> JSON:
    if response.is_error:
        told = response.json().get("detail", "") if response.content else ""
        kind = "UpstreamTimeout" if response.status_code == httpx.codes.GATEWAY_TIMEOUT else "RefundServiceError"
        raise ToolFailed(f"{response.status_code} {response.reason_phrase} {told}".strip(), kind=kind)
    answer: JSON = response.json()
    return answer


def refund_service(database: sqlite3.Connection) -> httpx.BaseTransport:
    """The service over the run's database."""

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return _create(database, json.loads(request.content), key=request.headers.get("idempotency-key", ""))
        order = request.url.path.split("/")[3]
        made = rows(database, "SELECT * FROM refunds WHERE order_id = ? ORDER BY created_at, id", (order,))
        return httpx.Response(
            200, json={"order_id": order, "count": len(made), "refunds": [_shown(row) for row in made]}
        )

    return httpx.MockTransport(handle)


def _create(database: sqlite3.Connection, body: dict[str, Any], *, key: str) -> httpx.Response:
    if not key:
        return httpx.Response(400, json={"detail": "Idempotency-Key is missing"})
    there = rows(database, "SELECT * FROM refunds WHERE idempotency_key = ?", (key,))
    if there:
        return httpx.Response(200, json={**_shown(there[0]), "replayed": True})
    amount = cents(body["amount"])
    problem = _problem(database, body, amount)
    if problem:
        return httpx.Response(422, json={"detail": problem})
    refund = {
        "id": f"re_{abs(hash_of(key)):08x}",
        "order_id": body["order_id"],
        "payment_id": body["payment_id"],
        "amount": amount,
        "currency": body["currency"],
        "reason": body["reason"],
        "status": "pending",
        "idempotency_key": key,
        "created_at": body["created_at"],
    }
    insert(database, "refunds", refund)
    return httpx.Response(201, json={**_shown(refund), "replayed": False})


def _problem(database: sqlite3.Connection, body: dict[str, Any], amount: int) -> str | None:
    """Why the service would refuse, in its own words."""
    paid = rows(
        database, "SELECT * FROM payments WHERE id = ? AND order_id = ?", (body["payment_id"], body["order_id"])
    )
    if not paid:
        return f"no payment {body['payment_id']} on order {body['order_id']}"
    if paid[0]["currency"] != body["currency"]:
        return f"payment {body['payment_id']} is in {paid[0]['currency']}"
    before = rows(
        database, "SELECT coalesce(sum(amount), 0) AS sum FROM refunds WHERE payment_id = ?", (body["payment_id"],)
    )
    left = paid[0]["captured"] - before[0]["sum"]
    if not 0 < amount <= left:
        return f"amount {written(amount)} is not between 0.01 and the {written(left)} that are left"
    return None


def hash_of(key: str) -> int:
    """A number for a key that is the same in every process."""
    return sum(place * ord(sign) * 7919 for place, sign in enumerate(key, 1)) % 0xFFFFFFFF


def _shown(refund: Row) -> dict[str, Any]:
    return {**refund, "object": "refund", "amount": written(refund["amount"])}
