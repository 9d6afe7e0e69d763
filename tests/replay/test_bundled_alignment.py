"""The recorded arms of every bundled variant, aligned: they part where the answer key says that the failure began."""

import json

import pytest

from app.catalog.recorded import run_file
from app.catalog.recorded_run import read_run
from app.replay.alignment import align
from app.settings import bundled

VARIANTS = sorted(path.parent for path in bundled("traces").glob("*/*/sealed.json"))


def name(folder):
    return f"{folder.parent.name}-{folder.name}"


def arms(folder):
    """The run that is shown, and the sealed key."""
    public, key = (json.loads((folder / file).read_text()) for file in ("public.json", "sealed.json"))
    return read_run(run_file(folder, public["run"])), key


FAULTY = [folder for folder in VARIANTS if json.loads((folder / "sealed.json").read_text())["failure_class"]]
CONTROLS = [folder for folder in VARIANTS if folder not in FAULTY]


def test_there_are_variants_of_either_sort():
    assert len(FAULTY) >= 9
    assert len(CONTROLS) >= 3


@pytest.mark.parametrize("folder", FAULTY, ids=name)
def test_broken_and_healthy_part_at_the_root_cause(folder):
    broken, key = arms(folder)
    alignment = align(broken, read_run(run_file(folder, key["healthy_run"])))
    assert alignment.rows[alignment.first_divergence].left in key["root"]


@pytest.mark.parametrize("folder", FAULTY, ids=name)
def test_healthy_and_broken_part_at_the_same_step(folder):
    broken, key = arms(folder)
    alignment = align(read_run(run_file(folder, key["healthy_run"])), broken)
    assert alignment.rows[alignment.first_divergence].right in key["root"]


@pytest.mark.parametrize("folder", CONTROLS, ids=name)
def test_a_clean_control_has_no_other_arm_to_part_from(folder):
    shown, key = arms(folder)
    assert key["healthy_run"] is None
    assert align(shown, shown).first_divergence is None
