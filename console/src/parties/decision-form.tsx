import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.ts';
import { OperatorForm } from '../shell/operator-form.tsx';
import { ReasonField } from '../shell/reason-field.tsx';
import type { DecisionAnswer, OpenDecision } from './merge-answers.ts';

interface DecisionFormProps {
  decision: OpenDecision;
  /** The entry that is decided on, as the question names it. */
  entry: string;
  onDone(answer: DecisionAnswer): void;
  onCancel(): void;
}

/** Asks for the reason; the server keeps the decision. */
export function DecisionForm({ decision, entry, onDone, onCancel }: DecisionFormProps) {
  const { t } = useTranslation();
  return (
    <OperatorForm
      question={t(`merge.ask-${decision.verdict}`, { entry })}
      action={t(`merge.do-${decision.verdict}`)}
      working={t('merge.working')}
      send={(given) =>
        ask<DecisionAnswer>('/api/v1/parties/merge-decisions', {
          ...decision,
          reason: String(given.get('reason')).trim(),
        })
      }
      onDone={onDone}
      onCancel={onCancel}
      isBrief
    >
      <ReasonField />
    </OperatorForm>
  );
}
