import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { ask, useAnswer } from '../../api/ask.ts';
import { everyAfter } from '../../api/every-page.ts';
import { ActButton } from '../../shell/act-button.tsx';
import { Answer } from '../../shell/answer.tsx';
import { Facts } from '../../shell/facts.tsx';
import { Instant } from '../../shell/instant.tsx';
import { OperatorForm } from '../../shell/operator-form.tsx';
import { Page } from '../../shell/page.tsx';
import { PartiesField, partiesGiven } from './parties-field.tsx';
import { type OpenSubscription, type SubscriptionEvent, subscriptionAddress } from './subscription-answers.ts';
import { DeliveriesTable, EventsTable, SavedTable } from './subscription-tables.tsx';

/** One set of saved parties: what became of their matches, what was sent where, and its end. */
export function SubscriptionPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const subscription = useAnswer<OpenSubscription>(subscriptionAddress(id));
  return (
    <Page
      title={subscription.data?.name ?? t('subscriptions.title')}
      aside={
        subscription.data && (
          <Link href={`/subscriptions/${encodeURIComponent(id)}/review`}>{t('subscriptions.review')}</Link>
        )
      }
    >
      <Answer of={subscription}>{(data) => <Body subscription={data} />}</Answer>
    </Page>
  );
}

function Body({ subscription }: { subscription: OpenSubscription }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { id, name, dataset, threshold, webhook, screenedAt, rows, deliveries } = subscription;
  return (
    <div className="stack">
      <Facts
        facts={[
          [t('subscriptions.dataset'), dataset],
          [t('lookUp.threshold'), threshold],
          [t('subscriptions.webhook'), webhook ?? t('subscriptions.noWebhook')],
          [t('subscriptions.screenedAt'), screenedAt && <Instant at={screenedAt} />],
        ]}
      />
      <Events id={id} />
      {webhook !== null && <DeliveriesTable deliveries={deliveries} />}
      <SavedTable id={id} rows={rows} />
      <AddParties id={id} />
      <div>
        <ActButton
          label={t('subscriptions.end')}
          on={name}
          address={subscriptionAddress(id, '/end')}
          confirm={t('subscriptions.reallyEnd')}
          onDone={() => navigate('/subscriptions')}
        />
      </div>
    </div>
  );
}

function Events({ id }: { id: number }) {
  const path = subscriptionAddress(id, '/events');
  const events = useQuery({
    queryKey: [path],
    queryFn: () =>
      everyAfter<{ events: SubscriptionEvent[] }, SubscriptionEvent>(
        path,
        (page) => page.events,
        (event) => event.id,
      ),
  });
  return <Answer of={events}>{(rows) => <EventsTable id={id} events={[...rows].reverse()} />}</Answer>;
}

function AddParties({ id }: { id: number }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  if (!isOpen)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t('subscriptions.add')}</Button>
      </div>
    );
  return (
    <OperatorForm
      question={t('subscriptions.add')}
      action={t('subscriptions.save')}
      working={t('subscriptions.working')}
      send={(given) => ask(subscriptionAddress(id, '/rows'), { rows: partiesGiven(given) })}
      onDone={close}
      onCancel={close}
    >
      <PartiesField />
    </OperatorForm>
  );
}
