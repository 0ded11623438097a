import { AppError } from '../kernel/errors.ts';
import { loadRegime } from './load-regime.ts';
import type { Measure } from './measure.ts';

const NUMBER_UNCHECKED = 'number not yet checked against the text';
const TEXT_UNCHECKED = 'not yet checked against the text';

/**
 * How a measure is cited on a screen: `UNSCR 2397 (2017) para 5`. Where the check does not let the number be printed the
 * label says so; a number in dispute is not written at all.
 */
export function paragraphLabel(measure: Measure): string {
  const place = citation(measure);
  if (measure.check.printParagraph) return place;
  if (measure.paragraph === null) return `${place} (paragraph number in dispute, not printed)`;
  return `${place} (${namesWholeText(measure) ? TEXT_UNCHECKED : NUMBER_UNCHECKED})`;
}

/**
 * The citation for a published edition. Throws AppError `PARAGRAPH_UNCHECKED` (refused) while the check does not let it
 * be printed.
 */
export function publishableParagraph(measure: Measure): string {
  if (measure.check.printParagraph) return citation(measure);
  throw new AppError({
    code: 'PARAGRAPH_UNCHECKED',
    kind: 'refused',
    message: `Cannot print the paragraph of measure "${measure.id}": it is not checked against the text`,
    hint: `Read ${measure.source}, then correct the row's check; or leave the citation out of the edition.`,
    data: { measure: measure.id, verdict: measure.check.verdict },
  });
}

function citation(measure: Measure): string {
  const title = loadRegime().instruments.get(measure.instrument)?.title ?? measure.instrument;
  return measure.paragraph === null || namesWholeText(measure) ? title : `${title} para ${measure.paragraph}`;
}

function namesWholeText(measure: Measure): boolean {
  return measure.paragraph === 'instrument' || measure.paragraph === 'all';
}
