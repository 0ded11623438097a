import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ShownMeasure } from '../../../src/regime/find-measures.ts';
import { useWords } from '../i18n/use-words.ts';
import { DataTable } from '../shell/data-table.tsx';
import { Notice } from '../shell/notice.tsx';
import { nameAmong, paragraphName, titleOf } from './name-among.ts';
import { REGIMES } from './regimes.ts';
import styles from './side-by-side.module.css';

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
        {
          id: 'inForceFrom',
          header: t('law.from'),
          cell: ({ on }) => <time>{on}</time>,
          text: ({ on }) => on,
        },
        ...shown.map((regime) => ({
          id: regime,
          header: words('regime', regime),
          cell: (day: Day) => <Cell measures={day.measures.filter((measure) => measure.regime === regime)} />,
          text: (day: Day) =>
            day.measures
              .filter((measure) => measure.regime === regime)
              .map(({ id, label }) => `${label} [${id}]`)
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
            {whole ? <MeasureLink measure={whole} name={title} /> : title}
            {!whole && (
              <span className={styles.paragraphs}>
                {own.map((measure) => (
                  <MeasureLink key={measure.id} measure={measure} name={nameAmong(own, measure)} within={title} />
                ))}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface MeasureLinkProps {
  measure: ShownMeasure;
  name: string;
  /** The instrument, where it stands above the link: links are also read one by one, away from their cell. */
  within?: string;
}

function MeasureLink({ measure, name, within }: MeasureLinkProps) {
  const { t } = useTranslation();
  return (
    <Link href={`/law/${encodeURIComponent(measure.id)}`} title={measure.summary}>
      {within && <span className="hidden">{within} para </span>}
      {name}
      {!measure.check.printParagraph && (
        <>
          <sup aria-hidden="true">?</sup>
          <span className="hidden"> {t('law.unchecked')}</span>
        </>
      )}
      <span className="hidden">: {measure.summary}</span>
    </Link>
  );
}
