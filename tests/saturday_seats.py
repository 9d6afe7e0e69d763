"""The bundled warm-up alone, as a pack."""

import shutil

from app.settings import bundled
from app.startup import Packs

SLUG = "the-saturday-seats"
LAST = 11  # steps
READ, MOVED = 4, 8  # where it began, and where it did harm
CUT, WHOLE = "same time? The [truncated]", "There would be 6 of us then"


def write_pack(folder):
    for name in ("scenarios", "traces"):
        shutil.copytree(bundled(name) / SLUG, folder / name / SLUG)
    return Packs(folder / "scenarios", folder / "traces")
