import { useTranslation } from 'react-i18next';
import styles from './legend.module.css';
import { SPEED_COLOURS } from './sea-style.ts';

/** What the map's colours and lines mean. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend} aria-label={t('vessels.legend')}>
      <li>
        <span className={styles.dot} data-kind="ship" /> {t('vessels.ship')}
      </li>
      <li>
        <span className={styles.dot} data-kind="listed" /> {t('vessels.listed')}
      </li>
      {SPEED_COLOURS.map(([knots, colour]) => (
        <li key={knots}>
          <span className={styles.line} style={{ background: colour }} /> {t('vessels.knots', { knots })}
        </li>
      ))}
      <li>
        <span className={styles.line} data-kind="gap" /> {t('vessels.unheard')}
      </li>
    </ul>
  );
}
