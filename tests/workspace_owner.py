"""Grace, who owns the workspace of a server without accounts."""

from app.domain.viewer import local_owner

GRACE = local_owner("grace")
