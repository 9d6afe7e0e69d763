"""The values that the steps of a run show, in the forms in which a reader can quote them."""

from dataclasses import dataclass, field

from app.domain.passage import bare_forms, result_fields, result_rows, step_forms
from app.domain.step import Run, Step


@dataclass(frozen=True, slots=True)
class StepValues:
    """Values by step, read when they are first asked for."""

    run: Run
    _forms: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _fields: dict[int, frozenset[str]] = field(default_factory=dict)
    _rows: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def of(self, step: int) -> tuple[tuple[str, str], ...]:
        """Each text of the step twice: as recorded and as a page renders it; both without dress (`bare_forms`)."""
        if step not in self._forms:
            texts = dict.fromkeys(step_forms(self._step(step), self.run))
            self._forms[step] = tuple(dict.fromkeys(map(bare_forms, texts)))
        return self._forms[step]

    def fields(self, step: int) -> frozenset[str]:
        """Every whole field and row of what the step was asked or gave back, without dress."""
        if step not in self._fields:
            whole = [form for text in result_fields(self._step(step), self.run) for form in bare_forms(text)]
            self._fields[step] = frozenset(whole).union(*self.rows(step))
        return self._fields[step]

    def rows(self, step: int) -> tuple[tuple[str, str], ...]:
        """Every record of what the step was asked or gave back, as JSON and as a row; both without dress."""
        if step not in self._rows:
            found = dict.fromkeys(result_rows(self._step(step), self.run))
            self._rows[step] = tuple((bare_forms(json)[0], bare_forms(row)[0]) for json, row in found)
        return self._rows[step]

    def _step(self, number: int) -> Step:
        return self.run.steps[number - 1]
