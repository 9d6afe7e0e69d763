// The replay screen: everything here improves on pages that work without it.

import "./replay/time.js";
import { COMMANDS } from "./replay/commands.js";
import { listenForContent } from "./replay/content.js";
import { listenForForms } from "./replay/forms.js";
import { listenForKeys } from "./replay/keys.js";
import { listenForSearch } from "./replay/search.js";
import { listenForTools } from "./replay/tools.js";
import { listenForViews } from "./replay/views.js";
import { ReplayScreen } from "./replay/screen.js";
import { ValueViewer } from "./replay/viewer.js";

customElements.define("replay-screen", ReplayScreen);
customElements.define("value-viewer", ValueViewer);

const screen = document.querySelector("replay-screen");
if (screen instanceof ReplayScreen) {
  screen.commands = COMMANDS;
  listenForContent(screen);
  listenForForms(screen);
  listenForSearch(screen);
  listenForTools(screen);
  listenForViews(screen);
  listenForKeys(screen);
}
