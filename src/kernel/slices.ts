import { setImmediate as breathe } from 'node:timers/promises';

/** Long work as a generator that yields wherever it may be interrupted; pure work stays pure. */
export type Sliced<Result> = Generator<void, Result, void>;

/** Milliseconds of work between two breaths: what a request may have to wait for it. */
const SLICE_MILLISECONDS = 8;

/** Does the work to its end at once. */
export function atOnce<Result>(work: Sliced<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does the work in slices of a few milliseconds, between which all else goes on. */
export async function inSlices<Result>(work: Sliced<Result>): Promise<Result> {
  let begin = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - begin < SLICE_MILLISECONDS) continue;
    await breathe();
    begin = performance.now();
  }
}

/** The items changed one by one, with a pause after each. */
export function* slicedMap<Item, Changed>(
  items: Iterable<Item>,
  change: (item: Item, at: number) => Changed,
): Sliced<Changed[]> {
  const changed: Changed[] = [];
  for (const item of items) {
    changed.push(change(item, changed.length));
    yield;
  }
  return changed;
}
