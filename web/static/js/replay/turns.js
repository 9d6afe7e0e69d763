// The order of quick keys: one that must see the step it starts from holds back those that are pressed after it.

/** The last key that has not decided yet where it leads. @type {Promise<unknown> | undefined} */
let before;

/** Once the keys before have decided, and with those after held back until it has. @template T @param {() => Promise<T>} find @returns {Promise<T>} */
export function decide(find) {
  const decided = (before ?? Promise.resolve()).then(find);
  before = decided;
  decided.finally(() => {
    if (before === decided) before = undefined;
  });
  return decided;
}

/** At once, unless a key before has to decide. @param {() => unknown} act */
export function inTurn(act) {
  return before ? before.then(act) : act();
}
