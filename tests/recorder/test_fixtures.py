import pytest
from till import ANSWER, HERE, SCRIPT, recorded, till_at

from app.domain.errors import ScenarioRejected
from app.recorder.fixtures import Fixtures, draw_facts, read_passages
from app.recorder.injection import occurrence
from app.recorder.worlds import world

TILL = Fixtures(HERE / "worlds" / "till")


def test_facts_are_drawn_in_order_and_each_person_once():
    facts = draw_facts(
        TILL,
        {
            "a": "pick('people').name",
            "b": "pick('people').name",
            "c": "pick('people').name",
            "n": "number(1, 9)",
            "m": "n * 10",
            "w": "choice(['x', 'y'])",
            "five": 5,
        },
        seed=1,
        params={},
    )
    assert {facts["a"], facts["b"], facts["c"]} == {"Maya Okafor", "Jonas Weber", "Ines Duarte"}
    assert facts["m"] == facts["n"] * 10
    assert facts["w"] in ("x", "y")
    assert facts["five"] == 5


def test_the_same_seed_draws_the_same_facts_and_another_one_others():
    names = {"number": "number(1, 1000000)"}
    assert draw_facts(TILL, names, seed=1, params={}) == draw_facts(TILL, names, seed=1, params={})
    assert draw_facts(TILL, names, seed=1, params={}) != draw_facts(TILL, names, seed=2, params={})


def test_a_variant_s_params_stand_in_place_of_drawn_facts():
    facts = draw_facts(TILL, {"lines": "number(1, 3)", "total": "lines * 2"}, seed=1, params={"lines": 40})
    assert (facts["lines"], facts["total"]) == (40, 80)


def test_documents_are_cut_at_their_headings_and_keep_their_labels():
    passages = read_passages(TILL, ["documents"], {})
    assert [(p.id, p.labels) for p in passages][:2] == [
        ("returns-2019#0", {"version": 1}),
        ("returns-2019#1", {"version": 1}),
    ]
    assert passages[1].text.startswith("## Damaged goods\nDamaged goods are refunded at half the price")


def test_labels_that_are_dates_become_iso_texts(tmp_path):
    (tmp_path / "rules.md").write_text("+++\nid = 'R-1'\nvalid_from = 2026-01-12\nregions = ['UK']\n+++\nBe kind.\n")
    (passage,) = read_passages(Fixtures(tmp_path), ["."], {})
    assert (passage.id, passage.title, passage.text) == ("R-1#0", "R-1", "Be kind.")
    assert passage.labels == {"valid_from": "2026-01-12", "regions": ["UK"]}


def test_a_document_without_labels_is_refused(tmp_path):
    (tmp_path / "rules.md").write_text("Be kind.\n")
    with pytest.raises(
        ScenarioRejected, match=r"rules\.md: a document starts with its labels in TOML between two lines of \+\+\+"
    ):
        read_passages(Fixtures(tmp_path), ["."], {})


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (SCRIPT, "[facts]", "[facts", r"damaged\.toml: not readable as TOML"),
        (SCRIPT, 'start = "', 'begin = "', r"damaged\.toml: start: .*"),
        (SCRIPT, 'seeds = ["seed.sql"]', 'seeds = ["seeds.sql"]', r"seeds\.sql: cannot be read"),
        (SCRIPT, "number(40, 90)", "nummer(40, 90)", r"damaged\.toml: facts\.total: expression 'nummer\(40, 90\)': 'nummer' is undefined"),
        (SCRIPT, "pick('people')", "pick('animals')", r"damaged\.toml: facts\.customer: .*animals"),
        ("worlds/till/seed.sql", "CREATE TABLE refunds", "CREATE TABEL refunds", r"seed\.sql: near \"TABEL\""),
        ("worlds/till/seed.sql", "{{ total }}", "{{ sum }}", r"seed\.sql: template .*'sum' is undefined"),
        ("worlds/till/tools/refund.json", '"description"', '"about"', r"refund\.json: a tool has name, description and parameters: KeyError\('description'\)"),
        ("worlds/till/tools/refund.json", "{", "", r"refund\.json: a tool has name, description and parameters"),
        ("worlds/till/tools/refund.json", '"name": "refund"', '"name": "pay"', r"refund\.json: the tool's name is 'pay'; name both alike"),
        ("worlds/till/world.toml", '"refund"', '"cancel"', r"damaged\.toml: the world till has no tool 'cancel'; it has: get_order, refund, search_rules"),
        (ANSWER, 'operator = "unit_error"', 'operator = "units"', r"fault\.operator: no operator 'units'"),
        (ANSWER, "factor = 100\n", "", r"fault\.factor is missing; unit_error needs it"),
        (ANSWER, 'at = "tool:get_order~{order_id}"', 'at = "#2"', r"fault\.at: '#2' is not NAME#N, KIND:NAME#N or KIND:NAME~TEXT#N"),
        (ANSWER, "{retriever = {top_k = 9}}", "{retriever = {top_k = 'nine'}}", r"damaged\.toml: retriever\.top_k: "),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_with_its_place(tmp_path, file, old, new, told):
    with pytest.raises(ScenarioRejected, match=told):
        recorded(till_at(tmp_path, **{file: {old: new}}), "damaged-order")


def test_an_occurrence_is_a_name_a_text_and_a_count():
    second = occurrence("tool:get_invoice~INV-7#2")
    assert (second.name, second.text, [second.matches(n) for n in (1, 2, 3)]) == (
        "get_invoice",
        "INV-7",
        [False, True, False],
    )
    onward = occurrence("POST /v1/refunds#2+")
    assert (onward.name, [onward.matches(n) for n in (1, 2, 3)]) == ("POST /v1/refunds", [False, True, True])
    assert occurrence("chat desk").matches(1)


def test_an_unknown_world_is_answered_with_those_that_there_are():
    assert world("support-desk").name == "support-desk"
    with pytest.raises(ScenarioRejected, match=r"there is no world 'till'; there are: box-office, support-desk"):
        world("till")
