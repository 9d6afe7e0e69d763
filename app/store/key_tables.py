"""The table of workspace keys."""

from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

from app.store.account_tables import Digest
from app.store.tables import columns_of, time_column


class WorkspaceKeyRow(SQLModel, table=True):
    """A key by which programs act for a workspace, found by the digest of its secret."""

    __tablename__: ClassVar[str] = "workspace_key"
    id: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id", index=True)
    name: str
    scopes: str  # between spaces
    digest: bytes = Field(sa_type=Digest, unique=True)
    start: str
    created_at: datetime = Field(sa_column=time_column(nullable=False))
    created_by: str
    last_used_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    revoked_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))


KEY: Any = columns_of(WorkspaceKeyRow)
