"""An attempt whose diagnosis is written."""

import pytest
from late_parcel import SLUG


@pytest.fixture
def attempt(ada):
    """The address of an attempt of ada's with all steps open."""
    return (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].rpartition("/steps/")[0]
    )


@pytest.fixture
def locked(ada, attempt):
    """The address of the same attempt once its first part is locked."""
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2", "explanation": "cents"})
    assert ada.post(f"{attempt}/lock").headers["location"] == f"{attempt}/forecast"
    return attempt
