import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.ts';
import { Notice } from './notice.tsx';

interface SendFormProps<Answer> {
  /** Names the form. */
  title: string;
  /** What the button that sends is called. */
  action: string;
  send(given: FormData): Promise<Answer>;
  onDone(answer: Answer): void;
  onCancel?(): void;
  children: ReactNode;
}

/** Fields that a reader sends; what the server refuses is said above the button. */
export function SendForm<Answer>({ title, action, send, onDone, onCancel, children }: SendFormProps<Answer>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sending = useMutation({
    mutationFn: send,
    onSuccess: async (answer) => {
      await client.invalidateQueries();
      onDone(answer);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    sending.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="panel stack" onSubmit={submit} aria-label={title}>
      {children}
      {sending.error && <Refused error={sending.error} />}
      <div className="fields">
        <Button type="submit" variant="filled" loading={sending.isPending}>
          {action}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('operator.cancel')}</Button>}
      </div>
    </form>
  );
}

function Refused({ error }: { error: Error }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : null;
  const own = problem?.status === 0 ? t('problem.unreachable') : t('problem.unknown', { status: problem?.status });
  return (
    <Notice tone="bad" urgent title={<span lang={error.message ? 'en' : undefined}>{error.message || own}</span>}>
      {problem?.hint && <p lang="en">{problem.hint}</p>}
    </Notice>
  );
}
