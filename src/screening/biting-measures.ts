import type { Designation } from '../lists/entry.ts';
import { designationMeasures } from '../regime/designation-measures.ts';
import { loadRegime } from '../regime/load-regime.ts';
import type { Family, Measure } from '../regime/measure.ts';
import { paragraphLabel } from '../regime/paragraph-label.ts';

/** A measure that bites because of a listing. */
export interface BitingMeasure {
  id: string;
  regime: string;
  /** `UNSCR 1718 (2006) para 8(d)`, with its mark where the number is not checked. */
  label: string;
  /** False where no published edition may print the paragraph's number. */
  printParagraph: boolean;
  /** What the listing brings: of a whole instrument, the part that reaches a party of this kind. */
  family: Family;
  /** PartialDate; null when unknown. */
  since: string | null;
}

/** A listing as the law is asked about it. */
export interface ListingOfParty {
  list: string;
  schema: string;
  designation: Designation;
}

export type MeasuresFor = (listing: ListingOfParty) => readonly BitingMeasure[];

/** The measures of the shipped law that bite because of a listing. */
export function bitingMeasures({ list, schema, designation }: ListingOfParty): BitingMeasure[] {
  const { programmes, provisions, unscReference, listedOn } = designation;
  const law = loadRegime();
  return designationMeasures({ list, schema, programmes, provisions, unscReference, listedOn }).flatMap(
    ({ regime, measures, since }) =>
      measures.flatMap((id) => {
        const measure = law.measures.get(id);
        if (!measure) return [];
        const { printParagraph } = measure.check;
        return {
          id,
          regime,
          label: paragraphLabel(measure),
          printParagraph,
          family: familyFor(measure, schema),
          since,
        };
      }),
  );
}

/**
 * A row that stands for a whole instrument is filed under its first family, a decision with a travel ban and a freeze
 * under the ban. A listing freezes where the instrument freezes at all; only people are kept from travelling.
 */
function familyFor({ family, kind, alsoKinds }: Measure, schema: string): Family {
  if (family === 'travel-ban' && schema === 'Person') return family;
  return kind === 'asset-freeze' || alsoKinds.includes('asset-freeze') ? 'asset-freeze' : family;
}
