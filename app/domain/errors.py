"""The one tree of errors that a user can cause.

MisstepError
├── TraceRejected        these bytes cannot become a trace
│   └── TraceTooLarge    they are more than is taken at once
├── ScenarioRejected     a scenario pack on disk breaks its rules
├── DiagnosisRejected    a diagnosis does not have the promised shape
├── SearchRejected       a search that cannot be read
├── NotFound             no such scenario, attempt, run or step (or not for this reader)
├── NotAllowed           something that this viewer may not do here
│   └── SignInNeeded     something that nobody may do who is in no workspace
├── KeyRejected          no key of a workspace, or none that is good here
├── KeyNameRejected      a key cannot be made of what was asked for
├── SignInRefused        no account with this e-mail address and password
├── TooManyTries         too many tries at passwords; the same may be tried later
├── LinkSpent            a one-time link that was used, is too old, or never was
├── AccountRejected      an e-mail address, a password or a name that cannot be taken
├── RunMoved             another run took the place of this one
├── RunGone              the run that an attempt read was deleted
├── NotRevealed          a step past the frontier, or a key before its time
├── WrongState           the attempt, or the workspace, is not in a state that allows this
├── LeaseLost            others have the traces now that a run was made of
├── ProofFailed          a recorded arm did not do what its scenario promises
├── SettingRejected      a setting or option that nothing can be done with
├── StoreUnusable        the database cannot be opened, or is damaged
├── StatementRefused     the database refuses a statement: our own mistake
└── Overloaded           too busy now; the same request may succeed later
    ├── RunsChanged      the runs that this was worked out from are others now
    └── DiskFull         there is no room left to keep anything

Domain errors know no HTTP status: `app.http.errors` maps them, in one table.
"""


class MisstepError(Exception):
    """Says what is wrong, where, and what to do about it."""


class TraceRejected(MisstepError):
    """Bytes that cannot become a trace; the message names the place in the file."""


class TraceTooLarge(TraceRejected):
    """More than is taken at once, in bytes or in what they are made of; smaller batches may be taken."""


class ScenarioRejected(MisstepError):
    """A scenario pack that breaks its rules; the message names file and key."""


class DiagnosisRejected(MisstepError):
    """A diagnosis without the promised shape; the message names the field."""


class SearchRejected(MisstepError):
    """A search that cannot be read; the message quotes the term, `place` is where it begins, from 0."""

    def __init__(self, sentence: str, *, place: int) -> None:
        super().__init__(sentence)
        self.place = place


class NotFound(MisstepError):
    """Nothing of this name, or nothing that this reader may know of."""


class NotAllowed(MisstepError):
    """Asked for something that takes another role; the message tells nothing of what there is."""


class KeyRejected(MisstepError):
    """The words are the same for no key, one that never was, and one that was revoked."""

    def __init__(self) -> None:
        super().__init__(
            "send a key of a workspace that is good here, as the header `Authorization: Bearer mst_...`; its owner "
            "makes one with `misstep key add NAME`, or on the page /workspace/keys"
        )


class KeyNameRejected(MisstepError):
    """A key cannot be made of what was asked for; the message says of what it can."""


class SignInNeeded(NotAllowed):
    """The same, asked by somebody who is in no workspace: another may be allowed, once signed in."""


class SignInRefused(MisstepError):
    """The words are the same whether there is no such account, it has no password yet, or another one."""

    def __init__(self) -> None:
        super().__init__("no account here has this e-mail address and this password")


class TooManyTries(MisstepError):
    """Passwords were tried too often; `seconds` later they may be tried again."""

    def __init__(self, *, seconds: int) -> None:
        super().__init__(f"too many tries: wait {-(-seconds // 60)} min, then try again")
        self.seconds = seconds


class LinkSpent(MisstepError):
    """The words are the same for a link that was used, one that is too old, and one that never was."""

    def __init__(self) -> None:
        super().__init__("this link was used before, or it is too old: ask whoever sent it for a new one")


class AccountRejected(MisstepError):
    """What a person wrote cannot be taken; `field` names what of it."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class RunMoved(MisstepError):
    """The run is gone since another one took its place: `to` is where links to it lead."""

    def __init__(self, run_id: str, *, to: str) -> None:
        super().__init__("another run took the place of this one")
        self.run_id = run_id
        self.to = to


class RunGone(MisstepError):
    """The run that an attempt read was deleted by a person; what was written and decided about it stays."""


class NotRevealed(MisstepError):
    """Asked for something past the frontier or sealed; the message tells nothing about it."""

    @classmethod
    def step(cls) -> "NotRevealed":
        """Of a step past the frontier, whether or not there is one."""
        return cls("this step is not revealed yet: go on from the last revealed step")


class WrongState(MisstepError):
    """The attempt, session or workspace is not in a state that allows this."""


class LeaseLost(MisstepError):
    """Another process makes runs of the traces now, or they were deleted; what was made of them is thrown away."""


class ProofFailed(MisstepError):
    """An arm did not do what the scenario promises; the message names arm and step."""


class SettingRejected(MisstepError):
    """A setting or an option that cannot be followed; the message names it."""


class StoreUnusable(MisstepError):
    """The database cannot be opened or is not in a shape that this version can use."""


class StatementRefused(MisstepError):
    """The database refuses what it was asked to do; the message repeats nothing of it, the log says more."""


class Overloaded(MisstepError):
    """Misstep cannot take this now; the same request may succeed later."""


class RunsChanged(Overloaded):
    """Another process wrote or deleted a run of the same traces meanwhile; what was worked out is thrown away."""


class DiskFull(Overloaded):
    """There is no room left on a disk; once somebody has made some, the same request succeeds."""
