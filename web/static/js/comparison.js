// The comparison of two arms: everything here improves on pages that work without it.

import { COMMANDS } from "./comparison/commands.js";
import { ComparisonScreen } from "./comparison/screen.js";
import { listenForContent } from "./replay/content.js";
import { openHelp } from "./replay/help.js";
import { listenForKeys } from "./replay/keys.js";
import { listenForSettings } from "./replay/settings.js";
import { ValueViewer } from "./replay/viewer.js";

customElements.define("comparison-screen", ComparisonScreen);
customElements.define("value-viewer", ValueViewer);

const screen = document.querySelector("comparison-screen");
if (screen instanceof ComparisonScreen) {
  screen.commands = COMMANDS;
  listenForContent(/** @type {any} */ (screen));
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-action='help']")) openHelp(/** @type {any} */ (screen));
  });
  listenForSettings(/** @type {any} */ (screen));
  listenForKeys(/** @type {any} */ (screen)); // keys ask a screen for its commands alone
}
