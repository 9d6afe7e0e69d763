"""Ids of spans and runs, drawn from a seed."""

from hashlib import sha256
from random import Random

from opentelemetry.sdk.trace.id_generator import IdGenerator


def run_id(*, slug: str, variant: str, seed: int, arm: str) -> str:
    """16 hex digits that tell nothing about the arm and are the same each time it is recorded."""
    return sha256(f"{slug}\n{variant}\n{seed}\n{arm}".encode()).hexdigest()[:16]


class SeededIds(IdGenerator):
    """Trace and span ids of one run."""

    def __init__(self, seed: str) -> None:
        self._random = Random(f"ids/{seed}")  # noqa: S311

    def generate_span_id(self) -> int:
        return self._random.getrandbits(63) + 1  # an id of zero is invalid

    def generate_trace_id(self) -> int:
        return self._random.getrandbits(127) + 1
