import { readShippedJson } from '../kernel/shipped-data.ts';

/** The rules by which `may()` answers; the sentence of each is data. */
export const RULES = [
  'public-reads',
  'originator-reads',
  'released-reads',
  'originator-writes',
  'originator-decides',
  'reader-takes-part',
  'state-dissents',
  'everyone-replies',
  'caveat-without-clearance',
  'label-expired',
  'not-released',
  'only-reads',
  'role-lacks-act',
  'not-the-originator',
  'several-originators',
  'originator-controls',
  'not-a-state',
] as const;
export type RuleId = (typeof RULES)[number];

export interface Rule {
  id: RuleId;
  permits: boolean;
  sentence: string;
}

export const RULE_FACTS: ReadonlyMap<RuleId, Rule> = new Map(
  readShippedJson<{ rules: Rule[] }>('team/rules.json').rules.map((rule) => [rule.id, rule]),
);
