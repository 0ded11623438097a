import { readShippedJson } from '../../kernel/shipped-data.ts';
import type { Threshold } from './fixed-point.ts';
import { PER_CENT } from './share.ts';

export const RULE_IDS = ['ofac', 'eu', 'uk'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** A rule as it stood from a day. */
export interface RuleVersion {
  from: string;
  reachPerCent: number;
  /** True where exactly the threshold is not enough. */
  moreThan: boolean;
  votes: boolean;
  /** True where the shares of all listed persons are added; else each person is looked at alone. */
  aggregates: boolean;
  text: string;
  /** What the rule makes of control without shares. */
  control: string;
  source: string;
  confidence: 'read' | 'background';
}

export interface OwnershipRule {
  id: RuleId;
  title: string;
  authority: string;
  /** Whose listings it starts from. */
  lists: readonly string[];
  versions: readonly RuleVersion[];
}

let loaded: readonly OwnershipRule[] | undefined;

/** The rules that ship. */
export function ownershipRules(): readonly OwnershipRule[] {
  loaded ??= readShippedJson<{ rules: OwnershipRule[] }>('parties/ownership-rules.json').rules;
  return loaded;
}

/** The version that holds on a day; null before the first. */
export function versionOn(rule: OwnershipRule, day: string): RuleVersion | null {
  return rule.versions.filter(({ from }) => from <= day).at(-1) ?? null;
}

export function thresholdOf({ reachPerCent, moreThan, votes }: RuleVersion): Threshold {
  return { reach: reachPerCent * PER_CENT + (moreThan ? 1 : 0), votes };
}
