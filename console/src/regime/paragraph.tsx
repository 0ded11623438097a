import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { Mark } from '../shell/mark.tsx';
import { splitLabel } from './split-label.ts';

interface ParagraphProps {
  measure: { id: string; label: string; printParagraph: boolean };
}

/** A paragraph's citation, linked to its page, with the mark of what has not been checked against the text. */
export function Paragraph({ measure }: ParagraphProps) {
  return (
    <span>
      <Link href={`/law/${encodeURIComponent(measure.id)}`}>
        <span lang="en">{splitLabel(measure.label).citation}</span>
      </Link>{' '}
      <UncheckedMark measure={measure} />
    </span>
  );
}

/** Nothing where the citation may be printed. */
export function UncheckedMark({ measure }: ParagraphProps) {
  const { t } = useTranslation();
  const words = useWords();
  if (measure.printParagraph) return null;
  const { reason } = splitLabel(measure.label);
  return (
    <Mark tone="warn" icon="unknown">
      {reason ? words('unchecked', reason) : t('law.unchecked')}
    </Mark>
  );
}
