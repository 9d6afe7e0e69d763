// How long a person reads at a step: as long as what it shows takes to skim, between two bounds.

const LEAST = 800; // milliseconds: long enough to see that it is another step
const MOST = 6000; // whoever wants to read on pauses
const PACE = 10; // words a second: skimming, for at 4, a reader's pace, nearly every step would take the longest
const ENOUGH = (MOST * PACE) / 1000; // words beyond which nothing changes

/** Milliseconds for so many words. @param {number} words @param {number} speed */
export function readingTime(words, speed) {
  return Math.min(MOST, Math.max(LEAST, (words * 1000) / PACE)) / speed;
}

/** How many words an element shows, folds that are closed left out; counted no further than it matters. @param {Element} element */
export function wordsIn(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && isHidden(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let words = 0;
  for (let node = walker.nextNode(); node && words < ENOUGH; node = walker.nextNode()) {
    if (node instanceof Text) words += node.data.match(/\S+/g)?.length ?? 0;
  }
  return words;
}

/** What does not count: headings and buttons, which are alike in every step, and what is folded away. @param {Element} element */
function isHidden(element) {
  const { parentElement: parent } = element;
  if (parent instanceof HTMLDetailsElement && !parent.open && element.tagName !== "SUMMARY") return true;
  return element.matches("h2, button, summary .button, .visually-hidden, [hidden]");
}
