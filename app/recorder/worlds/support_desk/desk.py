"""The agent's desk: replies, internal notes, and a calculator."""

import ast
import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from app.domain.json import JSON
from app.recorder.tool import Arguments, ToolFailed
from app.recorder.tool_context import ToolContext

_MAX_EXPRESSION = 4000  # characters; a sum over a few hundred orders
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def send_reply(context: ToolContext, arguments: Arguments) -> JSON:
    """Send an e-mail to the customer of a case."""
    context.sql(
        "INSERT INTO messages (case_id, recipient, subject, body, sent_at) VALUES (?, ?, ?, ?, ?)",
        *(arguments[key] for key in ("case_id", "to", "subject", "body")),
        context.now,
    )
    return {
        "message_id": f"msg_{context.token('message', 14)}",
        "status": "sent",
        "to": arguments["to"],
        "sent_at": context.now,
    }


def add_note(context: ToolContext, arguments: Arguments) -> JSON:
    """Write an internal note on a case."""
    context.sql(
        "INSERT INTO notes (case_id, text, written_at) VALUES (?, ?, ?)",
        arguments["case_id"],
        arguments["text"],
        context.now,
    )
    return {"case_id": arguments["case_id"], "status": "saved", "visible_to": ["agents", "team-leads"]}


def calculate(_bench: ToolContext, arguments: Arguments) -> JSON:
    """The exact value of an arithmetic expression, and the same rounded half up to the cent."""
    expression = str(arguments["expression"])
    if len(expression) > _MAX_EXPRESSION:
        raise ToolFailed(
            f"the expression has {len(expression)} characters, at most {_MAX_EXPRESSION}", kind="ValidationError"
        )
    try:
        value = _value(ast.parse(expression, mode="eval").body)
    except (SyntaxError, DecimalException, RecursionError) as error:
        raise ToolFailed(f"cannot compute {expression[:80]!r}: {error}", kind="ValidationError") from error
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {"expression": expression, "value": f"{value.normalize():f}", "rounded": f"{rounded:.2f}"}


def _value(node: ast.expr) -> Decimal:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number):
            return Decimal(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATIONS:
            return _OPERATIONS[type(sign)](_value(left), _value(right))
    raise ToolFailed("only numbers, brackets and + - * / are understood", kind="ValidationError")
