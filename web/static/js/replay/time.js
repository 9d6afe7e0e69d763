// How long the reading has taken, in minutes.

class ReadingTime extends HTMLElement {
  /** @type {number | undefined} */
  #timer;

  connectedCallback() {
    this.#show();
    this.#timer = setInterval(() => this.#show(), 10_000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #show() {
    const started = Date.parse(this.dataset.started ?? "");
    const ended = this.dataset.ended ? Date.parse(this.dataset.ended) : Date.now();
    const minutes = Math.max(0, Math.floor((ended - started) / 60_000));
    const word = this.querySelector("span");
    if (word) word.textContent = `${minutes} min`;
  }
}

customElements.define("reading-time", ReadingTime);
