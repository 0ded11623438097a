import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { Mark } from '../shell/mark.tsx';
import { BitingMeasures } from './biting-measures.tsx';
import { DecideMatch, type OpenAct } from './decide-match.tsx';
import { ListingLines } from './listing-lines.tsx';
import { MatchedNames } from './matched-names.tsx';
import { otherNames, valuesOf } from './party-facts.ts';
import styles from './result-card.module.css';
import { ScoreParts } from './score-parts.tsx';
import type { Match } from './screened-party.ts';

/** Names beside the caption that a card shows; the party's page has all. */
const MOST_NAMES = 6;

interface ResultCardProps {
  match: Match;
  /** Whether it is chosen to be compared; without it there is nothing to choose. */
  isTicked?: boolean;
  onTick?(isTicked: boolean): void;
  open: OpenAct;
  onOpen(act: OpenAct): void;
  onDone(): void;
}

/** One result: how near, who, why, on which lists, what that brings, and what people decided on it. */
export function ResultCard({ match, isTicked, onTick, open, onOpen, onDone }: ResultCardProps) {
  const { party: result, about } = match;
  const { t } = useTranslation();
  const words = useWords();
  const names = otherNames(result);
  const numbers = ['imoNumber', 'passportNumber', 'publicKey', 'birthDate'].flatMap((property) =>
    valuesOf(result, property).map((value) => `${words('property', property)} ${value}`),
  );
  const decision = result.watchkeeper?.decision;
  const isCleared = decision?.verdict === 'different' && decision.standing === 'holds';
  return (
    <article className={`panel ${styles.card}`} data-cleared={isCleared || undefined}>
      <div className={styles.score}>
        <strong>{result.score.toFixed(2)}</strong>
        <span className={styles.bar} aria-hidden="true">
          <span style={{ width: `${result.score * 100}%` }} />
        </span>
        {result.match ? (
          <Mark tone="warn" icon="warn">
            {t('lookUp.match')}
          </Mark>
        ) : (
          <Mark>{t('lookUp.below')}</Mark>
        )}
        {onTick && (
          <label className="small">
            <input type="checkbox" checked={isTicked} onChange={({ currentTarget }) => onTick(currentTarget.checked)} />{' '}
            {t('compare.tick')}
            <span className="hidden"> {result.caption}</span>
          </label>
        )}
      </div>
      <div className="stack tight">
        <div className="row">
          <h3 className={styles.name}>
            <Link href={`/party/${encodeURIComponent(result.id)}`}>{result.caption}</Link>
          </h3>
          <span className="dim small">{words('schema', result.schema)}</span>
          {result.watchkeeper?.snapshot && (
            <Mark icon="dated" title={t('lists.snapshotLong')}>
              {t('lists.snapshot')}
            </Mark>
          )}
        </div>
        <MatchedNames explanations={result.explanations} labels={[t('lookUp.asked'), t('lookUp.listed')]} />
        {names.length > 0 && (
          <p className="small dim">
            {names.slice(0, MOST_NAMES).join(' · ')}
            {names.length > MOST_NAMES && ` · ${t('word.more', { n: names.length - MOST_NAMES })}`}
          </p>
        )}
        {numbers.length > 0 && <p className={`small ${styles.numbers}`}>{numbers.join(' · ')}</p>}
        <ListingLines listings={result.watchkeeper?.listings ?? []} datasets={result.datasets} />
      </div>
      <BitingMeasures measures={result.watchkeeper?.measures ?? []} isBrief />
      <div className={styles.below}>
        <ScoreParts explanations={result.explanations} sentence={result.watchkeeper?.sentence} of={result.caption} />
        {about && <DecideMatch party={result} about={about} open={open} onOpen={onOpen} onDone={onDone} />}
      </div>
    </article>
  );
}
