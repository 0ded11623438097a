import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';

interface FoundParties {
  parties: { id: string; name: string; kind: string }[];
}

/** Finds a firm in the loaded files of owners. */
export function OwnershipPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const answer = useAnswer<FoundParties>(address('/api/v1/ownership', { q: get('q') }));
  return (
    <Page title={t('owners.title')} lead={t('owners.lead')}>
      <search className="fields">
        <UrlText name="q" type="search" label={t('owners.box')} />
      </search>
      <Answer of={answer}>
        {({ parties }) => (
          <DataTable
            title={t('owners.parties')}
            file="owners"
            rows={parties}
            keyOf={({ id }) => id}
            empty={
              <Notice title={t('owners.none')}>
                <p>{t('owners.noneText')}</p>
                <pre className="mono">npx watchkeeper ownership load FILE</pre>
              </Notice>
            }
            columns={[
              {
                id: 'id',
                header: t('owners.party'),
                cell: ({ id, name }) => <Link href={`/ownership/${encodeURIComponent(id)}`}>{name || id}</Link>,
                text: ({ id }) => id,
              },
              { id: 'name', text: ({ name }) => name },
              { id: 'key', header: t('owners.id'), cell: ({ id }) => <code>{id}</code> },
            ]}
          />
        )}
      </Answer>
    </Page>
  );
}
