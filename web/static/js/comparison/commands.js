// What the comparison can do: its keys and its help read this table.

import { openHelp } from "../replay/help.js";
import { announce } from "../replay/parts.js";

/** @typedef {import("./screen.js").ComparisonScreen} ComparisonScreen */

/**
 * @typedef {object} Command as in the replay, over another screen
 * @property {string} id
 * @property {string[]} keys
 * @property {string} title
 * @property {import("../replay/command.js").Section} section
 * @property {(screen: ComparisonScreen) => unknown} run
 * @property {boolean} [held]
 */

/** @type {Command[]} */
export const COMMANDS = [
  { id: "next", keys: ["j", "ArrowRight"], title: "Next row", section: "Move", held: true, run: (screen) => screen.follow("next") },
  { id: "previous", keys: ["k", "ArrowLeft"], title: "Previous row", section: "Move", held: true, run: (screen) => screen.follow("previous") },
  { id: "next-difference", keys: ["}"], title: "Next difference", section: "Move", run: (screen) => screen.follow("next-difference") },
  { id: "previous-difference", keys: ["{"], title: "Previous difference", section: "Move", run: (screen) => screen.follow("previous-difference") },
  { id: "first", keys: ["g g", "Home"], title: "First row", section: "Move", run: (screen) => screen.show(1) },
  { id: "last", keys: ["G", "End"], title: "Last row", section: "Move", run: (screen) => screen.show(screen.last) },
  { id: "next-mark", keys: ["]"], title: "Next step of the chain", section: "Move", run: (screen) => screen.alongChain(1) },
  { id: "previous-mark", keys: ["["], title: "Previous step of the chain", section: "Move", run: (screen) => screen.alongChain(-1) },
  { id: "copy-link", keys: ["y"], title: "Copy the link to this row", section: "Screen", run: copyLink },
  { id: "help", keys: ["?"], title: "List the keys", section: "Screen", run: (screen) => openHelp(/** @type {any} */ (screen)) },
];

/** @param {ComparisonScreen} screen */
async function copyLink(screen) {
  try {
    await navigator.clipboard.writeText(new URL(screen.address(screen.place), location.href).href);
    announce("Link copied");
  } catch {
    announce("The browser did not allow copying: the link is in the address bar");
  }
}
