import { useTranslation } from 'react-i18next';
import type { FollowedLog, Witness } from '../../../src/ledger/edge/store-witnesses.ts';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';

/** Who is asked to sign the heads, and what became of it. */
export function WitnessTable({ witnesses, headSize }: { witnesses: readonly Witness[]; headSize: number }) {
  const { t, i18n } = useTranslation();
  return (
    <DataTable
      title={t('ledger.witnesses')}
      file="witnesses"
      rows={witnesses}
      keyOf={({ id }) => String(id)}
      note={t('ledger.witnessNote')}
      empty={
        <Notice title={t('ledger.noWitness')}>
          <p>{t('ledger.noWitnessText')}</p>
          <code>watchkeeper ledger witness add JP --key KEY --url https://…/ledger/witness</code>
        </Notice>
      }
      columns={[
        { id: 'name', header: t('ledger.witness'), cell: ({ name }) => name, text: ({ name }) => name },
        {
          id: 'signedSize',
          header: t('ledger.signedUpTo'),
          align: 'end',
          cell: ({ signedSize }) => signedSize?.toLocaleString(i18n.language),
          text: ({ signedSize }) => signedSize,
        },
        {
          id: 'signedAt',
          header: t('ledger.signedOn'),
          cell: ({ signedAt }) => signedAt && <Instant at={signedAt} />,
          text: ({ signedAt }) => signedAt,
        },
        {
          id: 'lastOutcome',
          header: t('ledger.last'),
          cell: (witness) => <Outcome witness={witness} headSize={headSize} />,
          text: ({ lastOutcome, removedAt }) => (removedAt ? 'removed' : lastOutcome),
          least: '8rem',
        },
        {
          id: 'reason',
          header: t('ledger.reason'),
          cell: ({ removedWhy, lastReason }) => <span lang="en">{removedWhy ?? lastReason}</span>,
          text: ({ removedWhy, lastReason }) => removedWhy ?? lastReason,
          least: '14rem',
        },
        { id: 'verifierKey', text: ({ verifierKey }) => verifierKey },
      ]}
    />
  );
}

function Outcome({ witness, headSize }: { witness: Witness; headSize: number }) {
  const { t } = useTranslation();
  if (witness.removedAt) return <Mark>{t('ledger.removed')}</Mark>;
  if (witness.lastOutcome === null) return <Mark>{t('ledger.notAsked')}</Mark>;
  if (witness.lastOutcome === 'refused')
    return (
      <Mark tone="bad" icon="warn">
        {t('ledger.refused')}
      </Mark>
    );
  if (witness.lastOutcome === 'absent')
    return (
      <Mark tone="warn" icon="warn">
        {t('ledger.absent')}
      </Mark>
    );
  return (
    <Mark tone="good" icon="good">
      {witness.signedSize === headSize ? t('ledger.signed') : t('ledger.signedEarlier')}
    </Mark>
  );
}

/** The logs whose heads this node signs. */
export function FollowedTable({ follows }: { follows: readonly FollowedLog[] }) {
  const { t, i18n } = useTranslation();
  return (
    <DataTable
      title={t('ledger.follows')}
      file="followed-logs"
      rows={follows}
      keyOf={({ verifierKey }) => verifierKey}
      empty={null}
      columns={[
        {
          id: 'origin',
          header: t('ledger.origin'),
          cell: ({ origin }) => <code>{origin}</code>,
          text: ({ origin }) => origin,
        },
        {
          id: 'signedSize',
          header: t('ledger.signedUpTo'),
          align: 'end',
          cell: ({ signedSize }) => signedSize?.toLocaleString(i18n.language),
          text: ({ signedSize }) => signedSize,
        },
        {
          id: 'signedAt',
          header: t('ledger.signedOn'),
          cell: ({ signedAt }) => signedAt && <Instant at={signedAt} />,
          text: ({ signedAt }) => signedAt,
        },
        {
          id: 'refusals',
          header: t('ledger.refusedHeads'),
          cell: ({ refusals, lastRefusal }) =>
            refusals === 0 ? (
              <span className="dim">0</span>
            ) : (
              <Mark tone="bad" icon="warn">
                {refusals}: {lastRefusal}
              </Mark>
            ),
          text: ({ refusals }) => refusals,
        },
      ]}
    />
  );
}
