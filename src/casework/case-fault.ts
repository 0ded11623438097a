import { RULE_FACTS, type Rule, type RuleId } from '../team/rules.ts';

/** Why something cannot be done. `unknown` is what cannot be seen, whether it is there or not. */
export interface CaseFault {
  kind: 'unknown' | 'forbidden' | 'conflict';
  sentence: string;
}

export const UNKNOWN: CaseFault = { kind: 'unknown', sentence: 'There is no such thing in a case that you may see.' };

export function forbidden(sentence: string): CaseFault {
  return { kind: 'forbidden', sentence };
}

/** What a rule of labels says no with. */
export function forbiddenBy(rule: RuleId): CaseFault {
  return forbidden((RULE_FACTS.get(rule) as Rule).sentence);
}

export function conflict(sentence: string): CaseFault {
  return { kind: 'conflict', sentence };
}
