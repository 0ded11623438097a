import type { OwnershipBook } from './book.ts';
import { combineSources } from './combine-sources.ts';
import { economicShare } from './economic-share.ts';
import { type Flip, flipsOf } from './flips.ts';
import { type ControlClaim, holdsOn, type Silence } from './holding.ts';
import { judgeOwnership, type OwnershipAbove, type OwnershipStep, type Verdict } from './judge.ts';
import { type OwnershipRule, versionOn } from './rules.ts';
import type { Share } from './share.ts';

/** One rule's answer about one party on one day, with all that it rests on. */
export interface RuleReport {
  rule: string;
  title: string;
  /** Null before the rule had a first version. */
  version: { from: string; text: string; control: string; source: string; confidence: string } | null;
  verdict: Verdict | 'no-rule';
  held: Share | null;
  votes: Share | null;
  steps: OwnershipStep[];
  flips: Flip[];
  /** Multiplied share of the listed, for reading; never the test. */
  economic: { least: number; most: number } | null;
  /** Claims of control by a party that is or may be in. They change no sum. */
  control: ControlClaim[];
  certain: string[];
  possible: string[];
}

export interface OwnershipReport {
  party: string;
  day: string;
  /** Millionths of a per cent of the party that have a recorded owner, at least. */
  recorded: number;
  contradicts: boolean;
  silences: Silence[];
  rules: RuleReport[];
}

export interface ReportQuestion {
  party: string;
  day: string;
  rules: readonly OwnershipRule[];
  /** Parties that an authority's lists named on the day, by rule. */
  listedFor(rule: OwnershipRule): ReadonlySet<string>;
}

/** Asks each rule about a party, side by side, from the same records. */
export function ownershipReport(book: OwnershipBook, question: ReportQuestion): OwnershipReport {
  const { party, day } = question;
  const above = book.above(party);
  const current = combineSources(above.holdings.filter((held) => holdsOn(held, day)));
  const own = current.filter(({ owned, kind }) => owned === party && kind === 'ownership');
  const recorded = own.reduce((sum, { share }) => sum + share.min, 0);
  return {
    party,
    day,
    recorded: Math.min(recorded, 100_000_000),
    contradicts: recorded > 100_000_000,
    silences: [...above.silences],
    rules: question.rules.map((rule) => ruleReport({ ...above, holdings: current }, rule, question)),
  };
}

function ruleReport(above: OwnershipAbove, rule: OwnershipRule, question: ReportQuestion): RuleReport {
  const { party, day } = question;
  const version = versionOn(rule, day);
  const head = { rule: rule.id, title: rule.title };
  if (!version) return { ...head, ...NO_RULE };
  const listed = question.listedFor(rule);
  const asked = { party, day, listed, version };
  const answer = judgeOwnership(above, asked);
  const possible = new Set(answer.possible);
  const { from, text, control, source, confidence } = version;
  return {
    ...head,
    version: { from, text, control, source, confidence },
    verdict: answer.verdict,
    held: answer.held,
    votes: version.votes ? answer.votes : null,
    steps: answer.steps,
    flips: answer.verdict === 'undetermined' ? flipsOf(above, asked) : [],
    economic: economicShare(above.holdings, party, listed),
    control: above.claims.filter(
      (claim) => claim.controlled === party && possible.has(claim.controller) && holdsOn(claim, day),
    ),
    certain: within(answer.certain, above, party),
    possible: within(answer.possible, above, party),
  };
}

/** Of the sets only what stands above the party: all other listed parties have no part in its answer. */
function within(ids: readonly string[], above: OwnershipAbove, party: string): string[] {
  const named = new Set([party, ...above.holdings.map(({ owner }) => owner)]);
  return ids.filter((id) => named.has(id));
}

const NO_RULE = {
  version: null,
  verdict: 'no-rule',
  held: null,
  votes: null,
  steps: [],
  flips: [],
  economic: null,
  control: [],
  certain: [],
  possible: [],
} satisfies Omit<RuleReport, 'rule' | 'title'>;
