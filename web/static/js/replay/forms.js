// The small forms of the reading, sent in place: marks, claims, evidence, hints, and the next step.

import { listenForClaimChoice } from "./claim-choice.js";
import { describe, listenForClaimLine } from "./claim-line.js";
import { reviewHere } from "./diagnosing.js";
import { forget, isWritten, listenForDrafts, restore } from "./drafts.js";
import { leave, rest, write } from "./drawer.js";
import { announce, swap } from "./parts.js";
import { listenForPinnedWords } from "./pinned-words.js";
import { listenForPins, pin } from "./pins.js";
import { decide } from "./turns.js";

export { pin };

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "suspect", keys: ["m"], title: "Suspect this step", section: "Diagnose", run: suspect, when: isOpen },
  { id: "pin", keys: ["p"], title: "Pin the selected words as evidence", section: "Diagnose", run: pin, when: isOpen },
  { id: "claim", keys: ["c"], title: "New claim", section: "Diagnose", run: claim, when: isOpen },
  { id: "review", keys: ["Mod+Enter"], title: "Review the diagnosis", section: "Diagnose", run: review, when: isOpen },
];

/** Whether a diagnosis is being made: an attempt that is not submitted. @param {ReplayScreen} screen */
function isOpen(screen) {
  return screen.querySelector("[data-action='review']") !== null;
}

/** @param {ReplayScreen} screen */
export function listenForForms(screen) {
  screen.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-part-form], [data-reveal]")) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return; // a second press while the first is under way
    form.ariaBusy = "true";
    send(screen, form, event.submitter).finally(() => (form.ariaBusy = null));
  });
  screen.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-revise]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    revise(screen, link.href);
  }, { capture: true });
  screen.addEventListener("keydown", (event) => keysOfAForm(screen, event));
  screen.addEventListener("step-shown", () => followStep(screen));
  listenForClaimChoice(screen);
  listenForClaimLine(screen);
  listenForDrafts(screen);
  listenForPins(screen);
  listenForPinnedWords(screen);
}

/** @param {ReplayScreen} screen @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
async function send(screen, form, submitter) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value));
  if (body.has("next")) body.set("next", screen.searched(screen.address(screen.number)));
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!answer) return announce("That was not sent: is the server still there?");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) return refused(screen, form, page);
  if (form.matches("[data-reveal]")) return screen.takeOver(page, new URL(answer.url).pathname);
  screen.parts.forget();
  forget(screen, form);
  refresh(screen, page);
}

/** Says in the form why it was refused; what is written stays. @param {ReplayScreen} screen @param {HTMLFormElement} form @param {Document} page */
function refused(screen, form, page) {
  const said = page.querySelector(".head-lead")?.textContent?.trim() ?? "That did not work.";
  announce(said);
  for (const old of screen.querySelectorAll(".replay-aside .form-problem")) old.remove();
  const problem = document.createElement("p");
  problem.className = "form-problem";
  problem.textContent = said;
  if (!form.matches("[data-draft]")) return form.closest(".pinned, .logged")?.append(problem);
  form.prepend(problem);
  write(screen, `form[data-draft="${form.dataset.draft}"] textarea`);
}

/** What a form changed: the pane, the marks in the list, the step's own buttons. @param {ReplayScreen} screen @param {Document} page */
function refresh(screen, page) {
  const scroll = screen.querySelector(".list-scroll")?.scrollTop ?? 0;
  swapPane(screen, page);
  const hits = screen.querySelector("#hits");
  swap(page, hits ? ["guide", "scrubber"] : ["guide", "steps", "scrubber"]);
  const { number, place } = screen;
  const actions = page.querySelector(`#step[data-number="${number}"] .step-actions`);
  if (actions) screen.querySelector(".step-actions")?.replaceWith(actions);
  else if (place.number === number) screen.go(screen.address(number), { keep: true }); // the page is of a step that was left since
  const list = screen.querySelector(".list-scroll");
  if (list) list.scrollTop = scroll;
  if (!document.activeElement?.matches(".pin-role, [data-check]")) rest(screen);
  announce("Noted");
}

/** @param {ReplayScreen} screen @param {ParentNode} page */
function swapPane(screen, page) {
  const scroll = screen.querySelector("#diagnosis")?.scrollTop ?? 0;
  swap(page, ["diagnosis"]);
  const pane = screen.querySelector("#diagnosis");
  if (pane) pane.scrollTop = scroll;
  restore(screen);
}

/** Opens the form with a claim in it to be put in other words, or the empty one. @param {ReplayScreen} screen @param {string} address */
async function revise(screen, address) {
  const headers = { Accept: "text/html", "Misstep-Part": "diagnosis", Purpose: "prefetch" };
  const answer = await fetch(address, { headers }).catch(() => undefined);
  if (!answer?.ok) return announce("That did not work.");
  swapPane(screen, new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (address.includes("revise=")) return write(screen, "[data-claim-what]");
  rest(screen);
}

/** Ctrl+Enter sends the form that is written in, Escape leaves it as it is. @param {ReplayScreen} screen @param {KeyboardEvent} event */
function keysOfAForm(screen, event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-draft]") : null;
  if (!(form instanceof HTMLFormElement) || event.isComposing) return;
  if (event.key === "Escape") leave(screen);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Forms that name a step name the one that is shown, unless something is written in them already. @param {ReplayScreen} screen */
function followStep(screen) {
  for (const input of screen.querySelectorAll("[data-current-step]")) {
    if (!(input instanceof HTMLInputElement) || !input.form) continue;
    input.max = String(screen.frontier);
    if (!isWritten(input.form) || input.type === "hidden") input.value = String(screen.number);
  }
  for (const form of screen.querySelectorAll("form[data-draft]")) describe(/** @type {HTMLFormElement} */ (form));
}

/** @param {ReplayScreen} screen */
function claim(screen) {
  write(screen, "[data-claim-what]");
}

/** The step that is wanted, once it is there: a quick key may be ahead of it. @param {ReplayScreen} screen */
function suspect(screen) {
  return decide(async () => {
    await screen.arrived;
    const button = screen.querySelector("[data-action='suspect']");
    if (button instanceof HTMLButtonElement) button.click();
  });
}

/** @param {ReplayScreen} screen */
function review(screen) {
  if (reviewHere(screen)) return;
  const link = screen.querySelector("[data-action='review']");
  if (link instanceof HTMLAnchorElement) location.assign(link.href);
}
