import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shell/act-button.tsx';
import styles from './files.module.css';
import { type JobAnswer, jobAddress } from './job-answers.ts';

/** How far a file is, and the way to stop it. */
export function JobProgress({ job: { id, file, progress } }: { job: JobAnswer }) {
  const { t } = useTranslation();
  const share = progress?.share ?? 0;
  return (
    <div className="panel stack">
      <progress className={styles.bar} value={share} max={1} aria-label={t('files.progress')} />
      <p role="status">
        {progress
          ? t('files.pace', {
              share: Math.floor(share * 100),
              rows: progress.rows,
              matched: progress.matched,
              rate: Math.round(progress.rowsPerSecond),
            })
          : t('files.waiting')}{' '}
        {progress?.secondsLeft != null && t('files.left', { seconds: Math.ceil(progress.secondsLeft) })}
      </p>
      <div>
        <ActButton
          label={t('files.cancel')}
          on={file.name}
          address={jobAddress(id, '/cancel')}
          confirm={t('files.reallyCancel')}
        />
      </div>
    </div>
  );
}
