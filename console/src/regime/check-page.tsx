import { useTranslation } from 'react-i18next';
import type { ActAnswer } from '../../../src/regime/check-act.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ActAnswerView } from './act-answer.tsx';
import { ActForm } from './act-form.tsx';
import { actIn } from './act-in-address.ts';

/** Describe an act; the answer says by which paragraph it is forbidden, what could exempt it, and what is missing. */
export function CheckPage() {
  const { t } = useTranslation();
  const { get, all } = useUrlState();
  const act = actIn({ get, all });
  return (
    <Page title={t('check.title')} lead={t('check.lead')}>
      <ActForm />
      {act ? <Judged act={act} /> : <Notice title={t('check.empty')} />}
    </Page>
  );
}

function Judged({ act }: { act: object }) {
  const answer = useAnswer<ActAnswer>('/api/v1/regime/check', act);
  return <Answer of={answer}>{(data) => <ActAnswerView answer={data} />}</Answer>;
}
