"""The late parcel under other names: a pack of several scenarios, each with a key of its own, and a clean control."""

from dataclasses import replace
from pathlib import Path

from late_parcel import KEY, RUNS, SLUG, write_pack

from app.domain.answer_key import AnswerKey
from app.startup import Packs

CONTROL = replace(
    KEY,
    failure_class=None,
    detectability=None,
    fault=None,
    root=(),
    near=(),
    chain=(),
    symptom=(),
    wrong=(),
    right=(),
    evidence=(),
    acted_on=(),
    damage=(),
    fix_lever=None,
    remedies=(replace(KEY.remedies[0], repairs=True),),
    problem=None,
    explanation="The refusal is what the policy asks for.",
    healthy_run=RUNS["broken"],
)
ANSWER_OF_A_CONTROL = """
check = "refund_matches_invoice"
[[red_herrings]]
step = "tool:issue_refund#1"
why = "It may refuse."
"""


def write_control(folder: Path, slug: str = SLUG) -> None:
    """A scenario in which nothing is wrong."""
    write_pack(folder, key=replace(CONTROL, scenario=slug))
    (folder / "scenarios" / slug / "answer.toml").write_text(ANSWER_OF_A_CONTROL)


def write_parcels(folder: Path, slugs: list[str], key: AnswerKey = KEY) -> Packs:
    """A scenario of each of these names; more may be written beside them."""
    for slug in slugs:
        write_pack(folder, key=replace(key, scenario=slug))
    return Packs(folder / "scenarios", folder / "traces")
