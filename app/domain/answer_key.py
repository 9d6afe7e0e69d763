"""The sealed half of a scenario variant: what is known to have gone wrong, and the runs that prove it."""

from dataclasses import dataclass, fields

from app.domain.answer import Answer, RemedyOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy(RemedyOutcome):
    """A remedy with `run`, the opaque id of its arm's run."""

    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKey(Answer):
    """Everything sealed about one variant: the answer, and the runs of the arms beside the shown one."""

    remedies: tuple[Remedy, ...] = ()
    healthy_run: str | None = None

    def answer(self) -> Answer:
        """What may be told after the reveal: the same without the runs' ids."""
        told = {field.name: getattr(self, field.name) for field in fields(Answer)}
        outcomes = tuple(
            RemedyOutcome(**{field.name: getattr(remedy, field.name) for field in fields(RemedyOutcome)})
            for remedy in self.remedies
        )
        return Answer(**told | {"remedies": outcomes})
