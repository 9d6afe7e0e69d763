"""The form of a dispute: what was typed, and what of it has to be put right."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.dispute import Commitment, dispute_text
from app.domain.errors import DiagnosisRejected


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeForm:
    """Both fields as they were typed; `errors` maps the name of a field to a sentence."""

    commitment: str = ""
    text: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> Commitment | None:
        """The commitment, if it is one."""
        return Commitment(self.commitment) if self.commitment in tuple(Commitment) else None

    def refused(self, sentence: str) -> "DisputeForm":
        return replace(self, errors={**self.errors, "dispute-text": sentence})

    def checked(self) -> "DisputeForm":
        """The form with whatever is wrong in it."""
        chosen = {} if self.chosen else {"dispute-commitment": "Commitment: choose what the key is wrong about"}
        form = replace(self, errors=chosen)
        try:
            dispute_text(self.text)
        except DiagnosisRejected as error:
            return form.refused(f"Why: {str(error).partition(': ')[2]}")
        return form


UNTOUCHED = DisputeForm()
