import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../src/casework/request-clock.ts';
import { useWords } from '../i18n/use-words.ts';
import { ActButton } from '../shell/act-button.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Day } from '../shell/day.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';
import { Section } from '../shell/page.tsx';
import { type CaseAnswer, eventsOf, letterOf, type Reader } from './case-answers.ts';

import { AnswerForm, SendRequestForm } from './request-forms.tsx';

const TONES: Record<RequestView['standing'], Tone> = {
  waiting: 'plain',
  answered: 'good',
  partial: 'warn',
  refused: 'bad',
  silent: 'bad',
};

/** The clock board: who was asked what, until when, and what came of it. Silence is shown like any answer. */
export function Requests({ view, reader }: { view: CaseAnswer; reader: Reader }) {
  const { t } = useTranslation();
  const words = useWords();
  const own = reader?.state ?? reader?.organisation;
  return (
    <Section title={t('cases.requests')} aside={reader && <SendRequestForm view={view} />}>
      <DataTable
        title={t('cases.requestTable')}
        file="requests"
        rows={view.requests}
        keyOf={({ id }) => id}
        empty={<p className="dim">{t('cases.noRequest')}</p>}
        columns={[
          { id: 'to', header: t('cases.asked'), cell: ({ to }) => to.name, text: ({ to }) => to.name, least: '9rem' },
          {
            id: 'question',
            header: t('cases.question'),
            cell: ({ question, paragraph }) => (
              <>
                {paragraph && <Mark>{t('cases.rightOfReply')}</Mark>} {question}
              </>
            ),
            text: ({ question }) => question,
            least: '16rem',
          },
          { id: 'by', header: t('cases.askedBy'), cell: ({ by }) => by, text: ({ by }) => by },
          { id: 'dueOn', header: t('cases.due'), cell: ({ dueOn }) => <Day at={dueOn} />, text: ({ dueOn }) => dueOn },
          {
            id: 'standing',
            header: t('cases.standing'),
            cell: ({ standing, daysLeft }) => (
              <>
                <Mark tone={TONES[standing]}>{words('requestStanding', standing)}</Mark>{' '}
                {standing === 'waiting' && t('cases.daysLeft', { n: daysLeft })}
              </>
            ),
            text: ({ standing }) => standing,
          },
          {
            id: 'answers',
            header: t('cases.answers'),
            cell: ({ answers }) => answers.map(({ at, text }) => <p key={at}>{text}</p>),
            text: ({ answers }) => answers.map(({ text }) => text).join(' | '),
            least: '14rem',
          },
          {
            id: 'acts',
            header: <span className="hidden">{t('cases.acts')}</span>,
            cell: ({ id, by, to, standing }) => (
              <>
                <div className="row">
                  <a href={letterOf(view.id, id)}>{t('cases.letter')}</a>
                </div>
                {by === own && standing !== 'answered' && standing !== 'refused' ? (
                  <div className="row choices">
                    <AnswerForm view={view} about={id} />
                    <ActButton
                      label={t('cases.remind')}
                      on={to.name}
                      address={eventsOf(view.id)}
                      body={{ kind: 'request-reminded', about: id, body: {} }}
                    />
                  </div>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
