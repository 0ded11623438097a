import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useStatus } from '../api/use-status.ts';
import styles from './data-strip.module.css';
import { Icon } from './icon.tsx';
import { Mark } from './mark.tsx';
import { SlashKeySwitch } from './slash-key.tsx';

/** Below every page: which lists answer, of which date. */
export function DataStrip() {
  const { t } = useTranslation();
  const { data: status, error } = useStatus();
  return (
    <footer className={styles.strip}>
      <div className={styles.line}>
        <h2>{t('strip.title')}</h2>
        {error && <span>{t('strip.unknown')}</span>}
        {status?.dataDates.length === 0 && <span>{t('strip.none')}</span>}
        <ul className="bare row">
          {status?.dataDates.map(({ list, title, publishedAt, snapshot }) => (
            <li key={list}>
              <Link href={`/lists/${encodeURIComponent(list)}`} title={title} className="mono">
                {list}
              </Link>{' '}
              {publishedAt?.slice(0, 10) ?? t('word.noDate')}
              {snapshot && (
                <span title={t('lists.snapshotLong')}>
                  <Icon name="dated" size={11} />
                  <span className="hidden">{t('lists.snapshot')}</span>
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.line}>
        <span>Watchkeeper {status?.version}</span>
        {status?.offline && <Mark icon="warn">{t('strip.offline')}</Mark>}
        {status !== undefined && status.lists.refused > 0 && (
          <Link href="/lists">{t('strip.refused', { n: status.lists.refused })}</Link>
        )}
        <a href="/openapi.json">API</a>
        <SlashKeySwitch />
      </div>
    </footer>
  );
}
