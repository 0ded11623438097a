import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { askFile } from '../../api/ask.ts';
import { Refusal } from '../../shell/answer.tsx';
import { saveFile } from '../../shell/downloads.tsx';
import { Facts } from '../../shell/facts.tsx';
import { Icon } from '../../shell/icon.tsx';
import { Instant } from '../../shell/instant.tsx';
import { isReviewable, type JobAnswer, jobAddress } from './job-answers.ts';

/** What came of a file: counts, the results, and what could not be used. */
export function JobResult({ job }: { job: JobAnswer }) {
  const { t } = useTranslation();
  const { result, file } = job;
  if (!result) return null;
  const base = file.name.replace(/\.[^.]+$/, '');
  const ending = result.format === 'jsonl' ? 'jsonl' : 'csv';
  return (
    <div className="panel stack">
      <Facts
        facts={[
          [t('files.rows'), result.rows],
          [t('files.matched'), result.matched],
          [t('files.hits'), result.hits],
          [t('files.rejected'), result.rejected],
          [t('files.leftOut'), result.leftOut],
          [t('files.ended'), job.endedAt && <Instant at={job.endedAt} />],
        ]}
      />
      <div className="fields">
        {isReviewable(job) && result.hits > 0 && (
          <Link href={`/files/${encodeURIComponent(job.id)}/review`} className="fit">
            {t('files.review')}
          </Link>
        )}
        <Download label={t('files.results')} address={jobAddress(job.id, '/results')} name={`${base}.hits.${ending}`} />
        {result.faults && (
          <Download label={t('files.errors')} address={jobAddress(job.id, '/errors')} name={`${base}.errors.csv`} />
        )}
      </div>
    </div>
  );
}

function Download({ label, address, name }: { label: string; address: string; name: string }) {
  const fetching = useMutation({ mutationFn: () => askFile(address), onSuccess: (file) => saveFile(name, file) });
  if (fetching.error) return <Refusal error={fetching.error} again={() => fetching.mutate()} />;
  return (
    <Button loading={fetching.isPending} onClick={() => fetching.mutate()} leftSection={<Icon name="down" />}>
      {label}
    </Button>
  );
}
