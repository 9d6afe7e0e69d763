"""Ask the JSON routes what schemathesis makes of their OpenAPI document: none may answer with an error of ours.

Half of the time under addresses that it makes up, half under those of an attempt and a run that are there.
"""

import re
import subprocess
import sys
from pathlib import Path

import httpx
from fuzz_sender import LONGEST

_PHASES = "examples,coverage,fuzzing,stateful"


def ask_openapi(address: str, *, seconds: int, seed: int, folder: Path) -> list[str]:
    """What schemathesis found, where it found something; the whole of what it said is kept in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    options = {"seconds": max(1, seconds // 2), "seed": seed}
    return [
        *_found(address, folder / "made-up.txt", {}, **options),
        *_found(address, folder / "there.txt", _there(address), **options),
    ]


def _there(address: str) -> dict[str, str]:
    """The name of a scenario, of an attempt at it and of an imported run, and the cookie of whose they are."""
    with httpx.Client(base_url=address) as client:
        slug = client.get("/api/scenarios").json()["scenarios"][0]["slug"]
        attempt = client.post(f"/api/scenarios/{slug}/attempts", json={}).json()["id"]
        run = client.get("/api/runs").json()["runs"][0]["id"]
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        return {"slug": slug, "attempt_id": attempt, "run": run, "cookie": cookie}


def _found(address: str, told: Path, there: dict[str, str], *, seconds: int, seed: int) -> list[str]:
    settings = told.with_suffix(".toml")
    names = [f'"path.{name}" = "{value}"' for name, value in there.items() if name != "cookie"]
    settings.write_text("\n".join(["[parameters]", *names, ""]))
    command = [  # one worker: in several, Python 3.11 may fail at reading the source of a lambda
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "--no-color"),
        *("run", f"{address}/api/openapi.json", "--phases", _PHASES, "--checks", "not_a_server_error"),
        *("--max-response-time", str(LONGEST), "--max-time", str(seconds), "--seed", str(seed)),
        *("--suppress-health-check", "all", "--exclude-path-regex", "^/v1/", "--warnings", "off"),
        *(("--header", f"Cookie: {there['cookie']}") if there else ()),
    ]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=told.parent, timeout=seconds + 120
    )
    told.write_text(done.stdout + done.stderr)
    if done.returncode == 0:
        return []
    failures = re.findall(r"^\s*curl .*$", done.stdout, re.MULTILINE)
    return [f"schemathesis: {line.strip()}" for line in failures] or [f"schemathesis failed: {told} says more"]
