"""Amounts as the shop's services write them: texts with two decimals."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.recorder.tool import ToolFailed


def written(cents: int) -> str:
    """29900 -> "299.00"."""
    return f"{Decimal(cents) / 100:.2f}"


def cents(amount: object) -> int:
    """The cents of "299.00" or 299. Raises ToolFailed for anything that is not an amount."""
    try:
        return int((Decimal(str(amount)) * 100).to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, ValueError) as error:
        raise ToolFailed(f"amount: {amount!r} is not a number", kind="ValidationError") from error
