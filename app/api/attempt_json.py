"""Attempts, steps and reveals as the JSON that programs and the page's scripts read."""

from dataclasses import asdict
from typing import Any

from app.attempts.attempt_view import AttemptView
from app.attempts.read_reveal import Revelation
from app.domain.claim import Claim
from app.domain.diagnosis_json import diagnosis_json, pin_json
from app.domain.header import StepHeader
from app.domain.message import message_json
from app.domain.scenario import Scenario
from app.domain.score import Score
from app.domain.step import Step, Usage
from app.practice.browse import AttemptSummary
from app.practice.choose_next import Suggestion
from app.reading.find_steps import SearchResult
from app.reading.read_words import HitPlace
from app.reading.window import StepView

Body = dict[str, Any]


def scenario_json(scenario: Scenario) -> Body:
    """The public half. Run ids stay here: they open nothing, and the server alone needs them."""
    return {
        "slug": scenario.slug,
        "title": scenario.title,
        "world": scenario.world,
        "agent": scenario.agent,
        "difficulty": scenario.difficulty.value,
        "minutes": scenario.minutes,
        "skills": list(scenario.skills),
        "may_do": scenario.may_do,
        "expected": scenario.expected,
        "variants": [{"id": variant.id, "ticket": variant.ticket} for variant in scenario.variants],
    }


def summary_json(summary: AttemptSummary) -> Body:
    return asdict(summary)


def attempt_json(attempt: AttemptView) -> Body:
    """The attempt; `step_count` is null while it may not be known."""
    return {
        "id": attempt.id,
        "scenario": attempt.scenario.slug,
        "variant": attempt.variant.id,
        "reveal": attempt.reveal.value,
        "frontier": attempt.frontier,
        "at_end": attempt.at_end,
        "step_count": attempt.step_count,
        "position": attempt.position,
        "suspect": attempt.suspect,
        "marks": list(attempt.marks),
        "claims": list(map(claim_json, attempt.claims)),
        "pins": [pin_json(each.pin) | {"role": each.role, "claim": each.claim} for each in attempt.pins],
        "draft": diagnosis_json(attempt.draft),
        "locked": attempt.locked,
        "hints": list(attempt.hints),
        "more_hints": attempt.more_hints,
        "hint_ready": attempt.hint_ready,
        "withheld": attempt.withheld,
        "started_at": attempt.started_at,
        "submitted_at": attempt.submitted_at,
        "totals": asdict(attempt.totals),
        "run_deleted": attempt.run_deleted,
    }


def claim_json(claim: Claim) -> Body:
    return asdict(claim)


_OF_THE_LIST = {"first_try", "same_call", "repetition", "user_words"}  # how the screen draws its rows


def header_json(header: StepHeader) -> Body:
    """A row of the step list; while the step runs, what is withheld is null."""
    told = {name: value for name, value in asdict(header).items() if name not in _OF_THE_LIST}
    return told | {"duration_ms": header.duration_ms, "running": header.running}


def found_json(found: SearchResult) -> Body:
    """The hits of a search. `numbers` may be more than `hits`, and `more` tells that there are yet others."""
    rows = [
        {"step": hit.number, "before": hit.before, "match": hit.match, "after": hit.after}
        | {"entered": hit.place is HitPlace.ENTERED, "inside": hit.place is HitPlace.INSIDE}
        for hit in found.hits
    ]
    return {"hits": rows, "numbers": list(found.numbers), "more": found.more}


def view_json(view: StepView) -> Body:
    """A step with its content, as far as it may be seen."""
    return {
        "step": step_json(view),
        "running": view.running,
        "awaiting": view.awaiting,
        "compared_with": None if view.basis is None else {"step": view.basis.step, "match": view.basis.match.value},
        "results": [result.number for result in view.results],
        "containers": [asdict(container) for container in view.containers],
        "totals": asdict(view.totals),
    }


def step_json(view: StepView) -> Body:
    step = view.step
    body: Body = {
        "number": step.number,
        "label": step.label,
        "kind": step.kind.value,
        "name": step.name,
        "agent": step.agent,
        "lane": step.lane,
        "turn": step.turn,
        "span_ids": list(step.span_ids),
        "status": step.status.value,
        "error": step.error,
        "started_ns": step.started_ns,
        "ended_ns": None if view.running else step.ended_ns,
        "model": step.model,
        "usage": usage_json(step.usage),
        "cost_usd": step.cost_usd,
        "finish_reason": step.finish_reason,
        "attempts": [asdict(attempt) for attempt in step.attempts],
        "repairs": list(step.repairs),
        "state": [asdict(change) for change in step.state],
    }
    return body | _content(view, step)


def usage_json(usage: Usage) -> Body:
    """The four counts that most calls have, told or not, and of the finer ones those that are told."""
    always = ("input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens")
    told = asdict(usage)
    finer = {name: count for name, count in told.items() if name.endswith("_tokens") and count is not None}
    return {name: told[name] for name in always} | finer


def _content(view: StepView, step: Step) -> Body:
    if step.context is None:
        return {"input": step.input, "output": step.output}
    found = view.messages([*step.context.messages, *step.output_messages])
    tools = view.tools(step.context.tools)
    return {
        "input": [message_json(found[key]) for key in step.context.messages],
        "output": [message_json(found[key]) for key in step.output_messages],
        "tools": [asdict(tools[key]) for key in step.context.tools],
        "parameters": dict(step.context.parameters),
        "partial": step.context.partial,
    }


def score_json(score: Score) -> Body:
    return {
        "total": score.total,
        "capped": score.capped,
        "cap": score.cap,
        "brier": score.brier,
        "verdicts": [asdict(verdict) | {"points": verdict.points} for verdict in score.verdicts],
        "left_out": list(map(asdict, score.left_out)),
        "stated": list(map(asdict, score.stated)),
        "baselines": [asdict(baseline) | {"finds_root": baseline.finds_root} for baseline in score.baselines],
    }


def reveal_json(found: Revelation, suggestion: Suggestion) -> Body:
    """The score, all that is known, what the reader says of it, who played the model of these runs, and what is next.

    The player is null where the recording says nothing, and `ticked` until the reader has looked.
    """
    score = score_json(found.score) | {"key_version": found.key_version, "known_at": found.known_at}
    answer = asdict(found.answer) | {"hints": [hint.text for hint in found.answer.hints]}
    player = found.attempt.variant.player
    said = {
        "key_points": {"ticked": found.attempt.ticked, "of": len(found.answer.key_points)},
        "disputes": list(map(asdict, found.attempt.disputes)),
        "blind_readers": asdict(found.blind),
        "next": suggestion_json(suggestion),
    }
    return {"attempt": attempt_json(found.attempt), "score": score, "answer_key": answer, "player": player} | said


def suggestion_json(suggestion: Suggestion) -> Body:
    """What was missed most, one sentence on it, and the item to go on with; null where nothing is left."""
    lesson, item = suggestion.lesson, suggestion.item
    body: Body = {"missed": lesson.missed, "lesson": lesson.sentence, "item": None}
    if item is None:
        return body
    told = {"scenario": item.scenario.slug, "title": item.scenario.title, "variant": item.variant}
    how = {"minutes": item.scenario.minutes, "known": item.known, "attempt": item.begun}
    return body | {"item": told | how | {"reveal": suggestion.reveal.value}}
