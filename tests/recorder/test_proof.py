from pathlib import Path

import pytest
from till import ANSWER, DAMAGED, OPENED, SCRIPT, TILL, checked, recorded, till_at

from app.recorder.record import check


def problem_of(places, slug="damaged-order"):
    """What the proof says of the first variant under another seed, for which nothing is on disk."""
    return next(check((slug,), places=places, seed=11, find_world=lambda _: TILL)).problem


def test_a_scenario_that_keeps_its_promises_is_proven(tmp_path):
    places = till_at(tmp_path)
    recorded(places)
    assert [(o.scenario, o.variant.id, o.problem) for o in checked(places)] == [
        ("damaged-order", "a", None), ("damaged-order", "b", None), ("opened-order", "a", None)
    ]  # fmt: skip


def test_a_script_that_knows_no_move_stops_at_a_step(tmp_path):
    places = till_at(
        tmp_path,
        **{
            SCRIPT: {
                'name = "refund"': 'name = "refund"\nwhen = "false"',
                'name = "answer"': 'name = "answer"\nwhen = "false"',
            }
        },
    )
    assert problem_of(places) == (
        "damaged-order/a: healthy: stopped at step 6: "
        f"{tmp_path / SCRIPT}: agents.clerk: no move applies after the calls ['search_rules', 'get_order']"
    )


def test_a_script_that_reads_what_is_not_there_names_its_move(tmp_path):
    places = till_at(tmp_path, **{SCRIPT: {"{{ order.total * share }}": "{{ order.sum * share }}"}})
    assert "healthy: stopped at step 6: " in problem_of(places)
    assert (
        "agents.clerk.moves.refund: expression ' order.sum * share ': 'dict object' has no attribute 'sum'"
        in problem_of(places)
    )


def test_a_healthy_arm_must_pass_its_check(tmp_path):
    places = till_at(tmp_path, **{SCRIPT: {"else 1.0": "else 0.5"}})
    assert problem_of(places) == (
        "damaged-order/a: healthy: the check fails without any fault: refunded 31.0 of 62 (last step 9)"
    )


def test_a_fault_that_is_never_reached_is_told_with_the_steps_that_there_are(tmp_path):
    places = till_at(tmp_path, **{ANSWER: {'at = "tool:get_order~{order_id}"': 'at = "tool:get_order#2"'}})
    assert problem_of(places) == (
        "damaged-order/a: broken: the fault unit_error at tool:get_order#2 changed nothing; the steps of the run are: "
        "model:gpt-4.1, tool:search_rules, retrieval:rules, model:gpt-4.1, tool:get_order, model:gpt-4.1, tool:refund, "
        "model:gpt-4.1, model:gpt-4.1"
    )


def test_a_broken_arm_must_fail_its_check(tmp_path):
    harmless = {
        'operator = "unit_error"': 'operator = "schema_drift"',
        'fields = ["total"]\nfactor = 100': 'rename = {customer = "client"}',
    }
    places = till_at(tmp_path, **{ANSWER: {**harmless, 'quote = "total: {{ total * 100 }}"': ""}})
    assert problem_of(places) == (
        "damaged-order/a: broken: the check refunded_in_full passes although the fault schema_drift at "
        "tool:get_order~{order_id} struck"
    )


def test_the_right_remedy_must_repair_the_run(tmp_path):
    places = till_at(tmp_path, **{ANSWER: {"tools.get_order.divide": "tools.get_order.times"}})
    assert problem_of(places) == (
        "damaged-order/a: convert: this remedy should repair the run and does not: refunded 6200.0 of 62 (last step 9)"
    )


def test_a_wrong_remedy_must_not_repair_the_run(tmp_path):
    places = till_at(tmp_path, **{ANSWER: {"{retriever = {top_k = 9}}": '{"tools.get_order.divide" = 100}'}})
    assert problem_of(places) == (
        "damaged-order/a: more-rules: the check refunded_in_full passes although this remedy should not repair the run"
    )


