import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { evidenceAddress, type StampsAnswer } from './evidence-answers.ts';

const TONES: Record<string, Tone> = { trusted: 'good', untrusted: 'warn', broken: 'bad' };

/** An item's timestamps, each with how it was found when it was last verified. */
export function StampTable({ id }: { id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const stamps = useAnswer<StampsAnswer>(evidenceAddress(id, '/stamps'));
  return (
    <Answer of={stamps}>
      {(data) => (
        <DataTable
          title={t('evidence.stamps')}
          file={`timestamps-${id}`}
          rows={data}
          keyOf={({ number }) => String(number)}
          empty={
            <Notice title={t('evidence.noStamps')}>
              <code>watchkeeper evidence stamp {id} --authority https://…</code>
            </Notice>
          }
          columns={[
            {
              id: 'stampedAt',
              header: t('evidence.at'),
              cell: (one) => <Instant at={one.stampedAt} />,
              text: (one) => one.stampedAt,
            },
            {
              id: 'verdict',
              header: t('evidence.verdict'),
              cell: ({ verdict }) => <Mark tone={TONES[verdict] ?? 'plain'}>{words('stampVerdict', verdict)}</Mark>,
              text: ({ verdict }) => verdict,
            },
            {
              id: 'authority',
              header: t('evidence.authority'),
              cell: (one) => one.authority,
              text: (one) => one.authority,
            },
            {
              id: 'checkedAt',
              header: t('evidence.checkedAt'),
              cell: (one) => <Instant at={one.checkedAt} />,
              text: (one) => one.checkedAt,
            },
            {
              id: 'checks',
              header: t('evidence.checks'),
              align: 'end',
              cell: (one) => one.checks,
              text: (one) => one.checks,
            },
            {
              id: 'remarks',
              header: t('evidence.remarks'),
              least: '16rem',
              cell: ({ report }) => <span lang="en">{[...report.faults, ...report.notices].join(' ')}</span>,
              text: ({ report }) => [...report.faults, ...report.notices].join(' '),
            },
          ]}
        />
      )}
    </Answer>
  );
}
