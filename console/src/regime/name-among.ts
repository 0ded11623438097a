import type { ShownMeasure } from '../../../src/regime/find-measures.ts';
import { splitLabel } from './split-label.ts';

type Named = Pick<ShownMeasure, 'id' | 'label' | 'hsCodes'>;

/** HS codes shown before the rest is only counted. */
const MOST_CODES = 2;

/** The instrument's title: the citation without its paragraph. */
export function titleOf({ label }: Pick<Named, 'label'>): string {
  return splitLabel(label).citation.replace(/ para \S+.*$/, '');
}

/** The paragraph as the citation has it; null where it gives none. */
export function paragraphName({ label }: Pick<Named, 'label'>): string | null {
  return / para (.+)$/.exec(splitLabel(label).citation)?.[1] ?? null;
}

/**
 * What tells a measure from the others of its instrument: the paragraph's number; where several rows share it, the goods
 * too (`6 HS 12`), or, without goods, what their ids tell apart (`6 fish` of `UN-2397-6-FISH`). A number that the citation
 * does not give is not taken from the id either.
 */
export function nameAmong(others: readonly Named[], measure: Named): string {
  const name = paragraphName(measure);
  if (name === null) return '§';
  const isAlone = others.filter((other) => paragraphName(other) === name).length === 1;
  if (isAlone) return name;
  const { hsCodes, id } = measure;
  const more = hsCodes.length > MOST_CODES ? ` +${hsCodes.length - MOST_CODES}` : '';
  if (hsCodes.length > 0) return `${name} HS ${hsCodes.slice(0, MOST_CODES).join(' ')}${more}`;
  return `${name} ${id.split('-').slice(3).join('-').toLowerCase()}`.trim();
}
