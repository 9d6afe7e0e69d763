"""The text of a step as a reader could quote it, and whether a quote lies in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inside import InnerEvent, InnerKind, InnerSpan, Inside
from app.domain.message import Message, Text, ToolCall, ToolDefinition
from app.domain.passage import lies_in, own_text, step_text
from app.domain.span import Status
from app.domain.step import Context, Run, StateChange, Step, StepKind, Try

MODEL = Step(
    number=1, label="1", kind=StepKind.MODEL, name="chat kettle-1", span_ids=("1" * 16,), status=Status.OK,
    started_ns=0, ended_ns=1, agent="desk", model="kettle-1", finish_reason="tool_calls",
    context=Context(messages=("asked", "gone"), tools=("refund", "gone"), parameters={"temperature": 0.2}),
    output_messages=("said", "gone"),
)  # fmt: skip
TOOL = Step(
    number=2, label="2", kind=StepKind.TOOL, name="refund", span_ids=("2" * 16,), status=Status.ERROR,
    started_ns=1, ended_ns=2, input={"amount": 1250, "note": 'She said "no".'}, output=["accepted", {"id": "rf-9"}],
    error="timed out", state=(StateChange(key="balance", before=0, after=-1250),),
    attempts=(Try(span_ids=("3" * 16,), started_ns=1, ended_ns=2, status=Status.ERROR, error="429 slow down"),),
)  # fmt: skip
RUN = Run(
    trace_id="0" * 32,
    steps=(MODEL, TOOL),
    messages={
        "asked": Message("user", (Text("Please refund\nmy kettle."),)),
        "said": Message("assistant", (Text("I refund it."), ToolCall("refund", {"amount": 1250}))),
    },
    tools={"refund": ToolDefinition("refund", "Pays back, in cents.", {"required": ["amount"]})},
)


@pytest.mark.parametrize(
    "quote",
    [
        "Please refund my kettle",
        "Pays back, in cents",
        "required",
        '"amount": 1250',
        "kettle-1",
        "temperature: 0.2",
        "tool_calls",
    ],
)
def test_a_model_step_shows_its_whole_context(quote: str) -> None:
    assert lies_in(quote, step_text(MODEL, RUN))


@pytest.mark.parametrize(("quote", "own"), [("I refund it.", True), ("Please refund", False), ("in cents", False)])
def test_of_a_model_step_only_the_output_is_its_own(quote: str, *, own: bool) -> None:
    assert lies_in(quote, own_text(MODEL, RUN)) is own


@pytest.mark.parametrize(
    "quote",
    [
        '"amount": 1250',
        "amount: 1250",
        'She said "no".',
        "accepted",
        "id: rf-9",
        "timed out",
        "429 slow down",
        "balance",
        "-1250",
    ],
)
def test_a_tool_step_shows_arguments_result_errors_tries_and_state(quote: str) -> None:
    assert lies_in(quote, step_text(TOOL, RUN))
    assert lies_in(quote, own_text(TOOL, RUN))


@pytest.mark.parametrize(
    ("quote", "text", "lies"),
    [
        ("1250", "12 50", True),
        ("INVOICE", "the invoice", True),
        ("“blue” kettle", 'a "blue" kettle', True),
        ("ﬁve", "five", True),
        ("a,\n  b", "[a, b]", True),
        ("1,250", "1250", False),
        ("12.50", "1250", False),
        ("red kettle", "blue kettle", False),
        ("", "anything", False),
        (' {"" : [] } ', "anything", False),
    ],
)
def test_white_space_case_and_json_punctuation_do_not_count(quote: str, text: str, *, lies: bool) -> None:
    assert lies_in(quote, text) is lies


@given(before=st.text(), quote=st.text(alphabet="abcxyz019. ", min_size=1).filter(str.strip), after=st.text())
def test_what_is_copied_from_a_text_lies_in_it(before: str, quote: str, after: str) -> None:
    assert lies_in(quote, f"{before} {quote} {after}")


RECORDS = Step(
    number=3, label="3", kind=StepKind.TOOL, name="list", span_ids=("4" * 16,), status=Status.OK, started_ns=1, ended_ns=2,
    output={"rows": [{"sku": "K-7", "price": 12.5}, {"sku": "L-9", "price": 8, "free": True}], "as_text": '[{"zip": "1010"}, {"zip": "1020"}]'},
    input="## Policy\n\n1. Ask *first*, see [the rules](https://a.example/r).\n2. Then pay\n\n| day | fee |\n|-----|----:|\n| 1 | 20 |\n\n- [x",
    state=(StateChange(key="cart", before=None, after={"sum": 7}),),
)  # fmt: skip


@pytest.mark.parametrize(
    "quote",
    [
        "sku price free\nK-7 12.5\nL-9 8 true",
        "K-7\t12.5\nL-9",
        "price: 12.5\nsku",  # not the order of the trace, but that of the sorted text
        "1010\n1020",
        "Ask first, see the rules.\nThen pay",
        "1. Ask first, see the rules.\n2. Then pay",
        "Policy Ask first",
        "day fee 1 20",
        "cart\n{sum: 7}",
        "8\nK-7\n\n1020",  # lines from three places of the page
    ],
)
def test_what_a_page_shows_as_a_table_or_rendered_can_be_quoted(quote):
    assert lies_in(quote, step_text(RECORDS, RUN))


@pytest.mark.parametrize("quote", ["K-7 8", "K-7\nK-8", "Ask then pay", "day 20 fee", "12,5", "***"])
def test_what_stands_apart_on_the_page_is_no_passage(quote):
    assert not lies_in(quote, step_text(RECORDS, RUN))


def test_a_text_that_only_begins_like_json_can_be_quoted_as_it_stands():
    step = Step(
        number=1, label="1", kind=StepKind.TOOL, name="cut", span_ids=("5" * 16,), status=Status.OK, started_ns=1, ended_ns=2,
        output='[{"zip": "1010"}, {"zip": "10',
    )  # fmt: skip
    told = step_text(step, Run(trace_id="", steps=(step,)))
    assert lies_in('{"zip": "1010"}, {"zip": "10', told)


INNER = InnerSpan(
    span_id="6" * 16, kind=InnerKind.HTTP, name="GET /rates", started_ns=1, ended_ns=2, status_message="partial content",
    facts={"http.response.status_code": 206, "http.response.body": '{"rates": [{"iso": "GBP", "per": "100"}]}', "cached": True},
    events=(InnerEvent("cache.lookup", 1, {"key": "rates:GBP"}),),
)  # fmt: skip


@pytest.mark.parametrize(
    "quote",
    [
        "HTTP status 206",
        "http.response.status_code: 206",
        "response body",
        '"iso": "GBP"',
        "iso per\nGBP 100",
        "cached true",
        "GET /rates",
        "partial content",
        "event cache.lookup",
        "cache.lookup\nkey rates:GBP",
    ],
)
def test_what_lies_inside_a_step_can_be_quoted_as_it_is_shown(quote):
    run = Run(trace_id="", steps=(TOOL,), inside={2: Inside((INNER,))})
    assert lies_in(quote, step_text(TOOL, run))
    assert not lies_in(quote, step_text(TOOL, Run(trace_id="", steps=(TOOL,), inside={1: Inside((INNER,))})))
    assert not lies_in(quote, own_text(TOOL, run))
