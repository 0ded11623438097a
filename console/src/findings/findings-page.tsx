import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Finding } from '../../../src/findings/finding.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { everyPage } from '../api/every-page.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { useUrlState } from '../shell/url-state.ts';

const PAGE = 50;
const PATH = '/api/v1/findings';

interface FindingsAnswer {
  total: number;
  findings: Finding[];
}

/** What the watches have raised, latest first. */
export function FindingsPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const answer = useAnswer<FindingsAnswer>(address(PATH, { limit: PAGE, offset: offsetIn(get('offset')) }));
  const columns = useColumns();
  return (
    <Page title={t('findings.title')} lead={t('findings.lead')}>
      <Answer of={answer}>
        {({ total, findings }) => (
          <DataTable
            title={t('findings.table')}
            file="findings"
            rows={findings}
            everything={{ rows: () => everyPage<FindingsAnswer, Finding>(PATH, {}, (page) => page.findings) }}
            aside={total > 0 && <Pager total={total} limit={PAGE} />}
            keyOf={({ id }) => id}
            columns={columns}
            empty={
              <Notice title={t('findings.none')}>
                <p>{t('findings.noneText')}</p>
              </Notice>
            }
          />
        )}
      </Answer>
    </Page>
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
          <code>{id}</code> {exercise && <Mark tone="warn">EXERCISE</Mark>}
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

function nameOf({ name, imo, mmsi, id, schema }: Finding['subjects'][number]): string {
  return name ?? imo ?? mmsi ?? id ?? schema;
}
