"""What well-known attributes of requests, queries and caches are called in a few words."""

_KNOWN = {
    "method": ("http.request.method", "http.method"),
    "address": ("url.full", "http.url"),
    "path": ("url.path", "http.target"),
    "query string": ("url.query",),
    "scheme": ("url.scheme", "http.scheme"),
    "route": ("http.route",),
    "HTTP status": ("http.response.status_code", "http.status_code"),
    "HTTP status text": ("http.status_text",),
    "tries before": ("http.request.resend_count", "http.resend_count"),
    "request body": ("http.request.body", "http.request.body.text", "http.request.body.content"),
    "response body": ("http.response.body", "http.response.body.text", "http.response.body.content"),
    "request size": ("http.request.body.size", "http.request_content_length", "http.request.size"),
    "response size": ("http.response.body.size", "http.response_content_length", "http.response.size"),
    "host": ("server.address", "net.peer.name", "http.host"),
    "port": ("server.port", "net.peer.port"),
    "user agent": ("user_agent.original", "http.user_agent"),
    "database system": ("db.system.name", "db.system"),
    "database": ("db.namespace", "db.name"),
    "table": ("db.collection.name", "db.sql.table"),
    "operation": ("db.operation.name", "db.operation", "rpc.method"),
    "query": ("db.query.text", "db.statement"),
    "query summary": ("db.query.summary",),
    "rows returned": ("db.response.returned_rows",),
    "rows affected": ("db.response.affected_rows",),
    "database status": ("db.response.status_code",),
    "rows": ("db.response.rows", "db.response.body", "db.rows"),
    "error type": ("error.type",),
    "exception": ("exception.type",),
    "exception message": ("exception.message",),
    "stack trace": ("exception.stacktrace",),
    "service": ("rpc.service", "peer.service", "service.peer.name"),
    "flag": ("feature_flag.key",),
    "flag variant": ("feature_flag.result.variant", "feature_flag.variant"),
    "flag value": ("feature_flag.result.value",),
    "prompt": ("gen_ai.prompt.name",),
    "prompt version": ("gen_ai.prompt.version",),
    "cache key": ("cache.key",),
    "cache hit": ("cache.hit",),
}
_PARAMETER = "db.query.parameter."
_WORDS = {key: words for words, keys in _KNOWN.items() for key in keys}


def in_words(key: str) -> str | None:
    """`http.response.status_code` -> `HTTP status`; None for a name that means what its maker meant by it."""
    if key.startswith(_PARAMETER):
        return f"parameter {key.removeprefix(_PARAMETER)}"
    return _WORDS.get(key)
