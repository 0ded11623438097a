import { useTranslation } from 'react-i18next';
import type { FilesAnswer, FlowsAnswer, TotalsAnswer } from '../../../src/trade/edge/trade-shapes.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { everyPage } from '../api/every-page.ts';
import { Answer } from '../shell/answer.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ExerciseMark, useExercise } from './exercise.tsx';
import { FileTable } from './file-table.tsx';
import { FlowTable } from './flow-table.tsx';
import { PartnerBars } from './partner-bars.tsx';
import { TradeFilters } from './trade-filters.tsx';

const PAGE = 50;
const PATH = '/api/v1/trade/flows';

/** What states told of their trade with the DPRK, what the law says of it, and whether the other Korea may be meant. */
export function TradePage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const exercise = useExercise();
  const asked = {
    teller: get('teller'),
    way: get('way'),
    hs: get('hs'),
    year: get('year'),
    asOf: get('asOf'),
    exercise,
  };
  const files = useAnswer<FilesAnswer>(address('/api/v1/trade/files', { exercise }));
  const totals = useAnswer<TotalsAnswer>(address('/api/v1/trade/totals', { asOf: asked.asOf, exercise }));
  const flows = useAnswer<FlowsAnswer>(address(PATH, { ...asked, limit: PAGE, offset: offsetIn(get('offset')) }));
  return (
    <Page title={t('trade.title')} lead={t('trade.lead')} aside={<ExerciseMark />}>
      <Answer of={files}>
        {(answer) =>
          answer.files.length === 0 ? (
            <Notice title={t('trade.none')}>
              <p>{t('trade.noneText')}</p>
              <pre className="mono">npx watchkeeper trade load FILE</pre>
            </Notice>
          ) : (
            <>
              <Answer of={totals}>{(data) => <PartnerBars totals={data.totals} />}</Answer>
              <TradeFilters />
              <Answer of={flows}>
                {({ total, flows: rows }) => (
                  <FlowTable
                    flows={rows}
                    aside={total > 0 && <Pager total={total} limit={PAGE} />}
                    everything={{
                      rows: () =>
                        everyPage<FlowsAnswer, FlowsAnswer['flows'][number]>(PATH, asked, (page) => page.flows),
                    }}
                  />
                )}
              </Answer>
              <FileTable files={answer.files} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
