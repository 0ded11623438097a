import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useProgress } from '../../api/ask.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActButton } from '../../shell/act-button.tsx';
import { Answer } from '../../shell/answer.tsx';
import { Mark } from '../../shell/mark.tsx';
import { Notice } from '../../shell/notice.tsx';
import { Page } from '../../shell/page.tsx';
import { isGoingOn, type JobAnswer, jobAddress, sizeText } from './job-answers.ts';
import { JobProgress } from './job-progress.tsx';
import { JobResult } from './job-result.tsx';
import { StartForm } from './start-form.tsx';

/** One file that was sent: what its columns hold, how far it is, what was found. */
export function JobPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const [, navigate] = useLocation();
  const job = useProgress<JobAnswer>(jobAddress(id), isGoingOn);
  return (
    <Page
      title={job.data?.file.name ?? t('files.title')}
      aside={
        job.data && (
          <>
            <Mark>{words('jobState', job.data.state)}</Mark>
            <span className="dim">{sizeText(job.data.file.bytes)}</span>
          </>
        )
      }
    >
      <Answer of={job}>
        {(data) => (
          <div className="stack">
            <Body job={data} />
            {!isGoingOn(data) && (
              <div>
                <ActButton
                  label={t('files.remove')}
                  on={data.file.name}
                  address={jobAddress(id, '/remove')}
                  confirm={t('files.reallyRemove')}
                  onDone={() => navigate('/files')}
                />
              </div>
            )}
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Body({ job }: { job: JobAnswer }) {
  const { t } = useTranslation();
  if (job.state === 'draft') return <StartForm job={job} />;
  if (isGoingOn(job)) return <JobProgress job={job} />;
  if (job.state === 'done') return <JobResult job={job} />;
  if (job.state === 'cancelled') return <Notice title={t('files.cancelled')} />;
  return (
    <Notice tone="bad" title={<span lang="en">{job.failure?.message}</span>}>
      <p lang="en">{job.failure?.hint}</p>
    </Notice>
  );
}
