// What is being written in the forms of the right pane: it survives steps, other forms and a reload, until it is sent.

import { keep as store, recall } from "../remember.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {ReplayScreen} screen */
export function listenForDrafts(screen) {
  screen.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-draft]") : null;
    if (form instanceof HTMLFormElement) keep(screen, form);
    tellSureness(event.target);
  });
  restore(screen);
}

/** Fills the forms with what was being written, and opens their folds. @param {ReplayScreen} screen */
export function restore(screen) {
  const drafts = read(screen);
  for (const form of screen.querySelectorAll("form[data-draft]")) {
    const draft = form instanceof HTMLFormElement ? drafts[form.dataset.draft ?? ""] : undefined;
    if (!draft) continue;
    for (const field of fields(/** @type {HTMLFormElement} */ (form))) {
      field.value = draft[field.name] ?? field.value;
      tellSureness(field);
    }
    const fold = form.closest("details");
    if (fold) fold.open = true;
  }
}

/** What was sent is no draft any more. @param {ReplayScreen} screen @param {HTMLFormElement} form */
export function forget(screen, form) {
  const { [form.dataset.draft ?? ""]: _, ...others } = read(screen);
  write(screen, others);
}

/** Whether something is written in a form. @param {HTMLFormElement} form */
export function isWritten(form) {
  return fields(form).some((field) => field instanceof HTMLTextAreaElement && field.value.trim() !== "");
}

/** @param {ReplayScreen} screen @param {HTMLFormElement} form */
function keep(screen, form) {
  if (!isWritten(form)) return forget(screen, form);
  const draft = Object.fromEntries(fields(form).map(({ name, value }) => [name, value]));
  write(screen, { ...read(screen), [form.dataset.draft ?? ""]: draft });
}

/** What a reader changes in a form. @param {HTMLFormElement} form @returns {Field[]} */
function fields(form) {
  return /** @type {Field[]} */ ([...form.querySelectorAll("textarea, input:not([type=hidden])")]);
}

/** Says in words what the slider stands at. @param {EventTarget | null} slider */
function tellSureness(slider) {
  if (!(slider instanceof HTMLInputElement) || !slider.dataset.sureness) return;
  /** @type {[number, string][]} */
  const scale = JSON.parse(slider.dataset.sureness);
  const words = scale.findLast(([least]) => slider.valueAsNumber >= least)?.[1] ?? "";
  const told = document.getElementById(slider.getAttribute("aria-describedby") ?? "");
  if (told) told.textContent = `${slider.value} % · ${words}`;
  slider.setAttribute("aria-valuetext", `${slider.value} %, ${words}`);
}

/** @param {ReplayScreen} screen @returns {Record<string, Record<string, string>>} */
function read(screen) {
  return recall("sessionStorage", key(screen), {});
}

/** @param {ReplayScreen} screen @param {Record<string, Record<string, string>>} drafts */
function write(screen, drafts) {
  store("sessionStorage", key(screen), drafts);
}

/** @param {ReplayScreen} screen */
function key(screen) {
  return `misstep drafts ${screen.dataset.attempt}`;
}
