"""Stock, replacement orders, carrier claims, and the photographs that customers send."""

import json
from typing import Any

from app.domain.json import JSON
from app.recorder.tool import Arguments, ToolFailed, insert
from app.recorder.tool_context import ToolContext
from app.recorder.worlds.support_desk.money import cents, written
from app.recorder.worlds.support_desk.orders import one

_ADDRESS = ("name", "line1", "postcode", "city", "country")


def check_stock(context: ToolContext, arguments: Arguments) -> JSON:
    """What each warehouse has of an article."""
    product = one(
        context, "SELECT sku, name, weight_g, price FROM products WHERE sku = ?", arguments["sku"], what="article"
    )
    found = context.sql("SELECT * FROM stock WHERE sku = ? ORDER BY warehouse", arguments["sku"])
    return {
        **product,
        "price": written(product["price"]),
        "warehouses": [
            {
                "warehouse": row["warehouse"],
                "on_hand": row["on_hand"],
                "reserved": row["reserved"],
                "available": max(row["on_hand"] - row["reserved"], 0),
                "next_inbound": row["next_inbound"],
            }
            for row in found
        ],
        "as_of": context.now,
    }


def create_replacement(context: ToolContext, arguments: Arguments) -> JSON:
    """Book a replacement; the warehouse gets it at once and sends it to the address in the booking."""
    address = arguments["ship_to"]
    missing = [key for key in _ADDRESS if not address.get(key)]
    if missing:
        raise ToolFailed(f"ship_to lacks {', '.join(missing)}", kind="ValidationError")
    if context.options.get("one_address"):
        _same_address(context, arguments["order_id"], address)
    booked = {key: arguments[key] for key in ("order_id", "sku", "quantity", "warehouse", "reason")}
    booked |= {key: address[key] for key in _ADDRESS}
    booked |= {"id": f"RPL-{context.token('replacement', 7).upper()}", "created_at": context.now}
    insert(context.run.database, "replacements", booked | {"packing_note": arguments.get("packing_note")})
    context.sql(
        "UPDATE stock SET reserved = reserved + ? WHERE sku = ? AND warehouse = ?",
        arguments["quantity"],
        arguments["sku"],
        arguments["warehouse"],
    )
    return {
        "replacement_id": booked["id"],
        "status": "handed_to_warehouse",
        **{key: booked[key] for key in ("sku", "quantity", "warehouse", "reason", "created_at")},
        "label": {"service": "standard", "print_queue": f"{booked['warehouse']}-PACK-2", "state": "queued"},
        "charge": {"amount": "0.00", "cost_centre": "4719-DMG"},
    }


def _same_address(context: ToolContext, order_id: str, address: Arguments) -> None:
    """Raises ToolFailed where an earlier booking of the same order went somewhere else."""
    for earlier in context.sql("SELECT * FROM replacements WHERE order_id = ? ORDER BY created_at", order_id):
        if earlier["postcode"] != address["postcode"]:
            there = f"{earlier['name']}, {earlier['line1']}, {earlier['postcode']} {earlier['city']}"
            raise ToolFailed(f"{earlier['id']} of this order goes to: {there}. Book for one address", kind="Conflict")


def file_carrier_claim(context: ToolContext, arguments: Arguments) -> JSON:
    """File a claim for one damaged parcel."""
    claim: dict[str, Any] = {
        "id": f"CLM-{context.token('claim', 8).upper()}",
        "tracking": arguments["tracking"],
        "amount": cents(arguments["amount"]),
        "items": json.dumps(arguments["items"]),
        "created_at": context.now,
    }
    insert(context.run.database, "carrier_claims", claim)
    return {
        "claim_id": claim["id"],
        "status": "received",
        "tracking": claim["tracking"],
        "amount": written(claim["amount"]),
        "expected_answer_days": 21,
        "keep_packing": claim["amount"] > 25000,
        "items": arguments["items"],
    }


def list_attachments(context: ToolContext, arguments: Arguments) -> JSON:
    """What the customer attached, with the description that the vision service wrote."""
    found = context.sql(
        "SELECT * FROM attachments WHERE case_id = ? ORDER BY received_at, file", arguments["case_id"]
    )
    return {"case_id": arguments["case_id"], "count": len(found), "attachments": found}
