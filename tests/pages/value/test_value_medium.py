import struct
from base64 import b64encode, urlsafe_b64encode

import pytest

from app.pages.value.medium import MOST, bytes_in, data_url, decoded, is_safe_image, medium_in, pixels_of, sniffed

PNG = (
    b"\x89PNG\r\n\x1a\n"
    + struct.pack(">I", 13)
    + b"IHDR"
    + struct.pack(">IIBBBBB", 640, 480, 8, 2, 0, 0, 0)
    + b"\0" * 20
)
GIF = b"GIF89a" + struct.pack("<HH", 3, 2) + b"\0" * 10
JPEG = (
    b"\xff\xd8" + struct.pack(">BBH", 0xFF, 0xE0, 16) + b"\0" * 14 + struct.pack(">BBHBHH", 0xFF, 0xC0, 17, 8, 48, 64)
)
VP8X = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + struct.pack("<HBHB", 99, 0, 49, 0)
VP8L = b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 4 + b"\x2f" + struct.pack("<I", 9 | (4 << 14))
VP8 = b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 20, 10)


def url(media_type, content):
    return f"data:{media_type};base64,{b64encode(content).decode()}"


@pytest.mark.parametrize(
    ("content", "media_type", "pixels"),
    [
        (PNG, "image/png", (640, 480)),
        (GIF, "image/gif", (3, 2)),
        (JPEG, "image/jpeg", (64, 48)),
        (VP8X, "image/webp", (100, 50)),
        (VP8L, "image/webp", (10, 5)),
        (VP8, "image/webp", (20, 10)),
        (b"%PDF-1.7 and so on", "application/pdf", None),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav", None),
        (b"RIFF\0\0\0\0AVI fmt ", "", None),
        (b"\0\0\0\x18ftypmp42", "video/mp4", None),
        (b"<svg onload=canary()>", "", None),
        (PNG[:18], "image/png", None),
        (b"\xff\xd8\xff\xe0\0\x04\0\0nonsense", "image/jpeg", None),
    ],
)
def test_what_a_medium_is_its_first_bytes_tell(content, media_type, pixels):
    assert sniffed(content) == media_type
    assert pixels_of(content, media_type) == pixels
    assert is_safe_image(content) == (pixels is not None)


def test_a_data_url_is_told_by_type_size_and_hash():
    medium = medium_in(url("image/png", PNG), path="$.shot")
    assert (medium.media_type, medium.size, medium.pixels, medium.preview) == (
        "image/png",
        len(PNG),
        (640, 480),
        True,
    )
    assert len(medium.sha256) == 64
    assert medium.path == "$.shot"


def test_a_claim_that_the_bytes_do_not_bear_out_is_only_a_claim():
    assert medium_in(url("image/png", b"<svg onload=canary()>"), path=None).media_type == "called image/png"
    assert medium_in(url("text/html", PNG), path=None).media_type == "image/png, called text/html"
    assert medium_in(url("IMAGE/PNG", PNG), path=None).media_type == "image/png"
    assert medium_in("data:;base64,AAAA", path=None).media_type == "base64"


def test_long_mixed_base64_is_a_medium_without_being_called_one():
    noise = bytes(range(256)) * 2
    assert medium_in(b64encode(noise).decode(), path=None).size == 512
    assert medium_in(urlsafe_b64encode(noise).decode(), path=None).size == 512


@pytest.mark.parametrize(
    "text",
    ["x" * 5000, "deadbeef" * 100, "A word and another. " * 50, "", "data:text/html,<script>", "data:image/png;base64,***", "AAAA", "Ab1+" * 100 + "!", "Ab1+" * 100 + "A"],
)  # fmt: skip
def test_what_may_be_words_an_id_or_a_hash_stays_a_text(text):
    assert medium_in(text, path=None) is None


def test_an_image_of_too_many_bytes_or_pixels_is_not_previewed():
    wide = PNG.replace(struct.pack(">II", 640, 480), struct.pack(">II", 60_000, 60_000))
    assert not is_safe_image(wide)
    assert not is_safe_image(PNG + b"\0" * 2**21)
    assert not is_safe_image(PNG.replace(struct.pack(">II", 640, 480), struct.pack(">II", 0, 480)))


def test_more_than_can_be_looked_at_is_told_by_its_size_alone():
    medium = medium_in("data:image/png;base64," + "A" * (MOST + 4), path=None)
    assert (medium.media_type, medium.size, medium.sha256, medium.preview) == (
        "called image/png",
        (MOST + 4) * 3 // 4,
        "",
        False,
    )


def test_bytes_come_back_as_they_went_in():
    assert bytes_in(url("image/png", PNG)) == PNG
    assert decoded("aGVs\n bG8") == b"hello"
    assert decoded("aGVsbG8=") == b"hello"
    assert decoded("a") is None


def test_a_type_that_is_none_is_left_out_of_a_data_url():
    assert data_url("image/png", "AAAA") == "data:image/png;base64,AAAA"
    assert data_url('"><script>', "AAAA") == "data:;base64,AAAA"
