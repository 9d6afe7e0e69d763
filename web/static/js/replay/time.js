// How long the reading has taken, in hours and minutes.

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
    if (word) word.textContent = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  }
}

customElements.define("reading-time", ReadingTime);
