// Charts on the page of numbers: the value under the pointer, and a click to its step. The tables say the same.

/** @typedef {{step: number, left: number, right: number, words: string, last: number}} Value */

class NumberChart extends HTMLElement {
  /** @type {Value[]} */
  #values = [];
  #here = document.createElement("span");
  #tip = document.createElement("span");

  connectedCallback() {
    this.#values = (this.dataset.values ?? "").split(";").filter(Boolean).map(read);
    this.#here.className = "numbers-here";
    this.#tip.className = "numbers-tip";
    this.#here.hidden = this.#tip.hidden = true;
    this.append(this.#here, this.#tip);
    this.addEventListener("pointermove", (event) => this.#tell(this.#at(event)));
    this.addEventListener("pointerleave", () => this.#tell(undefined));
    this.addEventListener("click", (event) => {
      const value = this.#at(event);
      if (value) location.assign(`${this.dataset.steps}/${value.step}`);
    });
  }

  /** The value nearest to the pointer. @param {MouseEvent} event */
  #at(event) {
    const box = this.getBoundingClientRect();
    const place = (event.clientX - box.left) / box.width;
    const away = (/** @type {Value} */ { left, right }) => Math.abs((left + right) / 2 - place);
    return this.#values.reduce((best, value) => (best && away(best) <= away(value) ? best : value), this.#values[0]);
  }

  /** @param {Value | undefined} value */
  #tell(value) {
    this.#here.hidden = this.#tip.hidden = !value;
    if (!value) return;
    this.style.setProperty("--at", `${50 * (value.left + value.right)}%`);
    this.#tip.textContent = `${steps(value)}: ${value.words}`;
  }
}

/** @param {string} text @returns {Value} */
function read(text) {
  const [step, left, right, words = "", last = step] = text.split(",");
  return { step: Number(step), left: Number(left), right: Number(right), words, last: Number(last) };
}

/** `Step 41`, or of a value that stands for several `Steps 41 to 44`. @param {Value} value */
function steps({ step, last }) {
  const first = step.toLocaleString("en");
  return last > step ? `Steps ${first} to ${last.toLocaleString("en")}` : `Step ${first}`;
}

customElements.define("number-chart", NumberChart);
