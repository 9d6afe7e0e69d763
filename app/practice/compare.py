"""Compare a diagnosis with what is known of a recorded variant, without a database."""

from dataclasses import dataclass

from app.catalog.catalogue import Catalogue
from app.catalog.recorded_run import read_run
from app.domain.diagnosis import Diagnosis
from app.domain.score import Score
from app.scoring.total import score


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The score of a diagnosis, and what it was a diagnosis of."""

    scenario: str
    variant: str
    score: Score


def compare(catalogue: Catalogue, *, slug: str, variant: str | None, diagnosis: Diagnosis) -> Comparison:
    """Score the diagnosis against the key of a variant, the first one if none is named.

    Raises NotFound for an unknown slug or variant and DiagnosisRejected for a step that the run does not have.
    """
    chosen = catalogue.variant(slug, variant or catalogue.scenario(slug).variants[0].id)
    run = read_run(catalogue.runs(slug, chosen.id)[chosen.run])
    key = catalogue.answer_key(slug, chosen.id)
    return Comparison(scenario=slug, variant=chosen.id, score=score(diagnosis, key, run=run))
