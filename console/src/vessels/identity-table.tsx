import { useTranslation } from 'react-i18next';
import type { VesselAnswer } from '../../../src/vessels/edge/vessel-shapes.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';

type IdentityRun = VesselAnswer['identities'][number];

/** What a ship said of itself over time, each run of equal reports a row. */
export function IdentityTable({ identities }: Pick<VesselAnswer, 'identities'>) {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <DataTable
      title={t('vessels.identity')}
      file="identity"
      note={t('vessels.identityLead')}
      rows={identities}
      keyOf={({ from, to, imo, shipName }) => `${from} ${to} ${imo} ${shipName}`}
      columns={columns}
      empty={<p className="small dim">{t('vessels.notHeard')}</p>}
    />
  );
}

function useColumns(): Column<IdentityRun>[] {
  const { t } = useTranslation();
  return [
    { id: 'from', header: t('vessels.from'), cell: ({ from }) => <Instant at={from} />, text: ({ from }) => from },
    { id: 'to', header: t('vessels.to'), cell: ({ to }) => <Instant at={to} />, text: ({ to }) => to },
    {
      id: 'imo',
      header: 'IMO',
      cell: ({ imo, imoValid }) =>
        imo && (
          <span className="row">
            <code>{imo}</code> {!imoValid && <Mark tone="warn">{t('vessels.badImo')}</Mark>}
          </span>
        ),
      text: ({ imo }) => imo,
    },
    { id: 'shipName', header: t('vessels.name'), cell: ({ shipName }) => shipName, text: ({ shipName }) => shipName },
    {
      id: 'callSign',
      header: t('vessels.callSign'),
      cell: ({ callSign }) => callSign,
      text: ({ callSign }) => callSign,
    },
    {
      id: 'shipType',
      header: t('vessels.shipType'),
      align: 'end',
      cell: ({ shipType }) => shipType,
      text: ({ shipType }) => shipType,
    },
    {
      id: 'size',
      header: t('vessels.length'),
      align: 'end',
      cell: ({ lengthMetres, widthMetres }) => lengthMetres !== null && `${lengthMetres} × ${widthMetres} m`,
      text: ({ lengthMetres, widthMetres }) => (lengthMetres === null ? null : `${lengthMetres}x${widthMetres}`),
    },
    {
      id: 'draughtMetres',
      header: t('vessels.draught'),
      align: 'end',
      cell: ({ draughtMetres }) => draughtMetres !== null && `${draughtMetres} m`,
      text: ({ draughtMetres }) => draughtMetres,
    },
    {
      id: 'destination',
      header: t('vessels.destination'),
      cell: ({ destination }) => destination,
      text: ({ destination }) => destination,
    },
    {
      id: 'reports',
      header: t('vessels.reports'),
      align: 'end',
      cell: ({ reports }) => reports,
      text: ({ reports }) => reports,
    },
  ];
}
