"""`misstep steps`, as a person at a terminal meets it."""

import json
import sys

import pytest

from app.cli import main

CHAT = {
    "traceId": "5b8efff798038103d269b633813fc60c",
    "spanId": "eee19b7ec3c1b174",
    "name": "chat",
    "startTimeUnixNano": "1795368131000000000",
    "endTimeUnixNano": "1795368132500000000",
    "attributes": [
        {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
        {"key": "gen_ai.request.model", "value": {"stringValue": "house-model"}},
        {"key": "gen_ai.agent.name", "value": {"stringValue": "ada\x1b[31m"}},
        {"key": "gen_ai.input.messages", "value": {"stringValue": '[{"role": "user", "content": "Hello?"}]'}},
    ],
    "status": {"code": 2, "message": "no\nanswer"},
}


def recording(folder, name="run.json", **more):
    path = folder / name
    path.write_text(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [CHAT | more]}]}]}))
    return str(path)


def command(monkeypatch, *words):
    """The exit status of one call of the command."""
    monkeypatch.setattr(sys, "argv", ["misstep", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_the_json_document_holds_every_promised_field(tmp_path, monkeypatch, capfdbinary):
    assert command(monkeypatch, "steps", "--json", recording(tmp_path)) == 0
    (trace,) = json.loads(capfdbinary.readouterr().out)["traces"]
    (step,) = trace["steps"]
    assert (trace["trace_id"], trace["repairs"], trace["container_failures"]) == (
        "5b8efff798038103d269b633813fc60c",
        [],
        [],
    )
    assert step == {
        "number": 1,
        "label": "1",
        "kind": "model",
        "name": "house-model",
        "agent": "ada\x1b[31m",
        "span_ids": ["eee19b7ec3c1b174"],
        "status": "error",
        "started_at": "2026-11-22T17:22:11+00:00",
        "duration_ms": 1500.0,
        "model": "house-model",
        "input_tokens": None,
        "output_tokens": None,
        "cost_usd": None,
        "input": [{"role": "user", "parts": [{"type": "text", "text": "Hello?"}]}],
        "output": None,
        "error": "no\nanswer",
        "parallel_group": None,
        "turn": 1,
        "lane": "ada\x1b[31m",
        "rebuilt": False,
        "attempts": 1,
        "repairs": [],
    }


def test_the_lines_show_each_step_and_cannot_steer_the_terminal(tmp_path, monkeypatch, capsys):
    assert command(monkeypatch, "steps", recording(tmp_path, parentSpanId="f" * 16)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "trace 5b8efff798038103d269b633813fc60c: 1 steps",
        r"    1  model      house-model [ada\x1b[31m]  1.50 s  ! no answer",
        "  repaired: Span “chat” (eee19b7ec3c1b174) names a parent that was never recorded; shown as a root.",
    ]


def test_a_file_that_is_no_trace_is_a_sentence_and_exit_2(tmp_path, monkeypatch, capsys):
    assert command(monkeypatch, "steps", recording(tmp_path, spanId="abc")) == 2
    assert capsys.readouterr() == ("", "misstep: run.json, span 1: spanId is 3 hex digits, expected 16\n")


def test_a_file_that_is_not_there_is_a_sentence_and_exit_2(tmp_path, monkeypatch, capsys):
    missing = str(tmp_path / "gone.json")
    assert command(monkeypatch, "steps", missing) == 2
    assert capsys.readouterr() == ("", f"misstep: {missing}: No such file or directory\n")


def test_the_latest_time_that_can_be_recorded_is_shown(tmp_path, monkeypatch, capfdbinary):
    late = {"startTimeUnixNano": str(2**63 - 2), "endTimeUnixNano": str(2**63 - 1)}
    command(monkeypatch, "steps", "--json", recording(tmp_path, **late))
    (trace,) = json.loads(capfdbinary.readouterr().out)["traces"]
    assert trace["steps"][0]["started_at"] == "2262-04-11T23:47:16.854775+00:00"


def test_an_integer_past_64_bits_is_printed_as_it_came(tmp_path, monkeypatch, capfdbinary):
    tool = [
        {"key": "gen_ai.operation.name", "value": {"stringValue": "execute_tool"}},
        {"key": "gen_ai.tool.name", "value": {"stringValue": "count"}},
        {"key": "gen_ai.tool.call.result", "value": {"intValue": str(10**40)}},
    ]
    assert command(monkeypatch, "steps", recording(tmp_path, attributes=tool), "--json") == 0
    (step,) = json.loads(capfdbinary.readouterr().out)["traces"][0]["steps"]
    assert step["output"] == 10**40


def test_a_trace_without_a_step_says_what_was_read_and_is_exit_1(tmp_path, monkeypatch, capsys):
    plain = {"attributes": [{"key": "http.request.method", "value": {"stringValue": "GET"}}], "status": {}}
    why = "1 span (1 of HTTP); none is a call of a model or tool that Misstep reads"
    assert command(monkeypatch, "steps", recording(tmp_path, **plain)) == 1
    assert capsys.readouterr().out == f"trace 5b8efff798038103d269b633813fc60c: 0 steps: {why}\n"
    assert command(monkeypatch, "steps", "--json", recording(tmp_path, **plain)) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["traces"][0]["steps"] == []
    assert told.err == f"trace 5b8efff798038103d269b633813fc60c: 0 steps: {why}\n"


def test_a_trace_without_a_step_beside_one_with_steps_is_no_fault(tmp_path, monkeypatch, capsys):
    tick = {"traceId": "a" * 32, "spanId": "b" * 16, "name": "tick"}
    blocks = [{"scope": {"name": "timer"}, "spans": [tick]}, {"scope": {"name": "shop"}, "spans": [CHAT]}]
    (tmp_path / "both.json").write_text(json.dumps({"resourceSpans": [{"scopeSpans": blocks}]}))
    assert command(monkeypatch, "steps", str(tmp_path / "both.json")) == 0
    assert "0 steps: 1 span (1 of other work); none is" in capsys.readouterr().out
