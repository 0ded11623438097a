import { useTranslation } from 'react-i18next';
import type { Explanation } from '../../../src/screening/score-pair.ts';
import styles from './matched-names.module.css';
import { sameParts } from './same-parts.ts';

/** What was asked for above what the list has, with the parts that both have marked in each. */
export function MatchedNames({ explanations }: { explanations: Readonly<Record<string, Explanation>> }) {
  const { t } = useTranslation();
  const pairs = Object.entries(explanations).flatMap(([feature, { query, candidate, score }]) =>
    query && candidate && feature.endsWith('_match') && score > 0 ? [{ feature, query, candidate }] : [],
  );
  if (pairs.length === 0) return null;
  return (
    <div className={styles.pairs}>
      {pairs.map(({ feature, query, candidate }) => {
        const [asked, listed] = sameParts(query, candidate);
        return (
          <dl key={feature} className={styles.pair}>
            <dt>{t('lookUp.asked')}</dt>
            <dd>
              <Parts of={asked} />
            </dd>
            <dt>{t('lookUp.listed')}</dt>
            <dd>
              <Parts of={listed} />
            </dd>
          </dl>
        );
      })}
    </div>
  );
}

function Parts({ of }: { of: ReturnType<typeof sameParts>[number] }) {
  return of.map(({ text, isSame }, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece of a name has no identity but its place
    isSame ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
  );
}
