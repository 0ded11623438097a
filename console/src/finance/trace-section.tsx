import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceAnswerBody } from '../../../src/finance/edge/routes.ts';
import { address as addressOf } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Choice } from '../shell/choice.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { saveFile } from '../shell/downloads.tsx';
import { LayeredDrawing } from '../shell/layered-drawing.tsx';
import { layersOf } from '../shell/layers.ts';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Section } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { coinText } from './coin-text.ts';
import styles from './wallets.module.css';

const MODELS = ['poison', 'haircut', 'fifo', 'lifo'] as const;
type Model = (typeof MODELS)[number];

/** Where value went, when the reader asks: by one of the four models at a time, all in the table. */
export function TraceSection({ address }: { address: string }) {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const asked = get('trace');
  const path = asked
    ? addressOf('/api/v1/wallets/trace', { address, exercise: asked === 'exercise' ? 'true' : null })
    : null;
  const answer = useAnswer<TraceAnswerBody>(path);
  return (
    <Section title={t('trace.title')}>
      <p className="small dim">{t('trace.lead')}</p>
      <div className="row choices">
        <Button onClick={() => set({ trace: 'real' })}>{t('trace.real')}</Button>
        <Button onClick={() => set({ trace: 'exercise' })}>{t('trace.exercise')}</Button>
      </div>
      {asked && <Answer of={answer}>{(graph) => <Traced graph={graph} />}</Answer>}
    </Section>
  );
}

function Traced({ graph }: { graph: TraceAnswerBody }) {
  const { t } = useTranslation();
  const [model, setModel] = useState<Model>('fifo');
  const categories = [...new Set(graph.totals.flatMap(({ ends }) => Object.keys(ends)))].sort();
  return (
    <>
      <div className="row">
        {graph.exercise && <Mark tone="warn">EXERCISE</Mark>}
        <span className="small">
          {t('trace.data', { transfers: graph.data.transfers, openings: graph.data.openings })}
        </span>
        <code className={`small dim ${styles.long}`}>{graph.sha256}</code>
        <Button
          size="compact-xs"
          className="quiet"
          onClick={() => saveFile(`trace-${graph.sha256.slice(0, 12)}.json`, new Blob([JSON.stringify(graph)]))}
        >
          {t('trace.save')}
        </Button>
      </div>
      <DataTable
        title={t('trace.models')}
        file="trace-models"
        note={t('trace.modelsNote')}
        rows={graph.totals}
        keyOf={(one) => `${one.model} ${one.asset}`}
        empty={<Notice title={t('trace.nothing')} />}
        columns={[
          {
            id: 'model',
            header: t('trace.model'),
            cell: (one) => t(`trace.model-${one.model}`),
            text: (one) => one.model,
          },
          {
            id: 'stolen',
            header: t('trace.stolen'),
            align: 'end',
            cell: (one) => coinText(one.stolen, one.asset),
            text: ({ stolen }) => stolen,
          },
          {
            id: 'held',
            header: t('trace.held'),
            align: 'end',
            cell: (one) => coinText(one.held, one.asset),
            text: ({ held }) => held,
          },
          ...categories.map((name) => ({
            id: name,
            header: t('trace.at', { category: name }),
            align: 'end' as const,
            cell: (one: TraceAnswerBody['totals'][number]) => coinText(one.ends[name] ?? '0', one.asset),
            text: (one: TraceAnswerBody['totals'][number]) => one.ends[name] ?? '0',
          })),
          {
            id: 'fees',
            header: t('trace.fees'),
            align: 'end',
            cell: (one) => coinText(one.fees, one.asset),
            text: ({ fees }) => fees,
          },
        ]}
      />
      <Choice<Model>
        label={t('trace.model')}
        value={model}
        onChange={setModel}
        options={MODELS.map((value) => ({ value, label: t(`trace.model-${value}`) }))}
      />
      <Flow graph={graph} model={model} />
      <Series graph={graph} />
    </>
  );
}

function Flow({ graph, model }: { graph: TraceAnswerBody; model: Model }) {
  const { t } = useTranslation();
  const edges = graph.edges.flatMap(({ from, to, flows }) => {
    const own = flows.filter((flow) => flow.model === model);
    const label = own.map(({ amount, asset }) => coinText(amount, asset)).join(', ');
    return own.length === 0 ? [] : [{ from, to, label, isOpen: model === 'poison' }];
  });
  const sources = (graph.question.sources as { address?: string }[]).flatMap(({ address }) => address ?? []);
  const known = new Map(graph.nodes.map((node) => [node.address, node]));
  const start = graph.nodes
    .map(({ address }) => address)
    .filter((one) => sources.some((source) => source.toLowerCase() === one.toLowerCase()));
  const nodes = layersOf(start, edges, 'with').map((placed) => {
    const node = known.get(placed.id);
    const held = node?.held
      .filter((one) => one.model === model)
      .map(({ amount, asset }) => coinText(amount, asset))
      .join(', ');
    const note = node?.end ?? (held ? t('trace.holds', { amount: held }) : t('trace.passedOn'));
    const tone = start.includes(placed.id)
      ? ('bad' as const)
      : node?.end
        ? ('accent' as const)
        : held
          ? ('warn' as const)
          : ('plain' as const);
    return { ...placed, label: placed.id, note, tone };
  });
  if (edges.length === 0 || nodes.length === 0) return <Notice title={t('trace.nothing')} />;
  return (
    <>
      <LayeredDrawing label={t('trace.drawing', { model: t(`trace.model-${model}`) })} nodes={nodes} edges={edges} />
      <DataTable
        title={t('trace.flows')}
        file={`trace-${model}`}
        note={t('trace.leftOut', { addresses: graph.leftOut.addresses, flows: graph.leftOut.flows })}
        rows={edges}
        keyOf={({ from, to }) => `${from} ${to}`}
        empty={<Notice title={t('trace.nothing')} />}
        columns={[
          { id: 'from', header: t('trace.from'), cell: ({ from }) => <code>{from}</code>, text: ({ from }) => from },
          { id: 'to', header: t('trace.to'), cell: ({ to }) => <code>{to}</code>, text: ({ to }) => to },
          {
            id: 'amount',
            header: t('trace.amount'),
            align: 'end',
            cell: ({ label }) => label,
            text: ({ label }) => label,
          },
        ]}
      />
    </>
  );
}

function Series({ graph }: { graph: TraceAnswerBody }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('trace.series')}
      file="trace-series"
      note={t('trace.seriesNote')}
      rows={graph.series}
      keyOf={({ day, model, asset }) => `${day} ${model} ${asset}`}
      empty={<Notice title={t('trace.nothing')} />}
      columns={[
        { id: 'day', header: t('trace.day'), cell: ({ day }) => day, text: ({ day }) => day },
        {
          id: 'model',
          header: t('trace.model'),
          cell: ({ model }) => t(`trace.model-${model}`),
          text: ({ model }) => model,
        },
        {
          id: 'traceable',
          header: t('trace.traceable'),
          align: 'end',
          cell: ({ traceablePercent }) => `${traceablePercent} %`,
          text: ({ traceablePercent }) => traceablePercent,
        },
        {
          id: 'held',
          header: t('trace.held'),
          align: 'end',
          cell: ({ held, asset }) => coinText(held, asset),
          text: ({ held }) => held,
        },
        {
          id: 'stolen',
          header: t('trace.stolen'),
          align: 'end',
          cell: ({ stolen, asset }) => coinText(stolen, asset),
          text: ({ stolen }) => stolen,
        },
      ]}
    />
  );
}
