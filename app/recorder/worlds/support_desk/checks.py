"""What must be true of the support desk when a run has ended."""

from app.domain.json import JSON
from app.recorder.tool import Options
from app.recorder.world import Ending
from app.recorder.worlds.support_desk.money import cents, written


def refunded(ending: Ending, expected: Options) -> str | None:
    """The refunds of `order` come to `amount` in all; with `split`, one refund of its `amount` for each `payment`."""
    made = ending.rows("SELECT * FROM refunds WHERE order_id = ?", expected["order"])
    total = sum(row["amount"] for row in made)
    if total != cents(expected["amount"]):
        return f"refunds of {expected['order']} come to {written(total)}, {expected['amount']} is due"
    for part in expected.get("split", ()):
        back = [row["amount"] for row in made if row["payment_id"] == part["payment"]]
        if back != [cents(part["amount"])]:
            got = _listed([written(each) for each in back])
            return f"{part['payment']} got {got}, one refund of {part['amount']} is due"
    return _told(ending, expected)


def bonus_paid(ending: Ending, expected: Options) -> str | None:
    """The one credit note of `customer` is for `amount`."""
    notes = ending.rows("SELECT * FROM credit_notes WHERE customer_id = ?", expected["customer"])
    amounts = [written(row["amount"]) for row in notes]
    if amounts != [expected["amount"]]:
        return f"credit notes of {expected['customer']} are {_listed(amounts)}, one of {expected['amount']} is due"
    return _told(ending, expected)


def replaced(ending: Ending, expected: Options) -> str | None:
    """Each of `skus` is on its way once, and to `postcode` and nowhere else."""
    booked = ending.rows("SELECT * FROM replacements WHERE order_id = ?", expected["order"])
    sent = sorted(row["sku"] for row in booked)
    if sent != sorted(expected["skus"]):
        return f"replacements of {expected['order']} are {_listed(sent)}, due are {_listed(sorted(expected['skus']))}"
    astray = [f"{row['sku']} to {row['postcode']}" for row in booked if row["postcode"] != expected["postcode"]]
    if astray:
        return f"{', '.join(astray)}: everything goes to {expected['postcode']}"
    return _told(ending, expected)


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"


def _told(ending: Ending, expected: Options) -> str | None:
    """The customer of `case` got one reply, and it names `told`."""
    case: JSON = expected.get("case")
    if case is None:
        return None
    sent = ending.rows("SELECT body FROM messages WHERE case_id = ?", case)
    if len(sent) != 1:
        return f"{len(sent)} replies went out on {case}, one is due"
    if str(expected["told"]) not in sent[0]["body"]:
        return f"the reply on {case} does not name {expected['told']}"
    return None
