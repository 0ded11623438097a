/** A party as the routes that speak yente give it, with what this program adds. */
export interface ScreenedParty {
  id: string;
  caption: string;
  schema: string;
  properties: Record<string, (string | ScreenedParty)[]>;
  datasets: string[];
  referents: string[];
  first_seen?: string | null;
  last_change?: string | null;
  watchkeeper?: Standing;
}

export interface ScoredParty extends ScreenedParty {
  score: number;
  match: boolean;
  explanations: Record<string, Explanation>;
}

export interface Explanation {
  score: number;
  detail?: string | null;
  query?: string | null;
  candidate?: string | null;
}

interface Standing {
  listings: Listing[];
  measures: BitingMeasure[];
  merged: { id: string; list: string; explanation: string }[];
  /** True when a list that names the party is the dated one that ships with the program. */
  snapshot: boolean;
}

export interface Listing {
  list: string;
  entry: string;
  programmes: string[];
  listedOn: string | null;
  delistedOn: string | null;
  reference: string | null;
  listDate: string | null;
  current: boolean;
}

export interface BitingMeasure {
  id: string;
  regime: string;
  label: string;
  printParagraph: boolean;
  family: string;
  since: string | null;
}

/** The answer to one query of a batch named `q`. */
export interface MatchAnswer {
  responses: { q?: { results: ScoredParty[]; total: { value: number } } };
}
