"""What page routes are given; the same as JSON routes."""

from app.api.port import NewId, Now, Read, Reader, Stored, Write, remember

__all__ = ["NewId", "Now", "Read", "Reader", "Stored", "Write", "remember"]
