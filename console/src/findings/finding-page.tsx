import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { FindingRevision } from '../../../src/findings/edge/store.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import { useAnswer } from '../api/ask.ts';
import { ApiProblem } from '../api/problem.ts';
import { CasesOfFinding } from '../casework/cases-of-finding.tsx';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Facts } from '../shell/facts.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { nameOf } from './findings-table.tsx';

/** One finding: what was seen, which measures may be broken, what would settle it, how it changed. */
export function FindingPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const path = `/api/v1/findings/${encodeURIComponent(id)}`;
  const finding = useAnswer<Finding>(path);
  const isUnknown = finding.error instanceof ApiProblem && finding.error.status === 404;
  return (
    <Page
      title={finding.data?.subjects.map(nameOf).join(', ') ?? id}
      aside={
        <>
          <code className="dim">{id}</code>
          {finding.data?.exercise && <Mark tone="warn">EXERCISE</Mark>}
        </>
      }
    >
      {isUnknown ? (
        <Notice title={t('findings.unknown', { id })} />
      ) : (
        <Answer of={finding}>{(one) => <Body finding={one} path={path} />}</Answer>
      )}
    </Page>
  );
}

function Body({ finding, path }: { finding: Finding; path: string }) {
  const { t } = useTranslation();
  const revisions = useAnswer<FindingRevision[]>(`${path}/revisions`);
  return (
    <>
      <p lang="en">{finding.explanation}</p>
      <FindingFacts finding={finding} />
      <Section title={t('findings.missing')}>
        <ul className="small" lang="en">
          {finding.missing.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      </Section>
      <CasesOfFinding finding={finding.id} />
      <Observations observations={finding.observations} />
      <Answer of={revisions}>{(all) => <History revisions={all} />}</Answer>
      <p className="small">
        <a href={path}>{t('findings.json')}</a>
      </p>
    </>
  );
}

function FindingFacts({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const words = useWords();
  const { watch, version, status, subjects, startAt, endAt, place, measures, confidence } = finding;
  return (
    <Facts
      facts={[
        [t('findings.watch'), `${watch} ${version}`],
        [t('findings.status'), words('findingStatus', status)],
        [t('findings.confidence'), confidence.toFixed(2)],
        [t('findings.when'), startAt && <Instant key="when" at={startAt} />],
        [t('findings.until'), endAt ? <Instant key="until" at={endAt} /> : t('findings.underWay')],
        [
          t('findings.place'),
          place && [place.name, place.lat, place.lon].filter((part) => part !== undefined).join(', '),
        ],
        [
          t('findings.subjects'),
          <span key="subjects" className="row">
            {subjects.map((subject) =>
              subject.mmsi ? (
                <Link key={subject.mmsi} href={`/vessels/${subject.mmsi}`}>
                  {nameOf(subject)}
                </Link>
              ) : (
                <span key={nameOf(subject)}>{nameOf(subject)}</span>
              ),
            )}
          </span>,
        ],
        [
          t('findings.measures'),
          <span key="measures" className="row">
            {measures.map((id) => (
              <Link key={id} href={`/law/${encodeURIComponent(id)}`}>
                {id}
              </Link>
            ))}
          </span>,
        ],
      ]}
    />
  );
}

type Observation = Finding['observations'][number];

function Observations({ observations }: Pick<Finding, 'observations'>) {
  const { t } = useTranslation();
  const columns: Column<Observation>[] = [
    { id: 'at', header: t('findings.at'), cell: ({ at }) => at && <Instant at={at} />, text: ({ at }) => at },
    {
      id: 'place',
      header: t('findings.place'),
      cell: ({ lat, lon }) => (typeof lat === 'number' ? <span className="mono">{`${lat}, ${lon}`}</span> : null),
      text: ({ lat, lon }) => (typeof lat === 'number' ? `${lat} ${lon}` : null),
    },
    { id: 'source', header: t('findings.source'), cell: ({ source }) => source, text: ({ source }) => source },
    {
      id: 'sha256',
      header: t('findings.hash'),
      cell: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 16)}…</code>,
      text: ({ sha256 }) => sha256,
    },
  ];
  return (
    <DataTable
      title={t('findings.observations')}
      file="observations"
      rows={observations}
      keyOf={({ at, sha256, lat, lon }) => `${at} ${sha256} ${lat} ${lon}`}
      columns={columns}
      empty={<p className="small dim">–</p>}
    />
  );
}

function History({ revisions }: { revisions: readonly FindingRevision[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const columns: Column<FindingRevision>[] = [
    { id: 'at', header: t('findings.at'), cell: ({ at }) => <Instant at={at} />, text: ({ at }) => at },
    {
      id: 'change',
      header: t('findings.change'),
      cell: ({ change }) => words('findingChange', change),
      text: ({ change }) => change,
    },
    {
      id: 'confidence',
      header: t('findings.confidence'),
      align: 'end',
      cell: ({ body }) => body.confidence.toFixed(2),
      text: ({ body }) => body.confidence,
    },
    {
      id: 'reason',
      header: t('findings.reason'),
      cell: ({ reason }) => <span lang="en">{reason}</span>,
      text: ({ reason }) => reason,
    },
  ];
  return (
    <DataTable
      title={t('findings.history')}
      file="revisions"
      rows={revisions}
      keyOf={({ revision }) => String(revision)}
      columns={columns}
      empty={<p className="small dim">–</p>}
    />
  );
}
