"""Lint refuses a hint without its step, past the end, or that points past the step from which it may be taken."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_lint import found, rewrite

from app.catalog.catalog import load_catalog
from app.catalog.lint.check import check
from app.catalog.recorded import write_sealed
from app.domain.answer import Hint


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('{ step = "tool:get_invoice>", text', "{ text", "hints[0].step"),
        ('{ step = "tool:get_invoice>", text = "Look at the invoice." }', '"Look at the invoice."', "hints[0]"),
    ],
)
def test_a_hint_without_its_step_is_refused(folder: Path, traces: Path, old: str, new: str, said: str) -> None:
    rewrite(folder / "answer.toml", old, new)
    (problem,) = check(folder.parent, traces, slugs=("blue-kettle",)).problems
    assert said in problem.what


@pytest.mark.parametrize(
    ("hints", "said"),
    [
        ((Hint(text="Look.", step=40),), "hints[0]: may be taken from step 40 on; the run has 21; name a step"),
        ((Hint(text="Look.", step=None),), "hints[0]: may be taken from step None on; the run has 21; name a step"),
        (
            (Hint(text="Look.", step=9), Hint(text="Look again.", step=8)),
            "hints[1]: comes before the hint above it, from step 8 on; name that step or a later one",
        ),
        (
            (Hint(text="Compare steps 3 and 11.", step=10),),
            "hints[0]: points at step 3 and 11 (step 11) and may be taken from step 10 on; let it be taken later",
        ),
        (
            (Hint(text="See what get_invoice gave.", step=5),),
            "hints[0]: points at get_invoice (step 8) and may be taken from step 5 on; let it be taken later",
        ),
        (
            (Hint(text="See `total: 1250`.", step=5),),
            "hints[0]: points at 'total: 1250' (step 8) and may be taken from step 5 on; let it be taken later",
        ),
    ],
)
def test_a_hint_that_points_past_its_step_is_named(
    folder: Path, traces: Path, hints: tuple[Hint, ...], said: str
) -> None:
    found_before = load_catalog(folder.parent, traces).answer_key("blue-kettle", "a")
    write_sealed(traces / "blue-kettle/a", replace(found_before, hints=hints))
    (problem,) = found(folder, traces)
    assert problem.startswith(f"traces/blue-kettle/a: {said}")
