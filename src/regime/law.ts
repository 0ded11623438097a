import type { Confidence, Direction, Measure } from './measure.ts';

/** A sanctions programme of one authority. */
export interface Regime {
  id: string;
  authority: string;
  title: string;
  /** Plain names of the programme, not translations of a law's title. */
  names: { en: string; ko: string; ja: string };
  url: string;
  /** ISO 3166-1 alpha-2, lower case: whose nationals, ships, ports and goods it reaches. Empty: every State. */
  countries: string[];
}

/** A legal text; `from` is the PartialDate on which its first row is in force. */
export interface Instrument {
  id: string;
  regime: string;
  title: string;
  from: string;
  source: string;
}

/** A permission that a measure knows. All `needs` must hold for it to help. */
export interface Exemption {
  code: string;
  text: string;
  /** Names of facts. */
  needs: string[];
  from?: string;
  to?: string;
  /** Only for these goods. */
  hsCodes?: string[];
  /** Other needs under some measures, by measure id. */
  instead?: Record<string, string[]>;
  /** True: the conditions of a cap, judged with the cap and not by themselves. */
  partOfCap?: boolean;
}

/** A grandfather window or phase-out of one measure: helps as an exemption does, within its dates. */
export interface Transition extends Exemption {
  measure: string;
  from: string;
  to: string;
  contractBefore?: string;
  notifyBy?: string;
  source: string;
  confidence: Confidence;
  note?: string;
}

export interface CapLimit {
  value: number;
  /** `barrels`, `tonnes` or a currency (ISO 4217). */
  unit: string;
}

export interface CapPeriod {
  measure: string;
  from: string;
  to: string | null;
  /** Empty: the facts give no figure. */
  limits: CapLimit[];
  every?: 'calendar-year' | 'year-from-22-december';
  status: 'in-force' | 'superseded' | 'replaced-before-it-began';
  replacedBy?: string;
  /** Supply stops for the period at this share of the limit. */
  stopAtPercent?: number;
  notices?: { percent: number; value?: number }[];
  reportEveryDays?: number;
  source: string;
  confidence: Confidence;
  note?: string;
}

export interface Cap {
  title: string;
  /** `all-states`: the sum over every State counts. `each-act`: this act alone. */
  counts: 'all-states' | 'each-act';
  /** `all`: no limit may be passed. `alternatives`: the same limit in two units. */
  limitsAre: 'all' | 'alternatives';
  /** Facts that must hold beside the figure. */
  conditions: string[];
  /** The exemption that states these conditions. */
  exemption: string | null;
  periods: CapPeriod[];
  barrelsPerTonne: { least: number; most: number; note: string; source: string } | null;
}

/** Codes that hold more than the paragraph bans; the fact settles whether these goods are meant. */
export interface PartOfCode {
  measure: string;
  hsCodes: string[];
  fact: string;
  what: string;
  basis: 'in-resolution' | 'mapping';
  confidence: Confidence;
}

export interface Goods {
  note: string;
  parts: PartOfCode[];
  thresholds: {
    measure: string;
    hsCodes: string[];
    moreThan: number;
    currency: string;
    source: string;
    confidence: Confidence;
  }[];
  added: {
    measure: string;
    hsCodes: string[];
    what: string;
    basis: 'mapping';
    source: string;
    confidence: Confidence;
  }[];
  bothWays: { hsCode: string; from: string[]; to: string[] }[];
  luxury: {
    regime: string;
    list: string | null;
    loaded: boolean;
    measures: string[];
    source: string;
    confidence: Confidence;
  }[];
}

/**
 * How this project reads a measure into tests: the kinds of act that it can reach and the facts that must hold. The
 * first test leads: while it is unknown the measure is only not ruled out. `a|b` holds when one of them does.
 */
export interface Reading {
  acts: string[];
  when: string[];
  /** Overrides the measure's own direction; `any` asks for none. */
  direction?: Direction | 'any';
  cap?: string;
}

/** A fact that a test asks for. `involves`: what the act is made of. `condition`: a yes or no. `derived`: computed. */
export interface FactQuestion {
  group: 'involves' | 'condition' | 'derived';
  question: string;
}

/** One regime folder of `data/regime/`, joined. */
export interface Law {
  regimes: readonly Regime[];
  instruments: ReadonlyMap<string, Instrument>;
  measures: ReadonlyMap<string, Measure>;
  exemptions: ReadonlyMap<string, Exemption>;
  transitions: readonly Transition[];
  caps: ReadonlyMap<string, Cap>;
  goods: Goods;
  /** By measure id. */
  readings: ReadonlyMap<string, readonly Reading[]>;
  /** Why a measure has no reading, by measure id. */
  unread: ReadonlyMap<string, string>;
  facts: ReadonlyMap<string, FactQuestion>;
}
