// The small forms of the reading, sent in place: marks, claims, evidence, hints, and the next step.

import { openPane } from "./panes.js";
import { announce, swap } from "./parts.js";

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
  screen.addEventListener("step-shown", () => followStep(screen));
}

/** @param {ReplayScreen} screen @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
async function send(screen, form, submitter) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value));
  if (body.has("next")) body.set("next", screen.address(screen.number));
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) return announce(page.querySelector("main")?.textContent?.trim() ?? "That did not work.");
  if (form.matches("[data-reveal]")) return screen.takeOver(page, new URL(answer.url).pathname);
  screen.parts.forget();
  refresh(screen, page, form);
}

/** What a form changed: the pane, the marks in the list, the step's own buttons. @param {ReplayScreen} screen @param {Document} page @param {HTMLFormElement} sent */
function refresh(screen, page, sent) {
  const kept = written(screen, sent);
  const scroll = screen.querySelector(".list-scroll")?.scrollTop ?? 0;
  const pane = screen.querySelector("#diagnosis")?.scrollTop ?? 0;
  const hits = screen.querySelector("#hits");
  swap(page, hits ? ["diagnosis", "scrubber"] : ["diagnosis", "steps", "scrubber"]);
  const actions = page.querySelector(".step-actions");
  if (actions) screen.querySelector(".step-actions")?.replaceWith(actions);
  const list = screen.querySelector(".list-scroll");
  if (list) list.scrollTop = scroll;
  const aside = screen.querySelector("#diagnosis");
  if (aside) aside.scrollTop = pane;
  for (const [selector, value] of kept) {
    const field = screen.querySelector(selector);
    if (field instanceof HTMLTextAreaElement) field.value = value;
  }
  screen.step.focus({ preventScroll: true });
  announce("Noted");
}

/** Text that stands unsent in other forms. @param {ReplayScreen} screen @param {HTMLFormElement} sent @returns {[string, string][]} */
function written(screen, sent) {
  const fields = [...screen.querySelectorAll("#diagnosis textarea")];
  return fields
    .filter((field) => field instanceof HTMLTextAreaElement && field.form !== sent && field.value)
    .map((field) => [`#diagnosis textarea[name="${field.getAttribute("name")}"]`, /** @type {HTMLTextAreaElement} */ (field).value]);
}

/** Forms that name a step name the one that is shown, unless something is written in them already. @param {ReplayScreen} screen */
function followStep(screen) {
  for (const input of screen.querySelectorAll("[data-current-step]")) {
    if (!(input instanceof HTMLInputElement) || !input.form) continue;
    const busy = [...input.form.querySelectorAll("textarea")].some((area) => area.value);
    input.max = String(screen.frontier);
    if (!busy || input.type === "hidden") input.value = String(screen.number);
  }
  for (const label of screen.querySelectorAll("[data-current-number]")) label.textContent = String(screen.number);
}

/** Shows the pane where it is a drawer or closed, opens a fold in it, and puts the cursor there. @param {ReplayScreen} screen @param {string} selector */
function write(screen, selector) {
  if (matchMedia("(width < 1100px)").matches) location.hash = "diagnosis";
  openPane("aside");
  const field = screen.querySelector(selector);
  const fold = field?.closest("details");
  if (fold) fold.open = true;
  if (field instanceof HTMLElement) field.focus();
}

/** @param {ReplayScreen} screen */
function claim(screen) {
  write(screen, "[data-claim-what]");
}

/** @param {ReplayScreen} screen */
function suspect(screen) {
  const button = screen.querySelector("[data-action='suspect']");
  if (button instanceof HTMLButtonElement) button.click();
}

/** Pins the selected words; without a selection the form waits for a passage. @param {ReplayScreen} screen */
export function pin(screen) {
  const selection = getSelection();
  const form = screen.querySelector("[data-pin]");
  const quote = selection && screen.step.contains(selection.anchorNode) ? selection.toString().trim() : "";
  if (!(form instanceof HTMLFormElement)) return;
  if (!quote) return write(screen, "[data-pin] textarea");
  /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("quote")).value = quote;
  form.requestSubmit();
}

/** @param {ReplayScreen} screen */
function review(screen) {
  const link = screen.querySelector("[data-action='review']");
  if (link instanceof HTMLAnchorElement) location.assign(link.href);
}
