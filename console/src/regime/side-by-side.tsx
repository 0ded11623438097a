import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ShownMeasure } from '../../../src/regime/find-measures.ts';
import { useWords } from '../i18n/use-words.ts';
import { DataTable } from '../shell/data-table.tsx';
import { Notice } from '../shell/notice.tsx';
import { REGIMES } from './regimes.ts';
import styles from './side-by-side.module.css';
import { splitLabel } from './split-label.ts';

interface Day {
  on: string;
  measures: ShownMeasure[];
}

/** Authorities across, days of coming into force down: who followed whom, and when. */
export function SideBySide({ measures }: { measures: readonly ShownMeasure[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const shown = REGIMES.filter((regime) => measures.some((measure) => measure.regime === regime));
  return (
    <DataTable
      title={t('law.byDay')}
      file="measures-by-day"
      rows={daysOf(measures)}
      keyOf={({ on }) => on}
      empty={
        <Notice title={t('law.none')}>
          <p>{t('law.noneText')}</p>
        </Notice>
      }
      columns={[
        { id: 'inForceFrom', header: t('law.from'), cell: ({ on }) => <time>{on}</time>, text: ({ on }) => on },
        ...shown.map((regime) => ({
          id: regime,
          header: words('regime', regime),
          cell: (day: Day) => <Cell measures={day.measures.filter((measure) => measure.regime === regime)} />,
          text: (day: Day) =>
            day.measures
              .filter((measure) => measure.regime === regime)
              .map(({ label }) => label)
              .join('; '),
          least: regime === 'un-dprk' ? '18rem' : '10rem',
        })),
      ]}
      sticky
    />
  );
}

/** Newest first. */
function daysOf(measures: readonly ShownMeasure[]): Day[] {
  const days = [...new Set(measures.map(({ inForceFrom }) => inForceFrom))].sort().reverse();
  return days.map((on) => ({ on, measures: measures.filter(({ inForceFrom }) => inForceFrom === on) }));
}

/** An instrument's paragraphs of one day, in one line an instrument. */
function Cell({ measures }: { measures: readonly ShownMeasure[] }) {
  const titles = [...new Set(measures.map(titleOf))];
  return (
    <ul className="bare">
      {titles.map((title) => (
        <li key={title} lang="en">
          {title}
          <span className={styles.paragraphs}>
            {measures
              .filter((measure) => titleOf(measure) === title)
              .map((measure) => (
                <ParagraphLink key={measure.id} measure={measure} />
              ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ParagraphLink({ measure }: { measure: ShownMeasure }) {
  const { t } = useTranslation();
  const { id, summary, check } = measure;
  return (
    <Link href={`/law/${encodeURIComponent(id)}`} title={summary}>
      {paragraphName(measure) ?? '§'}
      {!check.printParagraph && (
        <>
          <sup aria-hidden="true">?</sup>
          <span className="hidden"> {t('law.unchecked')}</span>
        </>
      )}
    </Link>
  );
}

/** The instrument's title: the citation without its paragraph. */
function titleOf({ label }: ShownMeasure): string {
  return splitLabel(label).citation.replace(/ para \S+.*$/, '');
}

function paragraphName({ label }: ShownMeasure): string | null {
  return / para (.+)$/.exec(splitLabel(label).citation)?.[1] ?? null;
}
