"""Reading the authored halves of a scenario."""

from pathlib import Path

import pytest

from app.catalog.scenario_source import read_source, read_sources
from app.domain.errors import NotFound, ScenarioRejected
from app.domain.fault import Detectability, Lever
from app.domain.scenario import Difficulty


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_public_half_is_read(folder: Path) -> None:
    scenario = read_source(folder).scenario
    assert scenario.slug == "blue-kettle"
    assert scenario.difficulty is Difficulty.STANDARD
    assert scenario.skills == ("reading tool results",)
    assert [variant.seed for variant in scenario.variants] == [11, 12]


def test_what_a_variant_sets_is_sealed(folder: Path) -> None:
    source = read_source(folder)
    assert source.params("b") == {"padding": 3}
    assert source.params("a") == {}


def test_params_of_a_variant_that_does_not_exist_are_refused(folder: Path) -> None:
    rewrite(folder / "answer.toml", "params.b", "params.d")
    with pytest.raises(ScenarioRejected, match=r"answer\.toml: params\.d: no such variant; there are \['a', 'b'\]"):
        read_source(folder)


def test_the_sealed_half_is_read(folder: Path) -> None:
    answer = read_source(folder).answer
    assert answer.failure_class == "tool.unit_error"
    assert answer.detectability is Detectability.SILENT
    assert (answer.fix_lever, answer.also.levers) == (Lever.TOOL, (Lever.PROMPT,))
    assert (answer.also.classes, answer.also.roots) == (("tool.schema_drift",), ("tool:get_invoice>",))
    assert answer.right[1].missing == "the unit of {{ order }}"
    assert answer.remedies[0].change == {"tool": "get_invoice", "unit": True}
    assert not answer.clean


def test_a_faults_further_keys_are_its_parameters(folder: Path) -> None:
    fault = read_source(folder).answer.fault
    assert fault is not None
    assert (fault.operator, fault.at) == ("drop_unit", "tool:get_invoice#1")
    assert fault.parameters == {"field": "total_{{ customer }}"}


def test_a_check_is_a_name_or_a_table_with_parameters(folder: Path) -> None:
    assert read_source(folder).answer.check.name == "refund_matches_invoice"
    rewrite(folder / "answer.toml", 'check = "refund_matches_invoice"', 'check = { name = "balance", cents = 1250 }')
    check = read_source(folder).answer.check
    assert (check.name, check.parameters) == ("balance", {"cents": 1250})


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("scenario.toml", 'title = "The refund of the blue kettle"', "", "scenario.toml: title is missing"),
        (
            "scenario.toml",
            "minutes = 20",
            'minutes = "20"',
            "scenario.toml: minutes: input should be a valid integer",
        ),
        ("scenario.toml", "minutes = 20", "minutes = 0", "scenario.toml: minutes: expected at least 1, got 0"),
        ("scenario.toml", '"standard"', '"easy"', "difficulty: input should be 'warm-up', 'standard' or 'hard'"),
        ("scenario.toml", 'id = "b"', 'id = "a"', "variants: give each a distinct id"),
        ("scenario.toml", 'id = "b"', 'id = "B2"', "variants: give each a distinct id of one lower-case letter"),
        ("scenario.toml", "seed = 12", "sead = 12", "variants[1].sead is not a key that Misstep knows"),
        ("scenario.toml", "minutes = 20", "minutes = ", "scenario.toml: not readable as TOML"),
        ("answer.toml", '"tool.unit_error"', '"tool.unit"', "failure_class: 'tool.unit' is not one of docs/failure"),
        ("answer.toml", 'fix_lever = "tool"', "", "answer.toml: fix_lever is missing"),
        ("answer.toml", 'fix_lever = "tool"', 'fix_lever = "tools"', "answer.toml: fix_lever: input should be"),
        ("answer.toml", 'failure_class = "tool.unit_error"', "", "detectability: a clean control"),
        (
            "answer.toml",
            'role = "what"',
            'role = "who"',
            "key_points[0].role: input should be 'what', 'why' or 'how'",
        ),
        ("answer.toml", 'check = "refund_matches_invoice"', "", "answer.toml: check is missing"),
        ("answer.toml", 'at = "tool:get_invoice#1"', "", "fault.at is missing"),
        ("answer.toml", 'fix_lever = "tool"', 'fix_lever = "tool"\nfault_note = 1', "fault_note is not a key"),
    ],
)
def test_a_pack_that_breaks_a_rule_is_rejected_by_file_and_key(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    rewrite(folder / file, old, new)
    with pytest.raises(ScenarioRejected) as rejected:
        read_source(folder)
    assert said in str(rejected.value)


def test_remedies_need_distinct_ids(folder: Path) -> None:
    rewrite(folder / "answer.toml", 'id = "retry-search"', 'id = "name-the-unit"')
    with pytest.raises(ScenarioRejected, match="remedies: give each a distinct id"):
        read_source(folder)


def test_a_pack_without_its_sealed_half_is_rejected(folder: Path) -> None:
    (folder / "answer.toml").unlink()
    with pytest.raises(ScenarioRejected, match=r"answer\.toml is missing"):
        read_source(folder)


def test_a_file_that_is_not_utf_8_is_rejected(folder: Path) -> None:
    (folder / "answer.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ScenarioRejected, match=r"answer\.toml: not readable as TOML"):
        read_source(folder)


def test_a_folder_name_is_a_slug(folder: Path) -> None:
    with pytest.raises(ScenarioRejected, match="lower-case words joined by hyphens"):
        read_source(folder.rename(folder.with_name("Blue_Kettle")))


def test_packs_are_read_by_slug_or_all(folder: Path) -> None:
    assert [source.scenario.slug for source in read_sources(folder.parent)] == ["blue-kettle"]
    assert [source.scenario.slug for source in read_sources(folder.parent, ("blue-kettle",))] == ["blue-kettle"]
    with pytest.raises(NotFound, match=r"no scenario 'red-kettle'.*blue-kettle"):
        read_sources(folder.parent, ("red-kettle",))


def test_an_unknown_slug_in_an_empty_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there are: none"):
        read_sources(tmp_path, ("blue-kettle",))
