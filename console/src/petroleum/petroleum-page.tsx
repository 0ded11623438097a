import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MeterAnswer } from '../../../src/trade/edge/petroleum/petroleum-shapes.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Choice } from '../shell/choice.tsx';
import { Facts } from '../shell/facts.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ExerciseMark, useExercise } from '../trade/exercise.tsx';
import { FactorTable, ScenarioTable } from './estimate-tables.tsx';
import { Gauge } from './gauge.tsx';
import { useInterval } from './interval.ts';
import { MonthTable } from './month-table.tsx';
import styles from './petroleum-page.module.css';

interface YearsAnswer {
  years: number[];
  deliveries: number;
  calls: number;
}

/** How much of the caps on petroleum was used: as declared, and as ships suggest. */
export function PetroleumPage() {
  const { t } = useTranslation();
  const exercise = useExercise();
  const years = useAnswer<YearsAnswer>(address('/api/v1/petroleum', { exercise }));
  return (
    <Page title={t('petroleum.title')} lead={t('petroleum.lead')} aside={<ExerciseMark />}>
      <Answer of={years}>
        {(answer) =>
          answer.years.length === 0 ? (
            <Notice title={t('petroleum.none')}>
              <p>{t('petroleum.noneText')}</p>
              <pre className="mono">npx watchkeeper petroleum load FILE</pre>
            </Notice>
          ) : (
            <Year years={answer.years} exercise={exercise} />
          )
        }
      </Answer>
    </Page>
  );
}

function Year({ years, exercise }: { years: readonly number[]; exercise: string | null }) {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const cap = get('cap') === 'crude-oil' ? 'crude-oil' : 'refined-petroleum';
  const year = years.includes(Number(get('year'))) ? Number(get('year')) : (years.at(-1) ?? 0);
  const meter = useAnswer<MeterAnswer>(address(`/api/v1/petroleum/${cap}/${year}`, { exercise }));
  return (
    <>
      <search className={styles.filters}>
        <NativeSelect
          label={t('petroleum.year')}
          value={String(year)}
          onChange={({ currentTarget }) => set({ year: currentTarget.value }, { replace: true })}
          data={[...years].reverse().map(String)}
        />
        <Choice
          label={t('petroleum.cap')}
          value={cap}
          onChange={(value) => set({ cap: value === 'crude-oil' ? value : null }, { replace: true })}
          options={[
            { value: 'refined-petroleum', label: t('petroleum.refined') },
            { value: 'crude-oil', label: t('petroleum.crude') },
          ]}
        />
      </search>
      <Answer of={meter}>{(answer) => <Meter meter={answer} />}</Answer>
    </>
  );
}

function Meter({ meter }: { meter: MeterAnswer }) {
  const { t } = useTranslation();
  const interval = useInterval();
  const { declared, percent, limitBarrels, measure, notices, period } = meter;
  return (
    <>
      <Gauge meter={meter} />
      <Facts
        facts={[
          [t('petroleum.declared'), t('petroleum.barrels', { figure: interval(declared) })],
          [t('petroleum.share'), percent && `${interval(percent)} %`],
          [
            t('petroleum.limit'),
            limitBarrels !== null &&
              t('petroleum.barrels', { figure: interval({ least: limitBarrels, most: limitBarrels }) }),
          ],
          [t('petroleum.period'), `${period.from} – ${period.to}`],
          [t('petroleum.measure'), measure && <Link href={`/law/${measure}`}>{measure}</Link>],
          [
            t('petroleum.notices'),
            notices.length > 0 && (
              <span className="row">
                {notices.map(({ percent: at, state, by }) => (
                  <Mark key={at} tone={state === 'reached' ? 'bad' : state === 'possibly' ? 'warn' : 'plain'}>
                    {at} % {t(`petroleum.notice-${state}`)} {by}
                  </Mark>
                ))}
              </span>
            ),
          ],
        ]}
      />
      <Flags flags={meter.flags} />
      <MonthTable meter={meter} />
      <Section title={t('petroleum.ships')}>
        <p className="small dim">{t('petroleum.shipsText')}</p>
        <ScenarioTable meter={meter} />
      </Section>
      <FactorTable factors={meter.factors} />
    </>
  );
}

function Flags({ flags }: Pick<MeterAnswer, 'flags'>) {
  const { t } = useTranslation();
  if (flags.length === 0) return null;
  return (
    <Notice tone="warn" title={t('petroleum.flags')}>
      <ul className="small">
        {flags.map(({ kind, suppliers, period, text }) => (
          <li key={`${kind} ${suppliers.join()} ${period}`}>
            <Mark tone="warn">{t(`petroleum.flag-${kind}`)}</Mark> {suppliers.join(' + ').toUpperCase()} {period}:{' '}
            <span lang="en">{text}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
