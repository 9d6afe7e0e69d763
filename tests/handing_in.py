"""Hand in a diagnosis through the JSON routes, both of its parts."""

from late_parcel import SLUG


def hand_in(client, attempt, *, forecast=(), own_fix=None, pins=(), **first):
    """The first part, locked; then the second; `pins` come before both, each with its role."""
    told = f"/api{attempt}"
    for pin in pins:
        assert client.post(f"{told}/evidence", json=pin).status_code == 201
    assert client.put(f"{told}/diagnosis", json=first).status_code == 200
    assert client.post(f"{told}/lock").status_code == 200
    second = {"forecast": list(forecast), "own_fix": own_fix}
    assert client.put(f"{told}/diagnosis", json=second).status_code == 200
    assert client.post(f"{told}/submission").status_code == 200


def handed_in(client, slug=SLUG, **diagnosis):
    """The id of an attempt that was begun for it, with all steps in sight."""
    attempt = client.post(f"/api/scenarios/{slug}/attempts", json={"reveal": "open"}).json()["id"]
    hand_in(client, f"/attempts/{attempt}", **diagnosis)
    return attempt
