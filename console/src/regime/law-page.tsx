import { useTranslation } from 'react-i18next';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Choice } from '../shell/choice.tsx';
import { Page } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { LawFilters } from './law-filters.tsx';
import type { MeasuresAnswer } from './measure-answers.ts';
import { MeasureTable } from './measure-table.tsx';
import { SideBySide } from './side-by-side.tsx';

const VIEWS = ['table', 'side-by-side'] as const;

/** The measures of every authority: as one table, or side by side by the day they came into force. */
export function LawPage() {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const view = get('view') === 'side-by-side' ? 'side-by-side' : 'table';
  const filter = ['q', 'regime', 'family', 'direction', 'hs', 'on'].map((name) => [name, get(name)]);
  const measures = useAnswer<MeasuresAnswer>(address('/api/v1/regime/measures', Object.fromEntries(filter)));
  return (
    <Page title={t('law.title')} lead={t('law.lead')}>
      <LawFilters />
      <div>
        <Choice
          label={t('law.view')}
          value={view}
          onChange={(value) => set({ view: value === 'table' ? null : value })}
          options={VIEWS.map((value) => ({ value, label: t(`law.view-${value}`) }))}
        />
      </div>
      <Answer of={measures}>
        {(data) =>
          view === 'table' ? <MeasureTable measures={data.measures} /> : <SideBySide measures={data.measures} />
        }
      </Answer>
    </Page>
  );
}
