import { firstDay, lastDay, type PartialDate } from '../kernel/partial-date.ts';
import type { Measure } from './measure.ts';

/** Whether a measure is law on a day; `unsure` when its start is known only to the month or year and the day lies in it. */
export type ForceOnDay = 'not-yet' | 'unsure' | 'in-force' | 'no-longer';

/** The state of a measure on a day (`YYYY-MM-DD`). Both ends count as in force. */
export function forceOnDay(measure: Pick<Measure, 'inForceFrom' | 'inForceTo'>, on: string): ForceOnDay {
  const from = measure.inForceFrom as PartialDate;
  if (on < firstDay(from)) return 'not-yet';
  if (measure.inForceTo !== null && on > measure.inForceTo) return 'no-longer';
  return on < lastDay(from) ? 'unsure' : 'in-force';
}

/** The measure that covers the same on that day: follows `supersededBy` as long as the successor is already law. */
export function versionOnDay(measure: Measure, on: string, measures: ReadonlyMap<string, Measure>): Measure {
  let version = measure;
  for (let successor = next(version); successor; successor = next(version)) version = successor;
  return version;

  function next(current: Measure): Measure | undefined {
    const successor = current.supersededBy === null ? undefined : measures.get(current.supersededBy);
    return successor && successor.inForceFrom <= on ? successor : undefined;
  }
}
