"""Orders, their parcels, payments and returns, read from the shop's database."""

import json
from typing import Any

from app.domain.json import JSON
from app.recorder.tool import Arguments, Options, Row, ToolFailed
from app.recorder.tool_context import ToolContext
from app.recorder.worlds.support_desk.money import written

PAGE_SIZE = 25  # rows in one page of the order service, unless asked for more


def get_order(context: ToolContext, arguments: Arguments) -> JSON:
    """One order whole: lines, addresses, terms, audit trail."""
    order = one(context, "SELECT * FROM orders WHERE id = ?", arguments["order_id"], what="order")
    lines = context.sql("SELECT * FROM order_lines WHERE order_id = ? ORDER BY line", order["id"])
    events = context.sql(
        "SELECT at, actor, event, detail FROM order_events WHERE order_id = ? ORDER BY at", order["id"]
    )
    return {
        "order_id": order["id"],
        "customer_id": order["customer_id"],
        "storefront": order["storefront"],
        "channel": order["channel"],
        "kind": order["kind"],
        "status": order["status"],
        "placed_at": order["placed_at"],
        "currency": order["currency"],
        "customer_reference": order["customer_reference"],
        "lines": [_line(line) for line in lines],
        "totals": _totals(order),
        "shipping_address": _address(order),
        "billing_address": {"same_as_shipping": True},
        "fulfilment": {
            "warehouse": order["warehouse"],
            "split_allowed": True,
            "gift_wrap": False,
            "carrier_note": None,
        },
        "terms": {
            "sales": order["terms_sales"],
            "returns": order["terms_returns"],
            "accepted_at": order["placed_at"],
        },
        "attribution": {"device": order["device"], "campaign": order["campaign"], "newsletter_coupon": None},
        "risk": {"score": order["risk_score"], "decision": "accept", "model": "rs-7"},
        "audit": events,
    }


def list_orders(context: ToolContext, arguments: Arguments) -> JSON:
    """All orders of a customer in a period, newest first, in the pages that the order service gives them in."""
    found = context.sql(
        "SELECT * FROM orders WHERE customer_id = ? AND placed_at >= ? AND placed_at < ? ORDER BY placed_at DESC, id",
        arguments["customer_id"],
        arguments["placed_from"],
        arguments["placed_before"],
    )
    size = context.options.get("page_size", PAGE_SIZE)
    pages = [found[start : start + size] for start in range(0, max(len(found), 1), size)]
    return {
        "pages": [
            {
                "object": "list",
                "data": [_summary(order) for order in page],
                "has_more": place + 1 < len(pages),
                "next_cursor": f"c_{context.token('cursor', 18)}" if place + 1 < len(pages) else None,
            }
            for place, page in enumerate(pages)
        ]
    }


def one_list(result: Any, options: Options) -> JSON:
    """The pages that were read, as the agent gets them: one list. With `refuse_incomplete` nothing less than all."""
    pages = result["pages"]
    data = [row for page in pages for row in page["data"]]
    if options.get("refuse_incomplete") and pages[-1]["has_more"]:
        told = f"only the {len(data)} newest orders could be read, there are more; ask for a shorter period"
        raise ToolFailed(told, kind="IncompleteResult")
    last = {key: value for key, value in pages[-1].items() if key != "data"}
    return {"object": "list", "data": data, "returned": len(data), **last}


def get_shipments(context: ToolContext, arguments: Arguments) -> JSON:
    """The parcels of an order with every scan."""
    found = context.sql("SELECT * FROM shipments WHERE order_id = ? ORDER BY shipped_at", arguments["order_id"])
    return {"order_id": arguments["order_id"], "shipments": [_shipment(context, row) for row in found]}


def list_payments(context: ToolContext, arguments: Arguments) -> JSON:
    """What was captured for an order, by means of payment."""
    found = context.sql("SELECT * FROM payments WHERE order_id = ? ORDER BY captured_at, id", arguments["order_id"])
    return {"order_id": arguments["order_id"], "payments": [_payment(row) for row in found]}


