import type { ReactNode } from 'react';
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
      note={t('law.byDayNote')}
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
          least: regime === 'un-dprk' ? '17rem' : '12rem',
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

/** An instrument's paragraphs of one day; a text that is meant as a whole is itself the link. */
function Cell({ measures }: { measures: readonly ShownMeasure[] }) {
  const titles = [...new Set(measures.map(titleOf))];
  return (
    <ul className="bare" lang="en">
      {titles.map((title) => {
        const own = measures.filter((measure) => titleOf(measure) === title);
        const [whole] = own.length === 1 && own[0] && paragraphName(own[0]) === null ? own : [];
        return (
          <li key={title} className={styles.instrument}>
            {whole ? <MeasureLink measure={whole}>{title}</MeasureLink> : title}
            {!whole && (
              <span className={styles.paragraphs}>
                {own.map((measure) => (
                  <MeasureLink key={measure.id} measure={measure}>
                    {nameAmong(own, measure)}
                  </MeasureLink>
                ))}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function MeasureLink({ measure, children }: { measure: ShownMeasure; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Link href={`/law/${encodeURIComponent(measure.id)}`} title={measure.summary}>
      {children}
      {!measure.check.printParagraph && (
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

/**
 * The paragraph's number; where several rows share it, what their ids tell apart: `6-FISH` of `UN-2397-6-FISH`. A number
 * that the citation does not give is not taken from the id either.
 */
function nameAmong(others: readonly ShownMeasure[], measure: ShownMeasure): string {
  const name = paragraphName(measure);
  if (name === null) return '§';
  const isAlone = others.filter((other) => paragraphName(other) === name).length === 1;
  return isAlone ? name : measure.id.split('-').slice(2).join('-') || name;
}

function paragraphName({ label }: ShownMeasure): string | null {
  return / para (.+)$/.exec(splitLabel(label).citation)?.[1] ?? null;
}
