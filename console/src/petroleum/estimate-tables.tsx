import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MeterAnswer } from '../../../src/trade/edge/petroleum/petroleum-shapes.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Day } from '../shell/day.tsx';
import { Mark } from '../shell/mark.tsx';
import { OutsideLink } from '../shell/outside-link.tsx';
import { useFigure } from '../trade/area-name.ts';
import { useInterval } from './interval.ts';

type Scenario = MeterAnswer['estimate']['scenarios'][number];
type Cargo = MeterAnswer['estimate']['cargoes'][number];
type Factor = MeterAnswer['factors'][number];

/** What ships can have brought, by how far they were laden, and each cargo that was counted. */
export function ScenarioTable({ meter }: { meter: MeterAnswer }) {
  const { t } = useTranslation();
  const interval = useInterval();
  const figure = useFigure();
  const { cargoes, scenarios } = meter.estimate;
  if (cargoes.length === 0) return <p className="small dim">{t('petroleum.noShips')}</p>;
  const columns: Column<Scenario>[] = [
    {
      id: 'laden',
      header: t('petroleum.laden'),
      cell: ({ percent }) => `${percent} %`,
      text: ({ percent }) => percent,
    },
    { id: 'tonnes', header: 't', align: 'end', cell: ({ tonnes }) => figure(tonnes), text: ({ tonnes }) => tonnes },
    {
      id: 'barrels',
      header: t('petroleum.inBarrels'),
      align: 'end',
      cell: ({ barrels }) => interval(barrels),
      text: ({ barrels }) => interval(barrels),
    },
    {
      id: 'passesCap',
      header: t('petroleum.overCap'),
      cell: ({ passesCap }) => (
        <Mark tone={passesCap === 'yes' ? 'bad' : passesCap === 'possibly' ? 'warn' : 'plain'}>
          {t(`petroleum.over-${passesCap}`)}
        </Mark>
      ),
      text: ({ passesCap }) => passesCap,
    },
  ];
  return (
    <>
      <DataTable
        title={t('petroleum.scenarios')}
        file="petroleum-scenarios"
        rows={scenarios}
        keyOf={({ percent }) => String(percent)}
        columns={columns}
        empty={null}
      />
      <CargoTable cargoes={cargoes} />
    </>
  );
}

function CargoTable({ cargoes }: { cargoes: readonly Cargo[] }) {
  const { t } = useTranslation();
  const figure = useFigure();
  const columns: Column<Cargo>[] = [
    { id: 'vessel', header: t('petroleum.vessel'), cell: ({ vessel }) => vessel, text: ({ vessel }) => vessel },
    { id: 'imo', header: 'IMO', cell: ({ imo }) => imo && <code>{imo}</code>, text: ({ imo }) => imo },
    { id: 'on', header: t('petroleum.on'), cell: ({ on }) => <Day at={on} />, text: ({ on }) => on },
    {
      id: 'deadweight',
      header: t('petroleum.deadweight'),
      align: 'end',
      cell: ({ deadweight }) => figure(deadweight),
      text: ({ deadweight }) => deadweight,
    },
    {
      id: 'joined',
      header: t('petroleum.countedOnce'),
      least: '18rem',
      cell: ({ joined }) => <span lang="en">{joined.join('; ')}</span>,
      text: ({ joined }) => joined.join('; '),
    },
    {
      id: 'findings',
      header: t('petroleum.findings'),
      cell: ({ sightings }) =>
        sightings
          .flatMap(({ findings }) => findings)
          .map((id) => (
            <Link key={id} href={`/findings/${id}`}>
              {id}
            </Link>
          )),
      text: ({ sightings }) => sightings.flatMap(({ findings }) => findings).join(' '),
    },
  ];
  return (
    <DataTable
      title={t('petroleum.cargoes')}
      file="petroleum-cargoes"
      rows={cargoes}
      keyOf={({ vessel, on }) => `${vessel} ${on}`}
      columns={columns}
      empty={null}
    />
  );
}

/** Each factor with its source and what it would make of the tonnes of that year. */
export function FactorTable({ factors }: { factors: readonly Factor[] }) {
  const { t } = useTranslation();
  const figure = useFigure();
  const columns: Column<Factor>[] = [
    {
      id: 'title',
      header: t('petroleum.product'),
      least: '14rem',
      cell: ({ title }) => <span lang="en">{title}</span>,
      text: ({ title }) => title,
    },
    {
      id: 'barrelsPerTonne',
      header: t('petroleum.perTonne'),
      align: 'end',
      cell: ({ barrelsPerTonne }) => figure(barrelsPerTonne),
      text: ({ barrelsPerTonne }) => barrelsPerTonne,
    },
    {
      id: 'barrels',
      header: t('petroleum.makesOf'),
      align: 'end',
      cell: ({ barrels }) => (barrels > 0 ? figure(barrels) : <span className="dim">–</span>),
      text: ({ barrels }) => barrels,
    },
    {
      id: 'effect',
      header: t('petroleum.effect'),
      least: '18rem',
      cell: ({ effect }) => <span lang="en">{effect}</span>,
      text: ({ effect }) => effect,
    },
    {
      id: 'source',
      header: t('petroleum.source'),
      cell: ({ source }) => <OutsideLink href={source}>{new URL(source).hostname}</OutsideLink>,
      text: ({ source }) => source,
    },
  ];
  return (
    <DataTable
      title={t('petroleum.factors')}
      file="barrel-factors"
      note={t('petroleum.factorsText')}
      rows={factors}
      keyOf={({ id }) => id}
      columns={columns}
      empty={null}
    />
  );
}
