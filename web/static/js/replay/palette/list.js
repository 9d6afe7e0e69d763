// Draws what the palette offers, in its groups.

import { caps } from "../command.js";

/** @typedef {import("./choices.js").Choice} Choice */

/** @param {Element} list @param {Choice[]} choices @param {number} at */
export function drawChoices(list, choices, at) {
  const options = choices.map((choice, place) => option(choice, place, place === at));
  const rows = options.flatMap((drawn, place) => {
    const { group } = choices[place] ?? {};
    return group === choices[place - 1]?.group ? [drawn] : [title(group ?? ""), drawn];
  });
  list.replaceChildren(...rows);
}

/** Between the options, for the eye alone: a listbox holds nothing else. @param {string} group */
function title(group) {
  const drawn = document.createElement("div");
  drawn.className = "palette-group";
  drawn.setAttribute("role", "presentation");
  drawn.ariaHidden = "true";
  drawn.textContent = group;
  return drawn;
}

/** @param {Choice} choice @param {number} place @param {boolean} selected */
function option({ title: words, keys }, place, selected) {
  const drawn = document.createElement("div");
  drawn.className = "palette-option";
  drawn.id = `palette-${place}`;
  drawn.dataset.place = String(place);
  drawn.setAttribute("role", "option");
  drawn.setAttribute("aria-selected", String(selected));
  const name = document.createElement("span");
  name.textContent = words;
  const shortcut = document.createElement("span");
  shortcut.className = "palette-keys";
  shortcut.append(...keys.flatMap((key, index) => (index ? [" or ", ...caps(key)] : caps(key))));
  drawn.append(name, shortcut);
  return drawn;
}
