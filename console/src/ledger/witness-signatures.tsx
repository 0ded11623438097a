import { useTranslation } from 'react-i18next';
import type { Attestation } from '../../../src/ledger/verify/policy.ts';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';

/** Which witnesses signed the head of a proof, and which did not. */
export function WitnessSignatures({ witnesses }: Pick<Attestation, 'witnesses'>) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('ledger.witnesses')}
      file="proof-witnesses"
      rows={witnesses}
      keyOf={({ name }) => name}
      empty={null}
      columns={[
        { id: 'name', header: t('ledger.witness'), cell: ({ name }) => name, text: ({ name }) => name },
        {
          id: 'signedAt',
          header: t('ledger.signedOn'),
          cell: ({ at }) => (at === null ? <Mark>{t('ledger.notSigned')}</Mark> : <Instant at={instantOf(at)} />),
          text: ({ at }) => at && instantOf(at),
        },
      ]}
    />
  );
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
