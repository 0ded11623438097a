import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepOperatorToken, operatorToken } from '../api/operator-token.ts';
import { ApiProblem } from '../api/problem.ts';
import { Notice } from './notice.tsx';
import { FORBIDDEN, TokenField } from './token-form.tsx';

interface OperatorFormProps<Answer> {
  question: string;
  /** What the button that sends is called. */
  action: string;
  /** Said while the server works. */
  working: string;
  send(given: FormData): Promise<Answer>;
  onDone(answer: Answer): void;
  onCancel(): void;
  /** Little would be lost: Escape leaves the form. */
  isBrief?: boolean;
  children?: ReactNode;
}

/** Fields that the operator sends; it asks for the operator's token where this tab has none. */
export function OperatorForm<Answer>(props: OperatorFormProps<Answer>) {
  const { question, onCancel, isBrief = false } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const [needsToken, setNeedsToken] = useState(operatorToken() === null);
  const sending = useMutation({
    mutationFn: props.send,
    onSuccess: async (answer) => {
      await client.invalidateQueries();
      props.onDone(answer);
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
    sending.mutate(given);
  };
  return (
    <form
      className="panel stack"
      onSubmit={submit}
      onKeyDown={({ key }) => isBrief && key === 'Escape' && onCancel()}
      aria-label={question}
    >
      <strong>{question}</strong>
      {props.children}
      {needsToken && <TokenField />}
      {sending.error && <Refused error={sending.error} />}
      <div className="fields">
        <Button type="submit" variant="filled" loading={sending.isPending}>
          {props.action}
        </Button>
        <Button onClick={onCancel}>{t('operator.cancel')}</Button>
        {sending.isPending && <span role="status">{props.working}</span>}
      </div>
    </form>
  );
}

function Refused({ error }: { error: Error }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : null;
  if (problem?.status === FORBIDDEN) return <Notice tone="bad" urgent title={t('operator.tokenRefused')} />;
  return (
    <Notice tone="bad" urgent title={error.message ? <span lang="en">{error.message}</span> : t('problem.unreachable')}>
      {problem?.hint && <p lang="en">{problem.hint}</p>}
    </Notice>
  );
}
