"""Settings for a command; a wrong one is bad usage."""

from app.domain.errors import SettingRejected
from app.settings import Settings, read_settings


def configured() -> Settings:
    """Settings from the environment. Raises SettingRejected naming the variable."""
    try:
        return read_settings()
    except ValueError as error:
        raise SettingRejected(str(error)) from error
