// A value and what a reader does to it: read it raw, open and close all of it, search in it, copy from it.

import { choose } from "../remember.js";
import { fetched } from "./fragment.js";
import { announce } from "./parts.js";
import { listenForFinding } from "./viewer/find.js";
import { listenForRows, offerRows } from "./viewer/rows.js";

const AT_ONCE = 30; // branches that are fetched when all are opened

/** How texts are read, as the reader last chose. */
let texts = document.cookie.includes("misstep_texts=source") ? "source" : "natural";

export class ValueViewer extends HTMLElement {
  #wired = false;

  connectedCallback() {
    if (this.matches(".viewer--text") && !this.dataset.as) this.#readAs(texts);
    this.querySelector("[data-raw]")?.setAttribute("role", "button");
    offerRows(this);
    if (this.#wired) return;
    this.#wired = true;
    listenForRows(this);
    listenForFinding(this);
    this.addEventListener("click", (event) => this.#act(event));
  }

  get address() {
    return this.dataset.address ?? "";
  }

  /** @param {MouseEvent} event */
  #act(event) {
    const pressed = event.target instanceof Element ? event.target.closest("[data-raw], [data-all]") : null;
    if (!(pressed instanceof HTMLElement) || pressed.closest("value-viewer") !== this) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (pressed.dataset.all) this.#openAll(pressed.dataset.all === "open");
    else this.#turn();
  }

  /** @param {boolean} open */
  #openAll(open) {
    let fetching = 0;
    for (const fold of this.querySelectorAll("details")) {
      if (open && fold.dataset.unopened && ++fetching > AT_ONCE) continue;
      fold.open = open;
    }
  }

  async #turn() {
    const raw = this.dataset.as !== "source";
    if (raw && !this.querySelector(".viewer-source")) {
      const content = await fetched(this.address, { as: "raw" }).catch(() => undefined);
      if (!content) return announce("The raw text could not be loaded: is the server still there?");
      if (this.querySelector(".viewer-source")) return; // a second press while the first was under way
      const source = document.createElement("div");
      source.className = "viewer-source";
      source.append(content);
      this.append(source);
    }
    this.#readAs(raw ? "source" : "natural");
    if (!this.matches(".viewer--text")) return;
    texts = this.dataset.as ?? "";
    choose("texts", texts);
  }

  /** @param {string} how */
  #readAs(how) {
    this.dataset.as = how;
    const turn = this.querySelector("[data-raw]");
    if (!(turn instanceof HTMLElement)) return;
    turn.dataset.word ??= turn.textContent ?? "";
    turn.textContent = (how === "source" ? turn.dataset.natural : turn.dataset.word) ?? "";
  }
}
