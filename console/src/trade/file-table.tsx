import { useTranslation } from 'react-i18next';
import type { FilesAnswer } from '../../../src/trade/edge/trade-shapes.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Day } from '../shell/day.tsx';
import { useFigure } from './area-name.ts';

type File = FilesAnswer['files'][number];

/** The files that were taken in, each a vintage, with what of them could not be used. */
export function FileTable({ files }: { files: readonly File[] }) {
  const { t } = useTranslation();
  const figure = useFigure();
  const columns: Column<File>[] = [
    { id: 'name', header: t('trade.file'), cell: ({ name }) => name, text: ({ name }) => name },
    {
      id: 'vintage',
      header: t('trade.vintage'),
      cell: ({ vintage }) => <Day at={vintage} />,
      text: ({ vintage }) => vintage,
    },
    { id: 'kind', header: t('trade.kind'), cell: ({ kind }) => t(`trade.kind-${kind}`), text: ({ kind }) => kind },
    { id: 'rows', header: t('trade.rows'), align: 'end', cell: ({ rows }) => figure(rows), text: ({ rows }) => rows },
    {
      id: 'rejected',
      header: t('trade.rejected'),
      least: '20rem',
      cell: ({ rejected, rejections }) => <Rejected rejected={rejected} rejections={rejections} />,
      text: ({ rejected }) => Object.values(rejected).reduce((all, one) => all + one, 0),
    },
  ];
  return (
    <DataTable
      title={t('trade.files')}
      file="trade-files"
      rows={files}
      keyOf={({ sha256 }) => sha256}
      columns={columns}
      empty={null}
    />
  );
}

function Rejected({ rejected, rejections }: Pick<File, 'rejected' | 'rejections'>) {
  const { t } = useTranslation();
  const figure = useFigure();
  const count = Object.values(rejected).reduce((all, one) => all + one, 0);
  if (count === 0) return <span className="dim">0</span>;
  return (
    <details>
      <summary>{figure(count)}</summary>
      <ul className="small" lang="en">
        {rejections.slice(0, 50).map(({ line, reason }) => (
          <li key={`${line} ${reason}`}>{t('trade.line', { line, reason })}</li>
        ))}
      </ul>
    </details>
  );
}
