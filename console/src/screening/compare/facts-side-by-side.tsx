import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useWords } from '../../i18n/use-words.ts';
import { BitingMeasures } from '../biting-measures.tsx';
import { ListingLines } from '../listing-lines.tsx';
import { factsOf } from '../party-facts.ts';
import { FactValue } from '../party-facts-panel.tsx';
import type { ScreenedParty } from '../screened-party.ts';
import styles from './facts-side-by-side.module.css';

type Pair = readonly [ScreenedParty, ScreenedParty];

const GROUPS = ['names', 'identifiers', 'personal', 'places'] as const;

/** Two parties beside each other: what either says, with what both say marked. */
export function FactsSideBySide({ parties }: { parties: Pair }) {
  const { t } = useTranslation();
  return (
    <table className={styles.pair}>
      <caption className="hidden">{t('compare.facts')}</caption>
      <thead>
        <tr>
          {parties.map((party, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two sides, which may be the same party
            <th key={at} scope="col">
              <Who party={party} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {GROUPS.map((group) => (
          <Row key={group} title={t(`party.${group}`)} parties={parties}>
            {(party, other) => <Facts group={group} party={party} other={other} />}
          </Row>
        ))}
        <Row title={t('party.listings')} parties={parties}>
          {(party) =>
            party.id ? <ListingLines listings={party.watchkeeper?.listings ?? []} datasets={party.datasets} /> : null
          }
        </Row>
        <Row title={t('party.measures')} parties={parties}>
          {(party) => (party.id ? <BitingMeasures measures={party.watchkeeper?.measures ?? []} isBrief /> : null)}
        </Row>
      </tbody>
    </table>
  );
}

function Who({ party }: { party: ScreenedParty }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      {party.id ? <Link href={`/party/${encodeURIComponent(party.id)}`}>{party.caption}</Link> : party.caption}{' '}
      <span className="dim small">
        {words('schema', party.schema)}
        {party.id === '' && `, ${t('compare.typed')}`}
      </span>
    </>
  );
}

interface RowProps {
  title: string;
  parties: Pair;
  children(party: ScreenedParty, other: ScreenedParty): ReactNode;
}

function Row({ title, parties: [one, other], children }: RowProps) {
  return (
    <>
      <tr>
        <th colSpan={2} scope="rowgroup">
          {title}
        </th>
      </tr>
      <tr>
        <td>{children(one, other)}</td>
        <td>{children(other, one)}</td>
      </tr>
    </>
  );
}

function Facts({
  group,
  party,
  other,
}: {
  group: (typeof GROUPS)[number];
  party: ScreenedParty;
  other: ScreenedParty;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const facts = factsOf(party, group);
  const shared = new Set(factsOf(other, group).flatMap(({ values }) => values.map(plain)));
  if (facts.length === 0) return <span className="dim small">{t('compare.nothing')}</span>;
  return (
    <dl className={styles.facts}>
      {facts.map(({ property, values }) => (
        <div key={property}>
          <dt>{words('property', property)}</dt>
          {values.map((value) => (
            <dd key={value}>
              {shared.has(plain(value)) ? (
                <mark>
                  <FactValue property={property} value={value} />
                </mark>
              ) : (
                <FactValue property={property} value={value} />
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

/** Case, accents and marks between words are no difference. */
function plain(value: string): string {
  return value
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
