import { useTranslation } from 'react-i18next';
import { useStatus } from '../api/use-status.ts';
import styles from './exercise-banner.module.css';

/** Stands above every screen while the data is an exercise's. */
export function ExerciseBanner() {
  const { t } = useTranslation();
  const status = useStatus();
  if (!status.data?.exercise) return null;
  return (
    <div className={styles.banner} role="note">
      <strong>EXERCISE</strong> {t('shell.exercise')}
    </div>
  );
}
