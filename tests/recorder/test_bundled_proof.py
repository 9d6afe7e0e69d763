"""One variant of each bundled scenario keeps its promise; `make proof` does all of them."""

import pytest

from app.catalog.pack import read_packs
from app.recorder.files import check_files
from app.recorder.proof import checked, prove
from app.recorder.variant import record_variant
from app.recorder.worlds import world
from app.settings import bundled

PACKS = read_packs(bundled("scenarios"))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.scenario.slug)
def test_a_bundled_variant_is_proven_and_recorded_as_it_lies_on_disk(pack):
    found = world(pack.scenario.world)
    variant = pack.scenario.variants[1]
    recording = checked(record_variant(pack, variant, world=found, fixtures=bundled("fixtures")), world=found)
    prove(recording, world=found)
    check_files(recording, out=bundled("traces"))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.scenario.slug)
def test_no_two_variants_share_people_or_amounts(pack):
    shared = [pack.params(variant.id) for variant in pack.scenario.variants]
    assert len({params["customer"]["name"] for params in shared}) == len(shared) == 3
    assert len({params["case"] for params in shared}) == len({params["now"] for params in shared}) == 3
