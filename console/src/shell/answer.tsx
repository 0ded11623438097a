import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import styles from './answer.module.css';
import { Loading } from './loading.tsx';
import { Notice } from './notice.tsx';
import { FORBIDDEN, TokenForm } from './token-form.tsx';

/** An answer of the server in its three states: awaited, refused, here. While a new one is awaited the old one stays. */
export function Answer<Data>(props: { of: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  const { data, error, isPlaceholderData, refetch } = props.of;
  if (error) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <div className={styles.answer} data-stale={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
      {props.children(data)}
    </div>
  );
}

/** Says what could not be done, why, and what the reader can do. */
export function Refusal({ error, again }: { error: Error; again: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : null;
  // Routes that speak yente refuse without a code.
  if (problem?.status === FORBIDDEN && (problem.code === null || problem.code === 'FORBIDDEN'))
    return (
      <Notice title={t('operator.needed')}>
        <Link href="/sign-in">{t('session.orSignIn')}</Link>
        <TokenForm onGiven={again} />
      </Notice>
    );
  const ownTitle = problem?.status === 0 ? t('problem.unreachable') : t('problem.unknown', { status: problem?.status });
  return (
    <Notice tone="bad" urgent title={<span lang={error.message ? 'en' : undefined}>{error.message || ownTitle}</span>}>
      {problem?.status === 0 && <p>{t('problem.unreachableHint')}</p>}
      {problem?.hint && <p lang="en">{problem.hint}</p>}
      {problem && problem.errors.length > 0 && (
        <ul lang="en">
          {problem.errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button onClick={again}>{t('problem.again')}</Button>
        {problem?.code && <code className="dim">{problem.code}</code>}
      </div>
    </Notice>
  );
}
