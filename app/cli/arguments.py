"""What several commands are given: trace files, a workspace, and whether to answer in JSON."""

import os
import stat
from pathlib import Path
from typing import Annotated

import typer

from app.domain.errors import TraceRejected, TraceTooLarge

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="OTLP JSON, JSON lines or protobuf; gzip or zstd of each.")
]
Where = Annotated[str, typer.Option("--workspace", metavar="NAME", help="The workspace [the first one].")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def content(path: Path, *, most: int) -> bytes:
    """The bytes of a file or a pipe. Raises TraceRejected saying why it cannot be read, also where there are more."""
    try:
        with path.open("rb") as opened:
            told = os.fstat(opened.fileno())
            if stat.S_ISCHR(told.st_mode) or stat.S_ISBLK(told.st_mode):
                raise TraceRejected(f"{path}: a device; give a file or a pipe")
            body = opened.read(most + 1) if told.st_size <= most else b""
    except OSError as error:
        raise TraceRejected(f"{path}: {error.strerror or error}") from error
    if max(len(body), told.st_size) > most:
        raise TraceTooLarge(f"{path}: more than {most // 2**20} MiB; split the export into smaller files")
    return body
