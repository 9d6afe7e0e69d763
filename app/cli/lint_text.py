"""What lint found, as lines for a terminal and as JSON."""

from collections.abc import Iterator

from app.catalog.lint.check import LintFindings
from app.catalog.lint.points import ItemPoints
from app.catalog.lint.problem import Problem
from app.catalog.lint.quality import Quality, allowed
from app.cli.readings_text import readings_json, readings_lines
from app.cli.terminal import one_line
from app.domain.json import JSON


def lines_of(found: LintFindings) -> Iterator[str]:
    """Each problem with its place and what to do, the quality of the pack, and a last line that sums up."""
    for problem in found.problems:
        kind = "note: " if problem.note else ""
        yield one_line(f"{kind}{problem.where}: {problem.what}; {problem.todo}")
    yield from _points(found.items)
    yield from readings_lines(found.readings)
    if found.quality is not None:
        yield from _quality(found.quality)
    wrong = sum(not problem.note for problem in found.problems)
    yield "no problems" if not wrong else f"{wrong} problem{'' if wrong == 1 else 's'}"


def findings_json(found: LintFindings) -> dict[str, JSON]:
    """The same as one JSON document."""
    return {
        "problems": [_problem(problem) for problem in found.problems if not problem.note],
        "notes": [_problem(problem) for problem in found.problems if problem.note],
        "items": [
            {
                "where": item.where,
                "guesses": dict(item.guesses),
                "siblings": dict(item.siblings),
                "bounded": item.bounded,
            }
            for item in found.items
        ],
        "readings": readings_json(found.readings),
        "quality": None if found.quality is None else _quality_json(found.quality),
    }


def _points(items: tuple[ItemPoints, ...]) -> Iterator[str]:
    if items:
        yield "What guesses that read nothing earn on each run, and the best diagnosis of each sibling carried over:"
    for item in items:
        earned = sorted(((total, name) for name, total in item.guesses.items() if total), reverse=True)
        guesses = ", ".join(f"{name} {total:g}" for total, name in earned) or "nothing"
        siblings = ", ".join(f"{variant} {total:g}" for variant, total in item.siblings.items())
        about = "" if item.bounded else " (a warm-up: no bound holds)"
        yield f"  {item.where}{about}: {guesses}" + (f"; of siblings {siblings}" if siblings else "")


def _quality(quality: Quality) -> Iterator[str]:
    yield f"{quality.scenarios} scenarios, {quality.clean} of them clean controls; {quality.runs} runs with a fault"
    if quality.warm_ups:
        plural = "" if quality.warm_ups == 1 else "s"
        yield f"{quality.warm_ups} warm-up{plural} beside them, not counted: lessons are easy"
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
        "warm_ups": quality.warm_ups,
        "runs": quality.runs,
        "allowed": allowed(quality.runs),
        "found": dict(quality.found),
        "positions": list(quality.positions),
    }
