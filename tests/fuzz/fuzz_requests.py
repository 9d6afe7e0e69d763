"""The requests of a fuzz: the same seed and number give the same bytes."""

import gzip
from dataclasses import dataclass
from random import Random

from fuzz_bases import Base, message_of, request_of
from fuzz_mutations import mutated_bytes, mutated_json, mutated_message

JSON, PROTOBUF = "application/json", "application/x-protobuf"
_WRONG_TYPES = (
    "text/plain",
    "",
    "application/json; charset=latin-1",
    "APPLICATION/X-PROTOBUF",
    "application/x-protobuf;",
)


@dataclass(frozen=True)
class FuzzRequest:
    """What goes over the wire; in `chunks` of these sizes, or of a length that is told before."""

    number: int
    path: str
    headers: dict[str, str]
    body: bytes
    chunks: tuple[int, ...] = ()

    def pieces(self) -> list[bytes]:
        found, start = [], 0
        for size in self.chunks:
            found.append(self.body[start : start + size])
            start += size
        return [piece for piece in (*found, self.body[start:]) if piece]

    def raw(self) -> bytes:
        """All of it as `nc` sends it."""
        lines = [f"POST {self.path} HTTP/1.1", "host: 127.0.0.1", "connection: close"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if not self.chunks:
            return "\r\n".join([*lines, f"content-length: {len(self.body)}", "", ""]).encode() + self.body
        head = "\r\n".join([*lines, "transfer-encoding: chunked", "", ""]).encode()
        chunked = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in self.pieces())
        return head + chunked + b"0\r\n\r\n"


def fuzz_request(seed: int, number: int, known: list[Base]) -> FuzzRequest:
    rng = Random(f"{seed}/{number}")
    base = rng.choice(known)
    headers = {"content-type": rng.choice((JSON, PROTOBUF))}
    body = _written(base, headers["content-type"], rng)
    if rng.random() < 0.4:
        body = mutated_bytes(body, rng)
    if rng.random() < 0.5:
        headers["content-encoding"] = "gzip"
        body = _packed(body, rng)
    if rng.random() < 0.04:
        headers["content-type"] = rng.choice(_WRONG_TYPES)
    if rng.random() < 0.01:
        headers["content-encoding"] = rng.choice(("identity", "br", "gzip, gzip", ""))
    chunks = tuple(rng.randint(1, 1 + len(body) // 2) for _ in range(rng.randint(1, 6))) if rng.random() < 0.4 else ()
    path = f"/v1/{base.signal}" if rng.random() < 0.97 else rng.choice(("/v1/traces", "/v1/logs", "/v1/metrics"))
    return FuzzRequest(number, path, headers, body, chunks)


def _written(base: Base, media_type: str, rng: Random) -> bytes:
    request = request_of(base, rng)
    if media_type == JSON:
        return mutated_json(request, rng).encode("utf-8", "surrogatepass")
    return mutated_message(message_of(base.signal, request), rng)


def _packed(body: bytes, rng: Random) -> bytes:
    packed = gzip.compress(body, 1, mtime=0)
    match rng.randrange(10):
        case 0:
            half = len(body) // 2
            return gzip.compress(body[:half], 1, mtime=0) + gzip.compress(body[half:], 1, mtime=0)
        case 1:
            return mutated_bytes(packed, rng)
        case 2:
            return packed[: rng.randint(0, len(packed))]
    return packed
