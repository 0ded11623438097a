import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { address } from '../api/address.ts';
import { Downloads } from '../shell/downloads.tsx';
import { Notice } from '../shell/notice.tsx';
import { useSingleKeys } from '../shell/single-keys.ts';
import { toCsv } from '../shell/to-csv.ts';
import { compareAddress } from './compare/side-in-address.ts';
import { type OpenAct, VERDICTS } from './decide-match.tsx';
import type { MatchQuery } from './guess-query.ts';
import { ResultCard } from './result-card.tsx';
import type { Match, ScoredParty } from './screened-party.ts';

interface ResultsProps {
  matches: readonly Match[];
  text: string;
  /** The text as it was read. */
  asked: MatchQuery;
  threshold: number;
}

/** The ranked answer. None found is said with its limits: it clears nobody. */
export function Results({ matches, text, asked, threshold }: ResultsProps) {
  const { t } = useTranslation();
  if (matches.length === 0) {
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
  const results = matches.map(({ party }) => party);
  return (
    <section className="stack tight" aria-label={t('lookUp.results')}>
      <div className="row">
        <h2 role="status">{t('lookUp.found', { n: results.length })}</h2>
        <span className="small dim" style={{ marginRight: 'auto' }}>
          {t('decide.keys')}
        </span>
        <Downloads name="look-up" csv={() => resultsCsv(results)} json={() => results} />
      </div>
      <Cards key={text} matches={matches} asked={asked} />
    </section>
  );
}

/** The cards, walked through and decided on by keyboard. */
function Cards({ matches, asked }: Pick<ResultsProps, 'matches' | 'asked'>) {
  const { t } = useTranslation();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<{ id: string; act: OpenAct } | null>(null);
  const at = (): number => {
    const cards = [...(list.current?.children ?? [])];
    return cards.findIndex((card) => card.contains(document.activeElement));
  };
  const focus = (place: number): void => {
    const card = list.current?.children[Math.min(Math.max(place, 0), matches.length - 1)];
    if (card instanceof HTMLElement) card.focus();
  };
  const decide = (act: OpenAct): void => {
    const match = matches[Math.max(at(), 0)];
    if (match?.about && match.party.watchkeeper?.decision?.standing !== 'holds') setOpen({ id: match.party.id, act });
  };
  const acts = Object.fromEntries(VERDICTS.map((verdict, key) => [String(key + 1), () => decide(verdict)]));
  useSingleKeys({ j: () => focus(at() + 1), k: () => focus(at() - 1), ...acts });
  return (
    <>
      <ol ref={list} className="bare stack tight">
        {matches.map((match, place) => (
          <li key={match.party.id} tabIndex={-1}>
            <ResultCard
              match={match}
              isTicked={ticked.includes(match.party.id)}
              onTick={(isTicked) =>
                setTicked((before) =>
                  [...before.filter((id) => id !== match.party.id), ...(isTicked ? [match.party.id] : [])].slice(-2),
                )
              }
              open={open?.id === match.party.id ? open.act : null}
              onOpen={(act) => {
                setOpen({ id: match.party.id, act });
                if (act === null) focus(place);
              }}
              onDone={() => {
                setOpen(null);
                focus(place);
              }}
            />
          </li>
        ))}
      </ol>
      {ticked.length > 0 && (
        <Link href={compareAddress(ticked, asked)} className="afloat">
          {t(ticked.length === 1 ? 'compare.asked' : 'compare.two')}
        </Link>
      )}
    </>
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
