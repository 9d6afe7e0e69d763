"""The support desk of Tarn & Alder, a shop for outdoor and home goods: its tools, services and checks."""

from app.recorder.world import World
from app.recorder.worlds.support_desk import accounts, checks, desk, orders, parcels, policies, refunds

_TOOLS = (
    accounts.find_customer,
    accounts.recall_customer,
    accounts.remember_fact,
    accounts.issue_credit_note,
    accounts.fx_rate,
    orders.get_order,
    orders.list_orders,
    orders.get_shipments,
    orders.list_payments,
    orders.get_return,
    orders.close_return,
    policies.search_policies,
    refunds.create_refund,
    refunds.list_refunds,
    parcels.check_stock,
    parcels.create_replacement,
    parcels.file_carrier_claim,
    parcels.list_attachments,
    desk.send_reply,
    desk.add_note,
    desk.calculate,
)

WORLD = World(
    name="support-desk",
    tools={tool.__name__: tool for tool in _TOOLS},
    adapters={"list_orders": orders.one_list},
    services={refunds.REFUNDS: refunds.refund_service},
    checks={check.__name__: check for check in (checks.refunded, checks.bonus_paid, checks.replaced)},
    watched={
        "refunds": "SELECT id, order_id, payment_id, amount, currency, status, idempotency_key FROM refunds",
        "returns": "SELECT rma, status, outcome FROM returns",
        "replacements": "SELECT id, sku, quantity, warehouse, name, line1, postcode, city, country FROM replacements",
        "claims": "SELECT id, tracking, amount FROM carrier_claims",
        "credit_notes": "SELECT id, customer_id, bonus_year, amount, currency FROM credit_notes",
        "messages": "SELECT id, case_id, recipient, subject FROM messages",
        "notes": "SELECT id, case_id, text FROM notes",
        "memory": "SELECT id, customer_id, fact, source FROM customer_memory",
    },
)
