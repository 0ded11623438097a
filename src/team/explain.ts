import type { Label } from './label.ts';
import { labelSentence } from './label-sentence.ts';
import { type Decision, type LabelSubject, may } from './may.ts';
import { LABEL_ACTS, type LabelAct } from './role.ts';
import { RULE_FACTS } from './rules.ts';

export interface ExplainedDecision extends Decision {
  act: LabelAct;
  /** The rule in a plain sentence. */
  sentence: string;
}

export interface Explanation {
  /** The label in a plain sentence. */
  label: string;
  decisions: ExplainedDecision[];
}

/** Why a subject may or may not do each act with what bears a label. */
export function explain(
  subject: LabelSubject,
  label: Label,
  { at, nameOf }: { at: number; nameOf(code: string): string },
): Explanation {
  return {
    label: labelSentence(label, nameOf),
    decisions: LABEL_ACTS.map((act) => {
      const { allowed, rule } = may(subject, act, label, at);
      return { act, allowed, rule, sentence: RULE_FACTS.get(rule)?.sentence ?? '' };
    }),
  };
}
