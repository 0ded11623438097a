import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { VesselRow, VesselsAnswer } from '../../../src/vessels/edge/vessel-shapes.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';

interface VesselTableProps {
  answer: VesselsAnswer;
  chosen: readonly string[];
  onChoose(mmsi: string): void;
}

/** The ships of the map as a table: the same for who does not see it. */
export function VesselTable({ answer, chosen, onChoose }: VesselTableProps) {
  const { t } = useTranslation();
  const columns = useColumns(chosen, onChoose);
  return (
    <DataTable
      title={t('vessels.table')}
      file="vessels"
      rows={answer.vessels}
      keyOf={({ mmsi }) => mmsi}
      columns={columns}
      sticky
      aside={<span className="dim">{t('vessels.shown', { shown: answer.vessels.length, total: answer.total })}</span>}
      empty={<Notice title={t('vessels.nobody')}>{t('vessels.nobodyText')}</Notice>}
    />
  );
}

function useColumns(chosen: readonly string[], onChoose: (mmsi: string) => void): Column<VesselRow>[] {
  const { t } = useTranslation();
  return [
    {
      id: 'shipName',
      header: t('vessels.name'),
      cell: ({ mmsi, shipName, listed, exercise }) => (
        <span className="row">
          <Link href={`/vessels/${mmsi}`}>{shipName ?? mmsi}</Link>
          {listed && <Mark tone="bad">{t('vessels.listed')}</Mark>}
          {exercise && <Mark tone="warn">EXERCISE</Mark>}
        </span>
      ),
      text: ({ shipName, exercise }) => (exercise ? `EXERCISE ${shipName ?? ''}` : shipName),
    },
    { id: 'mmsi', header: 'MMSI', cell: ({ mmsi }) => <code>{mmsi}</code>, text: ({ mmsi }) => mmsi },
    { id: 'imo', header: 'IMO', cell: ({ imo }) => imo && <code>{imo}</code>, text: ({ imo }) => imo },
    {
      id: 'callSign',
      header: t('vessels.callSign'),
      cell: ({ callSign }) => callSign,
      text: ({ callSign }) => callSign,
    },
    { id: 'flag', header: t('vessels.flag'), cell: ({ flag }) => flag, text: ({ flag }) => flag },
    {
      id: 'lastAt',
      header: t('vessels.heardLast'),
      cell: ({ lastAt }) => <Instant at={lastAt} />,
      text: ({ lastAt }) => lastAt,
    },
    {
      id: 'reports',
      header: t('vessels.reports'),
      align: 'end',
      cell: ({ reports }) => reports,
      text: ({ reports }) => reports,
    },
    {
      id: 'findings',
      header: t('vessels.findings'),
      align: 'end',
      cell: ({ mmsi, findings }) => (findings > 0 ? <Link href={`/findings?subject=${mmsi}`}>{findings}</Link> : 0),
      text: ({ findings }) => findings,
    },
    {
      id: 'onMap',
      header: t('vessels.onMap'),
      cell: ({ mmsi, shipName }) => (
        <Button
          size="compact-sm"
          variant={chosen.includes(mmsi) ? 'filled' : 'default'}
          aria-pressed={chosen.includes(mmsi)}
          aria-label={t('vessels.showTrackOf', { name: shipName ?? mmsi })}
          onClick={() => onChoose(mmsi)}
        >
          {t('vessels.track')}
        </Button>
      ),
    },
  ];
}
