"""Search the company's policies, runbooks and macros."""

from app.domain.json import JSON
from app.recorder.search import PassageHit
from app.recorder.tool import Arguments
from app.recorder.tool_context import ToolContext


def search_policies(context: ToolContext, arguments: Arguments) -> JSON:
    """The best passages in force today for a region; the index is rebuilt every night."""
    hits = context.search(arguments["query"], filters={"regions": arguments["region"]}, built=context.now[:10])
    return {"query": arguments["query"], "region": arguments["region"], "passages": [_passage(hit) for hit in hits]}


def _passage(hit: PassageHit) -> JSON:
    labels = hit.passage.labels
    return {
        "id": hit.passage.id,
        "title": hit.passage.title,
        "version": labels.get("version"),
        "kind": labels.get("kind"),
        "owner": labels.get("owner"),
        "valid_from": labels.get("valid_from"),
        "indexed": labels.get("indexed"),
        "score": hit.score,
        "text": hit.passage.text,
    }
