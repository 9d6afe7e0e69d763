// The diagnosis form: saves itself while one writes, names the steps, and makes the failure class searchable.

import "./diagnosis/class-search.js";

const PAUSE = 800; // milliseconds without typing before the draft is sent

class DiagnosisDraft extends HTMLElement {
  /** @type {number | undefined} */
  #waiting;
  #sent = Promise.resolve();
  #leaving = new AbortController();

  connectedCallback() {
    this.addEventListener("input", (event) => {
      this.#nameSteps();
      if (event.target instanceof Element && event.target.closest(".pin-new, [data-aside]")) return;
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => {
        this.#sent = this.#sent.then(() => this.#save()); // one after the other: a late answer must not undo a newer draft
      }, PAUSE);
    });
    this.addEventListener("submit", () => {
      clearTimeout(this.#waiting);
      this.#leaving.abort();
    });
    this.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#review(event);
    });
    document.getElementById("errors")?.focus();
  }

  /** @param {KeyboardEvent} event */
  #review(event) {
    event.preventDefault();
    /** @type {HTMLButtonElement | null} */
    const button = this.querySelector("button[value=review]");
    this.#form.requestSubmit(button);
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  #nameSteps() {
    for (const words of this.querySelectorAll("[data-names]")) {
      const typed = String(new FormData(this.#form).get(words.getAttribute("data-names") ?? "") ?? "").trim();
      const option = [...this.querySelectorAll("#steps option")].find((each) => each.getAttribute("value") === typed);
      words.textContent = option?.textContent ?? "";
    }
  }

  /** The draft as JSON, or null while a number in it is not one yet. */
  #draft() {
    const fields = new FormData(this.#form);
    const text = (/** @type {string} */ name) => String(fields.get(name) ?? "").trim();
    const common = { explanation: text("explanation"), evidence: [], remedy: null };
    if (text("no_fault")) return { no_fault: true, claims: [], failure_class: null, fix_lever: null, ...common };
    const claims = [1, 2, 3]
      .filter((place) => text(`step_${place}`))
      .map((place) => ({ step: Number(text(`step_${place}`)), confidence: percent(text(`confidence_${place}`)) }));
    const whole = claims.every(({ step, confidence }) => this.#seen(step) && confidence >= 0 && confidence <= 1);
    const distinct = new Set(claims.map(({ step }) => step)).size === claims.length;
    if (!whole || !distinct) return null;
    const failureClass = text("failure_class") || null;
    return { no_fault: false, claims, failure_class: failureClass, fix_lever: text("fix_lever") || null, ...common };
  }

  /** @param {number} step */
  #seen(step) {
    return Number.isInteger(step) && step >= 1 && step <= Number(this.dataset.last);
  }

  async #save() {
    const draft = this.#draft();
    if (!draft) return this.#say("Not saved yet: check the step numbers and the confidence.", { failed: true });
    try {
      const answer = await fetch(this.dataset.save ?? "", {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(draft),
        signal: this.#leaving.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#say("Draft saved.", { failed: false });
    } catch {
      if (this.#leaving.signal.aborted) return;
      this.#say("The draft could not be saved; it is still here. Press “Save draft” to try again.", { failed: true });
    }
  }

  /**
   * @param {string} words
   * @param {{ failed: boolean }} how
   */
  #say(words, { failed }) {
    const place = this.querySelector("[data-saved]");
    if (!place || place.textContent === words) return;
    place.textContent = words;
    place.toggleAttribute("data-failed", failed);
  }
}

/**
 * `70` and `70 %` become 0.7; nothing typed means an even chance.
 * @param {string} text
 */
function percent(text) {
  return Number(text.replace("%", "").replace(",", ".").trim() || "50") / 100;
}

customElements.define("diagnosis-draft", DiagnosisDraft);
