"""Base64 in a trace: recognised, measured, and told apart by what its first bytes are, whatever it claims to be."""

import binascii
import re
import struct
from base64 import b64decode
from hashlib import sha256

from app.pages.value.shape import Medium

LEAST = 256  # characters: a shorter text may as well be an id or a key
MOST = 8_000_000  # characters that are decoded to be looked at; of more, only the size is told
MAX_PREVIEW = 2 * 2**20  # bytes
MAX_PIXELS = 16_000_000  # 4000 × 4000: what a browser draws without holding its breath
RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

_DATA_URL = re.compile(r"data:([\w.+/-]{0,100})(?:;[\w=.+-]{1,60})*;base64,", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/_\s-]+={0,2}\s*", re.ASCII)
_MIXED = tuple(map(re.compile, ("[A-Z]", "[a-z]", "[0-9]", "[+/=_-]")))
_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,60}", re.ASCII)
_BYTES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
)
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def medium_in(text: str, *, path: str | None) -> Medium | None:
    """The medium that a text holds: a data URL, or base64 that is long and mixed enough to be nothing else."""
    head = _DATA_URL.match(text[:400])
    if head is None and not _looks_coded(text):
        return None
    coded = text[head.end() :] if head else text
    return medium_of(coded, claimed=head[1] if head else "", path=path)


def data_url(claimed: str, coded: str) -> str:
    """Base64 with its type before it, so that it is told from a text wherever it goes."""
    claim = claimed.lower()
    return f"data:{claim if _TYPE.fullmatch(claim) else ''};base64,{coded}"


def medium_of(coded: str, *, claimed: str, path: str | None) -> Medium | None:
    """What the base64 text holds; None where it is no base64."""
    if len(coded) > MOST:
        return Medium(media_type=_named("", claimed), size=len(coded) * 3 // 4, path=path)
    content = decoded(coded)
    if content is None:
        return None
    found = sniffed(content)
    pixels = pixels_of(content, found)
    return Medium(
        media_type=_named(found, claimed),
        size=len(content),
        sha256=sha256(content).hexdigest(),
        pixels=pixels,
        preview=is_safe_image(content),
        path=path,
    )


def bytes_in(text: str) -> bytes | None:
    """The bytes that a text holds as `medium_in` reads it."""
    head = _DATA_URL.match(text[:400])
    return decoded(text[head.end() :] if head else text)


def decoded(coded: str) -> bytes | None:
    plain = "".join(coded.split()).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def sniffed(content: bytes) -> str:
    """The type that the first bytes tell; empty where they tell none."""
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12], "")
    if content[4:8] == b"ftyp":
        return "video/mp4"
    return next((media_type for head, media_type in _BYTES if content.startswith(head)), "")


def is_safe_image(content: bytes) -> bool:
    """Whether these bytes may be sent as an image: raster, by their own first bytes, and of bounded size."""
    pixels = pixels_of(content, sniffed(content))
    return pixels is not None and len(content) <= MAX_PREVIEW and 0 < pixels[0] * pixels[1] <= MAX_PIXELS


def pixels_of(content: bytes, media_type: str) -> tuple[int, int] | None:
    """Width and height of a raster image, from its header; None for all else."""
    readers = {"image/png": _png, "image/gif": _gif, "image/jpeg": _jpeg, "image/webp": _webp}
    try:
        return readers[media_type](content) if media_type in readers else None
    except struct.error:
        return None


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _gif(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", content, 6)
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", content, place)
        if mark != 0xFF:
            message = "no marker where one belongs"
            raise struct.error(message)
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        place += 2 + length


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        low, high, low2, high2 = struct.unpack_from("<HBHB", content, 24)
        return 1 + low + (high << 16), 1 + low2 + (high2 << 16)
    if kind == b"VP8L":
        (packed,) = struct.unpack_from("<I", content, 21)
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def _looks_coded(text: str) -> bool:
    if len(text) < LEAST or not _BASE64.fullmatch(text[:LEAST].rstrip()) or " " in text[:LEAST]:
        return False
    return all(found.search(text[:4096]) for found in _MIXED) and _BASE64.fullmatch(text) is not None


def _named(found: str, claimed: str) -> str:
    """The type that is told: what the bytes are, and where they do not tell, what the trace says of them."""
    claim = claimed.lower()
    claim = claim if _TYPE.fullmatch(claim) else ""
    if found and claim and claim != found:
        return f"{found}, called {claim}"
    return found or (f"called {claim}" if claim else "base64")
