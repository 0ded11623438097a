import { useTranslation } from 'react-i18next';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import type { VersionRow } from './list-answers.ts';
import { SnapshotMark } from './standing.tsx';

/** Hex digits of a hash that the table shows; the files to download have all 64. */
const SHOWN_DIGITS = 12;

/** Versions that were loaded, newest first, with the hashes of the files they came from. */
export function VersionsTable({ list, versions }: { list: string; versions: readonly VersionRow[] }) {
  const { t, i18n } = useTranslation();
  return (
    <DataTable
      title={t('versions.title')}
      file={`versions-${list}`}
      rows={versions}
      keyOf={({ id }) => String(id)}
      empty={
        <Notice title={t('versions.none')}>
          <p>{t('lists.loadHint')}</p>
        </Notice>
      }
      columns={[
        { id: 'id', header: t('versions.id'), cell: ({ id }) => id, text: ({ id }) => id },
        {
          id: 'publishedAt',
          header: t('lists.published'),
          cell: ({ publishedAt, snapshot }) => (
            <span className="row">
              {publishedAt ? <Instant at={publishedAt} /> : <span className="dim">{t('word.noDate')}</span>}
              {snapshot && <SnapshotMark />}
            </span>
          ),
          text: ({ publishedAt }) => publishedAt,
        },
        {
          id: 'loadedAt',
          header: t('lists.loaded'),
          cell: ({ loadedAt }) => <Instant at={loadedAt} />,
          text: ({ loadedAt }) => loadedAt,
        },
        {
          id: 'parties',
          header: t('lists.parties'),
          align: 'end',
          cell: ({ parties }) => parties.toLocaleString(i18n.language),
          text: ({ parties }) => parties,
        },
        {
          id: 'designations',
          header: t('lists.designations'),
          align: 'end',
          cell: ({ designations }) => designations.toLocaleString(i18n.language),
          text: ({ designations }) => designations,
        },
        {
          id: 'format',
          header: t('lists.format'),
          cell: ({ format }) => <code>{format}</code>,
          text: ({ format }) => format,
        },
        {
          id: 'files',
          header: t('versions.files'),
          cell: ({ files = [] }) => (
            <ul className="bare">
              {files.map(({ name, size, sha256 }) => (
                <li key={name}>
                  {name} <span className="dim">{size.toLocaleString(i18n.language)} B</span>{' '}
                  <code className="dim" title={`SHA-256 ${sha256}`}>
                    {sha256.slice(0, SHOWN_DIGITS)}…
                  </code>
                </li>
              ))}
            </ul>
          ),
          text: ({ files = [] }) => files.map(({ name, sha256 }) => `${name} ${sha256}`).join('; '),
          least: '18rem',
        },
      ]}
    />
  );
}
