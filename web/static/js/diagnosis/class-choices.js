// What the search for a failure class offers: the families, the classes of one, or those that hold what is typed.

import { familiesOf, read, wayBack } from "./class-entries.js";

/** @typedef {import("./class-entries.js").Entry} Entry */

export class ClassChoices {
  #select;
  #classes;
  #families;
  #back = wayBack();
  #family = ""; // whose classes are offered; empty where the families are

  /** @param {HTMLSelectElement} select */
  constructor(select) {
    this.#select = select;
    this.#classes = [...select.querySelectorAll("optgroup option")].map((option, place) => read(option, place));
    this.#families = familiesOf(this.#classes);
  }

  get count() {
    return this.#classes.length;
  }

  get chosen() {
    return this.#classes.find(({ value }) => value === this.#select.value);
  }

  /** How the chosen class is written in the box. */
  get chosenName() {
    return this.chosen?.name ?? "";
  }

  /** Begins where the chosen class is. */
  open() {
    this.#family = this.chosen?.family ?? "";
  }

  /** Goes into a family, or with "" back to all; gives the place of the line to begin with. @param {string} family */
  enter(family) {
    const left = this.#families.findIndex(({ opens }) => opens === this.#family);
    this.#family = family;
    return family ? 1 : left;
  }

  /** The lines to be offered; what is chosen is not typed. @param {string} typed @returns {Entry[]} */
  offered(typed) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0 || typed === this.chosenName) {
      const inside = this.#classes.filter(({ family }) => family === this.#family);
      return this.#family ? [this.#back, ...inside] : this.#families;
    }
    return this.#classes.filter(({ name, summary }) => {
      const text = `${name} ${summary}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }
}
