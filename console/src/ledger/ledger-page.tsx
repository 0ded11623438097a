import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LedgerStatus } from '../../../src/ledger/edge/ledger-status.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Facts } from '../shell/facts.tsx';
import { Instant } from '../shell/instant.tsx';
import { Page, Section } from '../shell/page.tsx';
import { FollowedTable, WitnessTable } from './witness-table.tsx';

/** The log of this node: its head, who signed it, and whose heads it signs. */
export function LedgerPage() {
  const { t } = useTranslation();
  const status = useAnswer<LedgerStatus>('/api/v1/ledger');
  return (
    <Page title={t('ledger.title')} lead={t('ledger.lead')}>
      <p>
        <Link href="/ledger/check">{t('ledger.checkLink')}</Link>
      </p>
      <Answer of={status}>
        {(data) => (
          <div className="stack">
            <Head status={data} />
            <WitnessTable witnesses={data.witnesses} headSize={data.head.size} />
            {data.follows.length > 0 && <FollowedTable follows={data.follows} />}
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Head({ status }: { status: LedgerStatus }) {
  const { t, i18n } = useTranslation();
  const { head, quorum, quorumHead } = status;
  const count = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <Section title={t('ledger.head')}>
      <Facts
        facts={[
          [t('ledger.origin'), <code key="origin">{status.origin}</code>],
          [t('ledger.entries'), count(head.size)],
          [t('ledger.signedOn'), <Instant key="at" at={head.at} />],
          [t('ledger.waiting'), status.waiting > 0 ? count(status.waiting) : null],
          [t('ledger.root'), <code key="root">{head.root}</code>],
          [t('ledger.key'), <code key="key">{status.verifierKey}</code>],
          [
            t('ledger.quorum'),
            quorum.quorum === 0
              ? t('ledger.noQuorum')
              : t('ledger.quorumText', {
                  quorum: quorum.quorum,
                  members: quorum.members,
                  spare: quorum.spare,
                  overlap: quorum.overlap,
                }),
          ],
          [
            t('ledger.quorumReached'),
            quorum.quorum === 0
              ? null
              : quorumHead
                ? t('ledger.quorumAt', { size: count(quorumHead.size) })
                : t('ledger.quorumNever'),
          ],
        ]}
      />
    </Section>
  );
}
