"""The digest under which a secret of 32 random bytes is kept: whoever reads the database learns no secret."""

from hashlib import sha256


def digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
