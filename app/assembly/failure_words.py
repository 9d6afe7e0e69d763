"""How frameworks, protocols and languages begin or end the text that stands in place of a tool's result."""

import re

_HEAD, _TAIL = 600, 160  # characters: the words stand at the very beginning or at the very end

_SIGNS = re.compile(
    "(?:\x1b\\[[0-9;]{0,20}m|[\\s\u2190-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff])*+"
)
"""Arrows, symbols, emoji and a terminal's colours before the words.

A heading's or a list's sign is none: it begins a document.
"""

_FAILS = re.compile(
    r"(?:failed(?= to\b|\s*[:.!]|\s*$)|could ?n[o']t\b|cannot\b|can't\b|unable to\b|timed out\b)", re.IGNORECASE
)
"""Words that tell of a failure where a sign of warning stands before them."""

_WARNING = re.compile("[\u26a0\u274c\u274e\u2716-\u2718\u2757\u26d4\U0001f6ab\U0001f6d1\U0001f534]")

_OF = (
    r"(?:(?:fatal|internal|unexpected|unknown|uncaught|runtime|system|server|client|api|https?|network|connection"
    r"|request|database|sql|query|syntax|pars(?:e|ing)|validation|input|output|arguments?|schema|type|value|key"
    r"|timeout|authenti?cation|authorization|permission|access|execution|tool|toolset|function|mcp|json|rpc)\s+){0,3}"
)
_DOING = r"(?:while|when|during|trying|executing|running|calling|invoking|processing|parsing|using)\b"
_HERE = rf"(?:\s+{_DOING}|\s*[:.!]|\s*$)"
_TOOL = r"(?:tool|function|action)"
_NAME = r"(?:['\"`][^'\"`\n]{1,80}['\"`]|[\w.:/-]{1,80})"
_NAMED = r"(?:\s*[:'\"`(]|\s+[\w.-]+\s*(?:[.,;!]|$)|\s*[.!]?\s*$)"
_ABSENT = r"(?:not found|do(?:es)? ?n[o']t exist|(?:is )?not available|is not (?:defined|registered))\b"

_PHRASE = (
    r"bad request|unauthorized|forbidden|not found|method not allowed|request timeout|conflict|gone|unprocessable \w+"
    r"|too many requests|internal server error|not implemented|bad gateway|service unavailable|gateway timeout"
)
"""What HTTP calls its codes."""
_TRIES = (
    r"(?:fetch|load|read|write|open|connect|parse|decode|retrieve|download|upload|save|initiali[sz]e|resolve|reach"
    r"|authenticate|communicate|access|query|start|create|update|delete|process|send|insert|import)\b(?!\s*:|\s+\d)"
)
"""What a tool did not get done; not what it was asked about, such as a parcel that was not delivered."""

