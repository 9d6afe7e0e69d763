// A combobox over a grouped <select>: families first, then their classes; or type to find one among all of them.

import { ClassChoices } from "./class-choices.js";
import { grouped } from "./class-entries.js";

/** @typedef {import("./class-entries.js").Entry} Entry */

class ClassSearch extends HTMLElement {
  /** @type {ClassChoices | undefined} */
  #choices;
  #input = document.createElement("input");
  #list = document.createElement("div");
  /** @type {Entry[]} */
  #offered = [];
  #active = -1;

  connectedCallback() {
    if (this.#choices) return;
    this.#choices = new ClassChoices(this.#select);
    this.#build(this.#choices.count);
    this.#input.addEventListener("input", () => this.#offer());
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

  /** @param {number} count */
  #build(count) {
    const frame = document.createElement("div");
    frame.className = "combobox";
    Object.assign(this.#input, { className: "input", id: "class-search", autocomplete: "off" });
    this.#input.placeholder = `Choose a family, or search ${count} classes`;
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

  #open() {
    this.#choices?.open();
    this.#offer();
    this.#list.scrollIntoView({ block: "nearest" });
  }

  #offer() {
    this.#offered = this.#choices?.offered(this.#input.value) ?? [];
    this.#list.replaceChildren(...grouped(this.#offered));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#activate(this.#offered.findIndex((entry) => entry === this.#choices?.chosen));
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
    const moves = { ArrowDown: Math.min(this.#active + 1, this.#offered.length - 1), ArrowUp: Math.max(this.#active - 1, 0) };
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#activate(moves[event.key]);
      else this.#open();
    } else if (event.key === "Enter" && open && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#choose(this.#offered[this.#active] ?? this.#offered[0]);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation(); // it closes this list, and nothing around it
      this.#close();
    }
  }

  /** @param {number} place */
  #activate(place) {
    this.#active = place;
    this.#offered.forEach(({ line }, each) => line.setAttribute("aria-selected", String(each === place)));
    const line = this.#offered[place]?.line;
    line?.scrollIntoView({ block: "nearest" });
    if (line) this.#input.setAttribute("aria-activedescendant", line.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  /** @param {EventTarget | null} target */
  #at(target) {
    return this.#offered.find(({ line }) => target instanceof Node && line.contains(target));
  }

  /** A family opens its classes; a class is taken. @param {Entry | undefined} entry */
  #choose(entry) {
    if (entry?.opens !== undefined) {
      const place = this.#choices?.enter(entry.opens) ?? -1;
      this.#show();
      this.#offer();
      return this.#activate(place);
    }
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

  #show() {
    this.#input.value = this.#choices?.chosenName ?? "";
  }
}

customElements.define("class-search", ClassSearch);
