import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useProgress } from '../../api/ask.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../shell/answer.tsx';
import { DataTable } from '../../shell/data-table.tsx';
import { Instant } from '../../shell/instant.tsx';
import { Notice } from '../../shell/notice.tsx';
import { Page } from '../../shell/page.tsx';
import { DropZone } from './drop-zone.tsx';
import { isGoingOn, JOBS, type JobAnswer, sizeText } from './job-answers.ts';

/** Files to be screened: one is dropped here, and what became of the others. */
export function FilesPage() {
  const { t } = useTranslation();
  const jobs = useProgress<{ total: number; jobs: JobAnswer[] }>(JOBS, (answer) => answer.jobs.some(isGoingOn));
  return (
    <Page title={t('files.title')} lead={t('files.lead')}>
      <Answer of={jobs}>
        {(data) => (
          <div className="stack">
            <DropZone />
            <Jobs jobs={data.jobs} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Jobs({ jobs }: { jobs: readonly JobAnswer[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <DataTable
      title={t('files.sent')}
      file="screened-files"
      rows={jobs}
      keyOf={({ id }) => id}
      empty={
        <Notice title={t('files.none')}>
          <p>{t('files.noneText')}</p>
        </Notice>
      }
      columns={[
        {
          id: 'file',
          header: t('files.file'),
          cell: ({ id, file }) => <Link href={`/files/${id}`}>{file.name}</Link>,
          text: ({ file }) => file.name,
        },
        {
          id: 'bytes',
          header: t('files.size'),
          align: 'end',
          cell: ({ file }) => <span className="nowrap">{sizeText(file.bytes)}</span>,
          text: ({ file }) => file.bytes,
        },
        {
          id: 'state',
          header: t('files.state'),
          cell: ({ state, progress }) =>
            state === 'running' && progress ? `${Math.floor(progress.share * 100)} %` : words('jobState', state),
          text: ({ state }) => state,
        },
        {
          id: 'rows',
          header: t('files.rows'),
          align: 'end',
          cell: (job) => countsOf(job)?.rows,
          text: (job) => countsOf(job)?.rows,
        },
        {
          id: 'matched',
          header: t('files.matched'),
          align: 'end',
          cell: (job) => countsOf(job)?.matched,
          text: (job) => countsOf(job)?.matched,
        },
        {
          id: 'sentAt',
          header: t('files.sentAt'),
          cell: ({ createdAt }) => <Instant at={createdAt} />,
          text: ({ createdAt }) => createdAt,
        },
      ]}
    />
  );
}

function countsOf({ result, progress }: JobAnswer) {
  return result ?? progress;
}
