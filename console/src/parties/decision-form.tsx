import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.ts';
import { keepOperatorToken, operatorToken } from '../api/operator-token.ts';
import { ApiProblem } from '../api/problem.ts';
import { Notice } from '../shell/notice.tsx';
import type { DecisionAnswer, OpenDecision } from './merge-answers.ts';

interface DecisionFormProps {
  decision: OpenDecision;
  /** The entry that is decided on, as the question names it. */
  entry: string;
  onDone(answer: DecisionAnswer): void;
  onCancel(): void;
}

const FORBIDDEN = 403;
const MOST_CHARACTERS = 2000;

/** Asks for the reason, and for the operator's token where this tab has none; the server keeps the decision. */
export function DecisionForm({ decision, entry, onDone, onCancel }: DecisionFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [needsToken, setNeedsToken] = useState(operatorToken() === null);
  const sending = useMutation({
    mutationFn: (reason: string) => ask<DecisionAnswer>('/api/v1/parties/merge-decisions', { ...decision, reason }),
    onSuccess: async (answer) => {
      await client.invalidateQueries();
      onDone(answer);
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.status !== FORBIDDEN) return;
      keepOperatorToken(null);
      setNeedsToken(true);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    if (needsToken) keepOperatorToken(String(given.get('token')).trim());
    sending.mutate(String(given.get('reason')).trim());
  };
  return (
    <form className="panel stack" onSubmit={submit} aria-label={t(`merge.ask-${decision.verdict}`, { entry })}>
      <strong>{t(`merge.ask-${decision.verdict}`, { entry })}</strong>
      <TextInput name="reason" label={t('merge.reason')} required minLength={3} maxLength={MOST_CHARACTERS} autoFocus />
      {needsToken && (
        <TextInput
          name="token"
          type="password"
          autoComplete="off"
          label={t('merge.token')}
          description={t('merge.tokenWhere')}
          required
        />
      )}
      {sending.error && <Refused error={sending.error} />}
      <div className="fields">
        <Button type="submit" variant="filled" loading={sending.isPending}>
          {t(`merge.do-${decision.verdict}`)}
        </Button>
        <Button onClick={onCancel}>{t('merge.cancel')}</Button>
        {sending.isPending && <span role="status">{t('merge.working')}</span>}
      </div>
    </form>
  );
}

function Refused({ error }: { error: Error }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : null;
  if (problem?.status === FORBIDDEN) return <Notice tone="bad" urgent title={t('merge.tokenRefused')} />;
  return (
    <Notice tone="bad" urgent title={error.message ? <span lang="en">{error.message}</span> : t('problem.unreachable')}>
      {problem?.hint && <p lang="en">{problem.hint}</p>}
    </Notice>
  );
}
