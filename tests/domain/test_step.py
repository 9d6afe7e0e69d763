"""Steps, their headers, and readings of one call put together."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.span_reading import Role, SpanReading, merged
from app.domain.step import Step, StepKind, Usage

STEP = Step(
    number=1, label="1", kind=StepKind.TOOL, name="refund", span_ids=("1" * 16,), status=Status.OK,
    started_ns=1_000_000, ended_ns=3_500_000,
)  # fmt: skip
HEADER = StepHeader(
    number=1, label="1", kind=StepKind.TOOL, name="refund", agent=None, lane="", depth=0, turn=None,
    parallel_group=None, status=Status.OK, failed=False, started_ns=1_000_000, ended_ns=3_500_000,
)  # fmt: skip


def test_a_step_lasts_from_its_start_to_its_end() -> None:
    assert STEP.duration_ms == 2.5
    assert HEADER.duration_ms == 2.5


def test_a_step_that_stays_open_past_the_frontier_is_running() -> None:
    assert not HEADER.running
    assert replace(HEADER, ended_ns=None).running
    assert replace(HEADER, ended_ns=None).duration_ms is None


@pytest.mark.parametrize(
    ("status", "error", "failed"),
    [(Status.OK, None, False), (Status.ERROR, None, True), (Status.OK, "429", True), (Status.UNSET, None, False)],
)
def test_a_step_failed_by_its_status_or_by_its_error(status: Status, error: str | None, *, failed: bool) -> None:
    assert replace(STEP, status=status, error=error).failed is failed


def test_two_readings_of_one_call_fill_each_others_gaps() -> None:
    framework = SpanReading(dialect="openinference", name="refund", usage=Usage(input_tokens=10), output="accepted")
    provider = SpanReading(
        dialect="genai", role=Role.STEP, kind=StepKind.TOOL, name="execute_tool", failed=True, error="429",
        usage=Usage(input_tokens=99, output_tokens=5),
    )  # fmt: skip
    assert merged(framework, provider) == SpanReading(
        dialect="openinference", role=Role.STEP, kind=StepKind.TOOL, name="refund", failed=True, error="429",
        output="accepted", usage=Usage(input_tokens=10, output_tokens=5),
    )  # fmt: skip


@given(st.lists(st.sampled_from([None, "", "x", "y", {}, [], 0, 7, False, True, ()]), min_size=1, max_size=4))
def test_a_field_comes_from_the_first_reading_that_tells_it_zero_and_an_empty_list_included(
    values: list[Any],
) -> None:
    told = [value for value in values if value or isinstance(value, list) or (value == 0 and value is not False)]
    readings = [SpanReading(dialect="x", output=value) for value in values]
    assert merged(*readings).output is (told or values[-1:])[0]


def test_role_and_kind_come_from_one_reading() -> None:
    container = SpanReading(dialect="a", role=Role.CONTAINER)
    step = SpanReading(dialect="b", role=Role.STEP, kind=StepKind.MODEL, usage=Usage(output_tokens=3))
    assert (merged(container, step).role, merged(container, step).kind) == (Role.CONTAINER, None)
    assert merged(container, step).usage == Usage(output_tokens=3)
    assert merged(step, container).usage == Usage(output_tokens=3)
