"""Workplaces in a bundled world, opened with the facts of a bundled variant."""

from pathlib import Path

from app.catalog.scenario_source import read_sources
from app.recorder.arm import RecordingPlan, open_run_context
from app.recorder.case import read_case
from app.recorder.fixtures import Fixtures, draw_facts
from app.recorder.tool_context import ToolContext
from app.recorder.world import Ending
from app.recorder.worlds import world
from app.settings import bundled

SCENARIOS: Path = bundled("scenarios")
FIXTURES: Path = bundled("fixtures")


class Desk:
    """The tools of one opened case, called as the runtime calls them, adapters included."""

    def __init__(self, slug: str, variant: str = "a", **options: dict[str, object]) -> None:
        (source,) = read_sources(SCENARIOS, (slug,))
        self.world = world(source.scenario.world)
        fixtures = Fixtures(FIXTURES / source.scenario.world)
        case_file = read_case(fixtures, source.scenario.script)
        (authored,) = [each for each in source.scenario.variants if each.id == variant]
        self.facts = draw_facts(fixtures, case_file.case.facts, seed=authored.seed, params=source.params(authored.id))
        plan = RecordingPlan(
            world=self.world,
            fixtures=fixtures,
            case_file=case_file,
            agent=source.scenario.agent,
            facts=self.facts,
            seed=slug,
        )
        self.run = open_run_context(plan, run="0" * 16, fault=None, change={"tools": options} if options else {})

    def call(self, tool: str, **arguments: object):
        options = self.run.configuration.tools.get(tool, {})
        result = self.world.tools[tool](ToolContext(self.run, tool, options), arguments)
        adapt = self.world.adapters.get(tool)
        return adapt(result, options) if adapt else result

    def count(self, table: str) -> int:
        return self.run.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def check(self, name: str, **parameters: object) -> str | None:
        return self.world.checks[name](Ending(self.run.database, (), self.facts), parameters)
