"""Who asks for a route, and whether they may: each route says by its viewer's type what they have to be allowed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from app.domain.permission import Verb, check
from app.domain.viewer import Viewer
from app.http.visits import current_visit


@dataclass(frozen=True, slots=True)
class ViewerGuard:
    """Gives a route its viewer, if they may do what the route does. Raises NotAllowed."""

    verb: Verb

    async def __call__(self, request: Request) -> Viewer:
        viewer = (await current_visit(request)).viewer
        check(viewer, self.verb)
        return viewer


MayBrowse = Annotated[Viewer, Depends(ViewerGuard(Verb.BROWSE))]
MayPractise = Annotated[Viewer, Depends(ViewerGuard(Verb.PRACTISE))]
MayReadRuns = Annotated[Viewer, Depends(ViewerGuard(Verb.READ_RUNS))]
MayImport = Annotated[Viewer, Depends(ViewerGuard(Verb.IMPORT))]
MayDelete = Annotated[Viewer, Depends(ViewerGuard(Verb.DELETE))]
MayIssueKeys = Annotated[Viewer, Depends(ViewerGuard(Verb.ISSUE_KEYS))]
MayReview = Annotated[Viewer, Depends(ViewerGuard(Verb.REVIEW))]
MayKeep = Annotated[Viewer, Depends(ViewerGuard(Verb.KEEP))]
MayManage = Annotated[Viewer, Depends(ViewerGuard(Verb.MANAGE))]
