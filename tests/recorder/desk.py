"""Workplaces in the support desk, opened with the facts of a bundled variant."""

from pathlib import Path

from app.catalog.pack import read_packs
from app.recorder.arm import Play, open_setting
from app.recorder.bench import Bench
from app.recorder.case import read_case
from app.recorder.fixtures import Fixtures, draw_facts
from app.recorder.world import Ending
from app.recorder.worlds.support_desk import WORLD
from app.settings import bundled

SCENARIOS: Path = bundled("scenarios")
FIXTURES: Path = bundled("fixtures")


class Desk:
    """The tools of one opened case, called as the runtime calls them, adapters included."""

    def __init__(self, slug: str, variant: str = "a", **options: dict[str, object]) -> None:
        (pack,) = read_packs(SCENARIOS, (slug,))
        fixtures = Fixtures(FIXTURES / "support-desk")
        told = read_case(fixtures, pack.scenario.script)
        (authored,) = [each for each in pack.scenario.variants if each.id == variant]
        self.facts = draw_facts(fixtures, told.case.facts, seed=authored.seed, params=pack.params(authored.id))
        play = Play(world=WORLD, fixtures=fixtures, told=told, agent="desk", facts=self.facts, seed=slug)
        self.setting = open_setting(play, run="0" * 16, fault=None, change={"tools": options} if options else {})

    def call(self, tool: str, **arguments: object):
        options = self.setting.configuration.tools.get(tool, {})
        result = WORLD.tools[tool](Bench(self.setting, tool, options), arguments)
        adapt = WORLD.adapters.get(tool)
        return adapt(result, options) if adapt else result

    def count(self, table: str) -> int:
        return self.setting.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def check(self, name: str, **parameters: object) -> str | None:
        return WORLD.checks[name](Ending(self.setting.database, (), self.facts), parameters)
