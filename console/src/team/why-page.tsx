import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { EXPLAIN, type ExplainAnswer, RULES, type RulesAnswer, STATES, type StatesAnswer } from './team-answers.ts';
import { AskerFields, LabelFields } from './why-fields.tsx';

/** Why can X see this: a label and somebody, both in the address, so that other pages lead here with theirs. */
export function WhyPage() {
  const { t } = useTranslation();
  const states = useAnswer<StatesAnswer>(STATES);
  const rules = useAnswer<RulesAnswer>(RULES);
  const question = useQuestion(states.data?.states.map(({ code }) => code) ?? []);
  const answer = useAnswer<ExplainAnswer>(states.data ? EXPLAIN : null, question);
  return (
    <Page title={t('why.title')} lead={t('why.lead')}>
      <Answer of={states}>
        {({ states: all }) => (
          <>
            <LabelFields states={all} caveats={rules.data?.caveats ?? []} />
            <AskerFields states={all} rules={rules.data ?? { roles: [], caveats: [] }} />
          </>
        )}
      </Answer>
      <Answer of={answer}>{(explained) => <Explained of={explained} />}</Answer>
    </Page>
  );
}

/** What the address asks; a state where it names none is the first. */
function useQuestion(codes: readonly string[]) {
  const { get, all } = useUrlState();
  const kind = get('kind') || 'person';
  const who = get('who') || codes[0] || null;
  const isOrganisation = who !== null && who.length > 2;
  const day = get('until');
  return {
    label: {
      originator: get('originator') || codes[0],
      relTo: get('public') ? 'public' : all('relTo'),
      caveats: all('caveats'),
      expiresAt: day ? `${day}T00:00:00Z` : null,
    },
    subject: {
      kind,
      state: isOrganisation ? null : who,
      organisation: isOrganisation ? who : null,
      roles: kind === 'person' ? (all('roles').length > 0 ? all('roles') : ['analyst']) : [],
      caveats: all('cleared'),
    },
  };
}

function Explained({ of: { label, decisions } }: { of: ExplainAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  const reading = decisions.find(({ act }) => act === 'read');
  return (
    <>
      <Notice tone={reading?.allowed ? 'good' : 'bad'} title={t(reading?.allowed ? 'why.mayRead' : 'why.mayNotRead')}>
        <p lang="en">{reading?.sentence}</p>
        <p lang="en" className="dim">
          {label}.
        </p>
      </Notice>
      <DataTable
        title={t('why.acts')}
        file="why"
        rows={decisions}
        keyOf={({ act }) => act}
        empty={null}
        columns={[
          { id: 'act', header: t('why.act'), cell: ({ act }) => words('labelAct', act), text: ({ act }) => act },
          {
            id: 'allowed',
            header: t('why.allowed'),
            cell: ({ allowed }) => (
              <Mark tone={allowed ? 'good' : 'bad'} icon={allowed ? 'good' : 'bad'}>
                {t(allowed ? 'word.yes' : 'word.no')}
              </Mark>
            ),
            text: ({ allowed }) => (allowed ? 'yes' : 'no'),
          },
          {
            id: 'sentence',
            header: t('why.because'),
            cell: ({ sentence }) => <span lang="en">{sentence}</span>,
            text: ({ sentence }) => sentence,
            least: '18rem',
          },
          { id: 'rule', header: t('why.rule'), cell: ({ rule }) => <code>{rule}</code>, text: ({ rule }) => rule },
        ]}
      />
    </>
  );
}
