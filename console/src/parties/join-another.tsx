import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DecisionForm } from './decision-form.tsx';
import type { DecisionAnswer, MergeAnswer } from './merge-answers.ts';

interface JoinAnotherProps {
  /** The party's id. */
  party: string;
  onDone(answer: DecisionAnswer): void;
  onCancel(): void;
}

/** Asks for the id of another entry, shows whose it is, and asks for the decision. */
export function JoinAnother({ party, onDone, onCancel }: JoinAnotherProps) {
  const { t } = useTranslation();
  const [other, setOther] = useState<string | null>(null);
  const found = useAnswer<MergeAnswer>(other === null ? null : `/api/v1/parties/${encodeURIComponent(other)}/merge`);
  const find = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setOther(String(new FormData(event.currentTarget).get('other')).trim());
  };
  return (
    <div className="stack">
      <form className="fields" onSubmit={find}>
        <TextInput name="other" label={t('merge.other')} className="wide" required maxLength={300} autoFocus />
        <Button type="submit">{t('merge.find')}</Button>
        <Button onClick={onCancel}>{t('operator.cancel')}</Button>
      </form>
      {other !== null && (
        <Answer of={found}>
          {({ caption }) => (
            <DecisionForm
              key={other}
              decision={{ one: party, other, verdict: 'same' }}
              entry={`${caption} (${other})`}
              onDone={onDone}
              onCancel={onCancel}
            />
          )}
        </Answer>
      )}
    </div>
  );
}
