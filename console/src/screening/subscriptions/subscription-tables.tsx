import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { everyAfter } from '../../api/every-page.ts';
import { useWords } from '../../i18n/use-words.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Instant } from '../../shell/instant.tsx';
import { Mark } from '../../shell/mark.tsx';
import { Notice } from '../../shell/notice.tsx';
import {
  type DeliveryState,
  type OpenSubscription,
  type ScreenedRow,
  type SubscriptionEvent,
  subscriptionAddress,
} from './subscription-answers.ts';

const TONES = { new: 'warn', changed: 'accent', gone: 'plain' } as const;

/** What became of the matches, the newest first. */
export function EventsTable({ id, events }: { id: number; events: readonly SubscriptionEvent[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <DataTable
      title={t('subscriptions.events')}
      file={`subscription-${id}-events`}
      rows={events}
      keyOf={(event) => String(event.id)}
      empty={<Notice title={t('subscriptions.noEvents')} />}
      columns={[
        { id: 'number', header: t('versions.id'), cell: (event) => event.id, text: (event) => event.id },
        {
          id: 'kind',
          header: t('subscriptions.kindOfEvent'),
          cell: ({ kind }) => <Mark tone={TONES[kind]}>{words('eventKind', kind)}</Mark>,
          text: ({ kind }) => kind,
        },
        { id: 'saved', header: t('subscriptions.saved'), cell: ({ key }) => key, text: ({ key }) => key },
        {
          id: 'party',
          header: t('subscriptions.listed'),
          cell: ({ party, body }) => (
            <Link href={`/party/${encodeURIComponent(party)}`}>{String(body.caption ?? party)}</Link>
          ),
          text: ({ party }) => party,
          least: '12rem',
        },
        {
          id: 'why',
          header: t('asOf.why'),
          cell: ({ body }) => <span lang="en">{typeof body.sentence === 'string' && body.sentence}</span>,
          text: ({ body }) => (typeof body.sentence === 'string' ? body.sentence : null),
          least: '16rem',
        },
        { id: 'at', header: t('subscriptions.at'), cell: ({ at }) => <Instant at={at} />, text: ({ at }) => at },
      ]}
    />
  );
}

/** What was sent to the webhook, the latest first. */
export function DeliveriesTable({ deliveries }: { deliveries: readonly DeliveryState[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <DataTable
      title={t('subscriptions.deliveries')}
      file="deliveries"
      rows={deliveries}
      keyOf={({ id }) => String(id)}
      empty={<Notice title={t('subscriptions.noDeliveries')} />}
      columns={[
        { id: 'number', header: t('versions.id'), cell: ({ id }) => id, text: ({ id }) => id },
        {
          id: 'state',
          header: t('files.state'),
          cell: ({ state }) => (
            <Mark tone={state === 'delivered' ? 'good' : state === 'waiting' ? 'plain' : 'bad'}>
              {words('deliveryState', state)}
            </Mark>
          ),
          text: ({ state }) => state,
        },
        {
          id: 'events',
          header: t('subscriptions.events'),
          align: 'end',
          cell: ({ events }) => events,
          text: ({ events }) => events,
        },
        {
          id: 'attempts',
          header: t('subscriptions.attempts'),
          align: 'end',
          cell: ({ attempts }) => attempts,
          text: ({ attempts }) => attempts,
        },
        {
          id: 'nextAt',
          header: t('subscriptions.nextAt'),
          cell: ({ nextAt }) => nextAt && <Instant at={nextAt} />,
          text: ({ nextAt }) => nextAt,
        },
        {
          id: 'lastError',
          header: t('subscriptions.lastError'),
          cell: ({ lastError }) => <span lang="en">{lastError}</span>,
          text: ({ lastError }) => lastError,
        },
      ]}
    />
  );
}

/** The saved parties as far as one answer goes, each with how many match it; the files hold all. */
export function SavedTable({ id, rows }: { id: number; rows: readonly ScreenedRow[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <DataTable
      title={t('subscriptions.parties')}
      file={`subscription-${id}-parties`}
      rows={rows}
      everything={{ rows: () => everySavedParty(id) }}
      keyOf={({ key }) => key}
      empty={<Notice title={t('subscriptions.noParties')} />}
      columns={[
        { id: 'id', header: t('subscriptions.saved'), cell: ({ key }) => key, text: ({ key }) => key },
        {
          id: 'kind',
          header: t('subscriptions.kind'),
          cell: ({ schema }) => words('schema', schema),
          text: ({ schema }) => schema,
        },
        {
          id: 'known',
          header: t('subscriptions.known'),
          cell: ({ properties }) => Object.values(properties).flat().join('; '),
          text: ({ properties }) => Object.values(properties).flat().join('; '),
          least: '12rem',
        },
        {
          id: 'matches',
          header: t('files.hits'),
          align: 'end',
          cell: ({ hits }) => Object.keys(hits).length,
          text: ({ hits }) => Object.keys(hits).length,
        },
      ]}
    />
  );
}

/** All parties of a subscription. */
export function everySavedParty(id: number | string): Promise<ScreenedRow[]> {
  return everyAfter<OpenSubscription, ScreenedRow>(
    subscriptionAddress(id),
    ({ rows }) => rows,
    ({ key }) => key,
  );
}
