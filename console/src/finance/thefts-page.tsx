import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { TheftsAnswerBody } from '../../../src/finance/edge/routes.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { SourceOf } from './source-of.tsx';

type Theft = TheftsAnswerBody['thefts'][number];

/** The register of thefts: amounts in their own units, who attributes, what sources say differently. */
export function TheftsPage() {
  const { t } = useTranslation();
  const answer = useAnswer<TheftsAnswerBody>('/api/v1/thefts');
  return (
    <Page title={t('thefts.title')} lead={t('thefts.lead')}>
      <Answer of={answer}>
        {(register) => (
          <>
            <TheftTable thefts={register.thefts} checkedOn={register.checkedOn} />
            <Totals register={register} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function TheftTable({ thefts, checkedOn }: { thefts: readonly Theft[]; checkedOn: string }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('thefts.table')}
      file="thefts"
      note={t('thefts.note', { day: checkedOn })}
      rows={thefts}
      keyOf={({ id }) => id}
      empty={<Notice title={t('thefts.none')} />}
      columns={[
        {
          id: 'victim',
          header: t('thefts.victim'),
          cell: ({ id, victim }) => (
            <Link href={`/thefts/${id}`} lang="en">
              {victim}
            </Link>
          ),
          text: ({ victim }) => victim,
          least: '11rem',
        },
        {
          id: 'date',
          header: t('thefts.date'),
          cell: ({ date }) => (
            <span className="row">
              {date.day ?? t('thefts.inConflict')}
              {date.confidence === 'background' && <Mark tone="warn">{t('thefts.unchecked')}</Mark>}
            </span>
          ),
          text: ({ date }) => date.day,
        },
        {
          id: 'amounts',
          header: t('thefts.amounts'),
          cell: ({ amounts }) => amounts.map((one) => <div key={`${one.amount}${one.unit}`}>{amountText(one)}</div>),
          text: ({ amounts }) => amounts.map(amountText).join('; '),
        },
        {
          id: 'attribution',
          header: t('thefts.attribution'),
          cell: ({ ladder }) => <Rungs ladder={ladder} />,
          text: ({ ladder }) => ladder.flatMap(({ state, step }) => (step ? `${state} ${step}` : [])).join('; '),
          least: '14rem',
        },
        {
          id: 'conflicts',
          header: t('thefts.conflicts'),
          cell: ({ conflicts }) => (
            <span className="row" lang="en">
              {conflicts.map(({ about }) => (
                <Mark key={about} tone="warn">
                  {about}
                </Mark>
              ))}
            </span>
          ),
          text: ({ conflicts }) => conflicts.map(({ about }) => about).join('; '),
        },
      ]}
    />
  );
}

/** What each state has said; who has said nothing is not shown as doubting. */
export function Rungs({ ladder }: { ladder: Theft['ladder'] }) {
  const { t } = useTranslation();
  const said = ladder.filter(({ step }) => step !== null);
  if (said.length === 0) return <span className="dim">{t('thefts.nobody')}</span>;
  return (
    <span className="row">
      {said.map(({ state, step }) => (
        <span key={state}>
          <strong>{state.toUpperCase()}</strong> {step && t(`thefts.step-${step}`)}
        </span>
      ))}
    </span>
  );
}

export function amountText({ amount, unit }: Theft['amounts'][number]): string {
  const [whole = '', fraction] = amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')}${fraction ? `.${fraction}` : ''} ${unit}`;
}

function Totals({ register }: { register: TheftsAnswerBody }) {
  const { t } = useTranslation();
  const disputed = new Set(register.conflictingTotals.map(({ period }) => period));
  return (
    <DataTable
      title={t('thefts.totals')}
      file="theft-totals"
      note={t('thefts.totalsNote')}
      rows={register.totals}
      keyOf={({ period, by }) => `${period} ${by}`}
      empty={<Notice title={t('thefts.none')} />}
      columns={[
        {
          id: 'period',
          header: t('thefts.period'),
          cell: ({ period }) => (
            <span className="row">
              {period} {disputed.has(period) && <Mark tone="warn">{t('thefts.disputed')}</Mark>}
            </span>
          ),
          text: ({ period }) => period,
        },
        { id: 'by', header: t('thefts.by'), cell: ({ by }) => <span lang="en">{by}</span>, text: ({ by }) => by },
        {
          id: 'usd',
          header: 'USD',
          align: 'end',
          cell: ({ usd }) =>
            amountText({ amount: usd, unit: '', note: null, source: register.totals[0]?.source as never }),
          text: ({ usd }) => usd,
        },
        {
          id: 'source',
          header: t('thefts.source'),
          cell: ({ source }) => <SourceOf source={source} />,
          text: ({ source }) => source.url,
        },
      ]}
    />
  );
}
