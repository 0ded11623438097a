import { loadRegime } from '../regime/load-regime.ts';
import { paragraphLabel } from '../regime/paragraph-label.ts';

/**
 * How a published update cites a measure. A paragraph's number that is not checked against the text is not printed: the
 * text is named, and that the number is held back.
 */
export function measureCitation(id: string): string {
  const law = loadRegime();
  const measure = law.measures.get(id);
  if (!measure) return id;
  if (measure.check.printParagraph) return paragraphLabel(measure);
  const title = law.instruments.get(measure.instrument)?.title ?? measure.instrument;
  return `${title} (paragraph not printed: not yet checked against the text)`;
}