_ERRORS = (  # "Error: …", "MCP error -32602: …", "Error executing tool x: …", "ValueError('…')", "HTTP 404: …"
    rf"{_OF}error(?:\s+-?\d{{1,6}})?(?:\s*\((?=[^)\n]{{0,59}}(?-i:[\dA-Z_]))[^)\n]{{1,60}}\))?\**\s*[:>]",
    r"(?:tool )?error (?:executing|calling|invoking|running|occurred|while)\b",
    r"error (?!handl|report|track|log|correct|monitor)\w{2,40}ing\b[^\n]{0,120}:",
    r"(?:tool )?error (?:(?:in|from)\b[^\n]{1,120}:|[-–—] )",
    r"error(?:\(['\"\w]|\s*\.?\s*$)",
    r"(?:uncaught |unhandled )?\(?[\w.$]{0,120}(?:error|exception)(?::\s|\(['\"]|\)\s)",
    r"(?:[a-z_]\w{0,60}\.){1,8}(?:errors|exceptions|exc)\.[a-z_]\w{0,80}(?::\s|\(['\"])",
    r"(?:/bin/)?(?:ba|da|z|k)?sh: [^\n]{1,200}: (?:command not found|not found|permission denied|no such file)",
    r"command (?:failed(?: with exit code \d+)?\s*?(?::|\n|\Z)|timed out\b)|panic: runtime error",
    r"[\w./+-]{1,60}: [^\n]{1,200}: (?:no such file or directory|permission denied|(?:is|not) a directory)\s*\Z",
    r"(?:permission|access) denied\s*(?:[.!:]|\Z)",
    r"exit code:? (?:12[6-9]|1[3-9]\d|2\d\d)\b|(?:fatal|ora-\d{5}): \S|npm err! ",
    r"internal server error\s*(?:[:.(]|$)|tool_use_error\b|traceback \(most recent call last\)",
    rf"http (?:error |status )?[45]\d\d\s*(?:[:(]|$|(?:{_PHRASE})\s*\Z)|[45]\d\d (?:client|server) error\b",
    rf"[45]\d\d (?:{_PHRASE})\s*(?:[.:]|\Z)",
    r"<(?:!doctype )?html\b[^<]*(?:<h(?:tml|ead)[^<]*){0,2}<title>\s*[45]\d\d\b",
    r"request failed with status code [45]\d\d",
    r"(?:connect |read )?e(?:noent|acces|perm|exist|isdir|notdir|connrefused|connreset|timedout)(?::|\s+\d|\s*$)",
)
_SENTENCES = (  # "An error occurred while running the tool. …", "I encountered an error while trying to …"
    rf"(?:sorry, )?(?:an?|the following) (?:\w+ )?(?:errors?|exception) (?:has |have )?occurred{_HERE}",
    rf"(?:(?:i|we|it seems we) )?encountered (?:an? (?:\w+ )?)?error(?:\s*:|\s+{_DOING})",
    rf"there was an? (?:\w+ )?error(?:\s*:|\s+{_DOING})",
)
_ATTEMPTS = (  # "Failed to fetch order 7: connection refused", "Unable to connect to the server"
    rf"failed to {_TRIES}[^\n]{{0,160}}?(?::\s|[.!]?\s*\Z)",
    r"(?:(?:i was |we were )?unable|was not able) to (?:connect|reach|resolve|authenticate|communicate)\b",
    rf"unable to {_TRIES}[^\n]{{0,160}}?:\s",
)
_OPERATION = r"(?:operation|request|connection|query|command|execution|call)"
_PASSED = r"(?:arguments?|parameters?|input|request|json|credentials|api key)"
_SHORT = (  # the whole text, or its first sentence: "Connection refused", "The operation timed out."
    rf"(?:(?:the )?{_OPERATION} )?timed out(?: after \d[^\n]{{0,30}}|[.!]?)\s*\Z",
    r"connection (?:refused|reset|aborted|closed)(?: by peer)?\s*(?:[.:!]|\Z)",
    r"(?:api )?(?:rate limit|quota) (?:exceeded|reached)\s*(?:[.:!]|\Z)|too many requests\s*(?:[.:!]|\Z)",
    rf"invalid (?:json |tool |function )?{_PASSED}\s*(?::|\.?\s*\Z)",
)
_ELSEWHERE = (  # in other languages: German, French, Italian, Portuguese, Dutch, Swedish, Polish, Russian, Turkish, …
    r"(?:fehler|ausnahme|erreur|errore|erro|fout|fel|błąd|ошибка|помилка|hata|virhe|chyba|hiba|σφάλμα)\s*:\s",
    r"(?:错误|錯誤|出错|エラー|例外|오류|에러)\s*[:：]",
    r"(?:خطأ|خطا|שגיאה|त्रुटि)\s*:",
)
_TOOLS = (  # "Tool 'x' not found.", "x is not a valid tool, try one of [y].", "Tool input validation failed for x"
    rf"(?:the )?{_TOOL} (?:(?:with (?:the )?name|named|called) )?{_NAME} (?:was )?{_ABSENT}",
    r"(?:the )?tool (?:call )?(?:has )?failed(?: (?:with|after|because|to)\b|\s*[:.!]|\s*$)",
    r"(?:the )?tool (?:call )?(?:has )?(?:returned|raised|threw|reported) an? (?:\w+ )?(?:error|exception)\b",
    rf"{_TOOL} (?:was )?{_ABSENT}|no {_TOOL} (?:found|named|called|with)\b",
    rf"(?:unknown|unrecogni[sz]ed|no such|invalid) {_TOOL}(?: name| call)?{_NAMED}",
    rf"{_NAME} is not a (?:valid|known) {_TOOL}\b|you tried to use the tool\b",
    r"the tool call with name\b[^\n]{1,120}\bis not part of\b",
    rf"could not (?:find|call|execute|invoke|run) (?:the |a )?{_TOOL}\b",
    rf"failed to (?:invoke|execute|call|run|use) (?:the )?{_TOOL}\b",
    rf"(?:the )?{_TOOL} {_NAME} (?:failed|timed out|raised|threw)(?: (?:with|after|because|to|an?)\b|\s*[:.]|\s*$)",
    r"the tool call arguments are malformed\b|model tried to call unavailable tool\b",
    r"received tool input did not match expected schema\b",
    r"(?:the )?(?:tool )?(?:execution|call|invocation) failed\b|execution error in \S",
    r"(?:tool )?(?:input|output|arguments?) validation failed\b|\d{1,4} validation errors? for \S",
    rf"invalid (?:json )?(?:arguments?|parameters?|input) (?:provided )?for (?:the )?{_TOOL}\b",
)
_ANY = "|".join((*_ERRORS, *_SENTENCES, *_ATTEMPTS, *_SHORT, *_ELSEWHERE, *_TOOLS))
_BEGINS = re.compile(rf"[*\[<]{{0,2}}(?:{_ANY})", re.IGNORECASE)

_ENDS = re.compile(r"\n\s*(?:please )?fix (?:your mistakes|the errors? and try again)[.!]?\s*\Z", re.IGNORECASE)
"""How LangGraph and Pydantic AI ask a model to try again."""

_EXITED = re.compile(
    r"(?:(?:the )?(?:process|command|script|program) )?(?:exited |failed |finished )?(?:with )?(?:exit )?"
    r"(?:code|status):? -?[1-9]\d{0,2}\.?\s*\n(?:\s*(?:stderr|stdout|output|error)\s*:?\s*\n)?",
    re.IGNORECASE,
)
"""How a command's end is told before what it wrote; alone it may be an answer, as that nothing was found."""

_LOGGED = re.compile(r"^\W{0,3}(?:INFO|DEBUG|WARN|WARNING|ERROR|NOTICE|TRACE|CRITICAL)\b", re.MULTILINE)


def tells_failure(text: str) -> bool:
    """Whether a text stands in place of a result; one that only speaks of errors, as a log does, does not."""
    head = text[:_HEAD]
    signs = _SIGNS.match(head)
    began = signs.end() if signs is not None else 0
    exited = _EXITED.match(head, began)
    told = _BEGINS.match(head, began) or (exited is not None and _BEGINS.match(head, exited.end()))
    if told or (_WARNING.search(head, 0, began) and _FAILS.match(head, began)):
        return _LOGGED.search(head, head.find("\n", began) + 1 or len(head)) is None
    return _ENDS.search(text[-_TAIL:]) is not None
