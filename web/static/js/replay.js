// The replay screen: everything here improves on pages that work without it.

import "./replay/time.js";
import { COMMANDS } from "./replay/commands.js";
import { listenForContent } from "./replay/content.js";
import { listenForDiagnosing } from "./replay/diagnosing.js";
import { listenForForms } from "./replay/forms.js";
import { listenForGuide } from "./replay/guide.js";
import { listenForKeys } from "./replay/keys.js";
import { PaneEdge } from "./replay/edge.js";
import { listenForPalette } from "./replay/palette.js";
import { listenForPlayback } from "./replay/playback.js";
import { listenForQuotes } from "./replay/quote.js";
import { listenForRoving } from "./replay/roving.js";
import { listenForScale } from "./replay/scale.js";
import { listenForSearch } from "./replay/search.js";
import { listenForTicket } from "./replay/ticket.js";
import { listenForTools } from "./replay/tools.js";
import "./replay/list.js";
import "./replay/tree.js";
import { listenForViews } from "./replay/views.js";
import { RunOverview } from "./replay/overview.js";
import { listenForSettings } from "./replay/settings.js";
import { StepScrubber } from "./replay/scrubber.js";
import { RunTimeline } from "./replay/timeline.js";
import { ReplayScreen } from "./replay/screen.js";
import { ValueViewer } from "./replay/viewer.js";

customElements.define("replay-screen", ReplayScreen);
customElements.define("pane-edge", PaneEdge);
customElements.define("value-viewer", ValueViewer);

customElements.define("step-scrubber", StepScrubber);
customElements.define("run-overview", RunOverview);
customElements.define("run-timeline", RunTimeline);

const screen = document.querySelector("replay-screen");
if (screen instanceof ReplayScreen) {
  screen.commands = COMMANDS;
  listenForContent(screen);
  listenForForms(screen);
  listenForGuide(screen);
  listenForRoving(screen);
  listenForDiagnosing(screen);
  listenForScale(screen);
  listenForSettings(screen);
  listenForSearch(screen);
  listenForTicket(screen);
  listenForTools(screen);
  listenForViews(screen);
  listenForPlayback(screen);
  listenForPalette(screen);
  listenForQuotes(screen);
  listenForKeys(screen);
  document.documentElement.dataset.script = "on"; // shows what only a script can do
}