def test_two_wrong_remedies_are_needed(tmp_path):
    answer = Path(__file__).parent / ANSWER
    last = "[[remedies]]" + answer.read_text().rpartition("[[remedies]]")[2]
    assert problem_of(till_at(tmp_path, **{ANSWER: {last: ""}})) == (
        "damaged-order/a: broken: remedies: at least one that repairs the run and 2 that do not are needed, got 1 and 1"
    )


def test_nothing_differs_before_the_root_cause(tmp_path):
    places = till_at(tmp_path, **{ANSWER: {'root = ["tool:get_order"]': 'root = ["tool:refund"]'}})
    assert problem_of(places) == (
        "damaged-order/a: broken: healthy and broken differ at step 5 (tool get_order), before the root cause at step 7 "
        "(tool refund): in execute_tool get_order, attribute gen_ai.tool.call.result differs"
    )


def test_something_differs_at_the_root_cause(tmp_path):
    places = till_at(tmp_path, **{ANSWER: {'root = ["tool:get_order"]': 'root = ["tool:search_rules"]'}})
    assert problem_of(places) == (
        "damaged-order/a: broken: healthy and broken do not differ at the root cause, step 2 (tool search_rules)"
    )


def test_a_red_herring_occurs_in_both_arms(tmp_path):
    places = till_at(tmp_path, **{ANSWER: {"= 100": "= 10000", "{{ total * 100 }}": "{{ total * 10000 }}"}})
    assert problem_of(places) == (
        "damaged-order/a: healthy: the red herring at step 7 (tool refund) does not occur in the healthy arm"
    )


def test_an_unknown_check_is_answered_with_those_that_there_are(tmp_path):
    places = till_at(tmp_path, **{ANSWER: {'check = "refunded_in_full"': 'check = "refunded"'}})
    assert problem_of(places) == (
        "damaged-order/a: healthy: check: the world till has no check 'refunded'; it has: refunded_in_full"
    )


def test_a_change_must_not_break_a_clean_control(tmp_path):
    places = till_at(tmp_path, **{f"{OPENED}/answer.toml": {"{top_k = 9}": "{filters = {version = 1}}"}})
    assert problem_of(places, "opened-order") == (
        "opened-order/a: more-rules: this change breaks a run that needs none: refunded 31.0 of 62 (last step 9)"
    )


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            lambda folder, run: (folder / f"{run}.otlp.jsonl.zst").write_bytes(b"other"),
            "differs from what recording again gives",
        ),
        (lambda folder, run: (folder / f"{run}.otlp.jsonl.zst").unlink(), "is not on disk"),
    ],
)
def test_recording_again_gives_the_bytes_on_disk(tmp_path, damage, told):
    places = till_at(tmp_path)
    run = recorded(places, "damaged-order")[0].recording.arms["broken"].arm.run
    folder = places.traces / "damaged-order" / "a"
    damage(folder, run)
    first, second = checked(places, "damaged-order")
    assert first.problem == (
        f"damaged-order/a: broken: {folder / run}.otlp.jsonl.zst {told}; run `misstep record damaged-order` and keep its files"
    )
    assert second.problem is None


def test_files_that_belong_to_no_arm_are_told(tmp_path):
    places = till_at(tmp_path)
    recorded(places, "damaged-order")
    stray = places.traces / "damaged-order" / "b" / "0123456789abcdef.otlp.jsonl.zst"
    stray.write_bytes(b"")
    assert checked(places, "damaged-order")[1].problem == (
        f"damaged-order/b: unknown run: {stray} belongs to no arm of the scenario; run `misstep record damaged-order` and keep its files"
    )


def test_a_brief_that_is_out_of_date_is_told(tmp_path):
    places = till_at(tmp_path)
    recorded(places, "damaged-order")
    scenario = places.scenarios.parent / DAMAGED / "scenario.toml"
    scenario.write_text(scenario.read_text().replace("looks wrong", "looks odd"))
    assert "damaged-order/a: brief: " in checked(places, "damaged-order")[0].problem
