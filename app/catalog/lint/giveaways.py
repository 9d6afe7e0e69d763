"""Lint: no recorded file names the fault, the operator or a remedy, in attributes that readers could be sent."""

from collections.abc import Iterator
from pathlib import Path

from app.catalog.lint.entry import LintEntry
from app.catalog.lint.problem import Problem
from app.ingest.files import NamedBytes, opened
from app.ingest.limits import DEFAULT


def giveaways(entry: LintEntry) -> Iterator[Problem]:
    """Each recorded file that contains a name of the sealed half."""
    answer = entry.source.answer
    names = {answer.failure_class, answer.fault.operator if answer.fault else None}
    names |= {f'"{remedy.id}"' for remedy in answer.remedies}
    sealed = sorted(name for name in names if name)
    for found in entry.recordings:
        for run, file in found.recorded.runs.items():
            text = _text(file)
            for name in sealed:
                if name in text:
                    todo = "strip the injector's attributes and record it again"
                    yield Problem(where=f"{found.where}/{run}", what=f"contains {name!r}", todo=todo)


def _text(file: Path) -> str:
    return opened(NamedBytes(str(file), file.read_bytes()), DEFAULT).decode("utf-8", "replace")
