import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { Delisting } from './listing-lines.tsx';
import { rawProperties } from './party-facts.ts';
import type { ScreenedParty } from './screened-party.ts';

/** Which list names the party, under what number and programme, since when, by which version of the list. */
export function ListingsTable({ party }: { party: ScreenedParty }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('party.listings')}
      file={`listings-${party.id}`}
      rows={party.watchkeeper?.listings ?? []}
      keyOf={(listing) => JSON.stringify(listing)}
      empty={<Notice title={t('party.noListings')} />}
      columns={[
        {
          id: 'list',
          header: t('party.list'),
          cell: ({ list }) => (
            <Link href={`/lists/${encodeURIComponent(list)}`} className="mono">
              {list}
            </Link>
          ),
          text: ({ list }) => list,
        },
        {
          id: 'reference',
          header: t('party.reference'),
          cell: ({ reference, entry }) => <code title={entry}>{reference ?? entry}</code>,
          text: ({ reference }) => reference,
          least: '8rem',
        },
        {
          id: 'programmes',
          header: t('party.programmes'),
          cell: ({ programmes }) => <span lang="en">{programmes.join(', ')}</span>,
          text: ({ programmes }) => programmes.join('; '),
          least: '14rem',
        },
        {
          id: 'listedOn',
          header: t('party.listed'),
          cell: ({ listedOn }) =>
            listedOn ? <Instant at={listedOn} /> : <span className="dim">{t('word.noDate')}</span>,
          text: ({ listedOn }) => listedOn,
        },
        {
          id: 'delistedOn',
          header: t('party.delisted'),
          cell: (listing) => <Delisting listing={listing} />,
          text: ({ delistedOn }) => delistedOn,
        },
        {
          id: 'listDate',
          header: t('party.listDate'),
          cell: ({ listDate }) =>
            listDate ? <Instant at={listDate} /> : <span className="dim">{t('word.noDate')}</span>,
          text: ({ listDate }) => listDate,
        },
        {
          id: 'entry',
          header: t('party.entry'),
          cell: ({ entry }) => <code>{entry}</code>,
          text: ({ entry }) => entry,
        },
      ]}
    />
  );
}

/** Every property as the lists write it, under its FollowTheMoney name. */
export function PropertiesTable({ party }: { party: ScreenedParty }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('party.properties')}
      file={`properties-${party.id}`}
      rows={rawProperties(party)}
      keyOf={({ property }) => property}
      empty={<Notice title={t('party.noneGiven')} />}
      columns={[
        {
          id: 'property',
          header: t('party.property'),
          cell: ({ property }) => <code>{property}</code>,
          text: ({ property }) => property,
        },
        {
          id: 'values',
          header: t('party.values'),
          cell: ({ values }) => values.join(' · '),
          text: ({ values }) => values.join('; '),
          least: '20rem',
        },
      ]}
    />
  );
}
