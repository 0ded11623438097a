import { hsCodesOf } from './hs-match.ts';
import { forceOnDay } from './in-force.ts';
import type { Law } from './law.ts';
import type { Direction, Family, Measure } from './measure.ts';
import { paragraphLabel } from './paragraph-label.ts';

/** What to look for; what is left out does not narrow. */
export interface MeasureFilter {
  regime?: string | undefined;
  /** Day on which the measure must be law, `YYYY-MM-DD`. */
  on?: string | undefined;
  family?: Family | undefined;
  /** HS code: finds measures whose codes hold it or lie within it. */
  hs?: string | undefined;
  /** Finds measures of that direction and those of both. */
  direction?: Extract<Direction, 'to-dprk' | 'from-dprk'> | undefined;
  /** Words that must all occur in the id, the citation or the summary, case ignored. */
  q?: string | undefined;
}

/** A measure as it is shown: with its citation and the reason why an act is not tested against it, if it is not. */
export interface ShownMeasure extends Measure {
  label: string;
  unread: string | null;
}

/** The measures that a filter leaves, in the order of the data. */
export function findMeasures(filter: MeasureFilter, law: Law): ShownMeasure[] {
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [...law.measures.values()]
    .filter((measure) => passes(measure, filter, law))
    .map((measure) => shownMeasure(measure, law))
    .filter(({ id, label, summary }) => {
      const text = `${id} ${label} ${summary}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
}

export function shownMeasure(measure: Measure, law: Law): ShownMeasure {
  return { ...measure, label: paragraphLabel(measure), unread: law.unread.get(measure.id) ?? null };
}

function passes(measure: Measure, filter: MeasureFilter, law: Law): boolean {
  const { regime, on, family, hs, direction } = filter;
  if (regime && measure.regime !== regime) return false;
  if (family && measure.family !== family) return false;
  if (on && ['not-yet', 'no-longer'].includes(forceOnDay(measure, on))) return false;
  if (direction && measure.direction !== direction && measure.direction !== 'both') return false;
  return !hs || hsCodesOf(measure, law.goods).some((code) => code.startsWith(hs) || hs.startsWith(code));
}
