"""The reveal of a run in which nothing is wrong."""

import pytest
from handing_in import hand_in
from late_parcel import SLUG
from many_parcels import write_control
from starlette.testclient import TestClient

from app.main import create_app
from app.startup import Packs


@pytest.fixture
def control(tmp_path, settings):
    """A browser on a server whose only scenario is a clean control."""
    write_control(tmp_path)
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
