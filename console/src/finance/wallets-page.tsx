import { useTranslation } from 'react-i18next';
import type { WalletAnswerBody } from '../../../src/finance/edge/routes.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Facts } from '../shell/facts.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { TraceSection } from './trace-section.tsx';
import styles from './wallets.module.css';

/** One wallet address: lists, form, and for the operator where value went. */
export function WalletsPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const asked = get('q').trim();
  const answer = useAnswer<WalletAnswerBody>(asked ? `/api/v1/wallets/${encodeURIComponent(asked)}` : null);
  return (
    <Page title={t('wallets.title')} lead={t('wallets.lead')}>
      <search className="fields">
        <UrlText name="q" type="search" label={t('wallets.box')} />
      </search>
      {asked && <Answer of={answer}>{(wallet) => <Wallet wallet={wallet} />}</Answer>}
    </Page>
  );
}

function Wallet({ wallet }: { wallet: WalletAnswerBody }) {
  const { t } = useTranslation();
  const { read, own } = wallet;
  return (
    <>
      <div className="row">
        <code className={styles.long}>{wallet.address}</code>
        {wallet.isListed ? (
          <Mark tone="bad">{t('wallets.listed')}</Mark>
        ) : wallet.listings.length > 0 ? (
          <Mark tone="warn">{t('wallets.delisted')}</Mark>
        ) : (
          <Mark>{t('wallets.unlisted')}</Mark>
        )}
        {own?.exercise && (own.receivedFrom || own.sentTo) && <Mark tone="warn">EXERCISE</Mark>}
      </div>
      <Facts
        facts={[
          [t('wallets.chain'), read.chain ?? t('wallets.noChain')],
          [t('wallets.form'), t(`wallets.check-${read.check}`)],
          [t('wallets.formNote'), read.note && <span lang="en">{read.note}</span>],
          [t('wallets.receivedFrom'), own?.receivedFrom && <Way path={own.receivedFrom.path} />],
          [t('wallets.sentTo'), own?.sentTo && <Way path={own.sentTo.path} />],
          [
            t('wallets.tags'),
            own && own.tags.length > 0
              ? own.tags.map((tag) => (
                  <div key={`${tag.creator} ${tag.label}`} lang="en">
                    {tag.label} <span className="dim">{[tag.category, tag.creator].filter(Boolean).join(', ')}</span>
                  </div>
                ))
              : null,
          ],
        ]}
      />
      <DataTable
        title={t('wallets.listings')}
        file={`wallet-${wallet.address}`}
        note={t('wallets.dateNote')}
        rows={wallet.listings}
        keyOf={({ entry }) => entry}
        empty={<Notice title={t('wallets.onNoList')} />}
        columns={[
          { id: 'list', header: t('wallets.list'), cell: ({ list }) => <code>{list}</code>, text: ({ list }) => list },
          {
            id: 'programmes',
            header: t('wallets.programmes'),
            cell: ({ programmes }) => programmes.join(', '),
            text: ({ programmes }) => programmes.join('; '),
          },
          {
            id: 'currencies',
            header: t('wallets.currencies'),
            cell: ({ currencies }) => currencies.join(', '),
            text: ({ currencies }) => currencies.join('; '),
          },
          {
            id: 'listedOn',
            header: t('wallets.since'),
            cell: ({ listedOn }) => listedOn ?? '–',
            text: ({ listedOn }) => listedOn,
          },
          {
            id: 'firstSeenOn',
            header: t('wallets.firstSeen'),
            cell: ({ firstSeenOn }) => firstSeenOn,
            text: ({ firstSeenOn }) => firstSeenOn,
          },
          {
            id: 'delistedOn',
            header: t('wallets.until'),
            cell: ({ delistedOn }) => delistedOn && <Mark tone="warn">{delistedOn}</Mark>,
            text: ({ delistedOn }) => delistedOn,
          },
        ]}
      />
      <TraceSection address={wallet.address} />
    </>
  );
}

function Way({ path }: { path: readonly string[] }) {
  return <code className={styles.long}>{path.join(' → ')}</code>;
}
