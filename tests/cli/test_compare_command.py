"""`misstep compare`, as it is typed."""

import json
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.cli.compare_text import lines_of
from app.cli.terminal import spelled
from app.domain.score import LeftOut, Outcome, Score, Verdict
from app.practice.compare import ScoredDiagnosis


def misstep(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["misstep", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.fixture
def diagnosis(tmp_path: Path) -> Path:
    file = tmp_path / "diagnosis.json"
    file.write_text(
        json.dumps(
            {
                "claims": [{"step": 11, "confidence": 0.9}],
                "proof": {"wrong": [{"step": 11, "quote": "2026-08-24"}]},
                "path": {"acted_on": 12},
            }
        ),
        encoding="utf-8",
    )
    return file


def test_a_comparison_is_printed_for_reading(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], diagnosis: Path
) -> None:
    assert misstep(monkeypatch, "compare", "the-autumn-return", str(diagnosis)) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("the-autumn-return, variant a: 57.0 of 100\n")
    assert (
        "root cause          40.0 of 40  correct\n    You named step 11 (policies); that is where the failure began"
        in printed
    )
    assert "proof               12.0 of 25  partial\n" in printed
    assert "forecast             0.0 of 15  not answered\n" in printed
    assert "  0.0  first step: step 1\n" in printed
    assert "  0.0  first step with error status: there is none\n" in printed
    assert "  0.0  always “nothing is wrong”\n" in printed


def test_a_comparison_is_printed_as_one_json_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], diagnosis: Path
) -> None:
    assert misstep(monkeypatch, "compare", "the-autumn-return", str(diagnosis), "--variant", "a", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["scenario"], printed["variant"], printed["total"]) == ("the-autumn-return", "a", 57.0)
    assert [verdict["points"] for verdict in printed["verdicts"]] == [40.0, 12.0, 5.0, 0.0, 0.0]
    assert printed["brier"] == 0.01


def test_a_diagnosis_with_a_byte_order_mark_is_read(monkeypatch: pytest.MonkeyPatch, diagnosis: Path) -> None:
    diagnosis.write_bytes(b"\xef\xbb\xbf" + diagnosis.read_bytes())
    assert misstep(monkeypatch, "compare", "the-autumn-return", str(diagnosis)) == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not valid JSON: "),
        (b"{", "not valid JSON: "),
        (b"\xff\xfe", "not valid JSON: "),
        (b"[" * 5000, "not valid JSON: "),
        (b"[]", "a diagnosis: expected an object with the keys no_fault, claims"),
        (b'{"claim": []}', "claim: unknown key; known are no_fault, claims"),
        (b'{"claims": [{"step": 0}]}', "claims[0].step: expected a step number from 1 on, got 0"),
        (b'{"claims": [{"step": 3, "confidence": 2}]}', "claims[0].confidence: expected a number from 0 to 1, got 2"),
        (b'{"explanation": "' + b"x" * 1_000_000 + b'"}', "larger than 1000000 bytes; give the diagnosis alone"),
    ],
)
def test_a_malformed_diagnosis_is_refused_by_file_and_field(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, body: bytes, said: str
) -> None:
    file = tmp_path / "diagnosis.json"
    file.write_bytes(body)
    assert misstep(monkeypatch, "compare", "the-autumn-return", str(file)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"misstep: {file}: {said}")
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("the-spring-return",), "no recorded scenario 'the-spring-return'; there are: "),
        (
            ("the-autumn-return", "--variant", "z"),
            "scenario 'the-autumn-return' has no variant 'z'; there are: a, b, c",
        ),
    ],
)
def test_an_unknown_scenario_or_variant_is_not_found(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    diagnosis: Path,
    words: tuple[str, ...],
    said: str,
) -> None:
    assert misstep(monkeypatch, "compare", words[0], str(diagnosis), *words[1:]) == 2
    assert f"misstep: {said}" in capsys.readouterr().err


def test_a_mistake_in_the_name_of_the_scenario_is_told_before_one_in_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert misstep(monkeypatch, "compare", "the-spring-return", str(tmp_path / "no.json")) == 2
    assert capsys.readouterr().err.startswith("misstep: no recorded scenario 'the-spring-return'; there are: ")


def test_a_missing_file_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert misstep(monkeypatch, "compare", "the-autumn-return", str(tmp_path / "no.json")) == 2
    assert capsys.readouterr().err == f"misstep: {tmp_path / 'no.json'}: No such file or directory\n"


def test_a_step_past_the_end_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], diagnosis: Path
) -> None:
    diagnosis.write_text('{"claims": [{"step": 4000}]}', encoding="utf-8")
    assert misstep(monkeypatch, "compare", "the-autumn-return", str(diagnosis)) == 2
    assert "claims[0].step: this run has no step 4000" in capsys.readouterr().err


def test_a_capped_total_and_hostile_text_are_printed_in_plain_words() -> None:
    verdict = Verdict(
        criterion="proof", weight=25, credit=1.0, outcome=Outcome.CORRECT, sentence="Step 9 (\x1b[2Jget\nit)."
    )
    score = Score(
        verdicts=(verdict,),
        total=50.0,
        capped=True,
        cap=50.0,
        left_out=(LeftOut(criterion="path", reason="no step acted on it"),),
    )
    printed = list(lines_of(ScoredDiagnosis(scenario="blue-kettle", variant="a", score=score)))
    assert printed[0] == (
        "blue-kettle, variant a: 50.0 of 100, capped at 50 while root cause earns under 0.4 of its credit"
    )
    assert "path              not asked: no step acted on it; its weight went to the others" in printed
    assert r"    Step 9 (\x1b[2Jget it)." in map(spelled, printed)
