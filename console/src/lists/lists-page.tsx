import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Page } from '../shell/page.tsx';
import type { ListsAnswer } from './list-answers.ts';
import { ListsTable } from './lists-table.tsx';

/** Which lists are in use, of which date, and how each stands. */
export function ListsPage() {
  const { t } = useTranslation();
  const lists = useAnswer<ListsAnswer>('/api/v1/lists');
  return (
    <Page title={t('lists.title')} lead={t('lists.lead')}>
      <Answer of={lists}>{(data) => <ListsTable lists={data.lists} />}</Answer>
    </Page>
  );
}
