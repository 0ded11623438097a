import { readShippedJson } from '../../kernel/shipped-data.ts';

/** Rungs of attribution, lowest first. A vendor's word is no agency's, and an agency's is no court's. */
export const ATTRIBUTION_STEPS = ['victim', 'vendor', 'agency', 'joint-statement', 'court'] as const;
export type AttributionStep = (typeof ATTRIBUTION_STEPS)[number];

/** States of the monitoring team, whose attributions are told apart. */
export const STATES = ['au', 'ca', 'de', 'fr', 'gb', 'it', 'jp', 'kr', 'nl', 'nz', 'us'] as const;

export interface TheftSource {
  url: string | null;
  what: string | null;
  confidence: 'read' | 'background';
}

export interface TheftAmount {
  /** Decimal, in whole units: coins, dollars. */
  amount: string;
  unit: string;
  note: string | null;
  source: TheftSource;
}

export interface Attribution {
  by: string;
  /** ISO 3166-1 alpha-2, lower case; empty for firms. */
  state: string;
  step: AttributionStep;
  /** Partial date; null when it was not read. */
  on: string | null;
  /** The group that is named. */
  actor: string | null;
  source: TheftSource;
}

/** What sources say differently, side by side. */
export interface Conflict {
  about: string;
  statements: { says: string; source: TheftSource }[];
}

export interface Theft {
  id: string;
  victim: string;
  date: { day: string | null; confidence: 'read' | 'background'; note: string | null };
  chains: string[];
  amounts: TheftAmount[];
  attributions: Attribution[];
  conflicts: Conflict[];
  returned: { what: string; source: TheftSource } | null;
}

export interface TheftTotal {
  period: string;
  by: string;
  usd: string;
  source: TheftSource;
}

export interface TheftRegister {
  note: string;
  checkedOn: string;
  thefts: Theft[];
  totals: TheftTotal[];
}

let loaded: TheftRegister | undefined;

/** The register that ships. */
export function theftRegister(): TheftRegister {
  loaded ??= readShippedJson<TheftRegister>('finance/thefts.json');
  return loaded;
}

/** The highest rung that a state has climbed on a theft, by a day; null where it has said nothing that was read. */
export interface StateRung {
  state: string;
  step: AttributionStep | null;
  by: string | null;
  on: string | null;
}

/** Who of the states attributes a theft, and how firmly. Silence is shown as silence, neither as doubt nor as consent. */
export function ladderOf({ attributions }: Theft, asOf: string | null = null): StateRung[] {
  return STATES.map((state) => {
    const own = attributions.filter((one) => one.state === state && isKnown(one, asOf));
    const highest = own.sort((one, other) => rank(other) - rank(one))[0];
    return { state, step: highest?.step ?? null, by: highest?.by ?? null, on: highest?.on ?? null };
  });
}

/** An attribution without a day counts only when no day is asked for. */
function isKnown({ on }: Attribution, asOf: string | null): boolean {
  return asOf === null || (on !== null && on <= asOf);
}

function rank({ step }: Attribution): number {
  return ATTRIBUTION_STEPS.indexOf(step);
}

/** Totals of one period that differ, the lowest first: none of them is right by being in the middle. */
export function conflictingTotals({ totals }: TheftRegister): { period: string; totals: TheftTotal[] }[] {
  const periods = new Map<string, TheftTotal[]>();
  for (const total of totals) periods.set(total.period, [...(periods.get(total.period) ?? []), total]);
  return [...periods]
    .filter(([, held]) => new Set(held.map(({ usd }) => usd)).size > 1)
    .map(([period, held]) => ({ period, totals: held.sort((one, other) => Number(one.usd) - Number(other.usd)) }));
}
