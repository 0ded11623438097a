import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAnswer } from '../../api/ask.ts';
import { Answer } from '../../shell/answer.tsx';
import { Page } from '../../shell/page.tsx';
import { Review } from '../review/review.tsx';
import type { ReviewEntry } from '../review/review-queue.ts';
import { type OpenSubscription, subscriptionAddress } from './subscription-answers.ts';
import { everySavedParty } from './subscription-tables.tsx';

/** The matches of saved parties, as they are now. */
export function SubscriptionReviewPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const subscription = useAnswer<OpenSubscription>(subscriptionAddress(id));
  const entries = useQuery({ queryKey: ['review', id], queryFn: () => entriesOf(id) });
  return (
    <Page
      title={t('review.title')}
      aside={
        subscription.data && <Link href={`/subscriptions/${encodeURIComponent(id)}`}>{subscription.data.name}</Link>
      }
    >
      <Answer of={subscription}>
        {({ dataset, threshold }) => (
          <Answer of={entries}>{(data) => <Review entries={data} dataset={dataset} threshold={threshold} />}</Answer>
        )}
      </Answer>
    </Page>
  );
}

async function entriesOf(id: string): Promise<ReviewEntry[]> {
  return (await everySavedParty(id)).flatMap(({ key, schema, properties, hits }) =>
    Object.entries(hits).map(([party, { score }]) => ({
      customer: key,
      query: { schema, properties },
      party,
      caption: party,
      score,
    })),
  );
}
