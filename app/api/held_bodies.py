"""How much of the bodies of deliveries is in memory at once, and who gives way when that is too much."""

import asyncio
from dataclasses import dataclass, field

from app.domain.errors import Overloaded

_BUSY = "too many requests are being read at once"
_SLOW = 2  # seconds after which a body that is not whole gives way to others; a megabyte a second is as slow


@dataclass(slots=True, eq=False)
class HeldBody:
    """What has come of one body. While it comes it may be told to give way: then `ended`, a timeout, runs out."""

    sender: str
    since: float
    ended: asyncio.Timeout
    size: int = 0
    gave_way: bool = False


@dataclass(slots=True)
class HeldBodies:
    """The bodies of one process: those that come, in the order in which they began, and those that have come."""

    most: int
    size: int = 0
    coming: list[HeldBody] = field(default_factory=list)

    def hold(self, body: HeldBody, more: int, *, now: float) -> None:
        """Take note of what came. Raises Overloaded where there is no room, and none that slower bodies can make.

        Memory is for what has come, not for what was announced: who stalls holds up nobody for longer than a moment.
        """
        while self.size + more > self.most and (slow := self._slowest(now)):
            self._release(slow)
            slow.gave_way = True
            slow.ended.reschedule(now)
        if body.gave_way or self.size + more > self.most:
            raise Overloaded(_BUSY)
        body.size += more
        self.size += more

    def end(self, body: HeldBody) -> None:
        """The body is held no more."""
        self.settle(body)
        self._release(body)

    def settle(self, body: HeldBody) -> None:
        """All of the body has come: it is not told to give way any more."""
        if body in self.coming:
            self.coming.remove(body)

    def _release(self, body: HeldBody) -> None:
        self.settle(body)
        self.size -= body.size
        body.size = 0

    def _slowest(self, now: float) -> HeldBody | None:
        """The one that has been coming for longest, of the sender who holds most in such bodies."""
        slow = [body for body in self.coming if now - body.since >= _SLOW]
        if not slow:
            return None
        by_sender = {body.sender: sum(each.size for each in slow if each.sender == body.sender) for body in slow}
        most = max(by_sender, key=lambda sender: by_sender[sender])
        return next(body for body in slow if body.sender == most)
