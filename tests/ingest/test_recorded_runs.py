"""Runs that real frameworks exported, beside the steps that happened in them."""

import ast
import json
from itertools import groupby
from pathlib import Path

import pytest

from app.api.steps_json import run_json
from app.assembly.steps import run_of
from app.ingest.decode import NamedBytes, decode

RUNS = sorted(path.parent for path in (Path(__file__).parent.parent / "otlp").glob("*/expected.json"))


@pytest.mark.parametrize("folder", RUNS, ids=lambda folder: folder.name)
def test_a_recorded_run_becomes_the_steps_that_happened_in_it(folder):
    expected = json.loads((folder / "expected.json").read_text())
    runs = runs_in(folder, expected["files"])
    steps = iter(sorted((step for run in runs for step in run["steps"]), key=lambda step: step["started_at"]))
    for wanted in in_groups(expected["steps"]):
        for want, step in zip(wanted, sorted((next(steps) for _ in wanted), key=name_of), strict=True):
            assert told(step, want) == wished(want)
    assert list(steps) == []
    assert sum(bool(run["steps"]) for run in runs) == expected.get("entries", 1)


def runs_in(folder, names):
    return [run_json(run_of(t)) for t in decode([NamedBytes(name, (folder / name).read_bytes()) for name in names])]


def in_groups(wanted):
    """The expected steps one by one, and those that ran in parallel together, by name.

    Steps that may be missing are left out: these folders hold no such step but failed tries, which are folded.
    """
    kept = [(place, want) for place, want in enumerate(wanted) if not want.get("optional") or keeps(want)]
    keyed = groupby(kept, key=lambda row: row[1].get("parallel_group", -row[0] - 1))
    return [sorted((want for _, want in group), key=name_of) for _, group in keyed]


def keeps(want):
    """Of the steps that may be missing, those that Misstep shows: a sub-agent's call, told by its result."""
    return "result_contains" in want


def name_of(step):
    return step["name"]


def told(step, want):
    """The step in the words of the expectation, field by field."""
    parts = [part for message in step["output"] for part in message["parts"]] if step["kind"] == "model" else []
    facts = {
        "kind": step["kind"],
        "agent": step["agent"],
        "name": step["name"] if step["kind"] == "tool" else None,
        "arguments": parsed(step["input"]),
        "calls": sorted(part["name"] for part in parts if part["type"] == "tool_call"),
        "input_tokens": step["input_tokens"],
        "output_tokens": step["output_tokens"],
        "cost_usd": step["cost_usd"],
        "error": step["status"] == "error",
        "result_contains": within(want.get("result_contains"), step["output"]),
        "output_text_contains": within(want.get("output_text_contains"), step["output"]),
        "error_contains": within(want.get("error_contains"), step["error"]),
        "input_contains": [within(text, step["input"]) for text in want.get("input_contains", ())],
    }
    return {key: facts[key] for key in wished(want)}


def wished(want):
    """What an expectation says beyond doubt."""
    skipped = {"optional", "parallel_group", "soft", *want.get("soft", ())} | (
        {"name"} if "tool" not in want["kind"] else set()
    )
    fields = {key: value for key, value in want.items() if key not in skipped}
    if isinstance(fields["kind"], list):
        fields["kind"] = "tool"
    return fields | ({"calls": sorted(fields["calls"])} if "calls" in fields else {})


def parsed(value):
    return ast.literal_eval(value) if isinstance(value, str) and value.startswith("{") else value


def within(text, value):
    """The text, if the value holds it; else the value, for the failure's message."""
    plain = squeezed(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if text is not None and squeezed(text) in plain else plain


def squeezed(text):
    return "".join(text.replace("\\n", "").replace("\\", "").split())
