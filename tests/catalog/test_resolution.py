"""From an authored answer to the key of one variant."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.differences import unclassified
from app.catalog.recorded_run import read_run
from app.catalog.resolution import resolve_answer
from app.catalog.scenario_source import read_source
from app.catalog.template import render, render_all
from app.domain.answer import Hint, Place
from app.domain.answer_key import AnswerKey
from app.domain.errors import ScenarioRejected
from app.domain.fault import Lever

FACTS = {"customer": "Nadia", "order": "K-17"}


def resolved(folder: Path, kettle: Path) -> AnswerKey:
    return resolve_answer(
        read_source(folder),
        variant="b",
        run=read_run(kettle),
        facts=FACTS,
        healthy_run="9f",
        remedy_runs={"retry-search": "5c"},
    )


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_references_become_step_numbers_in_order(folder: Path, kettle: Path) -> None:
    key = resolved(folder, kettle)
    assert (key.root, key.near, key.chain, key.symptom) == ((8,), (7,), (8, 9, 18), (18,))
    assert [step.step for step in key.red_herrings] == [4]
    assert (key.consequences, key.noise, key.acted_on, key.damage) == ((20,), (16,), (9,), (18,))
    assert (key.accepted_roots, key.accepted_classes, key.accepted_levers) == (
        (9,), ("tool.schema_drift",), (Lever.PROMPT,),
    )  # fmt: skip
    assert (key.wrong_theories[0].steps, key.wrong_theories[0].blames) == ((2,), (6,))


def test_templates_are_filled_with_the_facts(folder: Path, kettle: Path) -> None:
    key = resolved(folder, kettle)
    assert key.explanation == "The invoice of Nadia is in cents and was read as euros."
    assert key.hints[2] == Hint(text="Notice what Nadia's total lacks.", step=21)
    assert key.wrong == (Place(step=8, why="The total of K-17 has no unit.", quote="total: 1250"),)
    assert key.right == (
        Place(step=2, why="K-17 cost 12.50 EUR.", quote="12.50 EUR"),
        Place(step=9, why="Nobody asks for the unit of K-17.", missing="the unit of K-17"),
    )
    terms, names = key.suspects
    assert (terms.steps, terms.why) == ((4,), "It answered when it was asked again.")
    assert terms.ruled_out_by == (Place(step=16, why="The terms of K-17 were found elsewhere.", quote="30 days"),)
    assert (names.steps, names.why, names.ruled_out_by[0].why) == ((6,), "The names agree.", "It is Nadia.")
    assert key.key_points[0].text == "The total of K-17 is in cents."
    assert key.remedies[0].title == "Return total_cents for K-17"
    assert key.wrong_theories[0].theory == "Nadia was mistaken for somebody else."
    assert key.follow_ups[1].question == "What else could K-17 have shown?"


def test_arms_are_known_by_their_opaque_runs(folder: Path, kettle: Path) -> None:
    key = resolved(folder, kettle)
    assert (key.scenario, key.variant, key.fault, key.healthy_run) == ("blue-kettle", "b", "drop_unit", "9f")
    assert {remedy.id: remedy.run for remedy in key.remedies} == {
        "name-the-unit": "", "retry-search": "5c", "check-customer": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'root = ["tool:get_invoice#1"]',
            'root = ["tool:get_bill"]',
            "blue-kettle/answer.toml: root: 'tool:get_bill' matches",
        ),
        ("customer }}'s total", "client }}'s total", "answer.toml: hints[2].text: template"),
        (
            'quote = "total: 1250"',
            'quote = "total: 12.50"',
            "wrong[0].quote: step 8 (tool:get_invoice~{order}) does not",
        ),
        ('missing = "the unit of {{ order }}"', "", "right[1]: give a quote, or say what is missing"),
        ("Nadia", "Lena", "wrong_theories[0].places[0].quote: step 6 (tool:get_customer) does not contain 'Lena'"),
        ('roots = ["tool:get_invoice>"]', 'roots = ["tool:get_bill"]', "also.roots: 'tool:get_bill' matches"),
        ("The total of {{ order }} has", "The total of {{ order }", "wrong[0].why: template"),
    ],
)
def test_what_cannot_be_resolved_is_named_by_file_and_key(
    folder: Path, kettle: Path, old: str, new: str, said: str
) -> None:
    rewrite(folder / "answer.toml", old, new)
    with pytest.raises(ScenarioRejected) as rejected:
        resolved(folder, kettle)
    assert said in str(rejected.value)


def test_a_place_at_every_such_step_is_a_place_at_each_that_shows_its_quote(folder: Path, kettle: Path) -> None:
    rewrite(
        folder / "answer.toml",
        '[[red_herrings]]\nstep = "tool:search_policy"',
        '[[right]]\nstep = "tool#*"\nquote = "{{ order }}"\nwhy = "It is about {{ order }}."\n\n'
        '[[red_herrings]]\nstep = "tool:search_policy"',
    )
    found = [place for place in resolved(folder, kettle).right if place.why == "It is about K-17."]
    assert [(place.step, place.quote) for place in found] == [(2, "K-17"), (8, "K-17")]


def test_a_quote_that_no_such_step_shows_is_named_with_the_first(folder: Path, kettle: Path) -> None:
    rewrite(
        folder / "answer.toml",
        '[[red_herrings]]\nstep = "tool:search_policy"',
        '[[wrong]]\nstep = "tool#*"\nquote = "K-18"\nwhy = "-"\n\n[[red_herrings]]\nstep = "tool:search_policy"',
    )
    with pytest.raises(ScenarioRejected, match=r"wrong\[1\].quote: step 2 \(tool#\*\) does not contain 'K-18'"):
        resolved(folder, kettle)


def test_what_is_the_same_in_the_healthy_run_is_no_consequence(folder: Path, kettle: Path) -> None:
    rewrite(
        folder / "answer.toml", 'consequences = ["tool:write_note"]', 'consequences = ["model#*", "tool:write_note"]'
    )
    rewrite(folder / "answer.toml", 'noise = ["tool:get_terms"]', 'noise = ["tool#*"]')
    run = read_run(kettle)
    changed = {8: {"total": 12.5}, 14: "twice", 20: "other", 4: "other"}
    healthy = replace(run, steps=tuple(replace(s, output=changed.get(s.number, s.output)) for s in run.steps))
    key = resolve_answer(
        read_source(folder), variant="b", run=run, facts=FACTS, healthy_run="9f", remedy_runs={}, healthy=healthy
    )
    assert (key.consequences, key.noise) == ((20,), (14,))  # 4 is a red herring, 8 the root
    assert unclassified(key, shown=run, healthy=healthy) == ()
    assert unclassified(replace(key, noise=()), shown=run, healthy=healthy) == (14,)


def test_a_clean_control_has_no_fault(folder: Path, kettle: Path) -> None:
    (folder / "answer.toml").write_text('check = "paid_once"\nexplanation = "Nothing is wrong."\n', encoding="utf-8")
    key = resolved(folder, kettle)
    assert key.clean
    assert (key.fault, key.root, key.explanation) == (None, (), "Nothing is wrong.")


def test_parameters_are_rendered_wherever_they_hold_text() -> None:
    authored = {"field": "total_{{ order }}", "drop": ["{{ customer }}", 3], "keep": True}
    assert render_all(authored, FACTS) == {"field": "total_K-17", "drop": ["Nadia", 3], "keep": True}


def test_a_template_cannot_reach_into_python() -> None:
    with pytest.raises(ScenarioRejected, match="is unsafe"):
        render("{{ order.__class__.__mro__ }}", FACTS)
