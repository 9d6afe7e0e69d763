"""Any soup of spans becomes steps, or is refused in one sentence."""

import json

from hypothesis import given
from hypothesis import strategies as st
from otlp_soup import requests, soups

from app.api.steps_json import steps_document
from app.assembly.steps import run_of
from app.domain.errors import TraceRejected
from app.domain.span_reading import Role
from app.ingest.decode import NamedBytes, decode


def read(content):
    """The traces and their runs; None where the bytes are refused."""
    try:
        traces = decode([NamedBytes("soup", content)])
    except TraceRejected:
        return None
    return [(trace, run_of(trace)) for trace in traces]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    read(content)


@given(requests())
def test_any_json_in_the_place_of_an_export_is_read_or_refused(content):
    found = read(json.dumps(content).encode())
    if found is not None:
        json.loads(steps_document([run for _, run in found]))


@given(soups())
def test_every_span_that_is_no_container_is_in_exactly_one_step(soup):
    for trace, run in read(json.dumps(soup.request()).encode()):
        used = [span_id for step in run.steps for span_id in step.span_ids]
        containers = {container.id for container in run.containers}
        assert len(used) == len(set(used))
        assert set(used) <= set(trace.readings)
        if run.steps:
            plain = {span_id for span_id, reading in trace.readings.items() if reading.role is not Role.CONTAINER}
            assert plain <= set(used) | containers


@given(soups())
def test_steps_are_numbered_from_one_and_know_their_place(soup):
    for _, run in read(json.dumps(soup.request()).encode()):
        assert [step.number for step in run.steps] == list(range(1, len(run.steps) + 1))
        for step in run.steps:
            assert step.ended_ns >= step.started_ns
            assert step.turn is None or step.turn <= step.number
            assert set(step.output_messages) <= set(run.messages)
            assert step.lane in {lane.id for lane in run.lanes}
        groups = [step.parallel_group for step in run.steps if step.parallel_group]
        assert all(groups.count(group) > 1 for group in groups)


@given(soups(), st.randoms(use_true_random=False))
def test_the_order_of_spans_and_lines_in_a_file_changes_nothing(soup, chance):
    lines = [json.dumps(one) for one in soup.one_a_line()]
    shuffled = list(lines)
    chance.shuffle(shuffled)
    as_read = [run for _, run in read("\n".join([*lines, ""]).encode())]
    assert [run for _, run in read("\n".join([*shuffled, ""]).encode())] == as_read
