"""Hold the glossary and the table of failure classes to the code."""

import re
from pathlib import Path

from app.domain.fault import FAILURE_CLASSES

DOCS = Path(__file__).parents[2] / "docs"
WORDS = [
    "span", "trace", "step", "turn", "lane", "context", "scenario", "variant, item", "pack", "viewer", "workspace",
    "arm", "fault", "root cause", "symptom", "red herring", "answer key", "remedy", "claim", "evidence", "proof",
    "diagnosis", "forecast", "attempt", "session", "frontier", "verdict", "score", "scorecard", "report",
]  # fmt: skip
TRAIL = {
    "Language-only", "Tool-related", "Poor Information Retrieval", "Tool Output Misinterpretation",
    "Incorrect Problem Identification", "Tool Selection Errors", "Formatting Errors", "Instruction Non-compliance",
    "Tool Definition Issues", "Environment Setup Errors", "Rate Limiting", "Authentication Errors", "Service Errors",
    "Resource Not Found", "Resource Exhaustion", "Timeout Issues", "Context Handling Failures", "Resource Abuse",
    "Goal Deviation", "Task Orchestration",
}  # fmt: skip
MAST = {
    "FM-1.1 Disobey task specification", "FM-1.2 Disobey role specification", "FM-1.3 Step repetition",
    "FM-1.4 Loss of conversation history", "FM-1.5 Unaware of termination conditions", "FM-2.1 Conversation reset",
    "FM-2.2 Fail to ask for clarification", "FM-2.3 Task derailment", "FM-2.4 Information withholding",
    "FM-2.5 Ignored other agent's input", "FM-2.6 Reasoning-action mismatch", "FM-3.1 Premature termination",
    "FM-3.2 No or incomplete verification", "FM-3.3 Incorrect verification",
}  # fmt: skip
AGENT_ERROR = {
    "memory: over-simplification", "memory: memory retrieval failure", "memory: hallucination",
    "reflection: progress misjudge", "reflection: outcome misinterpretation", "reflection: causal misattribution",
    "reflection: hallucination", "planning: constraint ignorance", "planning: impossible action",
    "planning: inefficient plan", "action: misalignment", "action: invalid action", "action: format error",
    "action: parameter error", "system: step limit", "system: tool execution error", "system: LLM limit",
    "system: environment error",
}  # fmt: skip


def rows(page: str) -> list[list[str]]:
    lines = re.findall(r"^\| (.+) \|$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
    return [line.split(" | ") for line in lines]


def test_the_glossary_explains_every_word_of_the_design() -> None:
    assert [row[0] for row in rows("glossary.md")][1 : 1 + len(WORDS)] == WORDS


def test_a_word_of_the_glossary_has_one_meaning() -> None:
    words = [row[0] for row in rows("glossary.md") if row[0] != "word"]
    assert len(words) == len(set(words))


def test_every_failure_class_has_one_row_with_its_summary_and_lever() -> None:
    assert [row[:3] for row in rows("failure-classes.md")[1:]] == [
        [f"`{found.id}`", found.summary, found.lever.value] for found in FAILURE_CLASSES.values()
    ]


def test_the_crosswalk_names_categories_that_the_taxonomies_have() -> None:
    crosswalk = [row[3:] for row in rows("failure-classes.md")[1:]]
    assert {row[0] for row in crosswalk} <= TRAIL | {"–"}
    assert {row[1] for row in crosswalk} <= MAST | {"–"}
    assert {row[2] for row in crosswalk} <= AGENT_ERROR
