import json

import pytest
import zstandard
from till import ANSWER, recorded, till_at

from app.assembly.steps import run_of
from app.catalog.catalog import load_catalog
from app.domain.errors import ScenarioRejected
from app.ingest.decode import NamedBytes, decode


def files_of(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_recording_again_gives_the_same_bytes(tmp_path):
    once, again = till_at(tmp_path / "once"), till_at(tmp_path / "again")
    recorded(once)
    recorded(again)
    assert files_of(once.traces) == files_of(again.traces)


def test_a_recorded_variant_has_one_file_for_each_arm_a_brief_and_a_key(tmp_path):
    places = till_at(tmp_path)
    recorded(places)
    assert sorted(file.name for file in (places.traces / "damaged-order" / "a").iterdir()) == [
        "10a99c3b8ca179da.otlp.jsonl.zst", "15e9e50fb90f99be.otlp.jsonl.zst", "85cd9751f83ac9c1.otlp.jsonl.zst",
        "98a747ba7f6b6530.otlp.jsonl.zst", "d3e3cb2360049f16.otlp.jsonl.zst", "public.json", "sealed.json",
    ]  # fmt: skip


def test_the_catalog_reads_what_was_recorded(tmp_path):
    places = till_at(tmp_path)
    recorded(places)
    catalog = load_catalog(places.scenarios, places.traces)
    assert [scenario.slug for scenario in catalog.scenarios] == ["damaged-order", "opened-order"]
    assert catalog.variant("damaged-order", "a").ticket == "Ines Duarte asks why the refund for T-5197 looks wrong."
    key = catalog.answer_key("damaged-order", "a")
    assert (key.root, key.symptom, key.wrong[0].quote) == ((5,), (8,), "total: 6200")
    assert catalog.answer_key("opened-order", "a").healthy_run is None


def test_the_key_keeps_what_the_check_says_of_the_shown_run_and_of_each_remedy(tmp_path):
    places = till_at(tmp_path)
    recorded(places)
    catalog = load_catalog(places.scenarios, places.traces)
    key = catalog.answer_key("damaged-order", "a")
    assert key.problem == "refunded 6200.0 of 62"
    assert [(remedy.repairs, remedy.problem is None) for remedy in key.remedies] == [
        (remedy.repairs, remedy.repairs) for remedy in key.remedies
    ]
    assert {remedy.repairs for remedy in key.remedies} == {True, False}
    assert catalog.answer_key("opened-order", "a").problem is None


def test_readers_are_shown_the_broken_run_and_of_a_clean_control_the_healthy_one(tmp_path):
    places = till_at(tmp_path)
    damaged, _, opened = recorded(places)
    assert damaged.recording.public.run == damaged.recording.arms["broken"].arm.run
    assert opened.recording.public.run == opened.recording.arms["healthy"].arm.run


def test_another_seed_draws_other_facts(tmp_path):
    places = till_at(tmp_path)
    (first, _) = recorded(places, "damaged-order")
    (other, _) = recorded(places, "damaged-order", seed=5)
    assert first.recording.facts["order_id"] == "T-5197"
    assert other.recording.facts["order_id"] == "T-1242"


def test_nothing_in_an_arm_tells_which_one_it_is(tmp_path):
    places = till_at(tmp_path)
    recorded(places, "damaged-order")
    for file in (places.traces / "damaged-order" / "a").glob("*.zst"):
        text = zstandard.ZstdDecompressor().decompress(file.read_bytes(), max_output_size=10_000_000).decode().lower()
        for word in (
            "healthy",
            "broken",
            "misstep",
            "unit_error",
            "fault",
            "inject",
            "remedy",
            "convert",
            "damaged-order",
        ):
            assert word not in text, file


def test_the_arms_of_a_variant_share_no_trace_and_span_ids(tmp_path):
    (outcome, _) = recorded(till_at(tmp_path), "damaged-order")
    ids = [span.span_id for arm in outcome.recording.arms.values() for span in arm.trace.spans]
    assert len(ids) == len(set(ids)) == 75
    assert len({arm.trace.trace_id for arm in outcome.recording.arms.values()}) == 5


def test_all_files_of_a_variant_have_the_same_time(tmp_path):
    places = till_at(tmp_path)
    recorded(places)
    for folder in places.traces.glob("*/*"):
        assert len({file.stat().st_mtime_ns for file in folder.iterdir()}) == 1


def test_an_arm_is_otlp_json_lines_that_decode_to_its_steps(tmp_path):
    (outcome, _) = recorded(till_at(tmp_path), "damaged-order")
    lines = outcome.recording.arms["broken"].arm.lines
    spans = json.loads(lines.splitlines()[0])["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert len(spans[0]["traceId"]) == 32
    run = run_of(decode([NamedBytes("run.otlp.jsonl", lines)])[0])
    assert [(step.kind.value, step.name) for step in run.steps] == [
        ("model", "gpt-4.1"), ("tool", "search_rules"), ("retrieval", "rules"), ("model", "gpt-4.1"),
        ("tool", "get_order"), ("model", "gpt-4.1"), ("tool", "refund"), ("model", "gpt-4.1"), ("model", "gpt-4.1"),
    ]  # fmt: skip


def test_a_step_shows_the_state_that_it_changed(tmp_path):
    (outcome, _) = recorded(till_at(tmp_path), "damaged-order")
    refund = outcome.recording.arms["healthy"].run.steps[6]
    (change,) = refund.state
    assert (change.key, change.before, change.after) == (
        "refunds/R-1", None, {"refund_id": "R-1", "order_id": "T-5197", "amount": 62.0}
    )  # fmt: skip


def test_a_key_that_cannot_be_resolved_leaves_the_files_as_they_were(tmp_path):
    places = till_at(tmp_path)
    recorded(places, "damaged-order")
    before = files_of(places.traces)
    answer = places.scenarios.parent / ANSWER
    answer.write_text(answer.read_text().replace('root = ["tool:get_order"]', 'root = ["tool:get_invoice"]'))
    with pytest.raises(ScenarioRejected, match=r"answer\.toml: root: 'tool:get_invoice' matches 0 steps"):
        recorded(places, "damaged-order")
    assert files_of(places.traces) == before


def test_recording_again_replaces_what_was_there(tmp_path):
    places = till_at(tmp_path)
    recorded(places, "damaged-order")
    stray = places.traces / "damaged-order" / "a" / "stray.txt"
    stray.write_text("left over")
    recorded(places, "damaged-order")
    assert not stray.exists()
    assert [folder.name for folder in sorted((places.traces / "damaged-order").iterdir())] == ["a", "b"]


def test_an_arm_that_stops_is_told_and_the_next_variant_goes_on(tmp_path):
    script = {
        "worlds/till/scripts/damaged.toml": {'name = "answer"': 'name = "answer"\nwhen = "\'5197\' not in user"'}
    }
    first, second = recorded(till_at(tmp_path, **script), "damaged-order")
    assert first.problem.startswith("damaged-order/a: healthy: stopped at step 8: ")
    assert (first.recording, second.problem) == (None, None)
