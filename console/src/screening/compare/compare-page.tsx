import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PairScore } from '../../../../src/screening/score-pair.ts';
import { useAnswer } from '../../api/ask.ts';
import { Answer } from '../../shell/answer.tsx';
import { Notice } from '../../shell/notice.tsx';
import { Page } from '../../shell/page.tsx';
import { useUrlState } from '../../shell/url-state.ts';
import { MatchedNames } from '../matched-names.tsx';
import { ScoreParts } from '../score-parts.tsx';
import type { ScreenedParty } from '../screened-party.ts';
import styles from './facts-side-by-side.module.css';
import { FactsSideBySide } from './facts-side-by-side.tsx';
import { isListed, SideForm } from './side-form.tsx';
import { comparable, SIDES, type Side, typedParty } from './side-in-address.ts';

/** Two parties, listed or typed by hand, beside each other: how far they are the same, and why. */
export function ComparePage() {
  const { t } = useTranslation();
  const [one, other] = [useSide('one'), useSide('other')];
  return (
    <Page title={t('compare.title')} lead={t('compare.lead')}>
      <div className={styles.sides}>
        {SIDES.map((side) => (
          <SideForm key={side} side={side} />
        ))}
      </div>
      <Awaited of={one.asked} />
      <Awaited of={other.asked} />
      {one.party && other.party ? (
        <Compared parties={[one.party, other.party]} />
      ) : (
        <Notice title={t('compare.empty')}>
          <p>{t('compare.emptyText')}</p>
        </Notice>
      )}
    </Page>
  );
}

/** A listed party that has not come yet, or is not known. */
function Awaited({ of }: { of: UseQueryResult<ScreenedParty> | null }) {
  return of && (of.error || !of.data) ? <Answer of={of}>{() => null}</Answer> : null;
}

/** A side's party once it is known, and the question to the server where it is a listed one. */
function useSide(side: Side) {
  const { get } = useUrlState();
  const id = isListed(side, get) ? get(side).trim() : '';
  const asked = useAnswer<ScreenedParty>(id === '' ? null : `/entities/${encodeURIComponent(id)}?nested=true`);
  if (id !== '') return { asked, party: asked.error ? null : (asked.data ?? null) };
  return { asked: null, party: isListed(side, get) ? null : typedParty(side, get) };
}

function Compared({ parties }: { parties: readonly [ScreenedParty, ScreenedParty] }) {
  const { t } = useTranslation();
  const [query, candidate] = parties.map(comparable);
  const score = useAnswer<PairScore & { comparable: boolean }>('/api/v1/screening/compare', { query, candidate });
  return (
    <>
      <Answer of={score}>
        {(data) => (
          <div className="panel stack tight" role="status">
            <div className={styles.score}>
              <strong>{data.score.toFixed(2)}</strong>
              {data.comparable ? <span lang="en">{data.sentence}</span> : <span>{t('compare.excluded')}</span>}
            </div>
            <MatchedNames explanations={data.explanations} labels={[t('compare.one'), t('compare.other')]} />
            <ScoreParts explanations={data.explanations} of={t('compare.title')} />
          </div>
        )}
      </Answer>
      <FactsSideBySide parties={parties} />
    </>
  );
}
