import { useTranslation } from 'react-i18next';

/**
 * The day that a source gives, in the source's own time zone: of an instant the day as written, never moved to UTC; a
 * partial date as it is. Null says that there is none.
 */
export function Day({ at }: { at: string | null }) {
  const { t } = useTranslation();
  if (at === null) return <span className="dim">{t('word.noDate')}</span>;
  const day = at.slice(0, 'YYYY-MM-DD'.length);
  return <time dateTime={day}>{day}</time>;
}
