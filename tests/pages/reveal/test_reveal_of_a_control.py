"""The reveal of a run in which nothing is wrong."""

import json
from dataclasses import asdict, replace

import pytest
from handing_in import hand_in
from late_parcel import KEY, RUNS, SLUG, write_pack
from starlette.testclient import TestClient

from app.main import create_app
from app.startup import Packs


@pytest.fixture
def control(tmp_path, settings):
    """A browser on a server whose only scenario is a clean control."""
    write_pack(tmp_path)
    sealed = replace(
        KEY,
        failure_class=None,
        detectability=None,
        fault=None,
        root=(),
        near=(),
        chain=(),
        symptom=(),
        wrong=(),
        right=(),
        evidence=(),
        acted_on=(),
        damage=(),
        fix_lever=None,
        remedies=(replace(KEY.remedies[0], repairs=True),),
        problem=None,
        explanation="The refusal is what the policy asks for.",
        healthy_run=RUNS["broken"],
    )
    (tmp_path / "traces" / SLUG / "a" / "sealed.json").write_text(json.dumps(asdict(sealed)))
    answer = (
        'check = "refund_matches_invoice"\n[[red_herrings]]\nstep = "tool:issue_refund#1"\nwhy = "It may refuse."\n'
    )
    (tmp_path / "scenarios" / SLUG / "answer.toml").write_text(answer)
    packs = Packs(tmp_path / "scenarios", tmp_path / "traces")
    with TestClient(
        create_app(settings, packs=packs), base_url="http://misstep.test", follow_redirects=False
    ) as client:
        yield client


def revealed_control(client, *, then="", **written):
    attempt = (
        client.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"})
        .headers["location"]
        .rpartition("/steps/")[0]
    )
    hand_in(client, attempt, **written)
    return client.get(f"{attempt}/reveal?{then}").text


def test_no_fault_on_a_control_is_all_right_and_what_looked_wrong_is_told(control):
    page = revealed_control(control, no_fault=True)
    assert "<h1>The run was right</h1>" in page
    assert '<span class="total-points">100</span>' in page
    assert "What looked wrong" in page
    assert "Refusing is what this tool does" in page
    assert "Why nothing was wrong" in page
    assert "The run passed its check as it is." in page
    assert "Compare with the healthy run" not in page
    assert "Beside the healthy run" not in page
    assert "root cause</span>" not in page


def test_a_change_to_a_control_leaves_its_check_passing(control):
    page = revealed_control(control, no_fault=True, then="remedy=sealed-unit&expect=passes")
    assert "As it did before: nothing was wrong with the run." in page
    assert "the check fails" not in page


def test_an_invented_fault_on_a_control_earns_nothing(control):
    page = revealed_control(control, claims=[{"step": 6}], failure_class="tool.unit_error")
    assert '<span class="total-points">0</span>' in page
    assert "You found a fault where there is none." in page
