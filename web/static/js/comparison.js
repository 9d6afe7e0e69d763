// The comparison of two arms: everything here improves on pages that work without it.

import { COMMANDS } from "./comparison/commands.js";
import { ComparisonScreen } from "./comparison/screen.js";
import { listenForChoice } from "./comparison/choice.js";
import { listenForContent } from "./replay/content.js";
import { ValueViewer } from "./replay/viewer.js";
import { listenForKeys } from "./replay/keys.js";

customElements.define("comparison-screen", ComparisonScreen);
customElements.define("value-viewer", ValueViewer);

const screen = document.querySelector("comparison-screen");
if (screen instanceof ComparisonScreen) {
  screen.commands = COMMANDS;
  listenForContent(/** @type {any} */ (screen));
  listenForChoice(screen);
  listenForKeys(/** @type {any} */ (screen)); // keys ask a screen for its commands alone
}
