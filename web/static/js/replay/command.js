// What a command is: something the screen can do, by key, from the help or from the palette.

/**
 * @typedef {import("./screen.js").ReplayScreen} ReplayScreen
 * @typedef {object} Command
 * @property {string} id
 * @property {string[]} keys like `j`, `g g`, `Shift+ArrowRight`, `Mod+Enter` (Ctrl or Cmd); none for the palette only
 * @property {string} title what it does, as the help and the palette say it
 * @property {Section} section
 * @property {(screen: ReplayScreen) => unknown} run
 * @property {(screen: ReplayScreen) => boolean} [when] whether it can be done now; always, if not given
 * @property {boolean} [listed] whether the help tells of it even while it cannot be done
 * @property {string} [also] further words by which the palette finds it
 * @property {boolean} [held] whether it goes on while its key is held down
 * @typedef {"Move" | "Look" | "Find" | "Diagnose" | "Screen"} Section
 */

/** @type {Section[]} */
export const SECTIONS = ["Move", "Look", "Find", "Diagnose", "Screen"];

/** @type {Record<string, string>} */
const CAPS = {
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page up",
  PageDown: "Page down",
  Mod: /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl",
  Escape: "Esc",
  " ": "Space",
};

/** The commands that can be done now. @param {ReplayScreen} screen */
export function available(screen) {
  return screen.commands.filter(({ when }) => !when || when(screen));
}

/** Does a command; who must give way to it hears of it first. @param {ReplayScreen} screen @param {Command} command */
export function perform(screen, command) {
  screen.dispatchEvent(new CustomEvent("command", { detail: command }));
  return command.run(screen);
}

/** The keycaps of a key, a blank between them. @param {string} key @returns {(Node | string)[]} */
export function caps(key) {
  return key.split(/[ +](?=.)/).flatMap((name, place) => {
    const drawn = document.createElement("kbd");
    drawn.textContent = CAPS[name] ?? name;
    return place ? [" ", drawn] : [drawn];
  });
}
