"""Name texts that are neither JSON nor protobuf, and say what to give instead."""

import csv
import re

from app.ingest.foreign_exports import export_with

_LOOKED_AT = 8192  # signs from the beginning
_SHOWN = 40
_EXPORTER = "export with OTLP instead, as JSON to a file or over HTTP to a running Misstep"
_PRINTED = (
    (
        r"[ \t]*'?(?:instrumentationScope|instrumentationLibrary|traceState)'?: (?:\{|undefined)",
        "JavaScript's console",
    ),
    (r"Activity\.TraceId: ", ".NET's console"),
    (r"(?:.*LoggingSpanExporter|(?:INFO: )?'.*' : [0-9a-f]{32} [0-9a-f]{16} )", "Java's logging"),
    (r"Spans\r?\n\s*Resource\b", "Rust's console"),
    (r"#<struct OpenTelemetry::SDK::Trace::SpanData", "Ruby's console"),
    (r"(?:.*\t)?ResourceSpans #\d", "the collector's debug"),
)
"""How a line begins that no string of JSON holds, and whose exporter printed it."""
_WRITTEN = (
    (r"(?i:<!doctype html|<html)", "an HTML page, perhaps of a sign-in: fetch the trace itself"),
    (r"<\?xml|<svg", "an XML document"),
    (r"(?:resourceSpans|resource_spans):", "YAML; write it as JSON"),
    (r"(?:GET|POST|PUT) \S+ HTTP/|HTTP/\d", "an HTTP message; give its body alone"),
    (r"[A-Za-z0-9+/]{40}[A-Za-z0-9+/\r\n]*={0,2}\s*\Z", "text in base64; decode it first"),
    (r"version https://git-lfs", "a pointer of Git LFS; fetch the file itself with git lfs pull"),
)


def printed_form(text: str) -> str | None:
    """What a console printed for people to read, and what to do; None for any other text."""
    begin = text[:_LOOKED_AT]
    for pattern, whose in _PRINTED:
        if re.search(rf"^(?:{pattern})", begin, re.MULTILINE):
            return f"these are spans as {whose} exporter prints them, for people to read; {_EXPORTER}"
    return None


def text_form(body: bytes) -> str | None:
    """What a text is that does not begin as JSON does, and what to do; None where the bytes are no text."""
    begin = _decoded(body[:_LOOKED_AT])
    if begin is None or any(sign < " " and sign not in "\t\r\n\f\x1b" for sign in begin):
        return None
    printed = printed_form(begin)
    if printed is not None:
        return printed
    for pattern, what in _WRITTEN:
        if re.match(rf"\s*(?:{pattern})", begin):
            return f"this is {what}; {_EXPORTER}"
    return _table(begin) or _rest(begin)


def _decoded(begin: bytes) -> str | None:
    """The text in UTF-8, which may end within a sign; None where it is none."""
    try:
        return begin.decode()
    except UnicodeDecodeError as error:
        return begin[: error.start].decode() if error.start > len(begin) - 4 else None


def _table(begin: str) -> str | None:
    """A table with commas or tabs, named by its columns where they are some tool's."""
    lines = begin.lstrip("\ufeff").splitlines()
    head = lines[0] if lines else ""
    separator = max("\t;,", key=head.count)
    columns = next(csv.reader([head], delimiter=separator), [])
    if len(columns) < 3 or len(lines) < 2 or not all(re.fullmatch(r"[\w.:/ -]{1,80}", name) for name in columns):
        return None
    return export_with(frozenset(columns)) or f"this is a table in CSV; {_EXPORTER}"


def _rest(begin: str) -> str:
    """Of a text that is nothing known: where a document begins in it after all, or how it begins."""
    document = re.search(r"^[ \t]*[{\[]", begin, re.MULTILINE)
    if document is None:
        return f"neither JSON nor OTLP protobuf (text that begins with {_first_words(begin)!r}); {_EXPORTER}"
    line = 1 + begin.count("\n", 0, document.start())
    return f"not JSON before line {line}; leave out what was printed before the first document"


def _first_words(begin: str) -> str:
    words = " ".join(begin.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
