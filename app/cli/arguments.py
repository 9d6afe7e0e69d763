"""What several commands are given: trace files, a workspace, and whether to answer in JSON."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from app.domain.errors import TraceRejected, TraceTooLarge

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="OTLP JSON, JSON lines or protobuf; gzip or zstd of each; - is standard input."
    ),
]
Where = Annotated[str, typer.Option("--workspace", metavar="NAME", help="The workspace [the first one].")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
STANDARD_INPUT = "-"


def opened_file(path: Path) -> BinaryIO:
    """The file to read from; standard input is not closed with it. Raises OSError."""
    if str(path) != STANDARD_INPUT:
        return path.open("rb")
    if sys.stdin is None:  # its number may be another file's by now
        raise OSError(errno.EBADF, "closed; give a file or a pipe")
    return os.fdopen(0, "rb", closefd=False)


def place_of(path: Path) -> str:
    """Where a file is, as sentences about it say."""
    return "standard input" if str(path) == STANDARD_INPUT else str(path)


def name_of(path: Path) -> str:
    """What a file is called, without where it is."""
    return Path(place_of(path)).name


def content(path: Path, *, most: int) -> bytes:
    """The bytes of a file, a pipe or standard input.

    Raises TraceRejected saying why it cannot be read, also where there are more.
    """
    place = place_of(path)
    try:
        with opened_file(path) as opened:
            told = os.fstat(opened.fileno())
            if stat.S_ISCHR(told.st_mode) or stat.S_ISBLK(told.st_mode):
                raise TraceRejected(f"{place}: a device; give a file or a pipe")
            body = opened.read(most + 1) if told.st_size <= most else b""
    except OSError as error:
        raise TraceRejected(f"{place}: {error.strerror or error}") from error
    if max(len(body), told.st_size) > most:
        raise TraceTooLarge(f"{place}: more than {most // 2**20} MiB; split the export into smaller files")
    return body
