"""Compare a diagnosis with what is known of a recorded variant, without a database."""

from dataclasses import dataclass

from app.catalog.catalog import Catalog
from app.catalog.recorded_run import read_run
from app.domain.diagnosis import Diagnosis
from app.domain.score import Score
from app.scoring.total import score


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredDiagnosis:
    """The score of a diagnosis, and what it was a diagnosis of."""

    scenario: str
    variant: str
    score: Score


def chosen_variant(catalog: Catalog, slug: str, variant: str | None) -> str:
    """The variant of this id, the first one if none is named. Raises NotFound for an unknown slug or variant."""
    return catalog.variant(slug, variant or catalog.scenario(slug).variants[0].id).id


def compare(catalog: Catalog, *, slug: str, variant: str | None, diagnosis: Diagnosis) -> ScoredDiagnosis:
    """Score the diagnosis against the key of a variant, the first one if none is named.

    Raises NotFound for an unknown slug or variant and DiagnosisRejected for a step that the run does not have.
    """
    chosen = catalog.variant(slug, chosen_variant(catalog, slug, variant))
    run = read_run(catalog.runs(slug, chosen.id)[chosen.run])
    key = catalog.answer_key(slug, chosen.id)
    found = score(diagnosis, key, run=run, ticket=chosen.ticket)
    return ScoredDiagnosis(scenario=slug, variant=chosen.id, score=found)
