import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { FlowsAnswer, VintagesAnswer } from '../../../src/trade/edge/trade-shapes.ts';
import { address } from '../api/address.ts';
import { ask, useAnswer } from '../api/ask.ts';
import { Answer, Refusal } from '../shell/answer.tsx';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Day } from '../shell/day.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { useAreaName, useFigure } from './area-name.ts';
import { ExerciseMark, useExercise } from './exercise.tsx';
import styles from './flow-page.module.css';
import { BanMark, ScoreMark } from './flow-table.tsx';

type Vintage = VintagesAnswer['vintages'][number];

/** One flow: the law, the other Korea, every vintage of its rows, and a request to the state that told of it. */
export function FlowPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const name = useAreaName();
  const [teller, way, hs, period] = [get('teller'), get('way'), get('hs'), get('period')];
  const exercise = useExercise();
  const asked = { teller, way, hs, period, exercise };
  const vintages = useAnswer<VintagesAnswer>(address('/api/v1/trade/vintages', asked));
  const flows = useAnswer<FlowsAnswer>(
    address('/api/v1/trade/flows', { teller, way, hs, year: period.slice(0, 4), exercise }),
  );
  return (
    <Page
      title={`${name(teller)} · HS ${hs} · ${period}`}
      lead={way === 'import' ? t('trade.importsFrom') : t('trade.exportsTo')}
      aside={
        <span className="row">
          <ExerciseMark />{' '}
          <Link href={address('/trade/mirror', { importer: teller, hs, exercise })}>{t('trade.toMirror')}</Link>
        </span>
      }
    >
      <Answer of={flows}>{({ flows: rows }) => <Judged flow={rows[0]} />}</Answer>
      <Answer of={vintages}>{(answer) => <VintageTable vintages={answer.vintages} />}</Answer>
      <Request asked={asked} />
    </Page>
  );
}

function Judged({ flow }: { flow: FlowsAnswer['flows'][number] | undefined }) {
  const { t } = useTranslation();
  if (!flow) return <Notice title={t('trade.noFlow')} />;
  return (
    <div className="stack tight">
      <BanMark ban={flow.ban} />
      <p>
        {t('trade.mixUp')}: <ScoreMark mixUp={flow.mixUp} />
      </p>
      <ul className="small" lang="en">
        {flow.mixUp?.reasons.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

function VintageTable({ vintages }: VintagesAnswer) {
  const { t } = useTranslation();
  const figure = useFigure();
  const columns: Column<Vintage>[] = [
    {
      id: 'vintage',
      header: t('trade.vintage'),
      cell: ({ vintage }) => <Day at={vintage} />,
      text: ({ vintage }) => vintage,
    },
    {
      id: 'period',
      header: t('trade.month'),
      cell: ({ period }) => monthText(period),
      text: ({ period }) => monthText(period),
    },
    { id: 'hs', header: 'HS', cell: ({ hs }) => <code>{hs}</code>, text: ({ hs }) => hs },
    {
      id: 'value',
      header: t('trade.value'),
      align: 'end',
      cell: ({ value, currency }) => `${figure(value)} ${currency}`,
      text: ({ value }) => value,
    },
    { id: 'change', header: t('trade.change'), align: 'end', cell: (row) => changeOf(row, vintages, figure) },
    {
      id: 'quantity',
      header: t('trade.quantity'),
      align: 'end',
      cell: ({ quantity, unit, quantityEstimated }) =>
        quantity !== null &&
        `${figure(quantity)} ${unit ?? ''}${quantityEstimated ? ` (${t('trade.isEstimated')})` : ''}`,
      text: ({ quantity }) => quantity,
    },
    { id: 'name', header: t('trade.file'), cell: ({ name, row }) => `${name}, ${row + 1}`, text: ({ name }) => name },
  ];
  return (
    <DataTable
      title={t('trade.vintages')}
      file="trade-vintages"
      note={t('trade.vintagesNote')}
      rows={vintages}
      keyOf={({ sha256, row }) => `${sha256} ${row}`}
      columns={columns}
      empty={<p className="small dim">{t('trade.noFlow')}</p>}
    />
  );
}

/** Against the vintage before of the same row. */
function changeOf(row: Vintage, all: readonly Vintage[], figure: (value: number) => string): string {
  const before = all.filter(
    ({ hs, period, detail, kind, vintage }) =>
      hs === row.hs && period === row.period && detail === row.detail && kind === row.kind && vintage < row.vintage,
  );
  const last = before.at(-1);
  if (!last) return '';
  const change = row.value - last.value;
  return `${change > 0 ? '+' : ''}${figure(change)}`;
}

export function monthText(period: number): string {
  const month = period % 100;
  return month === 0
    ? String(Math.floor(period / 100))
    : `${Math.floor(period / 100)}-${String(month).padStart(2, '0')}`;
}

interface Draft {
  subject: string;
  text: string;
}

function Request({ asked }: { asked: Record<string, string | null> }) {
  const { t } = useTranslation();
  const drafting = useMutation({ mutationFn: () => ask<Draft>(address('/api/v1/trade/request', asked)) });
  return (
    <Section title={t('trade.request')}>
      <p className="small dim">{t('trade.requestText')}</p>
      {drafting.error && <Refusal error={drafting.error} again={() => drafting.mutate()} />}
      {drafting.data ? (
        <pre className={styles.draft} lang="en">
          {`${drafting.data.subject}\n\n${drafting.data.text}`}
        </pre>
      ) : (
        <div>
          <Button loading={drafting.isPending} onClick={() => drafting.mutate()}>
            {t('trade.makeRequest')}
          </Button>
        </div>
      )}
    </Section>
  );
}
