import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Instant } from '../shell/instant.tsx';
import type { OpenDecision, StoredDecision } from './merge-answers.ts';

interface DecisionsProps {
  decisions: readonly StoredDecision[];
  onUndo(decision: OpenDecision): void;
}

/** The decisions that hold, each with who took it, when and why, and a way back. */
export function Decisions({ decisions, onUndo }: DecisionsProps) {
  const { t } = useTranslation();
  const holding = decisions.filter(({ holds }) => holds);
  if (holding.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>{t('merge.decisions')}</h3>
      <ul className="bare small stack tight">
        {holding.map(({ one, other, verdict, reason, decidedBy, decidedAt }) => (
          <li key={`${one} ${other}`}>
            <span className="row">
              <code>
                {one} {verdict === 'same' ? '=' : '≠'} {other}
              </code>
              <Button
                size="compact-xs"
                className="quiet"
                aria-label={`${t('merge.undo')} ${one}, ${other}`}
                onClick={() => onUndo({ one, other, verdict: 'withdrawn' })}
              >
                {t('merge.undo')}
              </Button>
            </span>
            <span className="dim">
              <Instant at={decidedAt} />, {decidedBy}: {reason}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
