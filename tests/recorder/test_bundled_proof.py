"""One variant of each bundled scenario keeps its promise; `make proof` does all of them."""

import pytest

from app.catalog.scenario_source import read_sources
from app.domain.scenario import Difficulty
from app.recorder.files import check_files
from app.recorder.proof import checked, prove
from app.recorder.variant import record_variant
from app.recorder.worlds import world
from app.settings import bundled

SOURCES = read_sources(bundled("scenarios"))
MEASURES = [source for source in SOURCES if source.scenario.difficulty is not Difficulty.WARM_UP]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.scenario.slug)
def test_a_bundled_variant_is_proven_and_recorded_as_it_lies_on_disk(source):
    found = world(source.scenario.world)
    variant = source.scenario.variants[:2][-1]
    recording = checked(record_variant(source, variant, world=found, fixtures=bundled("fixtures")), world=found)
    prove(recording, world=found)
    check_files(recording, out=bundled("traces"))


@pytest.mark.parametrize("source", MEASURES, ids=lambda source: source.scenario.slug)
def test_no_two_variants_share_people_or_amounts(source):
    shared = [source.params(variant.id) for variant in source.scenario.variants]
    assert len({params["customer"]["name"] for params in shared}) == len(shared) == 3
    assert len({params["case"] for params in shared}) == len({params["now"] for params in shared}) == 3
