"""One scenario as lint sees it: what was authored, and what was recorded of it."""

from dataclasses import dataclass

from app.catalog.authored import ScenarioSource
from app.catalog.readings import KeptReading
from app.catalog.recorded import RecordedVariant
from app.catalog.scenario_source import ANSWER_FILE, SCENARIO_FILE
from app.domain.scenario import Difficulty
from app.domain.step import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedRecording:
    """A recorded variant and the run that readers are shown."""

    recorded: RecordedVariant
    run: Run

    @property
    def where(self) -> str:
        return f"traces/{self.recorded.key.scenario}/{self.recorded.variant.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LintEntry:
    """A pack with those of its variants that are recorded, and the blind readings that are kept with it."""

    source: ScenarioSource
    recordings: tuple[LintedRecording, ...] = ()
    readings: tuple[KeptReading, ...] = ()

    @property
    def warm_up(self) -> bool:
        """Whether it is a lesson: meant to be easy, and no measure of anybody."""
        return self.source.scenario.difficulty is Difficulty.WARM_UP

    @property
    def scenario_file(self) -> str:
        return f"scenarios/{self.source.scenario.slug}/{SCENARIO_FILE}"

    @property
    def answer_file(self) -> str:
        return f"scenarios/{self.source.scenario.slug}/{ANSWER_FILE}"
