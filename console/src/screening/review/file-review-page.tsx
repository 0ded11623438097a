import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { askText, useAnswer } from '../../api/ask.ts';
import { Answer } from '../../shell/answer.tsx';
import { Notice } from '../../shell/notice.tsx';
import { Page } from '../../shell/page.tsx';
import { isReviewable, type JobAnswer, jobAddress } from '../files/job-answers.ts';
import { Review } from './review.tsx';
import { entriesOf } from './review-queue.ts';

/** The matches of a screened file. */
export function FileReviewPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const job = useAnswer<JobAnswer>(jobAddress(id));
  return (
    <Page
      title={t('review.title')}
      aside={job.data && <Link href={`/files/${encodeURIComponent(id)}`}>{job.data.file.name}</Link>}
    >
      <Answer of={job}>
        {(data) => (isReviewable(data) ? <Matches job={data} /> : <Notice title={t('review.notReviewable')} />)}
      </Answer>
    </Page>
  );
}

function Matches({ job: { id, request } }: { job: JobAnswer }) {
  const path = jobAddress(id, '/results');
  const results = useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => entriesOf(await askText(path, undefined, signal)),
    // A finished file's results stay as they are.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { dataset, threshold } = request as { dataset: string; threshold: number };
  return <Answer of={results}>{(entries) => <Review {...{ entries, dataset, threshold }} />}</Answer>;
}
