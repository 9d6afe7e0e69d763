"""Customers, what is remembered of them, and the trade accounts' bonus."""

from typing import Any

from app.domain.json import JSON
from app.recorder.tool import Arguments, Row, ToolFailed, insert
from app.recorder.tool_context import ToolContext
from app.recorder.worlds.support_desk.money import cents, written

_KEYS = ("customer_id", "email", "name")


def find_customer(context: ToolContext, arguments: Arguments) -> JSON:
    """The customers that match what is known of them, at most five."""
    given = {key: arguments[key] for key in _KEYS if arguments.get(key)}
    if not given:
        raise ToolFailed("give one of customer_id, email or name", kind="ValidationError")
    column = {"customer_id": "id"}
    where = " AND ".join(f"lower({column.get(key, key)}) = lower(?)" for key in given)
    found = context.sql(f"SELECT * FROM customers WHERE {where} LIMIT 5", *given.values())  # noqa: S608
    return {"count": len(found), "customers": [_customer(context, row) for row in found]}


def recall_customer(context: ToolContext, arguments: Arguments) -> JSON:
    """What was remembered of a customer, newest first."""
    facts = context.recall(
        "SELECT fact, source, recorded_at FROM customer_memory WHERE customer_id = ? ORDER BY recorded_at DESC",
        arguments["customer_id"],
        store="customer_memory",
        query=arguments["customer_id"],
        limit=8,
    )
    return {"customer_id": arguments["customer_id"], "facts": facts}


def remember_fact(context: ToolContext, arguments: Arguments) -> JSON:
    """Keep one fact with its source."""
    record = {key: arguments[key] for key in ("customer_id", "fact", "source")} | {"recorded_at": context.now}
    return {"stored": True, **context.remember("customer_memory", record)}


def issue_credit_note(context: ToolContext, arguments: Arguments) -> JSON:
    """One credit note for an account, a bonus year and a reason."""
    same = context.sql(
        "SELECT id FROM credit_notes WHERE customer_id = ? AND bonus_year = ? AND reason = ?",
        *(arguments[key] for key in ("customer_id", "bonus_year", "reason")),
    )
    if same:
        raise ToolFailed(f"409 Conflict {same[0]['id']} exists for this account and year", kind="Conflict")
    note = {key: arguments[key] for key in ("customer_id", "bonus_year", "currency", "reason")}
    note |= {
        "id": f"CN-{context.token('credit note', 6).upper()}",
        "amount": cents(arguments["amount"]),
        "created_at": context.now,
    }
    insert(context.run.database, "credit_notes", note)
    return {**note, "amount": written(note["amount"]), "status": "issued", "pdf": f"s3://ta-finance/{note['id']}.pdf"}


def fx_rate(context: ToolContext, arguments: Arguments) -> JSON:
    """The reference rate of a day, or of the last banking day before it."""
    asked = (arguments["base"], arguments["quote"], arguments["date"])
    found = context.sql(
        "SELECT * FROM fx_rates WHERE base = ? AND quote = ? AND day <= ? ORDER BY day DESC LIMIT 1", *asked
    )
    if not found:
        raise ToolFailed(f"no rate for {asked[0]}/{asked[1]} on or before {asked[2]}", kind="NotFound")
    row = found[0]
    return {
        "base": row["base"],
        "quote": row["quote"],
        "date_asked": asked[2],
        "date_of_rate": row["day"],
        "rate": row["rate"],
        "meaning": f"1 {row['base']} = {row['rate']} {row['quote']}",
        "source": "ECB euro foreign exchange reference rates",
    }


def _customer(context: ToolContext, row: Row) -> dict[str, Any]:
    counted = context.sql(
        "SELECT count(*) AS orders, sum(placed_at >= date(?, '-12 months')) AS lately, max(placed_at) AS last "
        "FROM orders WHERE customer_id = ?",
        context.now,
        row["id"],
    )
    address = {key: row[key] for key in ("line1", "line2", "postcode", "city", "country")}
    return {
        "customer_id": row["id"],
        **{key: row[key] for key in ("kind", "name", "company", "email", "phone", "language", "storefront")},
        "address": address,
        "loyalty": {"tier": row["tier"], "tier_since": row["tier_since"], "points": row["points"]},
        "trade": {"vat_id": row["vat_id"], "agreement": row["agreement"], "turnover_last_bonus_year": _turnover(row)},
        "activity": {
            "orders_in_all": counted[0]["orders"],
            "orders_12_months": counted[0]["lately"],
            "last_order_at": counted[0]["last"],
            "segment": "active",
        },
        "customer_since": row["created_at"],
        "consents": {"marketing": bool(row["marketing_opt_in"]), "profiling": False},
    }


def _turnover(row: Row) -> str | None:
    return None if row["last_year_turnover"] is None else written(row["last_year_turnover"])
