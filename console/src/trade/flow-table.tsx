import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { FlowsAnswer } from '../../../src/trade/edge/trade-shapes.ts';
import { address } from '../api/address.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';
import { useAreaName, useFigure } from './area-name.ts';
import { useExercise } from './exercise.tsx';

type Flow = FlowsAnswer['flows'][number];

interface FlowTableProps {
  flows: readonly Flow[];
  aside: ReactNode;
  everything: { rows(): Promise<readonly Flow[]> };
}

/** From this score on a reader should think of the other Korea first. */
const HIGH_SCORE = 0.5;

/** Flows with the DPRK, the largest first. */
export function FlowTable({ flows, aside, everything }: FlowTableProps) {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <DataTable
      title={t('trade.flows')}
      file="trade-flows"
      note={t('trade.flowsNote')}
      rows={flows}
      aside={aside}
      everything={everything}
      keyOf={({ teller, way, heading, year }) => `${teller} ${way} ${heading} ${year}`}
      columns={columns}
      empty={<p className="small dim">{t('trade.noFlow')}</p>}
    />
  );
}

function useColumns(): Column<Flow>[] {
  const { t } = useTranslation();
  const name = useAreaName();
  const figure = useFigure();
  const exercise = useExercise();
  return [
    {
      id: 'teller',
      header: t('trade.teller'),
      cell: ({ teller, way, heading, year }) => (
        <Link href={address('/trade/flow', { teller, way, hs: heading, period: String(year), exercise })}>
          {name(teller)}
        </Link>
      ),
      text: ({ teller }) => teller,
    },
    {
      id: 'way',
      header: t('trade.way'),
      cell: ({ way }) => (way === 'import' ? t('trade.importsFrom') : t('trade.exportsTo')),
      text: ({ way }) => way,
    },
    { id: 'heading', header: 'HS', cell: ({ heading }) => <code>{heading}</code>, text: ({ heading }) => heading },
    { id: 'year', header: t('trade.year'), cell: ({ year }) => year, text: ({ year }) => year },
    { id: 'usd', header: 'USD', align: 'end', cell: ({ usd }) => usd !== null && figure(usd), text: ({ usd }) => usd },
    {
      id: 'tonnes',
      header: 't',
      align: 'end',
      cell: ({ kg }) => kg !== null && figure(kg / 1000),
      text: ({ kg }) => kg,
    },
    {
      id: 'ban',
      header: t('trade.law'),
      cell: (flow) => <BanMark ban={flow.ban} />,
      text: ({ ban }) => ban && `${ban.kind} ${ban.measures.join(' ')}`,
    },
    {
      id: 'mixUp',
      header: t('trade.mixUp'),
      cell: (flow) => <ScoreMark mixUp={flow.mixUp} />,
      text: ({ mixUp }) => mixUp?.score,
    },
    {
      id: 'estimated',
      header: t('trade.estimated'),
      align: 'end',
      cell: ({ estimated }) => (estimated > 0 ? `${Math.round(estimated * 100)} %` : <span className="dim">0</span>),
      text: ({ estimated }) => estimated,
    },
    { id: 'rows', header: t('trade.rows'), align: 'end', cell: ({ rows }) => figure(rows), text: ({ rows }) => rows },
  ];
}

const TONES: Record<NonNullable<Flow['ban']>['kind'], Tone> = {
  barred: 'bad',
  partly: 'warn',
  luxury: 'warn',
  capped: 'accent',
};

export function BanMark({ ban }: Pick<Flow, 'ban'>) {
  const { t } = useTranslation();
  if (!ban) return <span className="dim">{t('trade.ban-none')}</span>;
  return (
    <span className="row">
      <Mark tone={TONES[ban.kind]}>{t(`trade.ban-${ban.kind}`)}</Mark>
      {ban.measures.slice(0, 2).map((measure) => (
        <Link key={measure} href={`/law/${measure}`}>
          {measure}
        </Link>
      ))}
    </span>
  );
}

export function ScoreMark({ mixUp }: Pick<Flow, 'mixUp'>) {
  const { t } = useTranslation();
  if (!mixUp || mixUp.score === 0) return <span className="dim">0</span>;
  return (
    <Mark tone={mixUp.score >= HIGH_SCORE ? 'warn' : 'plain'} title={mixUp.reasons.map(({ text }) => text).join(' ')}>
      {mixUp.score.toFixed(2)} {mixUp.score >= HIGH_SCORE && t('trade.perhapsSouth')}
    </Mark>
  );
}
