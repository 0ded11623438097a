import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../shell/act-button.tsx';
import { Day } from '../shell/day.tsx';
import { Mark } from '../shell/mark.tsx';
import { Section } from '../shell/page.tsx';
import { type CaseAnswer, eventsOf, type Reader } from './case-answers.ts';

import { EventForm, textOf } from './event-form.tsx';

/** What there is to do, and who did it. */
export function Tasks({ view, reader }: { view: CaseAnswer; reader: Reader }) {
  const { t } = useTranslation();
  return (
    <Section title={t('cases.tasks')} aside={reader && <AddTaskForm view={view} />}>
      {view.tasks.length === 0 ? (
        <p className="dim">{t('cases.noTask')}</p>
      ) : (
        <ul className="bare stack tight">
          {view.tasks.map(({ id, title, by, dueOn, assignee, done }) => (
            <li key={id} className="row">
              {done ? <s>{title}</s> : <span>{title}</span>}
              <span className="dim">{assignee ?? by}</span>
              {dueOn && <Day at={dueOn} />}
              {done ? (
                <Mark tone="good" icon="good">
                  {done.by}
                </Mark>
              ) : (
                reader && (
                  <ActButton
                    label={t('cases.taskDone')}
                    on={title}
                    address={eventsOf(view.id)}
                    body={{ kind: 'task-done', about: id, body: {} }}
                  />
                )
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function AddTaskForm({ view }: { view: CaseAnswer }) {
  const { t } = useTranslation();
  return (
    <EventForm
      caseId={view.id}
      kind="task-added"
      action={t('cases.addTask')}
      body={(given) => ({
        title: textOf(given, 'title'),
        ...(textOf(given, 'dueOn') ? { dueOn: textOf(given, 'dueOn') } : {}),
        ...(textOf(given, 'assignee') ? { assignee: textOf(given, 'assignee') } : {}),
      })}
    >
      <div className="fields">
        <TextInput name="title" label={t('cases.task')} required maxLength={500} className="wide" autoFocus />
        <TextInput name="assignee" label={t('cases.assignee')} maxLength={500} />
        <TextInput name="dueOn" type="date" label={t('cases.due')} />
      </div>
    </EventForm>
  );
}
