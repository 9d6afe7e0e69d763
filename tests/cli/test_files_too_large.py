"""Files that have no end, or too much in them, end in a sentence, in little memory."""

import os
import subprocess
import sys

import pytest

MIB = 2**20


def limited(command, *files, stdin=b""):
    """A call of the command that may have a gigabyte and a half of addresses."""
    line = f'ulimit -v 1500000; exec "$0" -m app.cli {command} "$@"'
    found = subprocess.run(
        ["sh", "-c", line, sys.executable, *map(str, files)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return found.returncode, found.stderr.decode()


@pytest.mark.parametrize("command", ["import", "steps"])
def test_a_device_a_folder_and_a_sparse_file_are_told_of(tmp_path, command, monkeypatch):
    monkeypatch.setenv("MISSTEP_HOME", str(tmp_path / "home"))
    sparse = tmp_path / "sparse.json"
    with sparse.open("wb") as file:
        os.truncate(file.fileno(), 3 * 1024 * MIB)
    for path, why in (
        ("/dev/zero", "a device; give a file or a pipe"),
        (tmp_path, "Is a directory"),
        (sparse, "more than 512 MiB; split the export into smaller files"),
    ):
        code, said = limited(command, path)
        assert (code, said.strip()) == (2, f"misstep: {path}: {why}")


def test_a_pipe_is_read_to_the_limit_and_no_further():
    line = f"ulimit -v 1500000; head -c {700 * MIB} /dev/zero | {sys.executable} -m app.cli steps /dev/stdin"
    found = subprocess.run(["sh", "-c", line], capture_output=True, check=False, timeout=60)
    assert found.returncode == 2
    assert found.stderr.decode().strip() == (
        "misstep: /dev/stdin: more than 512 MiB; split the export into smaller files"
    )
