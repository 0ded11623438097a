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
    <>
      <ParagraphLink measure={measure} /> <UncheckedMark measure={measure} />
    </>
  );
}

/** The citation alone; the mark must then stand beside it. */
export function ParagraphLink({ measure }: ParagraphProps) {
  return (
    <Link href={`/law/${encodeURIComponent(measure.id)}`} lang="en">
      {splitLabel(measure.label).citation}
    </Link>
  );
}

/** Nothing where the citation may be printed. In brief it says so in a word, and in full to readers and on hovering. */
export function UncheckedMark({ measure, isBrief = false }: ParagraphProps & { isBrief?: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  if (measure.printParagraph) return null;
  const { reason } = splitLabel(measure.label);
  const inFull = reason ? words('unchecked', reason) : t('law.unchecked');
  return (
    <Mark tone="warn" icon="unknown" title={inFull}>
      {isBrief && <span aria-hidden="true">{t('law.uncheckedBrief')}</span>}
      <span className={isBrief ? 'hidden' : undefined}>{inFull}</span>
    </Mark>
  );
}
