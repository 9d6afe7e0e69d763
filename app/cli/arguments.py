"""What several commands are given: trace files, a workspace, and whether to answer in JSON."""

from pathlib import Path
from typing import Annotated

import typer

from app.domain.errors import TraceRejected

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="OTLP JSON, JSON lines or protobuf; gzip or zstd of each.")
]
Where = Annotated[str, typer.Option("--workspace", metavar="NAME", help="The workspace [the first one].")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def content(path: Path) -> bytes:
    """The bytes of a file. Raises TraceRejected saying why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise TraceRejected(f"{path}: {error.strerror or error}") from error
