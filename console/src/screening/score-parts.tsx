import { useTranslation } from 'react-i18next';
import styles from './score-parts.module.css';
import type { Explanation } from './screened-party.ts';

interface ScorePartsProps {
  parts: Record<string, Explanation>;
  caption: string;
}

/** How a score came about, feature by feature. */
export function ScoreParts({ parts, caption }: ScorePartsProps) {
  const { t } = useTranslation();
  const rows = Object.entries(parts).sort(([, one], [, other]) => other.score - one.score);
  if (rows.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>
        {t('lookUp.why')}
        <span className="hidden"> {caption}</span>
      </summary>
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
