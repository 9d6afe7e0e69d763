// Goes on by itself, a step for as long as it takes to skim; whatever the reader does ends it.

import { PlaybackControls, SPEEDS, keepSpeed, keptSpeed } from "./playback/controls.js";
import { announce } from "./parts.js";
import { readingTime, wordsIn } from "./reading.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "play", keys: [" "], title: "Play, pause", section: "Move", run: () => playback?.toggle() },
  { id: "slower", keys: ["<"], title: "Play slower", section: "Move", run: () => playback?.change(-1) },
  { id: "faster", keys: [">"], title: "Play faster", section: "Move", run: () => playback?.change(1) },
];

const OWN = new Set(commands.map(({ id }) => id));

/** @type {Playback | undefined} */
let playback;

/** @param {ReplayScreen} screen */
export function listenForPlayback(screen) {
  playback = new Playback(screen);
}

class Playback {
  #screen;
  #speed = keptSpeed();
  #playing = false;
  #expected = 0;
  #begun = false;
  #timer = 0;
  #controls = new PlaybackControls();

  /** @param {ReplayScreen} screen */
  constructor(screen) {
    this.#screen = screen;
    screen.addEventListener("step-shown", () => this.#arrive());
    screen.addEventListener("command", (event) => this.#giveWay(event));
    screen.addEventListener("pointerdown", ({ target }) => this.#stopAt(target, ".replay-step"));
    screen.addEventListener("focusin", ({ target }) => this.#stopAt(target, "input, textarea"));
    document.addEventListener("visibilitychange", () => document.hidden && this.#stop("paused"));
    this.#controls.listen({ press: () => this.toggle(), choose: (speed) => this.#setSpeed(speed) });
    document.addEventListener("swapped", () => this.#draw());
    this.#draw("");
  }

  toggle() {
    if (this.#playing) return this.#stop("paused");
    const end = this.#end();
    if (end) return this.#say(end);
    this.#playing = true;
    this.#begun = false;
    this.#expected = this.#screen.number;
    this.#say(this.#pace());
    this.#stay();
  }

  #pace() {
    return `playing at ${this.#speed}×${this.#controls.still ? ", without motion" : ""}`;
  }

  /** @param {1 | -1} direction */
  change(direction) {
    const place = SPEEDS.indexOf(this.#speed) + direction;
    this.#setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, place))] ?? 1);
  }

  /** @param {number} speed */
  #setSpeed(speed) {
    this.#speed = speed;
    keepSpeed(speed);
    if (!this.#playing) {
      announce(`Playback: ${speed}×`);
      return this.#draw(); // the choice beside the button says it to the eye
    }
    this.#say(this.#pace());
    this.#stay();
  }

  #arrive() {
    const { number, step } = this.#screen;
    if (!this.#playing) return;
    if (number !== this.#expected) return this.#stop("paused");
    const end = "marked" in step.dataset ? "stopped at a mark" : this.#end();
    if (!end) return this.#stay();
    this.#screen.remark = `Playback: ${end}`; // said with the step that it came to
    this.#halt(end);
  }

  /** Why it goes no further from here; it never reveals a step by itself. */
  #end() {
    const { number, frontier, dataset } = this.#screen;
    if (this.#screen.beside(number, 1) <= frontier) return undefined;
    return "forward" in dataset ? "nothing further is revealed" : "the run ends here";
  }

  /** Stays at the step for its reading time. */
  #stay() {
    clearTimeout(this.#timer);
    const content = this.#screen.step.querySelector("#content");
    const time = readingTime(content ? wordsIn(content) : 0, this.#speed);
    this.#timer = setTimeout(() => this.#goOn(), time);
    this.#controls.line(time);
    this.#draw();
  }

  #goOn() {
    const next = this.#screen.beside(this.#expected, 1);
    if (next > this.#screen.frontier) return this.#stop("paused");
    this.#expected = next;
    this.#screen.show(this.#expected, undefined, { along: this.#begun });
    this.#begun = true;
  }

  /** The reader did something else. @param {string} said */
  #stop(said) {
    if (!this.#playing) return;
    this.#halt(said);
    announce(`Playback: ${said}`);
  }

  /** @param {string} said */
  #halt(said) {
    this.#playing = false;
    clearTimeout(this.#timer);
    this.#controls.line(undefined);
    this.#draw(said);
  }

  /** @param {string} said */
  #say(said) {
    announce(`Playback: ${said}`);
    this.#draw(said);
  }

  /** @param {string} [said] */
  #draw(said) {
    this.#controls.draw({ playing: this.#playing, speed: this.#speed, said });
  }

  /** What moves, finds or diagnoses is the reader's own. @param {Event} event */
  #giveWay(event) {
    const command = /** @type {CustomEvent<import("./command.js").Command>} */ (event).detail;
    if (command.section !== "Look" && !OWN.has(command.id)) this.#stop("paused");
  }

  /** @param {EventTarget | null} target @param {string} selector */
  #stopAt(target, selector) {
    if (target instanceof Element && target.closest(selector)) this.#stop("paused");
  }
}
