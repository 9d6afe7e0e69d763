"""What each fix lever means, in a line for those who choose one."""

from app.domain.fault import Lever

LEVERS: dict[Lever, str] = {
    Lever.PROMPT: "what the model is told to do, and in which words",
    Lever.TOOL: "a tool's definition, arguments, result or error handling",
    Lever.LOOP: "how turns, retries, budgets and stopping are controlled",
    Lever.RETRIEVAL: "what is indexed, how it is searched, filtered and ranked",
    Lever.CONTEXT: "what is kept, shortened, remembered or put before the model",
    Lever.ROUTING: "which model, prompt or specialist answers, and with which limits",
    Lever.GUARDRAIL: "what is checked, allowed or refused on the way in and out",
    Lever.EVAL: "how answers are judged, and on what evidence",
    Lever.INFRA: "timeouts, credentials, caches, deployments and queues",
}
