// The line in which a claim is made: Enter sends it, and it says which step it is about and how sure its reader is.

/** @param {HTMLElement} screen */
export function listenForClaimLine(screen) {
  screen.addEventListener("input", ({ target }) => {
    const form = target instanceof Element ? target.closest("form") : null;
    if (form instanceof HTMLFormElement) describe(form);
  });
  screen.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!(target instanceof HTMLTextAreaElement) || !target.matches("[data-claim-what]")) return;
    event.preventDefault();
    event.stopPropagation();
    target.form?.requestSubmit();
  });
}

/** Says beside the fields of a form what they stand at. @param {HTMLFormElement} form */
export function describe(form) {
  const step = form.elements.namedItem("step");
  const named = (form.closest("details") ?? form).querySelector("[data-current-number]");
  if (named && step instanceof HTMLInputElement) named.textContent = step.value;
  const sure = form.querySelector("[data-sureness]");
  const told = document.getElementById("claim-sureness");
  if (told && sure instanceof HTMLInputElement) told.textContent = inWords(sure);
}

/** @param {HTMLInputElement} field a confidence in percent, or nothing */
function inWords({ dataset, value, valueAsNumber }) {
  /** @type {[number, string][]} */
  const scale = JSON.parse(dataset.sureness ?? "[]");
  return value === "" ? "not said" : (scale.findLast(([least]) => valueAsNumber >= least)?.[1] ?? "");
}
