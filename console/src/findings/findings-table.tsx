import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Finding } from '../../../src/findings/finding.ts';
import { useWords } from '../i18n/use-words.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';

interface FindingsTableProps {
  title: string;
  findings: readonly Finding[];
  empty: ReactNode;
  aside?: ReactNode;
  /** Gathers all pages for the files. */
  everything?: { rows(): Promise<readonly Finding[]> };
}

/** Findings, a row each. */
export function FindingsTable({ title, findings, empty, aside, everything }: FindingsTableProps) {
  const columns = useColumns();
  return (
    <DataTable
      title={title}
      file="findings"
      rows={findings}
      {...(everything ? { everything } : {})}
      aside={aside}
      keyOf={({ id }) => id}
      columns={columns}
      empty={empty}
    />
  );
}

function useColumns(): Column<Finding>[] {
  const { t } = useTranslation();
  const words = useWords();
  return [
    {
      id: 'id',
      header: t('findings.id'),
      cell: ({ id, exercise }) => (
        <span className="row">
          <Link href={`/findings/${id}`}>{id}</Link> {exercise && <Mark tone="warn">EXERCISE</Mark>}
        </span>
      ),
      text: ({ id }) => id,
    },
    {
      id: 'exercise',
      header: t('findings.status'),
      cell: ({ status }) => words('findingStatus', status),
      text: ({ exercise, status }) => (exercise ? `EXERCISE ${status}` : status),
    },
    {
      id: 'watch',
      header: t('findings.watch'),
      cell: ({ watch, version }) => (
        <>
          <code>{watch}</code> <span className="dim">{version}</span>
        </>
      ),
      text: ({ watch, version }) => `${watch} ${version}`,
    },
    {
      id: 'subjects',
      header: t('findings.subjects'),
      cell: ({ subjects }) => subjects.map(nameOf).join(', '),
      text: ({ subjects }) => subjects.map(nameOf).join('; '),
    },
    {
      id: 'startAt',
      header: t('findings.when'),
      cell: ({ startAt }) => startAt && <Instant at={startAt} />,
      text: ({ startAt }) => startAt,
    },
    {
      id: 'measures',
      header: t('findings.measures'),
      cell: ({ measures }) => (
        <span className="row">
          {measures.map((id) => (
            <Link key={id} href={`/law/${encodeURIComponent(id)}`}>
              {id}
            </Link>
          ))}
        </span>
      ),
      text: ({ measures }) => measures.join('; '),
    },
    {
      id: 'confidence',
      header: t('findings.confidence'),
      align: 'end',
      cell: ({ confidence }) => confidence.toFixed(2),
      text: ({ confidence }) => confidence,
    },
    {
      id: 'explanation',
      header: t('findings.explanation'),
      cell: ({ explanation, missing }) => (
        <span lang="en">
          {explanation} {missing.length > 0 && <span className="dim">{missing.join(' ')}</span>}
        </span>
      ),
      text: ({ explanation }) => explanation,
      least: '20rem',
    },
  ];
}

export function nameOf({ name, imo, mmsi, id, schema }: Finding['subjects'][number]): string {
  return name ?? imo ?? mmsi ?? id ?? schema;
}
