import { useTranslation } from 'react-i18next';
import styles from './score-parts.module.css';
import type { ScoredParty } from './screened-party.ts';

/** How a score came about: in a sentence, and feature by feature. */
export function ScoreParts({ result: { explanations, caption, watchkeeper } }: { result: ScoredParty }) {
  const { t } = useTranslation();
  const rows = Object.entries(explanations).sort(([, one], [, other]) => other.score - one.score);
  if (rows.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>
        {t('lookUp.why')}
        <span className="hidden"> {caption}</span>
      </summary>
      <p lang="en">{watchkeeper?.sentence}</p>
      <ul className="bare" lang="en">
        {rows.map(([feature, { score, detail, query, candidate }]) => (
          <li key={feature}>
            <code>{feature.replaceAll('_', ' ')}</code>
            <span className={styles.number}>{score.toFixed(2)}</span>
            <span>
              {detail}
              {query && candidate && (
                <span className="dim">
                  {' '}
                  {query} ↔ {candidate}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
