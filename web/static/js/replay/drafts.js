// What is being written in the forms of the right pane: it survives steps, other forms and a reload, until it is sent.

import { keep as store, recall } from "../remember.js";
import { describe } from "./claim-line.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {ReplayScreen} screen */
export function listenForDrafts(screen) {
  screen.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-draft]") : null;
    if (form instanceof HTMLFormElement) keep(screen, form);
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
      openFold(field);
    }
    describe(/** @type {HTMLFormElement} */ (form));
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

/** What is written in a fold is seen; a step number alone is there in any case. @param {Field} field */
function openFold(field) {
  const fold = field.closest("details");
  if (fold && field.value && field.name !== "step") fold.open = true;
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
