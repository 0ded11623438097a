import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.ts';
import { Refusal } from './answer.tsx';

interface ActButtonProps {
  label: string;
  /** What the button acts on, for readers who hear it alone. */
  on: string;
  /** Where the act is asked for. */
  address: string;
  /** What is sent there. */
  body?: object;
  /** Asked before; without it the act follows the click. */
  confirm?: string;
  onDone?(answer: unknown): void;
}

/** Does what cannot be mistaken for something else: cancel, remove. */
export function ActButton({ label, on, address, body = {}, confirm, onDone }: ActButtonProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const acting = useMutation({
    mutationFn: () => ask<unknown>(address, body),
    onSuccess: async (answer) => {
      setAsking(false);
      onDone?.(answer);
      await client.invalidateQueries();
    },
  });
  if (acting.error) return <Refusal error={acting.error} again={() => acting.mutate()} />;
  if (isAsking)
    return (
      <span className="row choices">
        <strong>{confirm}</strong>
        <Button size="compact-sm" variant="filled" autoFocus loading={acting.isPending} onClick={() => acting.mutate()}>
          {label}
        </Button>
        <Button size="compact-sm" onClick={() => setAsking(false)}>
          {t('operator.cancel')}
        </Button>
      </span>
    );
  return (
    <Button
      size="compact-sm"
      aria-label={`${label} ${on}`}
      loading={acting.isPending}
      onClick={() => (confirm ? setAsking(true) : acting.mutate())}
    >
      {label}
    </Button>
  );
}
