// The two forms of a diagnosis: they save themselves while one writes, and name the steps.

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
      this.#blame(event.target);
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
    /** @type {HTMLButtonElement | null} */
    const button = this.querySelector("button[value=review]");
    if (!button) return;
    event.preventDefault();
    this.#form.requestSubmit(button);
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  #nameSteps() {
    for (const words of this.querySelectorAll("[data-names]")) {
      const typed = String(new FormData(this.#form).get(words.getAttribute("data-names") ?? "") ?? "").trim();
      const option = [...this.querySelectorAll("#known-steps option")].find((each) => each.getAttribute("value") === typed);
      words.textContent = option?.textContent ?? "";
    }
  }

  /** Who names what went wrong has said that something did. @param {EventTarget | null} field */
  #blame(field) {
    if (!(field instanceof HTMLElement) || !field.closest("fieldset.fault-only") || this.querySelector("[name=no_fault]:checked")) return;
    /** @type {HTMLInputElement | null} */
    const said = this.querySelector("[name=no_fault][value=no]");
    if (said) said.checked = true;
  }

  /** Sends the form itself, so that the server alone reads it; what is to be put right is on the page that it answers. */
  async #save() {
    const body = new URLSearchParams({ then: "draft" });
    for (const [name, value] of new FormData(this.#form)) body.append(name, String(value));
    try {
      const { signal } = this.#leaving;
      const answer = await fetch(this.#form.action, { method: "POST", body, signal, redirect: "manual" });
      if (answer.type === "opaqueredirect") return this.#say("Draft saved.", { failed: false });
      if (answer.status !== 422) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const wrong = page.querySelector("#errors li")?.textContent?.trim() ?? "";
      this.#say(`Not saved yet. ${wrong}.`, { failed: true });
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

customElements.define("diagnosis-draft", DiagnosisDraft);
