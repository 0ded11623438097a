/** The families that reports and filters use. Four are the product's own, three complete them. */
export type Family =
  | 'trade-restriction'
  | 'financial-sanction'
  | 'travel-ban'
  | 'asset-freeze'
  | 'transport'
  | 'labour'
  | 'technical-cooperation';

/** Which way goods, money or work go. `none`: the paragraph does not turn on it. */
export type Direction = 'to-dprk' | 'from-dprk' | 'both' | 'none';

/**
 * What the words oblige to. Only `duty` can make an act forbidden: what States are called upon or asked to do, what
 * was not adopted under Chapter VII, and what only states or exempts, is shown apart and never as a ban.
 */
export type Obligation = 'duty' | 'called-upon' | 'requested' | 'not-chapter-vii' | 'exemption-rule' | 'statement';

/** How far a row has been checked, from the text itself down to memory. */
export type Confidence = 'text-confirmed' | 'paragraph-confirmed' | 'summary-confirmed' | 'background';

/** The marks of the second check of a row against sources. */
export interface Check {
  /** `number-confirmed`, `text-confirmed`, `text-corrected`, `unconfirmed`, `unconfirmed-disputed`, `not-in-scope`. */
  verdict: string;
  seenAt: string | null;
  note: string | null;
  /** Only a part of the paragraph was seen. */
  partial: boolean;
  /** False: the paragraph's number comes from memory and no published edition may print it. */
  printParagraph: boolean;
  /** The words by which the check marks a paragraph that is no duty; null where it marks nothing. */
  obligation: string | null;
  /** Added by the second check. */
  newRow: boolean;
}

/** One paragraph's prohibition, cap or duty; for national law, one instrument's. */
export interface Measure {
  id: string;
  regime: string;
  instrument: string;
  /** Paragraph as the text counts it; `instrument` or `all` for a whole text; null where the number is in dispute. */
  paragraph: string | null;
  family: Family;
  /** The finer kind of the source row: `petroleum`, `arms`, `proliferation-support`. */
  kind: string;
  alsoKinds: string[];
  direction: Direction;
  summary: string;
  /** HS codes of 2, 4 or 6 digits. */
  hsCodes: string[];
  /** `in-resolution`: the text writes the codes. `mapping`: somebody's reading of words into codes. */
  hsBasis: 'in-resolution' | 'mapping' | 'none';
  cap: number | null;
  unit: string | null;
  threshold: string | null;
  /** PartialDate. */
  inForceFrom: string;
  /** Last day in force; null where no fact gives an end. */
  inForceTo: string | null;
  /** `widened`: still law, but a later measure covers the same and more. */
  status: 'in-force' | 'widened' | 'superseded';
  supersededBy: string | null;
  /** Codes of exemptions.json. */
  exemptions: string[];
  obligation: Obligation;
  /** Where the obligation was read: the check's mark, the row's own summary, or nowhere (then it counts as a duty). */
  obligationBasis: 'check' | 'summary' | 'unmarked';
  source: string;
  seenAt: string | null;
  confidence: Confidence;
  check: Check;
  /** Why this project's row differs from the source row; null when it does not. */
  correction: string | null;
}
