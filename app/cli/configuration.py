"""What a command acts with: its settings, of which a wrong one is bad usage, and for which workspace."""

from typing import TYPE_CHECKING

from app.domain.errors import SettingRejected
from app.domain.viewer import COMMAND_LINE, Member, MemberRole, Viewer
from app.settings import Settings, read_settings

if TYPE_CHECKING:
    from app.store.engine import Store
    from app.store.work import Work


def configured() -> Settings:
    """Settings from the environment. Raises SettingRejected naming the variable."""
    try:
        return read_settings()
    except ValueError as error:
        raise SettingRejected(str(error)) from error


def command_line(work: "Work", workspace: str) -> Viewer:
    """Who asks by a command: whoever may run one here owns every workspace. Raises NotFound for another name."""
    return Member(id=COMMAND_LINE, workspace=work.workspaces.named(workspace), role=MemberRole.OWNER)


def owner_in(store: "Store", workspace: str) -> Viewer:
    """The same for what opens units of work of its own."""
    with store.reading() as work:
        return command_line(work, workspace)
