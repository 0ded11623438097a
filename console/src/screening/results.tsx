import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { address } from '../api/address.ts';
import { Downloads } from '../shell/downloads.tsx';
import { Notice } from '../shell/notice.tsx';
import { toCsv } from '../shell/to-csv.ts';
import { ResultCard } from './result-card.tsx';
import type { ScoredParty } from './screened-party.ts';

interface ResultsProps {
  results: readonly ScoredParty[];
  text: string;
  threshold: number;
}

/** The ranked answer. None found is said with its limits: it clears nobody. */
export function Results({ results, text, threshold }: ResultsProps) {
  const { t } = useTranslation();
  if (results.length === 0) {
    return (
      <Notice title={t('lookUp.none', { text, threshold })}>
        <p>{t('lookUp.noneText')}</p>
        {threshold > 0.5 && (
          <p>
            <Link href={address('/', { q: text, threshold: '0.5' })}>{t('lookUp.lower')}</Link>
          </p>
        )}
      </Notice>
    );
  }
  return (
    <section className="stack tight" aria-label={t('lookUp.results')}>
      <div className="row">
        <h2 role="status" style={{ marginRight: 'auto' }}>
          {t('lookUp.found', { n: results.length })}
        </h2>
        <Downloads name="look-up" csv={() => resultsCsv(results)} json={() => results} />
      </div>
      <ol className="bare stack tight">
        {results.map((result) => (
          <li key={result.id}>
            <ResultCard result={result} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function resultsCsv(results: readonly ScoredParty[]): string {
  const header = ['id', 'caption', 'schema', 'score', 'match', 'lists', 'listed', 'measures'];
  const rows = results.map(({ id, caption, schema, score, match, datasets, watchkeeper }) => [
    id,
    caption,
    schema,
    score,
    match,
    datasets.join('; '),
    watchkeeper?.listings.map(({ list, listedOn }) => `${list} ${listedOn ?? ''}`.trim()).join('; '),
    watchkeeper?.measures.map(({ label, since }) => `${label} ${since ?? ''}`.trim()).join('; '),
  ]);
  return toCsv(header, rows);
}
