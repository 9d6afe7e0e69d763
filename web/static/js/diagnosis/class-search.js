// A combobox over a grouped <select>: type to narrow, arrows to walk, Enter to choose, Escape to close.

import { grouped, read } from "./class-entries.js";

/** @typedef {import("./class-entries.js").Entry} Entry */

class ClassSearch extends HTMLElement {
  /** @type {Entry[]} */
  #entries = [];
  #input = document.createElement("input");
  #list = document.createElement("div");
  #active = -1;

  connectedCallback() {
    if (this.#entries.length > 0) return;
    this.#entries = [...this.#select.querySelectorAll("optgroup option")].map((option, place) => read(option, place));
    this.#build();
    this.#input.addEventListener("input", () => this.#open());
    this.#input.addEventListener("click", () => this.#open());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#choose(this.#at(event.target)));
    this.#show();
  }

  get #select() {
    return /** @type {HTMLSelectElement} */ (this.querySelector("select"));
  }

  #build() {
    const frame = document.createElement("div");
    frame.className = "combobox";
    Object.assign(this.#input, { className: "input", id: "class-search", autocomplete: "off" });
    this.#input.placeholder = `Search ${this.#entries.length} classes`;
    this.#input.dataset.aside = "";
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "class-list" };
    for (const [name, value] of Object.entries(roles)) this.#input.setAttribute(name, value);
    if (this.#select.hasAttribute("aria-invalid")) this.#input.setAttribute("aria-invalid", "true");
    Object.assign(this.#list, { id: "class-list", className: "combobox-list", hidden: true });
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", "Failure classes");
    frame.append(this.#input, this.#list);
    this.#select.hidden = true;
    this.#select.before(frame);
    this.querySelector("label")?.setAttribute("for", "class-search");
  }

  /** The entries that hold every typed word; all while the input still shows what is chosen. */
  get #fitting() {
    const words = this.#input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (this.#input.value === this.#chosenName()) return this.#entries;
    const holds = (/** @type {Entry} */ { name, summary }) => {
      const text = `${name} ${summary}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    return this.#entries.filter(holds);
  }

  #open() {
    const fitting = this.#fitting;
    const chosen = this.#select.value;
    this.#list.replaceChildren(...grouped(fitting));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#activate(fitting.findIndex(({ value }) => value === chosen));
  }

  #close() {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
    if (!this.#input.value.trim()) this.#take("");
    this.#show();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const open = !this.#list.hidden;
    const last = this.#fitting.length - 1;
    const moves = { ArrowDown: Math.min(this.#active + 1, last), ArrowUp: Math.max(this.#active - 1, 0) };
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#activate(moves[event.key]);
      else this.#open();
    } else if (event.key === "Enter" && open && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#choose(this.#fitting[this.#active] ?? this.#fitting[0]);
    } else if (event.key === "Escape" && open) {
      this.#close();
    }
  }

  /** @param {number} place */
  #activate(place) {
    this.#active = place;
    for (const entry of this.#entries) entry.line.setAttribute("aria-selected", "false");
    const line = this.#fitting[place]?.line;
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    if (line) this.#input.setAttribute("aria-activedescendant", line.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  /** @param {EventTarget | null} target */
  #at(target) {
    return this.#entries.find(({ line }) => target instanceof Node && line.contains(target));
  }

  /** @param {Entry | undefined} entry */
  #choose(entry) {
    if (!entry) return;
    this.#take(entry.value);
    this.#show();
    this.#close();
  }

  /** @param {string} value */
  #take(value) {
    if (this.#select.value === value) return;
    this.#select.value = value;
    this.#select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #chosenName() {
    const entry = this.#entries.find(({ value }) => value === this.#select.value);
    return entry?.name ?? "";
  }

  #show() {
    this.#input.value = this.#chosenName();
  }
}

customElements.define("class-search", ClassSearch);
