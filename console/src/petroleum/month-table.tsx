import { useTranslation } from 'react-i18next';
import type { MeterAnswer } from '../../../src/trade/edge/petroleum/petroleum-shapes.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Mark } from '../shell/mark.tsx';
import { useAreaName } from '../trade/area-name.ts';
import { useInterval } from './interval.ts';

type Supplier = MeterAnswer['suppliers'][number];
type Month = Supplier['months'][number];

/** What each supplier declared, by month; a month without a figure says whether a total holds it or it is missing. */
export function MonthTable({ meter }: { meter: MeterAnswer }) {
  const { t } = useTranslation();
  const name = useAreaName();
  const interval = useInterval();
  const months = meter.suppliers[0]?.months ?? [];
  const columns: Column<Supplier>[] = [
    {
      id: 'supplier',
      header: t('petroleum.supplier'),
      cell: ({ suppliers }) => suppliers.map(name).join(' + '),
      text: ({ suppliers }) => suppliers.join('+'),
    },
    {
      id: 'barrels',
      header: t('petroleum.inAll'),
      align: 'end',
      cell: ({ barrels }) => interval(barrels),
      text: ({ barrels }) => interval(barrels),
    },
    ...months.map(
      ({ month }, at): Column<Supplier> => ({
        id: month,
        header: month,
        align: 'end',
        cell: (supplier) => <MonthCell month={supplier.months[at]} isJoint={supplier.suppliers.length > 1} />,
        text: (supplier) => textOf(supplier.months[at], interval),
      }),
    ),
  ];
  return (
    <DataTable
      title={t('petroleum.months')}
      file={`petroleum-${meter.cap}-${meter.year}`}
      rows={meter.suppliers}
      keyOf={({ suppliers }) => suppliers.join('+')}
      columns={columns}
      sticky
      empty={<p className="small dim">{t('petroleum.nothingDeclared')}</p>}
    />
  );
}

function MonthCell({ month, isJoint }: { month: Month | undefined; isJoint: boolean }) {
  const { t } = useTranslation();
  const interval = useInterval();
  if (!month || month.state === 'not-yet-due') return <span className="dim">–</span>;
  if (month.barrels) return <>{interval(month.barrels)}</>;
  if (month.state === 'in-a-total') return <span className="dim">{t('petroleum.inTotal')}</span>;
  return isJoint ? <span className="dim">–</span> : <Mark tone="warn">{t('petroleum.missing')}</Mark>;
}

function textOf(month: Month | undefined, interval: (one: { least: number; most: number }) => string): string {
  return month?.barrels ? interval(month.barrels) : (month?.state ?? '');
}
