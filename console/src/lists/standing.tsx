import { useTranslation } from 'react-i18next';
import type { ListSummary } from '../../../src/lists/edge/list-summaries.ts';
import type { IconName } from '../shell/icon.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';

const LOOKS: Record<ListSummary['standing'], { tone: Tone; icon: IconName }> = {
  good: { tone: 'good', icon: 'good' },
  refused: { tone: 'bad', icon: 'bad' },
  none: { tone: 'plain', icon: 'minus' },
};

/** What became of the latest try to load a list; a refusal says what was wrong and what to do. */
export function Standing({ summary }: { summary: ListSummary }) {
  const { t } = useTranslation();
  const { standing, message, hint, carriedOver, note } = summary;
  return (
    <div className="stack tight">
      <span className="row">
        <Mark {...LOOKS[standing]}>{t(`lists.standing-${standing}`)}</Mark>
      </span>
      {standing === 'refused' && message && <span lang="en">{message}</span>}
      {standing === 'refused' && hint && (
        <span className="dim" lang="en">
          {hint}
        </span>
      )}
      {standing === 'refused' && summary.versions > 0 && <span>{t('lists.lastGood')}</span>}
      {note && (
        <span className="dim" lang="en">
          {note}
        </span>
      )}
      {carriedOver.length > 0 && (
        <span className="dim">{t('lists.carriedOver', { what: carriedOver.join(', ') })}</span>
      )}
    </div>
  );
}

export function SnapshotMark() {
  const { t } = useTranslation();
  return (
    <Mark icon="dated" title={t('lists.snapshotLong')}>
      {t('lists.snapshot')}
    </Mark>
  );
}
