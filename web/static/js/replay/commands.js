// The one table of what the screen can do: keys, help and palette read it.

import { commands as diagnosing } from "./diagnosing.js";
import { commands as edges } from "./edge.js";
import { commands as forms } from "./forms.js";
import { commands as help } from "./help.js";
import { commands as movement } from "./movement.js";
import { commands as scale } from "./scale.js";
import { commands as palette } from "./palette.js";
import { commands as panes } from "./panes.js";
import { commands as playback } from "./playback.js";
import { scrolling } from "./scrolling.js";
import { commands as search } from "./search.js";
import { commands as settings } from "./settings.js";
import { commands as tabs } from "./tabs.js";
import { commands as ticket } from "./ticket.js";
import { commands as timeline } from "./timeline.js";
import { commands as tools } from "./tools.js";
import { commands as views } from "./views.js";
import { commands as ways } from "./ways.js";

/** @type {import("./command.js").Command[]} */
export const COMMANDS = [...movement, ...scrolling, ...playback, ...ways, ...tabs, ...views, ...scale, ...timeline, ...search, ...ticket, ...forms, ...diagnosing, ...tools, ...panes, ...edges, ...settings, ...palette, ...help];
