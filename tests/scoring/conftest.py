"""A small run with a known fault: an invoice in cents is refunded as euros; and a healthy twin of it."""

from dataclasses import replace

import pytest

from app.domain.answer import KeyPoint, Place, RedHerring, WrongTheory
from app.domain.answer_key import AnswerKey, Remedy
from app.domain.fault import Detectability, Lever
from app.domain.message import Message, Text, ToolResult
from app.domain.span import Status
from app.domain.step import Context, Run, Step, StepKind, Usage

MINUTE = 60_000_000_000
TICKET = "Nadia Brandt got 1250.00 EUR for order K-17, a blue kettle. Which step of the refund went wrong?"
POLICY = (
    "Refunds go to the account that paid. The clerk checks the order, then the invoice. "
    "Amounts are those that the customer paid, never those of a price list. " * 6
)


def _model(number: int, *context: str, says: str = "", tokens: int = 100) -> Step:
    return Step(
        number=number, label=str(number), kind=StepKind.MODEL, name="chat", span_ids=(f"{number:016x}",),
        status=Status.OK, started_ns=number * MINUTE, ended_ns=number * MINUTE + 2_000_000, turn=number,
        context=Context(messages=("ticket", *context)), output_messages=(says,) if says else (),
        usage=Usage(input_tokens=tokens),
    )  # fmt: skip


def _tool(number: int, name: str, given: dict[str, object], back: object, *, status: Status = Status.OK) -> Step:
    return Step(
        number=number, label=str(number), kind=StepKind.TOOL, name=name, span_ids=(f"{number:016x}",),
        status=status, started_ns=number * MINUTE, ended_ns=number * MINUTE + 1_000_000, input=given, output=back,
        turn=number - 1 if number != 11 else 9,
    )  # fmt: skip


ORDER = {"item": "blue kettle", "price": "12.50 EUR"}
INVOICE = {"invoice": "INV-9", "total": 1250}


@pytest.fixture
def ticket() -> str:
    return TICKET


@pytest.fixture
def run() -> Run:
    return Run(
        trace_id="0af7651916cd43dd8448eb211c80319c",
        steps=(
            _model(1),
            _tool(2, "get_order", {"order": "K-17"}, ORDER),
            _model(3, "order"),
            _tool(4, "search_policy", {"query": "refund"}, "429 error, try again", status=Status.ERROR),
            _model(5, "order"),
            _tool(6, "get_invoice", {"order": "K-17"}, INVOICE),
            _model(7, "order", "invoice", says="euros", tokens=900),
            _tool(8, "get_customer", {"id": 4}, {"name": "Nadia Brandt", "pays": POLICY}),
            _model(9, "order", "invoice", "euros"),
            _tool(10, "compute_refund", {"total": 1250}, {"refund": 1250}),
            _tool(11, "refund", {"amount": 1250, "currency": "EUR"}, {"status": "accepted"}),
            _model(12, "order", "invoice", "euros", says="done"),
        ),
        messages={
            "ticket": Message("user", (Text("Please refund my blue kettle."),)),
            "order": Message("tool", (ToolResult(ORDER, "call_1"),)),
            "invoice": Message("tool", (ToolResult(INVOICE, "call_2"),)),
            "euros": Message("assistant", (Text("The invoice says 1250 euros, so 1250 EUR are due."),)),
            "done": Message("assistant", (Text("Refunded 1250 EUR to Nadia Brandt."),)),
        },
    )


@pytest.fixture
def key() -> AnswerKey:
    return AnswerKey(
        scenario="blue-kettle",
        variant="a",
        failure_class="tool.unit_error",
        detectability=Detectability.SILENT,
        fault="drop_unit",
        root=(6,),
        near=(5,),
        chain=(6, 7, 10, 11),
        symptom=(11,),
        consequences=(12,),
        acted_on=(7,),
        damage=(11,),
        wrong=(Place(step=6, why="The total has no unit, and is in cents.", quote='"total": 1250'),),
        right=(Place(step=2, why="The customer paid 12.50 EUR for it.", quote='"price": "12.50 EUR"'),),
        red_herrings=(
            RedHerring(
                step=4,
                why="It was turned away once, and nothing of the amount comes from a policy.",
                ruled_out_by=(Place(step=10, why="The amount is that of the invoice.", quote='{"total": 1250}'),),
            ),
        ),
        accepted_classes=("tool.schema_drift",),
        fix_lever=Lever.TOOL,
        accepted_levers=(Lever.PROMPT,),
        key_points=(
            KeyPoint(role="what", text="The invoice total is in cents."),
            KeyPoint(role="how", text="The refund was a hundred times too high."),
        ),
        remedies=(
            _remedy("name-unit", "Return total_cents", Lever.TOOL, passes=True),
            _remedy("convert", "Divide by a hundred in get_invoice", Lever.TOOL, passes=True),
            _remedy("retry", "Retry the policy search", Lever.INFRA, passes=False),
            _remedy("careful", "Ask for care in the prompt", Lever.PROMPT, passes=False),
            _remedy("cap", "Refuse refunds over 2000 EUR", Lever.GUARDRAIL, passes=False),
        ),
        wrong_theories=(
            WrongTheory(
                theory="The wrong customer was paid.",
                ruled_out_by="The name is that of the ticket.",
                steps=(8,),
                blames=(8, 11),
                places=(Place(step=8, why="It is the customer of the ticket.", quote='"name": "Nadia Brandt"'),),
            ),
        ),
        healthy_run="c3",
    )  # fmt: skip


def _remedy(id_: str, title: str, lever: Lever, *, passes: bool) -> Remedy:
    return Remedy(id=id_, title=title, detail="…", lever=lever, repairs=passes, run=f"run-{id_}", plays=(passes,))


@pytest.fixture
def clean_key(key: AnswerKey) -> AnswerKey:
    return replace(
        key, failure_class=None, detectability=None, fault=None, root=(), near=(), chain=(), symptom=(),
        consequences=(), acted_on=(), damage=(), wrong=(), right=(), accepted_classes=(), fix_lever=None,
        accepted_levers=(), key_points=(), remedies=key.remedies[2:4],
    )  # fmt: skip
