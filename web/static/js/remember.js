// What this browser remembers: choices that the server reads, as cookies; what scripts alone know, in its two stores.

const YEAR = 60 * 60 * 24 * 365;

/** @typedef {"localStorage" | "sessionStorage"} Store the browser's, or that of one tab */

/** @param {string} name @param {string} value */
export function choose(name, value) {
  const tls = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `misstep_${name}=${value}; path=/; max-age=${YEAR}; samesite=lax${tls}`;
}

/**
 * What was kept under a key; a browser that keeps nothing, or something else, gives `otherwise`.
 * @template T @param {Store} store @param {string} key @param {T} otherwise @returns {T}
 */
export function recall(store, key, otherwise) {
  try {
    return JSON.parse(window[store].getItem(key) ?? "null") ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Where the browser keeps nothing it holds for this page, and no longer. @param {Store} store @param {string} key @param {unknown} value */
export function keep(store, key, value) {
  try {
    window[store].setItem(key, JSON.stringify(value));
  } catch {
    // as said above
  }
}
