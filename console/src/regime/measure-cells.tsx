import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ShownMeasure } from '../../../src/regime/find-measures.ts';
import type { Obligation } from '../../../src/regime/measure.ts';
import { useWords } from '../i18n/use-words.ts';
import { Mark } from '../shell/mark.tsx';

/** The row's own words, with its figure where it has one. */
export function Summary({ measure }: { measure: ShownMeasure }) {
  const { i18n } = useTranslation();
  const { summary, cap, unit, threshold } = measure;
  const figure = [cap?.toLocaleString(i18n.language), unit === 'any' ? null : unit, threshold]
    .filter(Boolean)
    .join(' ');
  return (
    <span lang="en">
      {summary} {cap !== null && figure && <strong>{figure}</strong>}
    </span>
  );
}

/** What is only called upon or asked for is no duty, and is said so. */
export function ObligationMark({ obligation }: { obligation: Obligation }) {
  const words = useWords();
  if (obligation === 'duty') return null;
  return (
    <Mark tone="accent" icon="minus">
      {words('obligation', obligation)}
    </Mark>
  );
}

/** From when to when it is law, and what took over. */
export function Force({ measure }: { measure: ShownMeasure }) {
  const { t } = useTranslation();
  const words = useWords();
  const { inForceFrom, inForceTo, status, supersededBy } = measure;
  return (
    <>
      <div style={{ whiteSpace: 'nowrap' }}>
        {inForceFrom} – {inForceTo ?? t('law.today')}
      </div>
      {status !== 'in-force' && (
        <div>
          {words('measureStatus', status)}{' '}
          {supersededBy && <Link href={`/law/${encodeURIComponent(supersededBy)}`}>{supersededBy}</Link>}
        </div>
      )}
    </>
  );
}

/** HS codes, and whether the text writes them or somebody read its words into them. */
export function GoodsCodes({ measure, most }: { measure: ShownMeasure; most: number }) {
  const { t } = useTranslation();
  const words = useWords();
  const { hsCodes, hsBasis } = measure;
  if (hsCodes.length === 0) return null;
  return (
    <>
      <code>{hsCodes.slice(0, most).join(' ')}</code>
      {hsCodes.length > most && <span className="dim"> {t('word.more', { n: hsCodes.length - most })}</span>}
      <div className="dim">{words('hsBasis', hsBasis)}</div>
    </>
  );
}
