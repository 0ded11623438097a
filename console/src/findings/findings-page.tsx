import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../src/findings/finding.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { everyPage } from '../api/every-page.ts';
import { Answer } from '../shell/answer.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { FindingsTable } from './findings-table.tsx';

const PAGE = 50;
const PATH = '/api/v1/findings';

interface FindingsAnswer {
  total: number;
  findings: Finding[];
}

/** What the watches have raised, latest first. */
export function FindingsPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const asked = { subject: get('subject'), watch: get('watch'), status: get('status') };
  const answer = useAnswer<FindingsAnswer>(address(PATH, { ...asked, limit: PAGE, offset: offsetIn(get('offset')) }));
  return (
    <Page title={t('findings.title')} lead={t('findings.lead')}>
      <Answer of={answer}>
        {({ total, findings }) => (
          <FindingsTable
            title={t('findings.table')}
            findings={findings}
            everything={{ rows: () => everyPage<FindingsAnswer, Finding>(PATH, asked, (page) => page.findings) }}
            aside={total > 0 && <Pager total={total} limit={PAGE} />}
            empty={
              <Notice title={t('findings.none')}>
                <p>{t('findings.noneText')}</p>
              </Notice>
            }
          />
        )}
      </Answer>
    </Page>
  );
}
