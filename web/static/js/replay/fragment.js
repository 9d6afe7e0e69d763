// Parts of a value or a message from the server, drawn as the page draws them.

import { parse } from "./parts.js";

/**
 * @param {string} address of a content
 * @param {Record<string, string>} [wanted] what of it; as the page draws it, unless it says otherwise
 * @returns {Promise<DocumentFragment>}
 */
export async function fetched(address, wanted = {}) {
  const content = parse(await answered(address, { as: "view", ...wanted }));
  document.dispatchEvent(new CustomEvent("content-fetched")); // whoever asked puts it in its place at once
  return content;
}

/** @param {string} address @param {Record<string, string>} wanted @returns {Promise<string>} */
export async function answered(address, wanted) {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return answer.text();
}
