// The buttons of playback, which the server may draw anew at any time, and the hairline that fills while a step stays.

import { keep, recall } from "../../remember.js";

export const SPEEDS = [0.5, 0.75, 1, 1.5, 2, 3, 4];
const KEPT = "misstep.speed";

export class PlaybackControls {
  #said = "";
  /** @type {Animation | undefined} */
  #line;

  /** Whether the system asks for less motion: then nothing moves but the steps. */
  get still() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** @param {{press: () => void, choose: (speed: number) => void}} acts */
  listen({ press, choose }) {
    document.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("[data-action='play']")) press();
    });
    document.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement && target.dataset.action === "speed") choose(Number(target.value));
    });
  }

  /** @param {{playing: boolean, speed: number, said?: string}} state */
  draw({ playing, speed, said = this.#said }) {
    this.#said = said;
    const button = document.querySelector("[data-action='play']");
    const word = button?.querySelector("span");
    if (word) word.textContent = playing ? "Pause" : "Play";
    button?.querySelector("use")?.setAttribute("href", playing ? "#icon-pause" : "#icon-play");
    const select = document.querySelector("[data-action='speed']");
    if (select instanceof HTMLSelectElement) select.value = String(speed);
    const words = document.querySelector(".playback-said");
    if (words) words.textContent = said;
  }

  /** @param {number | undefined} time milliseconds; none to take the line away */
  line(time) {
    this.#line?.cancel();
    if (time === undefined || this.still) return;
    const line = document.querySelector(".playback-line");
    this.#line = line?.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], { duration: time, fill: "both" });
  }
}

/** @param {number} speed */
export function keepSpeed(speed) {
  keep("localStorage", KEPT, speed);
}

export function keptSpeed() {
  const kept = recall("localStorage", KEPT, 1);
  return SPEEDS.includes(kept) ? kept : 1;
}
