"""The failure classes that scenarios, diagnoses and scoring share, and the levers that fix them."""

from dataclasses import dataclass
from enum import StrEnum


class Lever(StrEnum):
    """What a team would change: the prompt, the tool, the loop, ..."""

    PROMPT = "prompt"
    TOOL = "tool"
    LOOP = "loop"
    RETRIEVAL = "retrieval"
    CONTEXT = "context"
    ROUTING = "routing"
    GUARDRAIL = "guardrail"
    EVAL = "eval"
    INFRA = "infra"


class Detectability(StrEnum):
    """Loud: an error is on the span. Silent: all statuses OK. Delayed: the symptom is many steps later."""

    LOUD = "loud"
    SILENT = "silent"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureClass:
    """One class, `family.code`, as a reader may choose it. `summary` is one line in plain words."""

    family: str
    code: str
    summary: str
    lever: Lever

    @property
    def id(self) -> str:
        return f"{self.family}.{self.code}"

    @property
    def name(self) -> str:
        """`retrieval: stale index`, wherever a person reads it."""
        return f"{self.family}: {self.code.replace('_', ' ')}"


_ROWS = """
retrieval split_chunk retrieval A table or passage was split across chunks, so a value lost its heading
retrieval stale_index retrieval The index served a superseded version of a document
retrieval wrong_filter retrieval A tenant, locale, date or type filter excluded the right documents
retrieval embedding_mismatch retrieval Query and index were embedded with different models
retrieval rerank_truncation retrieval The right document was retrieved and then dropped by the reranker or the cut
retrieval query_rewrite_loss prompt Rewriting the query lost a negation, an entity or a condition
retrieval score_threshold retrieval A score cut-off meant for another scale discarded everything
retrieval partial_index infra The index was only half built
retrieval conflicting_duplicates retrieval Two versions of one document were retrieved together
tool schema_drift tool A tool's fields were renamed or moved, and the caller read nothing
tool unit_error tool A tool's number was read in another unit than it was given in
tool empty_as_success tool A tool answered with nothing where it had failed, and nothing was taken as the truth
tool swallowed_error tool A tool's error was turned into an ordinary result
tool non_idempotent_retry tool A write was repeated without a key after it had already succeeded
tool timeout_below_p99 infra A time limit shorter than ordinary answers cut a tool off
tool first_page_only tool Only the first page of a result was read
tool timezone_default tool A date without a time zone was taken in the wrong one
tool ambiguous_tools tool Tools with overlapping descriptions let the model pick the wrong one
tool over_scoped_credential infra A credential allowed a tool to act on a record outside the task
tool output_truncated tool A tool's result was cut at a size limit, and its tail was missed
loop repeat_call loop The same call was made again and again without new information
loop oscillation loop The agent alternated between two actions without progress
loop budget_too_low loop The step budget stopped the run while it was still making progress
loop premature_stop prompt The agent declared success before the work was done
loop no_turn_cap loop Nothing bounded the number of turns under transient failures
loop checkpoint_replay infra A resume repeated steps that had already had effects
planning constraint_dropped prompt The plan left out a constraint of the task
planning dependency_order prompt A step was planned before the step that feeds it
planning guess_not_ask prompt The agent guessed between candidates where it had to ask
planning invented_prerequisite prompt The agent relied on something that no earlier step produced
context compaction_drops_rule context Shortening the history removed a rule that later steps had to keep
context compaction_drops_action context Shortening the history removed an action that had already been done
context window_truncation context The window overflowed and the oldest messages, or the system prompt, fell out
context poisoned_memory context A guess was written to memory and later read as a fact
context tool_output_injection guardrail Instructions inside a tool's output were obeyed
context cache_key_collision infra A cache key left out what distinguishes users or requests
routing silent_fallback routing A weaker model answered in place of the one asked for
routing canary_prompt prompt Some requests ran on another version of the prompt
routing max_tokens_cut routing An output limit cut the model's answer short
routing misroute routing The request was sent to the wrong specialist
handoff constraint_lost prompt The handoff left out a constraint the receiver needed
handoff parallel_writes loop Agents working in parallel wrote the same thing twice
handoff ignored_result prompt The receiving agent discarded a finding of its sub-agent
cost cache_busting_prefix context A changing prefix kept the prompt cache from ever hitting
cost serial_independent loop Independent calls ran one after another
cost unbounded_history context Every result was carried whole through every later call
cost retry_storm infra Nested retries multiplied one failure
guardrail judge_blind eval The judge was not shown the evidence it needed
guardrail judge_style eval The judge rewarded form instead of substance
guardrail over_blocking guardrail A guardrail refused a legitimate request
"""


def _read(row: str) -> FailureClass:
    family, code, lever, summary = row.split(" ", 3)
    return FailureClass(family=family, code=code, summary=summary, lever=Lever(lever))


FAILURE_CLASSES: dict[str, FailureClass] = {found.id: found for found in map(_read, _ROWS.strip().splitlines())}


def family_of(failure_class: str) -> str:
    """`tool.unit_error` -> `tool`."""
    return failure_class.partition(".")[0]
