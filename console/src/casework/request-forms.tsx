import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/use-words.ts';
import type { CaseAnswer, ShownParagraph } from './case-answers.ts';
import { EventForm, textOf } from './event-form.tsx';

const RECEIVERS = ['state', 'firm', 'registry', 'party'] as const;
const OUTCOMES = ['answered', 'partial', 'refused'] as const;

/** The day so many days from now. */
function dayAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export function SendRequestForm({ view }: { view: CaseAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <EventForm
      caseId={view.id}
      kind="request-sent"
      action={t('cases.ask')}
      body={(given) => ({
        to: { kind: textOf(given, 'kind'), name: textOf(given, 'name') },
        question: textOf(given, 'question'),
        dueOn: textOf(given, 'dueOn'),
      })}
    >
      <div className="fields">
        <NativeSelect
          name="kind"
          label={t('cases.askedKind')}
          data={RECEIVERS.map((value) => ({ value, label: words('receiver', value) }))}
        />
        <TextInput name="name" label={t('cases.asked')} required maxLength={500} className="wide" />
        <TextInput name="dueOn" type="date" label={t('cases.due')} required defaultValue={dayAfter(30)} />
      </div>
      <Textarea name="question" label={t('cases.question')} required rows={3} />
    </EventForm>
  );
}

/** Offers a named party its reply, once and for a term. */
export function OfferReplyForm({ view, paragraph }: { view: CaseAnswer; paragraph: ShownParagraph }) {
  const { t } = useTranslation();
  const names = paragraph.versions.at(-1)?.names ?? [];
  const offered = view.requests.filter((request) => request.paragraph === paragraph.id).map(({ to }) => to.name);
  const open = names.filter((name) => !offered.includes(name));
  if (open.length === 0) return null;
  return (
    <EventForm
      caseId={view.id}
      kind="request-sent"
      action={t('cases.offerReply')}
      body={(given) => ({
        to: { kind: 'party', name: textOf(given, 'name') },
        question: textOf(given, 'question'),
        dueOn: textOf(given, 'dueOn'),
        paragraph: paragraph.id,
      })}
    >
      <div className="fields">
        <NativeSelect name="name" label={t('cases.asked')} data={open} />
        <TextInput name="dueOn" type="date" label={t('cases.due')} required defaultValue={dayAfter(14)} />
      </div>
      <Textarea
        name="question"
        label={t('cases.question')}
        required
        rows={3}
        defaultValue={paragraph.versions.at(-1)?.text}
      />
    </EventForm>
  );
}

/** Files the reply of a named party, verbatim. */
export function ReplyForm({ view, paragraph }: { view: CaseAnswer; paragraph: ShownParagraph }) {
  const { t } = useTranslation();
  return (
    <EventForm
      caseId={view.id}
      kind="replied"
      about={paragraph.id}
      action={t('cases.fileReply')}
      body={(given) => ({
        party: textOf(given, 'party'),
        text: textOf(given, 'text'),
        receivedOn: textOf(given, 'receivedOn'),
      })}
    >
      <div className="fields">
        <NativeSelect name="party" label={t('cases.asked')} data={paragraph.versions.at(-1)?.names ?? []} />
        <TextInput name="receivedOn" type="date" label={t('cases.received')} required defaultValue={dayAfter(0)} />
      </div>
      <Textarea name="text" label={t('cases.verbatim')} required rows={4} />
    </EventForm>
  );
}

export function AnswerForm({ view, about }: { view: CaseAnswer; about: string }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <EventForm
      caseId={view.id}
      kind="request-answered"
      about={about}
      action={t('cases.recordAnswer')}
      body={(given) => ({
        outcome: textOf(given, 'outcome'),
        text: textOf(given, 'text'),
        receivedOn: textOf(given, 'receivedOn'),
      })}
    >
      <div className="fields">
        <NativeSelect
          name="outcome"
          label={t('cases.outcome')}
          data={OUTCOMES.map((value) => ({ value, label: words('requestStanding', value) }))}
        />
        <TextInput name="receivedOn" type="date" label={t('cases.received')} required defaultValue={dayAfter(0)} />
      </div>
      <Textarea name="text" label={t('cases.verbatim')} required rows={3} />
    </EventForm>
  );
}
