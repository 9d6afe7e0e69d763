"""Settings for a command; a wrong one is bad usage."""

from app.domain.errors import SettingRejected
from app.domain.viewer import COMMAND_LINE, Member, MemberRole, Viewer
from app.domain.workspace import LOCAL
from app.settings import Settings, read_settings


def configured() -> Settings:
    """Settings from the environment. Raises SettingRejected naming the variable."""
    try:
        return read_settings()
    except ValueError as error:
        raise SettingRejected(str(error)) from error


def command_line(workspace: str = LOCAL) -> Viewer:
    """Who asks by a command: whoever may run one here owns what is there."""
    return Member(id=COMMAND_LINE, workspace=workspace, role=MemberRole.OWNER)
