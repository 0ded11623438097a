import { useTranslation } from 'react-i18next';
import type { Explanation } from '../../../src/screening/score-pair.ts';
import styles from './score-parts.module.css';

interface ScorePartsProps {
  explanations: Readonly<Record<string, Explanation>>;
  /** The same for people, where it is not told elsewhere. */
  sentence?: string | undefined;
  /** Whose score it is, for readers who hear the page. */
  of: string;
}

/** How a score came about: in a sentence, and feature by feature. */
export function ScoreParts({ explanations, sentence, of }: ScorePartsProps) {
  const { t } = useTranslation();
  const rows = Object.entries(explanations).sort(([, one], [, other]) => other.score - one.score);
  if (rows.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>
        {t('lookUp.why')}
        <span className="hidden"> {of}</span>
      </summary>
      {sentence && <p lang="en">{sentence}</p>}
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
