"""What lint asks of a clean control."""

from dataclasses import replace
from pathlib import Path

from app.catalog.lint.check import check
from app.catalog.lint.quality import Quality
from app.catalog.recorded import write_sealed
from app.domain.answer import Place, RedHerring
from app.domain.answer_key import AnswerKey


def found(folder: Path, traces: Path) -> list[str]:
    problems = check(folder.parent, traces, slugs=("blue-kettle",)).problems
    return [f"{problem.where}: {problem.what}; {problem.todo}" for problem in problems]


def test_a_clean_control_needs_neither_remedies_nor_key_points(folder: Path, traces: Path) -> None:
    (folder / "answer.toml").write_text(
        """
check = "paid_once"
explanation = "The search was asked again and answered; nothing is wrong."
hints = [
  { step = "tool:search_policy", text = "Look at the search." },
  { step = "model#-1", text = "Compare both answers." },
  { step = "model#-1", text = "Notice that it answered." },
]
red_herrings = [
  { step = "tool:search_policy", why = "It answered.", ruled_out_by = [{ step = "tool:get_terms", quote = "30 days", why = "-" }] },
  { step = "tool:get_order", why = "It is paid.", ruled_out_by = [{ step = "tool:refund", quote = "1250", why = "-" }] },
]
follow_ups = [
  { question = "One?", strong_answer = "Yes." },
  { question = "Two?", strong_answer = "Yes." },
  { question = "Three?", strong_answer = "Yes." },
]
""",
        encoding="utf-8",
    )
    key = AnswerKey(
        scenario="blue-kettle", variant="a", failure_class=None, detectability=None, fault=None, root=(),
        red_herrings=(
            RedHerring(step=4, why="It answered.", ruled_out_by=(Place(step=16, why="-", quote="30 days"),)),
            RedHerring(step=2, why="It is paid.", ruled_out_by=(Place(step=18, why="-", quote="1250"),)),
        ),
    )  # fmt: skip
    for variant in ("a", "b"):
        write_sealed(traces / "blue-kettle" / variant, replace(key, variant=variant))
    assert found(folder, traces) == []
    text = (folder / "answer.toml").read_text(encoding="utf-8")
    (folder / "answer.toml").write_text(
        text.replace(', ruled_out_by = [{ step = "tool:refund", quote = "1250", why = "-" }]', ""), encoding="utf-8"
    )
    assert found(folder, traces) == [
        (
            "scenarios/blue-kettle/answer.toml: red_herrings: 1 can be cleared; write 2 red herrings or wrong theories "
            "with the places that rule them out"
        ),
    ]
    assert check(folder.parent, traces).quality == Quality(
        runs=0, scenarios=1, clean=1, positions=(),
        found=dict.fromkeys(
            ["random step", "first step", "last step", "middle step", "first step with error status",
             "first step that mentions an error", "loudest error", "longest step", "costliest step",
                 "odd one out", "first mention of the final value"], 0,
        ),
    )  # fmt: skip
