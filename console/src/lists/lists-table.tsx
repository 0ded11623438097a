import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ListSummary } from '../../../src/lists/edge/list-summaries.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { SnapshotMark, Standing } from './standing.tsx';

export function ListsTable({ lists }: { lists: readonly ListSummary[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('lists.sources')}
      file="lists"
      rows={lists}
      keyOf={({ list }) => list}
      columns={useColumns()}
      empty={
        <Notice title={t('lists.none')}>
          <p>{t('lists.loadHint')}</p>
        </Notice>
      }
      sticky
    />
  );
}

function useColumns(): Column<ListSummary>[] {
  const { t, i18n } = useTranslation();
  const count = (id: keyof ListSummary & `${string}`, header: string, of: (row: ListSummary) => number) => ({
    id,
    header,
    align: 'end' as const,
    cell: (row: ListSummary) =>
      of(row) === 0 ? <span className="dim">0</span> : of(row).toLocaleString(i18n.language),
    text: of,
  });
  return [
    {
      id: 'list',
      header: t('lists.list'),
      cell: ({ list, title }) => (
        <>
          <Link href={`/lists/${encodeURIComponent(list)}`} className="mono">
            {list}
          </Link>
          <div lang="en">{title}</div>
        </>
      ),
      text: ({ list }) => list,
      least: '14rem',
    },
    {
      id: 'authority',
      header: t('lists.authority'),
      cell: ({ authority }) => <span lang="en">{authority}</span>,
      text: ({ authority }) => authority,
      least: '9rem',
    },
    {
      id: 'publishedAt',
      header: t('lists.published'),
      cell: ({ publishedAt, snapshot }) => (
        <>
          {publishedAt ? <Instant at={publishedAt} /> : <span className="dim">{t('word.noDate')}</span>}
          {snapshot && (
            <div>
              <SnapshotMark />
            </div>
          )}
        </>
      ),
      text: ({ publishedAt }) => publishedAt,
    },
    {
      id: 'loadedAt',
      header: t('lists.loaded'),
      cell: ({ loadedAt }) => loadedAt && <Instant at={loadedAt} />,
      text: ({ loadedAt }) => loadedAt,
    },
    count('parties', t('lists.parties'), ({ parties }) => parties),
    count('dprkParties', t('lists.dprkParties'), ({ dprkParties }) => dprkParties),
    count('versions', t('lists.versions'), ({ versions }) => versions),
    count(
      'rejectedRecords',
      t('lists.rejected'),
      ({ rejectedRecords, rejectedValues }) => rejectedRecords + rejectedValues,
    ),
    {
      id: 'standing',
      header: t('lists.standing'),
      cell: (row) => <Standing summary={row} />,
      text: ({ standing, message }) => (message ? `${standing}: ${message}` : standing),
      least: '14rem',
    },
  ];
}
