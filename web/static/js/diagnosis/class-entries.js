// The failure classes as lines of a list: made from the options of the select, grouped by family.

/** @typedef {{ value: string, family: string, name: string, summary: string, line: HTMLElement }} Entry */

/**
 * @param {Element} option
 * @param {number} place
 * @returns {Entry}
 */
export function read(option, place) {
  const name = option.getAttribute("data-name") ?? "";
  const family = option.closest("optgroup")?.label ?? "";
  const summary = (option.textContent ?? "").slice(name.length).replace(/^\. /, "");
  const line = document.createElement("div");
  line.className = "combobox-option";
  line.id = `class-${place}`;
  line.setAttribute("role", "option");
  const hint = document.createElement("span");
  hint.className = "combobox-hint";
  hint.textContent = summary;
  line.append(name, hint);
  return { value: option.getAttribute("value") ?? "", family, name, summary, line };
}

/**
 * The lines under a heading for each family.
 * @param {Entry[]} entries
 */
export function grouped(entries) {
  const families = [...new Set(entries.map(({ family }) => family))];
  if (families.length === 0) {
    const none = document.createElement("div");
    none.className = "combobox-none";
    none.textContent = "No class holds these words.";
    return [none];
  }
  return families.map((family) => {
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", family);
    const heading = document.createElement("div");
    heading.className = "combobox-family";
    heading.setAttribute("aria-hidden", "true");
    heading.textContent = family;
    group.append(heading, ...entries.filter((entry) => entry.family === family).map(({ line }) => line));
    return group;
  });
}