def get_return(context: ToolContext, arguments: Arguments) -> JSON:
    """One return with the warehouse's inspection of each article."""
    found = one(context, "SELECT * FROM returns WHERE rma = ?", arguments["rma"], what="return")
    lines = context.sql("SELECT * FROM return_lines WHERE rma = ? ORDER BY line", found["rma"])
    return {
        **found,
        "label": {"carrier_tracking": found["label_tracking"], "prepaid": True, "cost_centre": "4711-RET"},
        "inspection": [_inspected(line) for line in lines],
        "photos": [
            f"s3://ta-returns/{found['rma']}/{line['line']:02}-{side}.jpg" for line in lines for side in ("a", "b")
        ],
    }


def close_return(context: ToolContext, arguments: Arguments) -> JSON:
    """Book how a return ended."""
    one(context, "SELECT rma FROM returns WHERE rma = ?", arguments["rma"], what="return")
    context.sql(
        "UPDATE returns SET status = 'closed', closed_at = ?, outcome = ? WHERE rma = ?",
        context.now,
        arguments["outcome"],
        arguments["rma"],
    )
    return {"rma": arguments["rma"], "status": "closed", "closed_at": context.now, "outcome": arguments["outcome"]}


def one(context: ToolContext, statement: str, key: str, *, what: str) -> Row:
    """The one row of a query. Raises ToolFailed where there is none."""
    found = context.sql(statement, key)
    if not found:
        raise ToolFailed(f"no {what} {key!r}", kind="NotFound")
    return found[0]


def _line(line: Row) -> dict[str, Any]:
    total = line["quantity"] * line["unit_price"] - line["discount"]
    return {
        "line": line["line"],
        "sku": line["sku"],
        "name": line["name"],
        "variant": line["variant"],
        "quantity": line["quantity"],
        "unit_price": written(line["unit_price"]),
        "discount": written(line["discount"]),
        "line_total": written(total),
        "shipment_id": line["shipment_id"],
    }


def _totals(order: Row) -> dict[str, Any]:
    net = order["goods"] - order["discount"]
    return {
        "goods": written(order["goods"]),
        "discount": written(order["discount"]),
        "goods_after_discount": written(net),
        "shipping": written(order["shipping"]),
        "gift_cards_sold": written(order["gift_cards"]),
        "grand_total": written(net + order["shipping"] + order["gift_cards"]),
        "vat_rate_pct": order["vat_rate"],
        "prices_include_vat": order["vat_rate"] > 0 and order["storefront"] != "us",
    }


def _address(order: Row) -> dict[str, Any]:
    return {
        "name": order["ship_name"],
        "company": order["ship_company"],
        "line1": order["ship_line1"],
        "line2": order["ship_line2"],
        "postcode": order["ship_postcode"],
        "city": order["ship_city"],
        "country": order["ship_country"],
    }


def _summary(order: Row) -> dict[str, Any]:
    return {
        "order_id": order["id"],
        "placed_at": order["placed_at"],
        "status": order["status"],
        "storefront": order["storefront"],
        "kind": order["kind"],
        "currency": order["currency"],
        "goods_net": written(order["goods"] - order["discount"]),
        "refunded_goods_net": written(order["refunded_goods"]),
        "shipping_net": written(order["shipping"]),
        "gift_cards": written(order["gift_cards"]),
        "delivered_at": order["delivered_at"],
        "warehouse": order["warehouse"],
        "customer_reference": order["customer_reference"],
    }


def _shipment(context: ToolContext, row: Row) -> dict[str, Any]:
    scans = context.sql(
        "SELECT at, code, place, detail FROM shipment_events WHERE shipment_id = ? ORDER BY at DESC", row["id"]
    )
    return {**{key: value for key, value in row.items() if key != "order_id"}, "scans": scans}


def _payment(row: Row) -> dict[str, Any]:
    kept = {key: value for key, value in row.items() if key not in ("captured", "order_id")}
    return {**kept, "captured": written(row["captured"])}


def _inspected(line: Row) -> dict[str, Any]:
    kept = {key: value for key, value in line.items() if key not in ("rma", "missing_parts")}
    return {**kept, "missing_parts": json.loads(line["missing_parts"] or "[]")}
