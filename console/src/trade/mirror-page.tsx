import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MirrorAnswer } from '../../../src/trade/edge/trade-shapes.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { useAreaName, useFigure } from './area-name.ts';
import { ExerciseMark } from './exercise.tsx';
import { monthText } from './flow-page.tsx';
import { GapChart } from './gap-chart.tsx';
import styles from './trade-filters.module.css';

/** Both sides of one flow, month by month: what the importer told and what the exporter told, never made one. */
export function MirrorPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const name = useAreaName();
  const [exporter, importer, hs] = [get('exporter'), get('importer'), get('hs')];
  const isWhole = /^[a-z]{2}$/i.test(exporter) && /^[a-z]{2}$/i.test(importer) && /^\d{2,10}$/.test(hs);
  const mirror = useAnswer<MirrorAnswer>(
    isWhole ? address('/api/v1/trade/mirror', { exporter, importer, hs, exercise: get('exercise') }) : null,
  );
  return (
    <Page title={t('trade.mirror')} lead={t('trade.mirrorLead')} aside={<ExerciseMark />}>
      <PairForm />
      {(exporter.toLowerCase() === 'kp' || importer.toLowerCase() === 'kp') && <Notice title={t('trade.noMirror')} />}
      {isWhole && (
        <Answer of={mirror}>
          {(answer) =>
            answer.months.length === 0 ? (
              <Notice title={t('trade.noFlow')} />
            ) : (
              <>
                <GapChart answer={answer} title={`${name(exporter)} → ${name(importer)}, HS ${hs}`} />
                <MonthTable answer={answer} />
              </>
            )
          }
        </Answer>
      )}
    </Page>
  );
}

function PairForm() {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const [pair, setPair] = useState({ exporter: get('exporter'), importer: get('importer'), hs: get('hs') });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    set({ ...pair });
  };
  const field = (key: keyof typeof pair, label: string) => (
    <TextInput
      label={label}
      value={pair[key]}
      onChange={({ currentTarget }) => setPair({ ...pair, [key]: currentTarget.value.trim().toLowerCase() })}
    />
  );
  return (
    <form onSubmit={submit} className={styles.filters}>
      {field('exporter', t('trade.exporter'))}
      {field('importer', t('trade.importer'))}
      {field('hs', 'HS')}
      <Button type="submit">{t('trade.compare')}</Button>
    </form>
  );
}

function MonthTable({ answer }: { answer: MirrorAnswer }) {
  const { t } = useTranslation();
  const figure = useFigure();
  const columns: Column<MirrorAnswer['months'][number]>[] = [
    {
      id: 'period',
      header: t('trade.month'),
      cell: ({ period }) => monthText(period),
      text: ({ period }) => monthText(period),
    },
    {
      id: 'imported',
      header: t('trade.importerTold'),
      align: 'end',
      cell: ({ imported }) => imported !== null && figure(imported),
      text: ({ imported }) => imported,
    },
    {
      id: 'exported',
      header: t('trade.exporterTold'),
      align: 'end',
      cell: ({ exported }) => exported !== null && figure(exported),
      text: ({ exported }) => exported,
    },
    {
      id: 'expected',
      header: t('trade.wouldFit'),
      align: 'end',
      cell: ({ exported }) =>
        exported !== null && `${figure(exported * answer.cif.least)} – ${figure(exported * answer.cif.most)}`,
    },
  ];
  return (
    <DataTable
      title={t('trade.months')}
      file="trade-mirror"
      rows={answer.months}
      keyOf={({ period }) => String(period)}
      columns={columns}
      empty={null}
    />
  );
}
