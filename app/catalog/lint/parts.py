"""Lint: a scenario has all its parts."""

import re
from collections.abc import Iterator

from app.catalog.authored import AuthoredAnswer, AuthoredRemedy
from app.catalog.lint.entry import LintEntry
from app.catalog.lint.problem import Problem
from app.scoring.weights import SUSPECTS

HINTS = 3  # where to look, what to compare, what to notice
FOLLOW_UPS = 3
WRONG_REMEDIES = 2  # so that a reader cannot pick the right one by trying the other
# What a change does to the run that it is asked about, in the words in which authors have said it.
_OUTCOME = re.compile(
    r"\b(repairs?|catch(?:es)?|prevents?|stop-gap|would (?:not )?have|this (?:run|case)|cases? like this)\b"
)


def parts(entry: LintEntry) -> Iterator[Problem]:
    """What is missing in either half."""
    for key, todo in _missing_in_scenario(entry):
        yield Problem(where=f"{entry.scenario_file}: {key}", what="is empty", todo=todo)
    answer = entry.source.answer
    own = _clean_parts(answer) if answer.clean else (*_fault_parts(answer), *_remedies(answer))
    for key, what, todo in (*_ladder(answer), *own):
        yield Problem(where=f"{entry.answer_file}: {key}", what=what, todo=todo)
    recorded = {recording.recorded.variant.id for recording in entry.recordings}
    for variant in entry.source.scenario.variants:
        if variant.id not in recorded:
            slug = entry.source.scenario.slug
            yield Problem(
                where=f"traces/{slug}/{variant.id}", what="is not recorded", todo=f"run `misstep record {slug}`"
            )


def _missing_in_scenario(entry: LintEntry) -> Iterator[tuple[str, str]]:
    scenario = entry.source.scenario
    said = {
        "title": (scenario.title, "name the task in a few words"),
        "agent": (scenario.agent, "say what kind of agent this is"),
        "may_do": (scenario.may_do, "say what the agent may do and which tools it has"),
        "expected": (scenario.expected, "say what should have happened"),
        "ticket": (scenario.ticket, "write what the user or the business noticed, never the cause"),
        "skills": ("".join(scenario.skills), "list what reading this run exercises"),
    }
    return ((key, todo) for key, (text, todo) in said.items() if not text.strip())


def _ladder(answer: AuthoredAnswer) -> Iterator[tuple[str, str, str]]:
    """What every scenario has, clean controls too."""
    if len(answer.hints) != HINTS:
        todo = "write three: where to look, what to compare, what to notice"
        yield "hints", f"{len(answer.hints)} given", todo
    if len(answer.follow_ups) != FOLLOW_UPS:
        yield "follow_ups", f"{len(answer.follow_ups)} given", "write three questions, each with its strong answer"
    if not answer.red_herrings:
        yield "red_herrings", "none given", "let something that looks wrong and is not occur in every arm"
    if not answer.explanation.strip():
        yield "explanation", "is empty", "tell what happened, from cause to symptom, or why nothing is wrong"


def _clean_parts(answer: AuthoredAnswer) -> Iterator[tuple[str, str, str]]:
    suspects = [herring for herring in answer.red_herrings if herring.ruled_out_by]
    theories = [theory for theory in answer.wrong_theories if theory.blames and theory.places]
    if len(suspects) + len(theories) < SUSPECTS:
        todo = f"write {SUSPECTS} red herrings or wrong theories with the places that rule them out"
        yield "red_herrings", f"{len(suspects) + len(theories)} can be cleared", todo


def _fault_parts(answer: AuthoredAnswer) -> Iterator[tuple[str, str, str]]:
    roles = {point.role for point in answer.key_points}
    for role in ("what", "why", "how"):
        if role not in roles:
            yield (
                "key_points",
                f"no point with role {role!r}",
                "write one: what went wrong, why it was, how it spread",
            )
    if not answer.wrong_theories:
        yield "wrong_theories", "none given", "write a plausible theory that the trace rules out"
    for place, theory in enumerate(answer.wrong_theories):
        if not theory.steps:
            yield f"wrong_theories[{place}].steps", "is empty", "name the steps that rule the theory out"


def _remedies(answer: AuthoredAnswer) -> Iterator[tuple[str, str, str]]:
    right = [remedy for remedy in answer.remedies if remedy.repairs]
    wrong = len(answer.remedies) - len(right)
    if not right:
        yield "remedies", "none repairs the run", "write a concrete change after which the check passes"
    elif answer.fix_lever not in {remedy.lever for remedy in right}:
        yield "fix_lever", f"no repairing remedy pulls {answer.fix_lever}", "name the lever of a remedy that repairs"
    if wrong < WRONG_REMEDIES:
        yield "remedies", f"{wrong} plausible wrong ones", f"write {WRONG_REMEDIES} after which the check still fails"
    if answer.fix_lever in answer.also.levers:
        yield "also.levers", f"repeats {answer.fix_lever}", "list only alternatives to fix_lever"
    yield from _empty_remedies(answer.remedies)


def _empty_remedies(remedies: tuple[AuthoredRemedy, ...]) -> Iterator[tuple[str, str, str]]:
    for place, remedy in enumerate(remedies):
        if not remedy.change:
            yield f"remedies[{place}].change", "is empty", "say what the recorder changes"
        if not remedy.detail.strip():
            yield f"remedies[{place}].detail", "is empty", "say concretely what would be changed where"
        for found in sorted(set(_OUTCOME.findall(f"{remedy.title} {remedy.detail}".casefold()))):
            todo = "say what is changed; what it does to the run is a `remark`, which is shown after the reveal"
            yield f"remedies[{place}].detail", f"gives the forecast away with {found!r}", todo
