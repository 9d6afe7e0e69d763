"""Lint: nothing that a candidate may read beforehand names or hints at the fault."""

import re
from collections.abc import Iterator

from app.catalog.authored import AuthoredAnswer
from app.catalog.lint.entry import LintEntry
from app.catalog.lint.problem import Problem

SHARED_WORDS = 7  # this many words in a row that both halves share are a copied passage, not chance

_ALARM = re.compile(r"\b(wrong|incorrect|error|bug|broken|fault\w*|fail\w*|stale|outdated|mis\w+ed|corrupt\w*)\b")
_TELLING = re.compile(r"\b(root cause|red herring|bug|fault|misstep|injected|failure)\b")
# Words of failure codes that are ordinary in a title.
_ORDINARY_WORDS = """
a action agent all and answer ask blind call calls dependency document error first index low lost no not of only order
output page parallel partial query result rule run step style success task tokens tool tools turn turns unit user
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


def spoilers(entry: LintEntry) -> Iterator[Problem]:
    """Each place in the public half that gives the sealed half away."""
    answer = entry.source.answer
    for where, text in _public(entry):
        for found, todo in (*_named(answer, text), *_copied(answer, text), *_blamed(answer, text)):
            yield Problem(where=where, what=f"gives away {found!r}", todo=todo)
    for where, text in _labels(entry):
        for found in sorted(_hinted(answer, text)):
            yield Problem(
                where=where, what=f"hints at the fault with {found!r}", todo="name the task, not what went wrong"
            )


def _public(entry: LintEntry) -> Iterator[tuple[str, str]]:
    scenario = entry.source.scenario
    yield from _labels(entry)
    for key in ("agent", "may_do", "expected", "ticket"):
        yield f"{entry.scenario_file}: {key}", getattr(scenario, key)
    for recording in entry.recordings:
        yield f"{recording.where}/public.json: ticket", recording.recorded.variant.ticket


def _labels(entry: LintEntry) -> Iterator[tuple[str, str]]:
    """The short texts by which a scenario is known before it is opened."""
    scenario = entry.source.scenario
    yield f"scenarios/{scenario.slug}", scenario.slug.replace("-", " ")
    yield f"{entry.scenario_file}: title", scenario.title
    for place, skill in enumerate(scenario.skills):
        yield f"{entry.scenario_file}: skills[{place}]", skill


def _named(answer: AuthoredAnswer, text: str) -> Iterator[tuple[str, str]]:
    """The failure class, the operator or a remedy by name."""
    code = (answer.failure_class or "").partition(".")[2]
    operator = answer.fault.operator if answer.fault else ""
    for name in {code, operator} - {""}:
        if _plain(name.replace("_", " ")) in _plain(text):
            yield name, "leave the failure class and the operator out of the public half"
    for remedy in answer.remedies:
        if _plain(remedy.title) in _plain(text):
            yield remedy.title, "leave remedies out of the public half"


def _copied(answer: AuthoredAnswer, text: str) -> Iterator[tuple[str, str]]:
    """A passage of the sealed half, word for word."""
    sealed = [answer.explanation, *(hint.text for hint in answer.hints), *(point.text for point in answer.key_points)]
    ruling = [place for each in answer.red_herrings for place in each.ruled_out_by]
    ruling += [place for each in answer.wrong_theories for place in each.places]
    sealed += [place.why for place in (*answer.wrong, *answer.right, *ruling)]
    sealed += [step.why for step in (*answer.evidence, *answer.red_herrings)]
    sealed += [theory.ruled_out_by for theory in answer.wrong_theories]
    theirs = set().union(*map(_runs_of_words, sealed))
    if shared := sorted(_runs_of_words(text) & theirs):
        yield shared[0], "say it in other words, or leave it to the sealed half"


def _blamed(answer: AuthoredAnswer, text: str) -> Iterator[tuple[str, str]]:
    """The tool where the failure began, in one sentence with a word of alarm."""
    tools = {name for reference in answer.root if (name := re.match(r"\w+:([^~#^>]+)", reference))}
    for sentence in re.split(r"(?<=[.!?])\s+|\n", text):
        for tool in sorted({name[1] for name in tools}):
            if _plain(tool) in _plain(sentence) and _ALARM.search(_plain(sentence)):
                yield (
                    f"{tool} … {_ALARM.findall(_plain(sentence))[0]}",
                    "do not point at the step where the failure began",
                )


def _hinted(answer: AuthoredAnswer, text: str) -> set[str]:
    code = (answer.failure_class or "").partition(".")[2]  # a family is a skill like any other
    words = set(_plain(code).split()) - _ORDINARY
    return (words & set(_plain(text).split())) | set(_TELLING.findall(_plain(text)))


def _runs_of_words(text: str) -> set[str]:
    words = _plain(text).split()
    return {" ".join(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))
