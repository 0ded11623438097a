import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Choice } from '../shell/choice.tsx';
import { page } from '../shell/lazy-page.ts';
import { Loading } from '../shell/loading.tsx';
import { Page } from '../shell/page.tsx';
import { UrlSelect } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { Examples } from './examples.tsx';
import { guessReading, queriesFor, READINGS } from './guess-query.ts';
import { LookUpBox } from './look-up-box.tsx';
import type { Match, MatchAnswer } from './screened-party.ts';

const Results = page(async () => (await import('./results.tsx')).Results);

/** The standard of the matching method, and others to choose from. */
const STANDARD_THRESHOLD = '0.7';
const THRESHOLDS = ['0.5', '0.6', '0.8', '0.9'];
const MOST_RESULTS = 20;

/** One box for a name, a number, a wallet; the answer with its reasons below. */
export function LookUpPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const text = get('q');
  return (
    <Page title={t('lookUp.title')} lead={t('lookUp.lead')} takesFocus={false}>
      <LookUpBox text={text} />
      {text.trim() === '' ? <Examples /> : <Found text={text} />}
    </Page>
  );
}

function Found({ text }: { text: string }) {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const reading = READINGS.find((known) => known === get('as')) ?? guessReading(text);
  const threshold = THRESHOLDS.find((known) => known === get('threshold')) ?? STANDARD_THRESHOLD;
  const queries = queriesFor(text, reading);
  const answer = useAnswer<MatchAnswer>(
    address('/match/default', { limit: MOST_RESULTS, threshold, decided: 'include' }),
    {
      queries: Object.fromEntries(queries.map((query) => [query.schema, query])),
    },
  );
  return (
    <>
      <div className="fields">
        <div className="fit labelled">
          <span className="small dim">{t('lookUp.readAs')}</span>
          <Choice
            label={t('lookUp.readAs')}
            value={reading}
            onChange={(value) => set({ as: value })}
            options={READINGS.map((value) => ({ value, label: t(`lookUp.as-${value}`) }))}
          />
        </div>
        <UrlSelect
          name="threshold"
          label={t('lookUp.threshold')}
          any={`${STANDARD_THRESHOLD} (${t('lookUp.standard')})`}
          options={THRESHOLDS.map((value) => ({ value, label: value }))}
        />
      </div>
      <Answer of={answer}>
        {(data) => (
          <Suspense fallback={<Loading />}>
            <Results matches={ranked(data)} text={text} asked={queries[0]} threshold={Number(threshold)} />
          </Suspense>
        )}
      </Answer>
    </>
  );
}

/** The results of all queries as one list, each party once at its best. */
function ranked({ responses }: MatchAnswer): Match[] {
  const matches = Object.values(responses)
    .flatMap(({ results, query }) =>
      results.map((party) => ({ party, about: query?.fingerprint ? { fingerprint: query.fingerprint } : null })),
    )
    .sort((one, other) => other.party.score - one.party.score);
  return matches.filter(({ party }, at) => matches.findIndex((match) => match.party.id === party.id) === at);
}
