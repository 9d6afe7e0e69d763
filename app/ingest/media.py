"""Read images, sounds and files that are part of a message."""

from app.domain.message import Media, Part, Text
from app.ingest.body import Body, first
from app.ingest.lenient import as_dict

_FAMILIES = ("audio", "image", "video")


def media_parts(kind: str, body: Body) -> list[Part]:
    """The medium, and what is spoken in it where the recording has a transcript."""
    spoken = first(body, "transcript") or first(as_dict(body.get(kind)), "transcript")
    return [_media(kind, body), *([Text(spoken)] if spoken else [])]


def _media(kind: str, body: Body) -> Media:
    source = as_dict(body.get("source")) or as_dict(body.get("image_url")) or as_dict(body.get(kind))
    merged: Body = {**source, **{key: value for key, value in body.items() if key != "type"}}
    told = first(merged, "media_type", "mime_type", "mimeType", "mediaType", "modality", "format")
    reference = first(merged, "url", "uri", "file_uri", "fileUri", "file_id", "fileId", "image_url", "filename")
    data = first(merged, "data", "content", "bytes", "base64", "file_data")
    for place in (reference, data):
        head, inline, encoded = (place or "").partition(";base64,")
        if inline and head.startswith("data:"):
            return Media(head.removeprefix("data:") or _typed(kind, told), None, encoded)
    if reference is None and data is None:
        reference = first(merged, "id", kind)
    return Media(_typed(kind, told), reference, data)


def _typed(kind: str, told: str | None) -> str:
    """A media type; a bare format such as `wav` belongs to the family that the kind names."""
    family = next((family for family in _FAMILIES if family in kind), None)
    if told and family and "/" not in told and told not in _FAMILIES:
        return f"{family}/{told}"
    return told or kind
