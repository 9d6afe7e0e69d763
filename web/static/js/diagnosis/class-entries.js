// The failure classes as lines of a list, made from the options of the select: families first, then their classes.

/**
 * A line that can be chosen: a class by its value, or a family, whose classes it opens; "" opens all families.
 * @typedef {{ value: string, family: string, name: string, summary: string, opens?: string, line: HTMLElement }} Entry
 */

/**
 * @param {Element} option
 * @param {number} place
 * @returns {Entry}
 */
export function read(option, place) {
  const name = option.getAttribute("data-name") ?? "";
  const family = option.closest("optgroup")?.label ?? "";
  const summary = (option.textContent ?? "").slice(name.length).replace(/^\. /, "");
  return { value: option.getAttribute("value") ?? "", family, name, summary, line: made(`class-${place}`, name, summary) };
}

/**
 * A line for each family, with the names of its classes.
 * @param {Entry[]} classes
 * @returns {Entry[]}
 */
export function familiesOf(classes) {
  return [...new Set(classes.map(({ family }) => family))].map((family) => {
    const summary = classes.filter((entry) => entry.family === family).map(({ name }) => name.replace(`${family}: `, "")).join(", ");
    return { value: "", family: "Families", name: family, summary, opens: family, line: made(`family-${family}`, family, summary) };
  });
}

/** The line that leads back to all families. @returns {Entry} */
export function wayBack() {
  return { value: "", family: "", name: "", summary: "", opens: "", line: made("family-all", "← All families", "") };
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
  return families.flatMap((family) => {
    const lines = entries.filter((entry) => entry.family === family).map(({ line }) => line);
    return family ? [group(family, lines)] : lines;
  });
}

/** @param {string} family @param {HTMLElement[]} lines */
function group(family, lines) {
  const box = document.createElement("div");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", family);
  const heading = document.createElement("div");
  heading.className = "combobox-family";
  heading.setAttribute("aria-hidden", "true");
  heading.textContent = family;
  box.append(heading, ...lines);
  return box;
}

/** @param {string} id @param {string} name @param {string} summary */
function made(id, name, summary) {
  const line = document.createElement("div");
  line.className = "combobox-option";
  line.id = id;
  line.setAttribute("role", "option");
  line.append(name);
  if (!summary) return line;
  const hint = document.createElement("span");
  hint.className = "combobox-hint";
  hint.textContent = summary;
  line.append(hint);
  return line;
}
