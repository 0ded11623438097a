import { useTranslation } from 'react-i18next';
import { Mark } from '../shell/mark.tsx';
import { OutsideLink } from '../shell/outside-link.tsx';

interface Source {
  url: string | null;
  what: string | null;
  confidence: 'read' | 'background';
}

/** Where a statement comes from, and whether that was read. */
export function SourceOf({ source }: { source: Source }) {
  const { t } = useTranslation();
  return (
    <span className="row" lang="en">
      {source.url && <OutsideLink href={source.url}>{new URL(source.url).hostname.replace(/^www\./, '')}</OutsideLink>}
      {source.what && <span>{source.what}</span>}
      {source.confidence === 'background' && <Mark tone="warn">{t('thefts.unchecked')}</Mark>}
    </span>
  );
}
