// The diagnosis as a mode of the right pane, with the run beside it. Its form is that of its own page, sent in place.

import { keep, recall } from "../remember.js";
import { openPane } from "./panes.js";
import { announce, parse } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const HEADERS = { Accept: "text/html", "Misstep-Part": "form" };
const PANE = "#diagnosing";

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "diagnose", keys: ["D"], title: "Write the diagnosis beside the run", section: "Diagnose", run: diagnose, when: isOpen },
];

/** Whether a diagnosis is being made, of which nothing is locked. @param {ReplayScreen} screen */
function isOpen(screen) {
  return screen.querySelector("[data-action='diagnose']") !== null;
}

/** @param {ReplayScreen} screen */
export function listenForDiagnosing(screen) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-action='diagnose']") : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    diagnose(screen);
  });
  screen.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest(`${PANE} :is([data-use-step], #errors a)`) : null;
    if (pressed instanceof HTMLAnchorElement) goTo(pressed, event);
    else if (pressed instanceof HTMLElement) use(screen, pressed.dataset.useStep ?? "");
  });
  screen.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.closest(PANE)) return;
    event.preventDefault();
    send(screen, event.target, event.submitter);
  });
  screen.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target instanceof Element && event.target.closest(PANE)) leave(screen, event);
  });
  screen.addEventListener("step-shown", () => tellStep(screen));
  document.addEventListener("swapped", (event) => {
    const parts = event instanceof CustomEvent ? event.detail : [];
    if (parts.includes("diagnosis") || parts.includes("hints")) renew(screen); // a pin came or went, or a step was revealed
  });
  if (recall("sessionStorage", key(screen), false) && isOpen(screen)) diagnose(screen, { quietly: true });
}

/** Opens the form in the place of the notes. @param {ReplayScreen} screen @param {{ quietly?: boolean }} [how] */
async function diagnose(screen, { quietly = false } = {}) {
  const pane = paneOf(screen);
  if (pane) pane.hidden = false;
  else if (!(await fetched(screen, fetch(address(screen), { headers: HEADERS })))) return;
  keep("sessionStorage", key(screen), true);
  if (quietly) return;
  openPane("aside");
  if (matchMedia("(width < 1100px)").matches) location.hash = PANE;
  document.getElementById("diagnosing-title")?.focus();
}

/** Back to ticket, claims and pins; what is written stays. @param {ReplayScreen} screen */
export function showNotes(screen) {
  const pane = paneOf(screen);
  if (!pane || pane.hidden) return;
  pane.hidden = true;
  keep("sessionStorage", key(screen), false);
  if (location.hash === PANE) location.hash = "diagnosis";
  screen.step.focus({ preventScroll: true });
}

/** Reads the form back to the reader, if it is open here. @param {ReplayScreen} screen */
export function reviewHere(screen) {
  const form = paneOf(screen)?.querySelector("form");
  form?.requestSubmit(form.querySelector("button[value=review]"));
  return form !== null && form !== undefined;
}

/** Sends the form; what it leads to is shown in its place, but for the review. @param {ReplayScreen} screen @param {HTMLFormElement} form @param {HTMLElement | null} [submitter] */
function send(screen, form, submitter) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value));
  if (!submitter) body.append("then", "draft");
  return fetched(screen, fetch(form.action, { method: "POST", body, headers: HEADERS }), { typing: !submitter });
}

/**
 * Puts the form that an answer holds in the place of the one that is there.
 * @param {ReplayScreen} screen @param {Promise<Response>} asked @param {{ typing?: boolean }} [how] while something is written in it
 */
async function fetched(screen, asked, { typing = false } = {}) {
  const answer = await asked.catch(() => undefined);
  if (!answer || answer.status >= 500) return announce("That was not sent: is the server still there?");
  const pane = parse(await answer.text()).querySelector(PANE);
  if (!pane) return location.assign(answer.url); // it was read back, or is locked meanwhile
  await import("../diagnosis.js");
  const old = paneOf(screen);
  const scroll = old?.scrollTop ?? 0;
  const within = old?.contains(document.activeElement) ? document.activeElement?.id : undefined;
  if (old) carryOver(old, pane, typing);
  if (old) old.replaceWith(pane);
  else screen.querySelector("#diagnosis")?.after(pane);
  if (location.hash === PANE) location.replace(PANE); // the new one is the open drawer, then
  const wrong = pane.querySelector("#errors");
  if (wrong instanceof HTMLElement) wrong.focus(); // what came before may have taken it
  else pane.scrollTop = scroll;
  tellStep(screen);
  if (within !== undefined && !wrong) (document.getElementById(within) ?? pane.querySelector("h2"))?.focus();
  return pane;
}

/** What was unfolded stays so; what is typed for a pin that is not made yet is no part of the draft. @param {Element} old @param {Element} pane @param {boolean} typing */
function carryOver(old, pane, typing) {
  if (old instanceof HTMLElement && pane instanceof HTMLElement) pane.hidden = old.hidden;
  const folds = [...pane.querySelectorAll("details")];
  [...old.querySelectorAll("details")].forEach(({ open }, place) => folds[place]?.toggleAttribute("open", open || folds[place].open));
  if (!typing) return;
  for (const field of old.querySelectorAll(".pin-new :is(input, select)")) {
    const like = pane.querySelector(`#${field.id}`);
    if (like) /** @type {HTMLInputElement} */ (like).value = /** @type {HTMLInputElement} */ (field).value;
  }
}

/** @param {ReplayScreen} screen */
function renew(screen) {
  const form = paneOf(screen)?.querySelector("form");
  if (form instanceof HTMLFormElement) send(screen, form);
}

/** To the field that is wrong; the address goes on pointing at the drawer. @param {HTMLAnchorElement} link @param {Event} event */
function goTo(link, event) {
  event.preventDefault();
  const field = document.getElementById(link.hash.slice(1));
  const fold = field?.closest("details");
  if (fold) fold.open = true;
  field?.focus();
}

/** The buttons say which step they would take. @param {ReplayScreen} screen */
function tellStep(screen) {
  for (const here of screen.querySelectorAll(`${PANE} [data-step-here]`)) here.textContent = String(screen.number);
}

/** Puts the step that is shown into a field. @param {ReplayScreen} screen @param {string} name */
function use(screen, name) {
  const field = document.getElementById(name);
  if (!(field instanceof HTMLInputElement)) return;
  field.value = String(screen.number);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  announce(`Step ${screen.number} is taken`);
}

/** From the form to the step; the form stays. @param {ReplayScreen} screen @param {Event} event */
function leave(screen, event) {
  event.preventDefault();
  event.stopPropagation();
  if (location.hash === PANE) location.hash = "step";
  screen.step.focus({ preventScroll: true });
}

/** @param {ReplayScreen} screen @returns {HTMLElement | null} */
function paneOf(screen) {
  return screen.querySelector(PANE);
}

/** @param {ReplayScreen} screen */
function address(screen) {
  return `/attempts/${screen.dataset.attempt}/diagnosis`;
}

/** @param {ReplayScreen} screen */
function key(screen) {
  return `misstep diagnosing ${screen.dataset.attempt}`;
}
