"""Write the pages that a reader meets, as the server renders them, into a folder for `html-validate`."""

import sys
from pathlib import Path

import httpx

from docs.screenshots import SLUG, served

WARM_UP = "the-saturday-seats"
TABS = ("delta", "context", "output", "state", "raw")
HEADERS = {"Accept": "text/html"}
RIGHT = {"step_1": "12", "confidence_1": "60", "explanation": "Something else was read.", "then": "save"}
PINNED = {"step": "12", "missing": "the date", "role": "wrong"}
CLAIMED = {"step": "12", "what": "The date is missing.", "would_expect": "The wrong window is applied."}
OWNER = {"email": "grace@example.org", "password": "four or five words"}
WRONG = {"step_1": "many", "confidence_1": "900", "failure_class": "", "explanation": "", "then": "review"}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        served() as (address, owning),
        httpx.Client(base_url=address, headers=HEADERS | {"Origin": address}) as reader,
    ):
        pages = {
            "catalog": "/",
            "brief": f"/scenarios/{SLUG}",
            "scoring": "/scoring",
            "runs": "/runs",
            "deliveries": "/deliveries",
            "keys": "/workspace/keys",
            "you-without-attempts": "/you",
        }
        pages["warm-up"] = reader.post(f"/scenarios/{WARM_UP}/attempts").headers["location"]
        pages["warm-up-brief"] = f"/scenarios/{WARM_UP}"
        begun = reader.post(f"/scenarios/{SLUG}/attempts", data={"variant": "a", "reveal": "open"})
        attempt = begun.headers["location"].rpartition("/steps/")[0]
        steps = {f"step-{n}-{tab}": f"{attempt}/steps/{n}?tab={tab}" for n in (1, 2, 12) for tab in TABS}
        steps["step-12-tree"] = f"{attempt}/steps/12?view=tree"
        steps["step-12-timeline"] = f"{attempt}/steps/12?view=timeline&scale=time"
        steps["numbers"] = f"{attempt}/steps/numbers"
        steps["attempt-brief"] = f"{attempt}/brief"
        _save(folder, reader, pages | steps | {"diagnosis": f"{attempt}/diagnosis", "review": f"{attempt}/review"})
        (folder / "refused.html").write_text(reader.post(f"{attempt}/diagnosis", data=WRONG).text)
        (folder / "lost.html").write_text(reader.get("/nowhere").text)
        reader.post(f"{attempt}/evidence", data=PINNED)
        reader.post(f"{attempt}/claims", data=CLAIMED)
        _save(folder, reader, {"claimed": f"{attempt}/steps/12"})
        reader.post(f"{attempt}/diagnosis", data=RIGHT)
        _save(folder, reader, {"diagnosis-written": f"{attempt}/diagnosis", "review-written": f"{attempt}/review"})
        reader.post(f"{attempt}/lock")
        _save(folder, reader, {"forecast": f"{attempt}/forecast", "locked": f"{attempt}/steps/12"})
        reader.post(f"{attempt}/submission")
        (folder / "not-disputed.html").write_text(reader.post(f"{attempt}/disputes", data={"text": "a"}).text)
        reader.post(f"{attempt}/disputes", data={"commitment": "path", "text": "Nobody acted on it."})
        reader.post(f"{attempt}/key-points", data={"point": "1"})
        told = {
            "reveal": f"{attempt}/reveal",
            "comparison": f"{attempt}/comparison/1",
            "disputes": "/disputes",
            "done": "/",
        }
        _save(folder, reader, told)
        _save(folder, reader, {"you": "/you", "deletion": "/you/deletion", "deletion-of-one": f"{attempt}/deletion"})
        _save_accounts(folder, reader, owning)


def _save_accounts(folder: Path, reader: httpx.Client, owning: str) -> None:
    """As nobody owns the server yet, as its first owner, and as whoever asks after that."""
    _save(folder, reader, {"no-owner": "/sign-in", "own": owning})
    (folder / "not-owned.html").write_text(reader.post(owning, data={"email": "grace", "password": "x"}).text)
    reader.post(owning, data=OWNER)
    for _ in range(2):
        reader.post("/sign-in", data=OWNER)
    _save(folder, reader, {"account": "/account?changed=yes", "members": "/workspace"})
    made = reader.post("/workspace/links", data={"email": "linus@example.org", "role": "author"}).text
    (folder / "link.html").write_text(made)
    (folder / "not-changed.html").write_text(reader.post("/account/password", data={"current": "x"}).text)
    reader.post("/sign-out")
    _save(
        folder,
        reader,
        {"sign-in": "/sign-in?next=/runs", "join": made.partition("<code>")[2].partition("</code>")[0]},
    )
    (folder / "not-signed-in.html").write_text(reader.post("/sign-in", data=OWNER | {"password": "x"}).text)


def _save(folder: Path, reader: httpx.Client, pages: dict[str, str]) -> None:
    for name, path in pages.items():
        (folder / f"{name}.html").write_text(reader.get(path).raise_for_status().text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
