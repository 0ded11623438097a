/** Yes, no, or not known. What is not known is asked for and never guessed. */
export type Truth = boolean | null;

/** False when one is false; else unknown when one is unknown (Kleene's strong logic). */
export function every(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === null) result = null;
  }
  return result;
}

/** True when one is true; else unknown when one is unknown. */
export function some(truths: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === null) result = null;
  }
  return result;
}
