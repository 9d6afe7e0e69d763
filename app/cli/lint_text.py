"""What lint found, as lines for a terminal and as JSON."""

from collections.abc import Iterator

from app.catalog.lint.check import LintFindings
from app.catalog.lint.problem import Problem
from app.catalog.lint.quality import Quality, allowed
from app.cli.terminal import one_line
from app.domain.json import JSON


def lines_of(found: LintFindings) -> Iterator[str]:
    """Each problem with its place and what to do, the quality of the pack, and a last line that sums up."""
    for problem in found.problems:
        kind = "note: " if problem.note else ""
        yield one_line(f"{kind}{problem.where}: {problem.what}; {problem.todo}")
    if found.quality is not None:
        yield from _quality(found.quality)
    wrong = sum(not problem.note for problem in found.problems)
    yield "no problems" if not wrong else f"{wrong} problem{'' if wrong == 1 else 's'}"


def findings_json(found: LintFindings) -> dict[str, JSON]:
    """The same as one JSON document."""
    return {
        "problems": [_problem(problem) for problem in found.problems if not problem.note],
        "notes": [_problem(problem) for problem in found.problems if problem.note],
        "quality": None if found.quality is None else _quality_json(found.quality),
    }


def _quality(quality: Quality) -> Iterator[str]:
    yield f"{quality.scenarios} scenarios, {quality.clean} of them clean controls; {quality.runs} runs with a fault"
    if not quality.runs:
        return
    yield f"Guesses that read nothing find the root cause in (at most {allowed(quality.runs)} allowed):"
    for name, hits in quality.found.items():
        yield f"  {hits:5g} of {quality.runs}  {name}"
    yield "Root causes lie at " + ", ".join(f"{at:.0%}" for at in quality.positions) + " of their runs"


def _problem(problem: Problem) -> dict[str, JSON]:
    return {"where": problem.where, "what": problem.what, "todo": problem.todo}


def _quality_json(quality: Quality) -> dict[str, JSON]:
    return {
        "scenarios": quality.scenarios,
        "clean": quality.clean,
        "runs": quality.runs,
        "allowed": allowed(quality.runs),
        "found": dict(quality.found),
        "positions": list(quality.positions),
    }
