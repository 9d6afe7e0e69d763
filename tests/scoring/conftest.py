"""A small run with a known fault: an invoice in cents is refunded as euros; and its clean twin."""

from dataclasses import replace

import pytest

from app.domain.answer import KeyPoint, KeyStep, WrongTheory
from app.domain.answer_key import AnswerKey, Remedy
from app.domain.fault import Detectability, Lever
from app.domain.message import Message, Text
from app.domain.span import Status
from app.domain.step import Context, Run, Step, StepKind, Usage

MINUTE = 60_000_000_000


def _model(number: int, name: str = "chat", *, says: str = "", tokens: int = 100) -> Step:
    return Step(
        number=number, label=str(number), kind=StepKind.MODEL, name=name, span_ids=(f"{number:016x}",),
        status=Status.OK, started_ns=number * MINUTE, ended_ns=number * MINUTE + 2_000_000,
        context=Context(messages=("ticket",)), output_messages=(says,) if says else (), usage=Usage(input_tokens=tokens),
    )  # fmt: skip


def _tool(number: int, name: str, given: dict[str, object], back: object, *, status: Status = Status.OK) -> Step:
    return Step(
        number=number, label=str(number), kind=StepKind.TOOL, name=name, span_ids=(f"{number:016x}",),
        status=status, started_ns=number * MINUTE, ended_ns=number * MINUTE + 1_000_000, input=given, output=back,
        turn=number - 1,
    )  # fmt: skip


@pytest.fixture
def run() -> Run:
    return Run(
        trace_id="0af7651916cd43dd8448eb211c80319c",
        steps=(
            _model(1),
            _tool(2, "get_order", {"order": "K-17"}, {"item": "blue kettle", "price": "12.50 EUR"}),
            _model(3),
            _tool(4, "search_policy", {"query": "refund"}, "429 error, try again", status=Status.ERROR),
            _model(5),
            _tool(6, "get_invoice", {"order": "K-17"}, {"invoice": "INV-9", "total": 1250}),
            _model(7, says="euros", tokens=900),
            _tool(8, "get_customer", {"id": 4}, {"name": "Nadia Brandt"}),
            _model(9),
            _tool(10, "compute_refund", {"total": 1250}, {"refund": 1250}),
            _tool(11, "refund", {"amount": 1250, "currency": "EUR"}, {"status": "accepted"}),
            _model(12),
        ),
        messages={
            "ticket": Message("user", (Text("Please refund my blue kettle."),)),
            "euros": Message("assistant", (Text("The invoice says 1250 euros."),)),
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
        red_herrings=(KeyStep(step=4, why="It was retried and answered."),),
        evidence=(
            KeyStep(step=2, why="The order says 12.50 EUR."),
            KeyStep(step=6, why="The total has no unit.", quote='"total": 1250'),
            KeyStep(step=11, why="1250 EUR were refunded."),
        ),
        fix_lever=Lever.TOOL,
        accepted_levers=(Lever.PROMPT,),
        key_points=(
            KeyPoint(role="what", text="The invoice total is in cents.", terms=(("cents", "minor units"), ("total", "invoice"))),
            KeyPoint(role="why", text="The order says 12.50 EUR.", terms=(("12.50",), ("order",))),
            KeyPoint(role="how", text="The refund was a hundred times too high.", terms=(("refund",), ("hundred", "100"))),
        ),
        remedies=(
            Remedy(id="name-unit", title="Return total_cents", detail="…", lever=Lever.TOOL, repairs=True, run="a1"),
            Remedy(id="retry", title="Retry the policy search", detail="…", lever=Lever.INFRA, repairs=False, run="b2"),
        ),
        wrong_theories=(WrongTheory(theory="The wrong customer was paid.", ruled_out_by="Same name.", steps=(8,)),),
        healthy_run="c3",
    )  # fmt: skip


@pytest.fixture
def clean_key(key: AnswerKey) -> AnswerKey:
    return replace(
        key, failure_class=None, detectability=None, fault=None, root=(), near=(), chain=(), symptom=(), evidence=(),
        fix_lever=None, accepted_levers=(), key_points=(), wrong_theories=(),
    )  # fmt: skip
