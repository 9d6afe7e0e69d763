"""Take out of a log what a program printed: containers' logs, and lines with something before the OTLP."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from app.ingest.lenient import parse_json

_DOCKER = re.compile(rb'\s*\{"(?:log|stream|time|attrs)":')
_KUBERNETES = re.compile(rb"\d{4}-\d\d-\d\dT\S{1,40} (stdout|stderr) ([FP]) ([^\n]*)")
_OTLP = rb'\{\s?"(?:resourceSpans|resourceLogs|resource_spans|resource_logs)"'
_PREFIXED = re.compile(rb"^([^\n{]{1,500})(?=" + _OTLP + rb")", re.MULTILINE)
_BEGINS_OTLP = re.compile(rb"^" + _OTLP, re.MULTILINE)
_SPANS = re.compile(rb'"(?:resource_?[Ss]pans|resource_?[Ll]ogs|scope_?[Ss]pans|trace_?[Ii][Dd]|TraceID)"')
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_PIECE = 16_000  # bytes; Docker and containerd part longer lines at 16 KiB
_LINE_KEYS = ("log", "message", "msg", "textPayload", "line", "body")


def is_log(body: bytes) -> bool:
    """Whether it is text in which OTLP stands behind what a logger writes before each line."""
    if _NO_TEXT.search(body, 0, 1000):
        return False
    if _KUBERNETES.match(body):
        return _SPANS.search(body) is not None
    return _PREFIXED.search(body) is not None


def only_printed(body: bytes) -> bytes:
    """What the program itself printed; any other text as it is. Line numbers stay, unless lines were parted."""
    if _DOCKER.match(body):
        return _of_containers(body, _docker_pieces(body))
    if _KUBERNETES.match(body):
        return _of_containers(body, _kubernetes_pieces(body))
    return body if body.lstrip()[:1] in (b"{", b"[") else _behind_prefix(body)


def is_line(document: object) -> bool:
    """Whether a JSON document is one line of a log, as programs and shippers write them."""
    return isinstance(document, Mapping) and any(isinstance(document.get(key), str) for key in _LINE_KEYS)


def _behind_prefix(body: bytes) -> bytes:
    """The OTLP of each line alone, every other line blank."""
    if _PREFIXED.search(body) is None:
        return body
    bare = _PREFIXED.sub(lambda found: b" " * len(found.group()), body)
    return b"\n".join(line if line.lstrip(b" ").startswith(b"{") else b"" for line in bare.split(b"\n"))


def _of_containers(body: bytes, pieces: Iterator[tuple[str, bytes]]) -> bytes:
    """What was printed to each stream, in one text: of lines of OTLP these alone. The log itself if it is none."""
    streams: dict[str, list[bytes]] = defaultdict(list)
    for stream, piece in pieces:
        streams[stream].append(piece)
    printed = b"".join(piece for stream in sorted(streams, reverse=True) for piece in streams[stream])
    if _SPANS.search(printed) is None:
        return body
    if _BEGINS_OTLP.search(printed) is None:
        return printed
    return b"\n".join(line if line.startswith(b"{") else b"" for line in printed.split(b"\n"))


def _docker_pieces(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The pieces of Docker's JSON log; a shipper's has no line feed at the end of a whole line."""
    for line in body.split(b"\n"):
        try:
            record = parse_json(line) if line.strip() else None
        except (ValueError, RecursionError):
            continue  # the last one may be cut off
        text = record.get("log") if isinstance(record, Mapping) else None
        if isinstance(record, Mapping) and isinstance(text, str):
            piece = text.encode()
            whole = piece.endswith(b"\n") or len(piece) >= _PIECE
            yield str(record.get("stream")), piece if whole else piece + b"\n"


def _kubernetes_pieces(body: bytes) -> Iterator[tuple[str, bytes]]:
    for found in _KUBERNETES.finditer(body):
        stream, tag, piece = found.groups()
        yield stream.decode(), piece if tag == b"P" else piece + b"\n"
