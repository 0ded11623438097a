import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAnswer } from '../../api/ask.ts';
import { Answer } from '../../shell/answer.tsx';
import { DataTable } from '../../shell/data-table.tsx';
import { Instant } from '../../shell/instant.tsx';
import { Notice } from '../../shell/notice.tsx';
import { Page } from '../../shell/page.tsx';
import { Made, MakeSubscription } from './make-subscription.tsx';
import { type ListedSubscription, type MadeSubscription, SUBSCRIPTIONS } from './subscription-answers.ts';

/** Saved parties that are screened again whenever a list changes. */
export function SubscriptionsPage() {
  const { t } = useTranslation();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeSubscription | null>(null);
  const subscriptions = useAnswer<{ subscriptions: ListedSubscription[] }>(SUBSCRIPTIONS);
  return (
    <Page title={t('subscriptions.title')} lead={t('subscriptions.lead')}>
      <Answer of={subscriptions}>
        {(data) => (
          <div className="stack">
            {made && <Made subscription={made} />}
            {isMaking ? (
              <MakeSubscription
                onDone={(answer) => {
                  setMade(answer);
                  setMaking(false);
                }}
                onCancel={() => setMaking(false)}
              />
            ) : (
              <div>
                <Button variant="filled" onClick={() => setMaking(true)}>
                  {t('subscriptions.make')}
                </Button>
              </div>
            )}
            <Subscriptions rows={data.subscriptions} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Subscriptions({ rows }: { rows: readonly ListedSubscription[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('subscriptions.table')}
      file="subscriptions"
      rows={rows}
      keyOf={({ id }) => String(id)}
      empty={
        <Notice title={t('subscriptions.none')}>
          <p>{t('subscriptions.noneText')}</p>
        </Notice>
      }
      columns={[
        {
          id: 'name',
          header: t('subscriptions.name'),
          cell: ({ id, name }) => <Link href={`/subscriptions/${id}`}>{name}</Link>,
          text: ({ name }) => name,
        },
        {
          id: 'parties',
          header: t('subscriptions.parties'),
          align: 'end',
          cell: ({ rows: count }) => count,
          text: ({ rows: count }) => count,
        },
        {
          id: 'threshold',
          header: t('lookUp.threshold'),
          align: 'end',
          cell: ({ threshold }) => threshold,
          text: ({ threshold }) => threshold,
        },
        {
          id: 'webhook',
          header: t('subscriptions.webhook'),
          cell: ({ webhook }) => webhook ?? <span className="dim">{t('subscriptions.noWebhook')}</span>,
          text: ({ webhook }) => webhook,
        },
        {
          id: 'screenedAt',
          header: t('subscriptions.screenedAt'),
          cell: ({ screenedAt }) => screenedAt && <Instant at={screenedAt} />,
          text: ({ screenedAt }) => screenedAt,
        },
        {
          id: 'madeBy',
          header: t('subscriptions.madeBy'),
          cell: ({ madeBy, madeAt }) => (
            <>
              {madeBy}, <Instant at={madeAt} />
            </>
          ),
          text: ({ madeBy }) => madeBy,
        },
      ]}
    />
  );
}
