// Selected words, told by their place in the text, so that they can be selected again in another copy of it.

/**
 * @typedef {object} Words
 * @property {number} start characters of the text before them
 * @property {string} text
 */

/** What is selected inside an element. @param {Element} element @returns {Words | undefined} */
export function selectedWords(element) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return undefined;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.commonAncestorContainer)) return undefined;
  const before = range.cloneRange();
  before.setStart(element, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { start: before.toString().length, text: range.toString() };
}

/** Selects the words again; nothing where they no longer stand. @param {Element} element @param {Words} words */
export function selectWords(element, words) {
  const range = rangeOf(element, words);
  if (!range) return false;
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  return true;
}

/** @param {Element} element @param {Words} words @returns {Range | undefined} */
export function rangeOf(element, { start, text }) {
  const whole = element.textContent ?? "";
  const at = whole.startsWith(text, start) ? start : whole.indexOf(text);
  if (!text || at < 0) return undefined;
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!begun && at < passed + length) {
      range.setStart(node, at - passed);
      begun = true;
    }
    if (begun && at + text.length <= passed + length) {
      range.setEnd(node, at + text.length - passed);
      return range;
    }
    passed += length;
  }
  return undefined;
}
