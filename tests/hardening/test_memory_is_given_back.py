"""What a large delivery took is given back when it is done with, and not kept for the next one."""

import subprocess
import sys

# Blocks of 20 and then of 15 MB, as bodies come and go; the small ones between them are what outlives a request.
_WORK = """
from pathlib import Path
from app.cli.own_process import settle

def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20

settle()
before = resident_mb()
outlive = []
for _ in range(10):
    body = bytearray(b"x" * (20 * 2**20))
    del body
    parts = [bytearray(b"x" * (15 * 2**20)) for _ in range(4)]
    outlive.append(bytearray(100_000))
    del parts
print(resident_mb() - before)
"""


def test_blocks_of_many_megabytes_are_not_kept_once_they_are_free() -> None:
    done = subprocess.run([sys.executable, "-c", _WORK], capture_output=True, text=True, check=True)

    assert int(done.stdout) < 10
