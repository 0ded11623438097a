import type { ShownMeasure } from '../../../src/regime/find-measures.ts';
import type { Exemption } from '../../../src/regime/law.ts';

/** Shapes of the answers under `/api/v1/regime`. */
export interface MeasuresAnswer {
  total: number;
  measures: ShownMeasure[];
}

export interface ExemptionsAnswer {
  exemptions: Exemption[];
}

/** A measure as its paragraph is shown. */
export function paragraphOf({ id, label, check }: ShownMeasure): {
  id: string;
  label: string;
  printParagraph: boolean;
} {
  return { id, label, printParagraph: check.printParagraph };
}
